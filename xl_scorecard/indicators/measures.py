"""Measures: the rows of a source counted, summed or averaged for all months at once."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.amounts import Amounts, Distinct, Flow, Given, Mean, Median, MonthlyRows, Stock, Total
from xl_scorecard.indicators.arrays import Integers, Mask
from xl_scorecard.indicators.conditions import AT_DATE, rows_meeting
from xl_scorecard.indicators.exact import DIGITS, Exact, exact
from xl_scorecard.indicators.functions import made_by_function
from xl_scorecard.indicators.records import Records
from xl_scorecard.indicators.windows import months_open
from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.reference import GivenFigure


def work_out(measure: Measure, workings: Workings) -> Amounts:
    """Return the measure for every month looked at. Raises DefinitionError."""
    match measure.kind:
        case MeasureKind.COUNT if measure.distinct:
            return _distinct(measure, workings)
        case MeasureKind.COUNT:
            return _count(measure, workings)
        case MeasureKind.SUM | MeasureKind.MEAN | MeasureKind.MEDIAN:
            return _of_numbers(measure, workings)
        case MeasureKind.OPEN:
            return _open(measure, workings)
        case MeasureKind.GIVEN:
            return _given(measure, workings)
        case MeasureKind.PYTHON:
            return made_by_function(measure, workings)


def rows_counted(measure: Measure, workings: Workings) -> Mask:
    """Which rows does a measure count in any of the months that are looked at and covered?"""
    return rows_met(measure, workings) & rows_in_span(measure, workings)


def rows_met(measure: Measure, workings: Workings) -> Mask:
    """Which rows meet all conditions that do not depend on the date looked at, whenever they fall?"""
    records = workings.rows_of(measure)
    return rows_meeting(measure.conditions, records, workings.calendar, workings.records)


def rows_in_span(measure: Measure, workings: Workings) -> Mask:
    """Which rows fall, by their dates alone, in any of the months that are looked at and covered?"""
    return workings.rows_of(measure).remember(("in span", measure), lambda: _in_span(measure, workings))


def usable_numbers(records: Records, column: str) -> Mask:
    """Which rows have a number of at most 15 digits, as many as Excel keeps?"""
    usable: Mask = np.abs(records.numbers(column)) < 10.0**DIGITS
    return usable


def _in_span(measure: Measure, workings: Workings) -> Mask:
    covered = workings.months_covered(measure) or range(0)
    start, stop = max(workings.first, covered.start), min(workings.last + 1, covered.stop)
    if measure.kind is MeasureKind.OPEN:
        since, until = months_open(measure, workings.records, start, max(0, stop - start))
        return since < until
    months = workings.rows_of(measure).months(measure.date)
    in_span: Mask = (months >= start) & (months < stop)
    return in_span


def _count(measure: Measure, workings: Workings) -> Flow:
    places, _ = _places(measure, workings)
    return _flow(workings, np.bincount(places, minlength=workings.count).tolist())


def _distinct(measure: Measure, workings: Workings) -> Distinct:
    places, rows = _places(measure, workings)
    codes = workings.rows_of(measure).codes(measure.distinct)[rows]
    named = codes >= 0
    return Distinct(rows=_by_month(workings, places[named], codes[named]))


def _of_numbers(measure: Measure, workings: Workings) -> Amounts:
    """SUM, MEAN or MEDIAN of a column."""
    places, numbers = _numbers(measure, workings)
    if measure.kind is MeasureKind.MEDIAN:
        return Median(rows=_by_month(workings, places, numbers.wholes), scale=numbers.scale)
    sums = _flow(workings, numbers.sums(places, workings.count))
    rows = _flow(workings, np.bincount(places, minlength=workings.count).tolist())
    return Total(sums=sums, rows=rows) if measure.kind is MeasureKind.SUM else Mean(sums=sums, rows=rows)


def _open(measure: Measure, workings: Workings) -> Stock:
    """Cumulative: those that began to count up to a month's end, less those that ceased to."""
    count = workings.count
    met = rows_met(measure, workings)
    since, until = months_open(measure, workings.records, workings.first, count)
    counted = met & (since < until)
    moves = np.bincount(since[counted], minlength=count + 1) - np.bincount(until[counted], minlength=count + 1)
    values = np.cumsum(moves)[:count].tolist()
    return Stock(first=workings.first, values=tuple(Fraction(value) for value in values))


def _given(measure: Measure, workings: Workings) -> Given:
    rows = [figure for figure in workings.reference.given if figure.code == measure.code]
    values = {figure.period: given_value(figure) for figure in rows}
    return Given(
        title=measure.title,
        figures={period: value for period, value in values.items() if value is not None},
        confirmed={row.period: row.confirmed for row in rows if row.confirmed},
        places={row.period: row.place for row in rows},
    )


def given_value(figure: GivenFigure) -> Fraction | None:
    """Return a given value, or what its numerator and denominator make; None where neither says one."""
    if figure.value is not None or figure.numerator is None:
        return figure.value
    if figure.denominator is None:
        return figure.numerator
    return figure.numerator / figure.denominator if figure.denominator else None


def _numbers(measure: Measure, workings: Workings) -> tuple[Integers, Exact]:
    """The month's place and the number of each row that has one."""
    records = workings.rows_of(measure)
    places, rows = _places(measure, workings)
    usable = usable_numbers(records, measure.column)[rows]
    return places[usable], exact(records.numbers(measure.column)[rows[usable]])


def _places(measure: Measure, workings: Workings) -> tuple[Integers, Integers]:
    """Rows that meet all conditions in the months looked at: the place of each one's month, and the row's own."""
    _refuse_conditions_at_a_date(measure)
    records = workings.rows_of(measure)
    places = records.months(measure.date) - workings.first
    met = rows_met(measure, workings)
    rows = np.flatnonzero(met & (places >= 0) & (places < workings.count))
    return places[rows], rows


def _by_month(workings: Workings, places: Integers, numbers: Integers) -> MonthlyRows:
    return MonthlyRows.sorted_by(places, numbers, first=workings.first, count=workings.count)


def _flow(workings: Workings, values: tuple[Fraction, ...] | list[int]) -> Flow:
    return Flow(first=workings.first, values=tuple(Fraction(value) for value in values))


def _refuse_conditions_at_a_date(measure: Measure) -> None:
    for condition in measure.conditions:
        if condition.test in AT_DATE:
            raise DefinitionError(
                f'The measure "{measure.code}" asks "{condition.test.value}", which needs a date to look at.',
                fix='Make it an "open at period end" measure.',
            )
