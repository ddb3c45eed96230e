from dataclasses import replace

import pytest

from tests.builders import small_tables as small
from tests.builders.judging import an_indicator
from tests.builders.seed_definition import seed_definition
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.likeness import counts_cases, grows_with_period, statistic_of

COUNT, RATE, PROPORTION = Statistic.COUNT, Statistic.RATE, Statistic.PROPORTION
BOYS = Condition(column="gender", test=ConditionTest.EQUALS, value="Male")
LATE = Condition(column="late", test=ConditionTest.EQUALS, value="Yes")


def a_measure(code, kind=MeasureKind.COUNT, **more):
    return Measure(**({"code": code, "title": code, "source": "cases", "kind": kind, "date": "closed"} | more))


MEASURES = (
    a_measure("closed"),
    a_measure("boys", conditions=(BOYS,)),
    a_measure("late", conditions=(LATE,)),
    a_measure("late_boys", conditions=(LATE, BOYS)),
    a_measure("opened", date="opened"),
    a_measure("visits", source="visits"),
    a_measure("people", distinct="child"),
    a_measure("open", MeasureKind.OPEN, date="opened", end="closed"),
    a_measure("hours", MeasureKind.SUM, column="hours"),
    a_measure("attendances", MeasureKind.SUM, column="attendances"),
    a_measure("wait", MeasureKind.MEAN, column="wait"),
    a_measure("population", MeasureKind.GIVEN, source="population", date=""),
)


def statistic(numerator, denominator, unit):
    indicator = an_indicator(numerator=numerator, denominator=denominator, unit=unit)
    return statistic_of(replace(seed_definition(), measures=MEASURES), indicator)


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "kind"),
    [
        ("late", "closed", Unit.PERCENT, PROPORTION),
        ("late_boys", "boys", Unit.PERCENT, PROPORTION),
        ("late", "boys", Unit.PERCENT, None),
        ("late", "opened", Unit.PERCENT, None),
        ("late", "visits", Unit.PERCENT, None),
        ("late", "people", Unit.PERCENT, None),
        ("late", "population", Unit.PERCENT, PROPORTION),
        ("population", "hours", Unit.PERCENT, None),
        ("late", "unknown", Unit.PERCENT, None),
        ("late", "population", Unit.PER_10000, RATE),
        ("open", "population", Unit.PER_10000, RATE),
        ("hours", "population", Unit.PER_10000, None),
        ("late", "", Unit.COUNT, COUNT),
        ("open", "", Unit.COUNT, COUNT),
        ("hours", "", Unit.COUNT, None),
        ("wait", "", Unit.DAYS, None),
        ("population", "", Unit.PERCENT, None),
        ("hours", "closed", Unit.DAYS, None),
        ("unknown", "", Unit.COUNT, None),
        ("attendances", "", Unit.COUNT, None),
        ("closed - late", "closed", Unit.PERCENT, None),
    ],
)
def test_chance_is_allowed_for_in_numbers_of_cases_and_shares_of_the_same_cases(numerator, denominator, unit, kind):
    assert statistic(numerator, denominator, unit) is kind


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "counted"),
    [
        ("late", "visits", Unit.PERCENT, True),
        ("late", "closed", Unit.NUMBER, False),
        ("hours", "closed", Unit.PERCENT, False),
        ("population", "", Unit.PERCENT, False),
        ("closed - late", "closed", Unit.PERCENT, True),
        ("closed + hours", "closed", Unit.PERCENT, False),
        ("attendances", "closed", Unit.PERCENT, True),
        ("attendances", "", Unit.DAYS, False),
    ],
)
def test_a_percentage_of_another_group_still_counts_cases(numerator, denominator, unit, counted):
    indicator = an_indicator(numerator=numerator, denominator=denominator, unit=unit)
    sources = (small.source("cases", "attendances:whole hours:number"),)
    definition = replace(seed_definition(), measures=MEASURES, sources=sources)
    assert counts_cases(definition, indicator) is counted


@pytest.mark.parametrize(
    ("code", "grows"),
    [("Op410", True), ("OP410a", True), ("Op383", False), ("Op388", False), ("OP388a", False), ("Op367", False)],
)
def test_events_and_their_rates_grow_with_the_period_and_stocks_and_shares_do_not(code, grows):
    definition = seed_definition()
    indicator = next(indicator for indicator in definition.indicators if indicator.code == code)
    assert grows_with_period(definition, indicator) is grows
