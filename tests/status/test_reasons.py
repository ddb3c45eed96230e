from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.judging import a_target, an_indicator
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.rag import judge
from xl_scorecard.status.reasons import judged_reason, no_data_reason, no_target_reason

HIGH, LOW, RANGE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE
TO_DATE = Period.parse("2012/13 to 2012-05")
MAY = Period.parse("2012-05")
TENTH = a_target(6, percent=10)
FIVE = a_target(70, points=5)
BETWEEN = a_target(between=(5, 8), points=1)
RANGE_WORDS = "the target of between 5.0% and 8.0%"
ZERO, ONE = a_target(0, points=1), a_target(1, points=1)
MONTHLY, YEARLY = a_target(20, per=PeriodKind.MONTH), a_target(20, per=PeriodKind.YEAR)


@pytest.mark.parametrize(
    ("polarity", "target", "value", "rest"),
    [
        (LOW, TENTH, "10.0", "is above the target of at most 6.0% by 4.0 points; amber reaches 6.6%: Red."),
        (LOW, TENTH, "6.4", "is above the target of at most 6.0% by 0.4 points; amber reaches 6.6%: Amber."),
        (LOW, TENTH, "6.0", "meets the target of at most 6.0%: Green."),
        (HIGH, FIVE, "64.0", "is below the target of at least 70.0% by 6.0 points; amber reaches 65.0%: Red."),
        (HIGH, a_target(70), "64.0", "is below the target of at least 70.0% by 6.0 points; there is no amber: Red."),
        (RANGE, BETWEEN, "6.0", "is within the target of between 5.0% and 8.0%: Green."),
        (RANGE, BETWEEN, "8.5", f"is above {RANGE_WORDS} by 0.5 points; amber reaches 9.0%: Amber."),
        (RANGE, BETWEEN, "3.0", f"is below {RANGE_WORDS} by 2.0 points; amber reaches 4.0%: Red."),
        (LOW, ZERO, "2.0", "is above the target of at most 0.0% by 2.0 points; amber reaches 1.0%: Red."),
        (HIGH, ONE, "-1.0", "is below the target of at least 1.0% by 2.0 points; amber reaches 0.0%: Red."),
    ],
)
def test_a_reason_names_value_period_target_distance_and_how_far_amber_reaches(polarity, target, value, rest):
    reason = judged_reason(an_indicator(polarity), TO_DATE, Fraction(value), target)
    assert reason == f"{value}% in 2012/13 to May {rest}"


@pytest.mark.parametrize(
    ("polarity", "target", "value", "shown", "rest"),
    [
        (HIGH, FIVE, "69.96", "70.0", "is below the target of at least 70.0% by 0.04 points;"),
        (LOW, TENTH, "6.04", "6.0", "is above the target of at most 6.0% by 0.04 points;"),
        (LOW, TENTH, "6.6004", "6.6", "is above the target of at most 6.0% by 0.6004 points; amber reaches 6.6%: Red."),
        (LOW, a_target("6.25"), "6.25", "6.3", "meets the target of at most 6.25%: Green."),
    ],
)
def test_a_reason_says_where_rounding_hides_a_miss(polarity, target, value, shown, rest):
    reason = judged_reason(an_indicator(polarity), MAY, Fraction(value), target)
    assert reason.startswith(f"{value}%, shown as {shown}%, in May 2012 {rest}")


def test_a_reason_is_silent_about_rounding_that_hides_nothing():
    reason = judged_reason(an_indicator(HIGH), MAY, Fraction("69.94"), FIVE)
    assert reason.startswith("69.9% in May 2012 is below the target of at least 70.0% by 0.1 points;")


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "words"),
    [
        (Unit.COUNT, 0, "1240", "1,240 in May 2012 is above the target of at most 1,000 by 240;"),
        (Unit.DAYS, 0, "1001", "1,001 days in May 2012 is above the target of at most 1,000 days by 1 day;"),
        (Unit.DAYS, 1, "1001.5", "1,001.5 days in May 2012 is above the target of at most 1,000.0 days by 1.5 days;"),
        (Unit.PERCENT, 0, "1001", "1,001% in May 2012 is above the target of at most 1,000% by 1 point;"),
        (Unit.PER_10000, 2, "1234.567", "1,234.57 in May 2012 is above the target of at most 1,000.00 by 234.57;"),
    ],
)
def test_a_reason_speaks_in_the_indicators_unit(unit, decimals, value, words):
    indicator = an_indicator(LOW, unit=unit, decimals=decimals)
    assert judged_reason(indicator, MAY, Fraction(value), a_target(1000, points=5)).startswith(words)


@given(
    value=st.fractions(min_value=0, max_value=100, max_denominator=997),
    aim=st.integers(0, 100),
    polarity=st.sampled_from([HIGH, LOW]),
)
def test_a_reason_always_ends_with_the_status_and_never_shows_a_miss_as_met(value, aim, polarity):
    target = a_target(aim, points=2)
    reason = judged_reason(an_indicator(polarity), MAY, value, target)
    assert reason.endswith(f": {judge(value, polarity, target).value}.")
    subject, _, rest = reason.partition(" in May 2012 ")
    said = Fraction(subject.split("%")[0])
    assert judge(said, polarity, target) is judge(value, polarity, target)
    assert rest.startswith(("meets", "is above", "is below"))


def test_without_a_target_the_reason_says_so():
    assert no_target_reason(an_indicator(), MAY, None) == "No target is set."


@pytest.mark.parametrize(
    ("target", "period", "reason"),
    [
        (MONTHLY, "2011/12", "The target is per month and is not compared with a year."),
        (YEARLY, "2012-05", "The target is per year and is not compared with a month."),
        (YEARLY, "2012/13 to 2012-05", "The target is per year and is not compared with a year to date."),
        (a_target(20), "2012-05", "The target does not say whether it is per month or per year."),
        (a_target(between=(5, 8)), "2012-05", "A target is set, but without a value to judge by."),
    ],
)
def test_a_target_that_may_not_judge_says_why(target, period, reason):
    assert no_target_reason(an_indicator(unit=Unit.COUNT), Period.parse(period), target) == reason


def test_a_target_without_polarity_says_what_is_missing():
    reason = no_target_reason(an_indicator(Polarity.NONE), MAY, a_target(20))
    assert reason == "A target is set, but not whether a high or a low figure is good."


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("1 of 2 months reported", "No data for 2012/13 to May: 1 of 2 months reported."),
        ("Not reported: records moved.", "No data for 2012/13 to May: not reported: records moved."),
        ("NHS system down", "No data for 2012/13 to May: NHS system down."),
        ("", "There is no figure for 2012/13 to May."),
    ],
)
def test_no_data_carries_the_reason_of_the_figure(missing, reason):
    assert no_data_reason(Figure(period=TO_DATE, missing=missing)) == reason


@pytest.mark.parametrize("remark", ["Records were moved", "Records were moved."])
def test_no_data_carries_the_remark_of_the_figure(remark):
    figure = Figure(period=TO_DATE, missing="not reported", remark=remark)
    assert no_data_reason(figure) == "No data for 2012/13 to May: not reported. Records were moved."


def test_a_remark_that_repeats_the_reason_is_not_said_twice():
    figure = Figure(period=TO_DATE, missing="not reported", remark="Not reported.")
    assert no_data_reason(figure) == "No data for 2012/13 to May: not reported."
