from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.judging import an_indicator, figures
from tests.builders.scorecards import seed_scorecard
from tests.builders.seed_definition import seed_definition
from xl_scorecard.model.forecast import ForecastMethod
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.status.forecast import forecast_in_words, forecast_method, forecast_of, forecast_reason

STRAIGHT, POOLED = ForecastMethod.STRAIGHT_LINE, ForecastMethod.POOLED_RATE
TO_DATE = Period.parse("2012/13 to 2012-06")
MONTHS = {"2012-04": 10, "2012-05": 20, "2012-06": 30}


def projected(values, method, to_date=TO_DATE):
    return forecast_of(figures(values), to_date, method)


def test_a_flow_goes_on_in_a_straight_line():
    found = projected(MONTHS | {TO_DATE.code: 60}, STRAIGHT)
    assert (found.value, found.months, found.year.label) == (240, 3, "2012/13")


def test_a_percentage_keeps_the_pooled_rate_of_the_year_so_far():
    assert projected(MONTHS | {TO_DATE.code: 25}, POOLED).value == 25


def test_a_month_that_is_not_reported_counts_neither_above_nor_below():
    found = projected(MONTHS | {"2012-05": None, TO_DATE.code: 40}, STRAIGHT)
    assert (found.value, found.months) == (240, 2)


def test_a_year_to_date_that_is_given_counts_all_its_months():
    given = figures({TO_DATE.code: 60})
    given[TO_DATE] = replace(given[TO_DATE], given=True)
    assert forecast_of(given, TO_DATE, STRAIGHT).months == 3


@pytest.mark.parametrize(("month", "is_projected"), [("2013-02", True), ("2013-03", False)])
def test_a_year_that_is_complete_is_not_projected(month, is_projected):
    to_date = Period.parse(month).year_to_date
    assert (projected({to_date.code: 60}, STRAIGHT, to_date) is not None) is is_projected


def test_without_figure_or_method_there_is_no_projection():
    assert projected(MONTHS | {TO_DATE.code: None}, STRAIGHT) is None
    assert projected(MONTHS, STRAIGHT) is None
    assert projected(MONTHS | {TO_DATE.code: 60}, None) is None


def measure(code, kind, **more):
    return Measure(code=code, title=code, source="cases", kind=kind, **more)


@pytest.mark.parametrize(
    ("numerator", "denominator", "method"),
    [
        ("events", "", STRAIGHT),
        ("hours", "", STRAIGHT),
        ("events", "population", STRAIGHT),
        ("events", "others", POOLED),
        ("open", "", None),
        ("open", "population", None),
        ("people", "", None),
        ("mean", "", None),
        ("population", "", None),
        ("unknown", "", None),
        ("events + others", "", STRAIGHT),
        ("events - others", "events", POOLED),
        ("events + open", "", None),
        ("events", "people", None),
        ("events", "events + open", None),
        ("E1", "events", POOLED),
        ("R1", "", None),
    ],
)
def test_what_adds_up_is_projected_and_nothing_else(numerator, denominator, method):
    measures = (
        measure("events", MeasureKind.COUNT),
        measure("others", MeasureKind.COUNT),
        measure("hours", MeasureKind.SUM, column="hours"),
        measure("open", MeasureKind.OPEN),
        measure("people", MeasureKind.COUNT, distinct="child"),
        measure("mean", MeasureKind.MEAN, column="hours"),
        measure("population", MeasureKind.GIVEN),
    )
    others = (
        an_indicator(code="E1", numerator="events + others", denominator=""),
        an_indicator(code="R1", numerator="events"),
    )
    definition = replace(seed_definition(), measures=measures, indicators=others)
    assert forecast_method(definition, an_indicator(numerator=numerator, denominator=denominator)) is method


def test_a_projection_is_exact():
    assert projected({"2012-04": 1, "2012/13 to 2012-04": 1}, STRAIGHT, Period.parse("2012/13 to 2012-04")).value == 12
    assert isinstance(projected(MONTHS | {TO_DATE.code: 61}, STRAIGHT).value, Fraction)


def test_a_projection_is_never_told_without_the_word():
    headlines = {line.indicator.code: line.headline_assessment for line in seed_scorecard().lines}
    assert forecast_in_words(headlines["Op410"]) == "1,962 (projection)"
    assert forecast_reason(headlines["Op410"]) == (
        "Projection, not a figure: 1,962 by the end of the year if it goes on in a straight line (327 in 2 months of "
        "2012/13, ÷ 2 × 12)."
    )
    assert forecast_in_words(headlines["HY64"]) == "10.0% (projection)"
    assert forecast_reason(headlines["HY64"]) == (
        "Projection, not a figure: 10.0% for the whole of 2012/13 if the rate of the year so far holds (4 ÷ 40 in 2 "
        "months)."
    )
    assert (forecast_in_words(headlines["Op388"]), forecast_reason(headlines["Op388"])) == ("", "")
