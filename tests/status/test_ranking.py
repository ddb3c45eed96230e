import statistics
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.often import often
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.rank import Rank
from xl_scorecard.status.ranking import figures_of_period, quartile, rank_among, rank_in_words

HIGH, LOW, RANGE, NONE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE
VALUES = st.lists(st.fractions(min_value=0, max_value=100, max_denominator=20), min_size=1, max_size=20)
YEAR = Period.parse("2010/11")


def exact(*values):
    return [Fraction(value) for value in values]


@pytest.mark.parametrize(
    ("polarity", "value", "place"),
    [(HIGH, 9, 1), (HIGH, 7, 2), (HIGH, 8, 2), (HIGH, 1, 4), (LOW, 1, 1), (LOW, 5, 1), (LOW, 7, 2), (LOW, 10, 4)],
)
def test_the_best_is_first_and_ties_share_the_smaller_place(polarity, value, place):
    assert rank_among(Fraction(value), exact(9, 7, 5), polarity).place == place


@pytest.mark.parametrize("polarity", [NONE, RANGE])
def test_where_neither_high_nor_low_is_good_the_highest_is_first(polarity):
    assert rank_among(Fraction(8), exact(9, 7, 5), polarity).place == 2


def test_ties_leave_a_gap_behind_them():
    assert [rank_among(Fraction(value), exact(9, 7, 7, 5), HIGH).place for value in (9, 7, 5)] == [1, 2, 4]


def test_without_a_figure_or_without_others_there_is_no_rank():
    assert rank_among(None, exact(1), HIGH) is None
    assert rank_among(Fraction(1), [], HIGH) is None


@pytest.mark.parametrize(("others", "quarter"), [((1, 2), None), ((1, 2, 3), 1)])
def test_quarters_need_four_figures(others, quarter):
    assert rank_among(Fraction(9), exact(*others), HIGH).quarter == quarter


@pytest.mark.parametrize(("polarity", "quarters"), [(HIGH, [4, 3, 2, 1, 1]), (LOW, [1, 1, 2, 3, 4])])
def test_a_figure_on_a_cut_belongs_to_the_better_quarter(polarity, quarters):
    five = exact(1, 2, 3, 4, 5)
    assert [quartile(five, number) for number in (1, 2, 3)] == [2, 3, 4]
    assert [rank_among(one, [other for other in five if other != one], polarity).quarter for one in five] == quarters


@settings(max_examples=often(40))
@given(VALUES.filter(lambda values: len(values) > 1))
def test_quartiles_are_those_of_pythons_own_inclusive_method(values):
    theirs = statistics.quantiles(values, n=4, method="inclusive")
    assert [quartile(values, number) for number in (1, 2, 3)] == theirs


@settings(max_examples=often(40))
@given(VALUES, st.fractions(min_value=0, max_value=100, max_denominator=20), st.randoms())
def test_the_order_of_others_and_turning_every_sign_make_no_difference(others, value, random):
    found = rank_among(value, others, HIGH)
    assert rank_among(value, random.sample(others, len(others)), HIGH) == found
    assert rank_among(-value, [-one for one in others], LOW) == found


def test_only_figures_of_the_same_period_are_ranked_and_one_a_comparator():
    benchmarks = [
        Benchmark(indicator="K1", comparator=comparator, period=period, value=Fraction(value))
        for comparator, period, value in (
            ("Hackney", YEAR, 5),
            ("hackney", YEAR, 6),
            ("Islington", YEAR.back(1), 7),
            ("Lewisham", YEAR, 8),
        )
    ]
    assert figures_of_period(benchmarks, YEAR) == [5, 8]


@pytest.mark.parametrize(
    ("rank", "polarity", "words"),
    [
        (Rank(place=3, of=11, quarter=2), HIGH, "3 of 11 (1 is the highest, which is best); second quarter"),
        (Rank(place=1, of=2), NONE, "1 of 2 (1 is the highest)"),
        (None, HIGH, ""),
    ],
)
def test_a_rank_says_what_first_means(rank, polarity, words):
    assert rank_in_words(rank, polarity) == words
