from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.judging import a_target, an_indicator
from tests.builders.often import often
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.cases import cases_in_words, cases_to_target
from xl_scorecard.status.rag import judge

HIGH, LOW, RANGE, NONE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE
MAY = Period.parse("2012-05")


def told(polarity, cases, of, target, statistic=Statistic.PROPORTION):
    unit = Unit.COUNT if of is None else Unit.PERCENT
    indicator = an_indicator(polarity, unit=unit, denominator="" if of is None else "closed")
    return cases_in_words(cases_to_target(indicator, a_figure(cases, of), target, statistic=statistic))


def a_figure(cases, of):
    numerator, denominator = Fraction(cases), None if of is None else Fraction(of)
    value = numerator / denominator * 100 if denominator else numerator
    return Figure(period=MAY, value=value, numerator=numerator, denominator=denominator)


@pytest.mark.parametrize(
    ("polarity", "cases", "of", "target", "words"),
    [
        (LOW, 4, 40, 6, "4 of 40; at most 2 would be Green: 2 too many"),
        (LOW, 3, 40, 6, "3 of 40; at most 2 would be Green: 1 too many"),
        (LOW, 2, 40, 6, "2 of 40; at most 2 would be Green: none to spare"),
        (LOW, 1, 40, 6, "1 of 40; at most 2 would be Green: 1 to spare"),
        (LOW, 3, 50, 6, "3 of 50; at most 3 would be Green: none to spare"),
        (LOW, 1, 10, 6, "1 of 10; at most 0 would be Green: 1 too many"),
        (LOW, 0, 10, -1, "0 of 10; no whole number would be Green"),
        (HIGH, 26, 40, 70, "26 of 40; at least 28 would be Green: 2 too few"),
        (HIGH, 28, 40, 70, "28 of 40; at least 28 would be Green: none to spare"),
        (HIGH, 30, 40, 70, "30 of 40; at least 28 would be Green: 2 to spare"),
        (HIGH, 6, 9, 70, "6 of 9; at least 7 would be Green: 1 too few"),
        (HIGH, 235, 236, 100, "235 of 236; at least 236 would be Green: 1 too few"),
        (HIGH, 40, 40, 101, "40 of 40; no whole number would be Green"),
        (HIGH, 4, 40, -5, "4 of 40; at least 0 would be Green: 4 to spare"),
        (LOW, 1250, None, 1000, "1,250; at most 1,000 would be Green: 250 too many"),
        (LOW, 45, 40, 110, "45 against 40; at most 44 would be Green: 1 too many"),
    ],
)
def test_it_says_how_many_there_are_how_many_would_be_green_and_how_far_off_that_is(polarity, cases, of, target, words):
    assert told(polarity, cases, of, a_target(target)) == words


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        (1, "1 of 40; 2 to 3 would be Green: 1 too few"),
        (2, "2 of 40; 2 to 3 would be Green: within"),
        (3, "3 of 40; 2 to 3 would be Green: within"),
        (4, "4 of 40; 2 to 3 would be Green: 1 too many"),
    ],
)
def test_a_range_has_both_edges(cases, words):
    assert told(RANGE, cases, 40, a_target(between=(5, 8))) == words


def test_a_range_that_no_whole_number_falls_in_says_so():
    assert told(RANGE, 1, 9, a_target(between=(5, 8))) == "1 of 9; no whole number would be Green"


def test_more_than_all_can_be_asked_of_two_different_groups_but_not_of_a_share():
    assert told(HIGH, 40, 40, a_target(110), statistic=None) == "40 of 40; at least 44 would be Green: 4 too few"


@pytest.mark.parametrize(
    ("polarity", "cases", "of", "target"),
    [(NONE, 4, 40, a_target(6)), (LOW, 4, 40, None), (LOW, "4.5", 40, a_target(6)), (LOW, 4, 40, a_target())],
)
def test_without_target_polarity_or_whole_cases_it_says_nothing(polarity, cases, of, target):
    assert told(polarity, cases, of, target) == ""


def test_a_missing_figure_has_no_cases_to_target():
    missing = Figure(period=MAY, missing="not reported")
    assert cases_to_target(an_indicator(LOW), missing, a_target(6)) is None


@settings(max_examples=often(60))
@given(st.sampled_from([HIGH, LOW]), st.integers(0, 60), st.integers(1, 60), st.fractions(0, 100, max_denominator=30))
def test_a_number_of_cases_is_green_just_where_it_says_so(polarity, cases, of, target):
    found = cases_to_target(
        an_indicator(polarity), a_figure(min(cases, of), of), a_target(target), statistic=Statistic.PROPORTION
    )
    for number in range(of + 1):
        green = judge(Fraction(100 * number, of), polarity, a_target(target)) is Status.GREEN
        within = (found.fewest is None or number >= found.fewest) and (found.most is None or number <= found.most)
        assert green is within
    assert found.possible
