"""Findings: what is doubtful in the rows and given figures that the indicators were worked out from.

IND-001 an end before its start      IND-002 a date or child missing that a condition needs
IND-003 no given figure for a year   IND-004 a date outside the years whose bank holidays are known
IND-005 a number or id missing       IND-006 a figure both given and not reported
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.indicators.arrays import Mask
from xl_scorecard.indicators.conditions import AT_DATE, BETWEEN_DATES, IN_TABLE, LOOKING_BACK, rows_meeting
from xl_scorecard.indicators.doubts import Doubt, told
from xl_scorecard.indicators.given import contradictions, figures_lacking
from xl_scorecard.indicators.measures import rows_counted, rows_in_span, usable_numbers
from xl_scorecard.indicators.recipe import Recipe
from xl_scorecard.indicators.reviews import joined_by
from xl_scorecard.indicators.workingdays import FIRST_KNOWN_YEAR, LAST_KNOWN_YEAR, outside_known_years
from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.figure import Series
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.problem import Problem, Severity

DEPENDENT = BETWEEN_DATES | LOOKING_BACK | AT_DATE | IN_TABLE


def find_problems(workings: Workings, recipes: tuple[Recipe, ...], series: tuple[Series, ...]) -> tuple[Problem, ...]:
    """Return what is doubtful: each kind once for a source and its columns, with how many rows have it.

    Only rows that fall in the months looked at are examined: what lies outside changes nothing.
    """
    rows = {name: records.sheet_rows for name, records in workings.records.items()}
    doubts = told(_doubts(workings, recipes), workings.places, rows)
    lacking = figures_lacking(recipes, series, workings.places)
    return (*doubts, *lacking, *contradictions(workings.reference, recipes))


def _doubts(workings: Workings, recipes: tuple[Recipe, ...]) -> Iterator[Doubt]:
    """Suspect rows are looked for first, and only where there are any is it asked whether they count."""
    seen: set[str] = set()
    for recipe in recipes:
        yield from _needed_but_missing(workings, recipe)
        for measure in (term.measure for term in recipe.counted()):
            if measure.counts_rows and measure.code not in seen:
                seen.add(measure.code)
                yield from _ends_before_starts(workings, measure)
                yield from _unknown_years(workings, measure)
                yield from _left_out(workings, measure)


def _ends_before_starts(workings: Workings, measure: Measure) -> Iterator[Doubt]:
    pairs = [(one.column, one.other) for one in measure.conditions if one.test in BETWEEN_DATES]
    if measure.kind is MeasureKind.OPEN and measure.end:
        pairs.append((measure.end, measure.date))
    records = workings.rows_of(measure)
    for end, start in pairs:
        suspect = records.days(end) < records.days(start)
        if suspect.any():
            yield Doubt(
                code="IND-001",
                severity=Severity.WARNING,
                source=measure.source,
                rows=suspect & _concerned(workings, measure, pair=(end, start)),
                sentence=f"“{records.heading(end)}” is before “{records.heading(start)}”; "
                "such a row is never counted as in time, as lasting or as open.",
                fix="Correct the wrong one of the two dates.",
            )


def _unknown_years(workings: Workings, measure: Measure) -> Iterator[Doubt]:
    records = workings.rows_of(measure)
    counted = [one for one in measure.conditions if one.test is ConditionTest.WITHIN_WORKING_DAYS]
    for column in (name for one in counted for name in (one.column, one.other)):
        suspect = outside_known_years(records.days(column))
        if suspect.any():
            yield Doubt(
                code="IND-004",
                severity=Severity.WARNING,
                source=measure.source,
                rows=suspect & _concerned(workings, measure),
                sentence=f"“{records.heading(column)}” is outside {FIRST_KNOWN_YEAR} to {LAST_KNOWN_YEAR}, the years "
                "whose bank holidays are known; its working days are counted by rule.",
                fix="Check the date; holidays proclaimed since can be added as closure days in Settings.",
            )


def _left_out(workings: Workings, measure: Measure) -> Iterator[Doubt]:
    """Rows that a sum, mean, median or count of different ids has to leave out."""
    records, column = workings.rows_of(measure), measure.column or measure.distinct
    if measure.kind is MeasureKind.COUNT and measure.distinct:
        suspect = records.blank(measure.distinct)
    elif measure.kind in {MeasureKind.SUM, MeasureKind.MEAN, MeasureKind.MEDIAN}:
        suspect = ~usable_numbers(records, measure.column)
    else:
        return
    if suspect.any():
        yield Doubt(
            code="IND-005",
            severity=Severity.NOTE,
            source=measure.source,
            rows=suspect & rows_counted(measure, workings),
            sentence=f"“{records.heading(column)}” has nothing that can be counted; they are left out.",
            fix=f"Fill in “{records.heading(column)}” where it is known.",
        )


def _needed_but_missing(workings: Workings, recipe: Recipe) -> Iterator[Doubt]:
    """Blank cells that a condition of the numerator needs, in rows that the denominator counts."""
    counted = [term.measure for term in recipe.parts[0].terms if term.measure.counts_rows] if recipe.parts else []
    for measure, column in ((one, column) for one in counted for column in _all_columns_needed(workings, one)):
        records = workings.rows_of(measure)
        if records.blank(column).any():
            yield Doubt(
                code="IND-002",
                severity=Severity.WARNING,
                source=measure.source,
                rows=records.blank(column) & _population(workings, recipe, measure),
                sentence=f"“{records.heading(column)}” is blank; "
                "they are looked at, but cannot be counted as meeting a condition that needs it.",
                fix=f"Fill in “{records.heading(column)}”.",
            )


def _all_columns_needed(workings: Workings, measure: Measure) -> Iterator[str]:
    return (name for one in measure.conditions for name in _columns_needed(workings, measure, one))


def _columns_needed(workings: Workings, measure: Measure, condition: Condition) -> tuple[str, ...]:
    match condition.test:
        case ConditionTest.REVIEWED_IN_TIME:
            child = joined_by(workings.rows_of(measure), workings.records[condition.other])
            return (condition.column, child)
        case ConditionTest.OPEN_FOR_MONTHS | ConditionTest.HAS_ROW | ConditionTest.HAS_NO_ROW:
            return (condition.column,)
        case test if test in DEPENDENT:
            return (condition.column, condition.other)
        case _:
            return ()


def _population(workings: Workings, recipe: Recipe, measure: Measure) -> Mask:
    """The rows that an indicator looks at: those of its denominator, or else all that its numerator might count."""
    below = recipe.parts[1].terms if len(recipe.parts) > 1 else ()
    if len(below) != 1 or not below[0].measure.counts_rows or below[0].measure.source != measure.source:
        return _concerned(workings, measure)
    return rows_counted(below[0].measure, workings) & _plain(workings, measure)


def _concerned(workings: Workings, measure: Measure, pair: tuple[str, str] | None = None) -> Mask:
    """Rows that fall in the months looked at and meet the conditions that look at one cell only.

    An OPEN measure's row that ends before it starts (`pair`) falls in no month; it is looked at all the same.
    """
    plain = _plain(workings, measure)
    if measure.kind is MeasureKind.OPEN and pair == (measure.end, measure.date):
        months = workings.rows_of(measure).months(measure.date)
        return plain & (months >= workings.first) & (months <= workings.last)
    return plain & rows_in_span(measure, workings)


def _plain(workings: Workings, measure: Measure) -> Mask:
    plain = tuple(condition for condition in measure.conditions if condition.test not in DEPENDENT)
    return rows_meeting(plain, workings.rows_of(measure), workings.calendar, workings.records)
