from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from tests.builders.often import often
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import NeighbourMethod, Settings
from xl_scorecard.model.period import Period
from xl_scorecard.status.neighbours import COMPARATOR, middle, with_neighbours

MEAN, MEDIAN = NeighbourMethod.MEAN, NeighbourMethod.MEDIAN
YEAR = Period.parse("2010/11")
NAMES = ("Hackney", "Islington", "Lewisham")
VALUES = st.lists(st.fractions(min_value=0, max_value=100, max_denominator=50), min_size=1, max_size=12)


def a_benchmark(comparator, value, *, indicator="K1", period=YEAR, method=""):
    return Benchmark(indicator=indicator, comparator=comparator, period=period, value=Fraction(value), method=method)


def settings(method=MEDIAN, names=NAMES):
    return Settings(title="", organisation="", neighbours=names, neighbour_method=method)


def made(*benchmarks, method=MEDIAN, names=NAMES):
    return [one for one in with_neighbours(benchmarks, settings(method, names)) if one not in benchmarks]


THREE = (a_benchmark("Hackney", 1), a_benchmark("Islington", 2), a_benchmark("Lewisham", 6))


@pytest.mark.parametrize(("method", "value", "words"), [(MEAN, 3, "mean of 3"), (MEDIAN, 2, "median of 3")])
def test_one_figure_is_made_of_the_neighbours_and_says_how(method, value, words):
    (one,) = made(*THREE, method=method)
    assert (one.comparator, one.value, one.method) == (COMPARATOR, value, f"{words} neighbours")
    assert (one.indicator, one.period) == ("K1", YEAR)


def test_a_neighbour_without_a_figure_is_told():
    (one,) = made(*THREE[:2])
    assert (one.value, one.method) == (Fraction(3, 2), "median of 2 of 3 neighbours")


def test_case_and_spaces_of_names_make_no_difference_and_other_comparators_do_not_count():
    (one,) = made(a_benchmark(" hackney ", 5), a_benchmark("England", 50))
    assert (one.value, one.method) == (5, "median of 1 of 3 neighbours")


def test_each_indicator_and_period_has_its_own():
    found = made(*THREE, a_benchmark("Hackney", 9, indicator="K2"), a_benchmark("Hackney", 7, period=YEAR.back(1)))
    assert {(one.indicator, one.period.label): one.value for one in found} == {
        ("K1", "2010/11"): 2,
        ("K2", "2010/11"): 9,
        ("K1", "2009/10"): 7,
    }


def test_one_that_is_given_under_the_same_name_stays_alone():
    assert made(*THREE, a_benchmark("statistical neighbours", 4)) == []


def test_without_a_method_or_without_names_none_is_made():
    assert made(*THREE, method=None) == []
    assert made(*THREE, names=()) == []
    assert with_neighbours(THREE, settings())[:3] == THREE


def test_an_even_number_has_its_median_halfway_between_the_two_in_the_middle():
    assert middle([Fraction(value) for value in (9, 1, 4, 3)], MEDIAN) == Fraction(7, 2)


@how(max_examples=often(30))
@given(VALUES, st.randoms())
def test_order_makes_no_difference_and_both_lie_between_the_lowest_and_the_highest(values, random):
    mixed = random.sample(values, len(values))
    for method in NeighbourMethod:
        assert middle(values, method) == middle(mixed, method)
        assert min(values) <= middle(values, method) <= max(values)
