"""A second engine, of plain loops over rows, to hold the real one against; it shares no code with it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

import holidays
from dateutil.relativedelta import relativedelta

from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, WorkingDayConvention
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.unit import Unit

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
Month = tuple[int, int]
Formula = list[tuple[int, str]]
Python = Mapping[str, Callable[[Rows, Month], int]]
ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2005, 2020))


class BruteForce:
    """Works out one figure at a time, the slow way."""

    def __init__(self, definition: Definition, rows: Rows, reference: Reference, python: Python | None = None) -> None:
        self.definition = definition
        self.python = python or {}
        self.rows = rows
        self.reference = reference
        self.measures = {measure.code: measure for measure in definition.measures}

    def figure(self, indicator: Indicator, period: Period) -> tuple[Fraction | None, str]:
        """The value, or why there is none, by the version of the definition that held on the period's last day."""
        versions = [
            one for one in (*self.definition.indicators, *self.definition.earlier) if self.belongs(indicator, one)
        ]
        begun = [one for one in versions if one.since is None or one.since.start <= period.end]
        if not begun:
            first = min((one.since for one in versions), key=lambda since: since.start)
            return None, f"not in use before {first.start:%b %Y}"
        version = max(begun, key=lambda one: one.since.start if one.since else date.min)
        if version.until and version.until.end < period.end:
            return None, f"not in use after {version.until.end:%b %Y}"
        return self.version_figure(version, period)

    def belongs(self, indicator: Indicator, other: Indicator) -> bool:
        """Is `other` a version of the indicator, or of one that it replaced?"""
        if other.code == indicator.code:
            return True
        replaced = {one.replaces for one in (*self.definition.indicators, *self.definition.earlier) if one.replaces}
        return other.code in replaced and indicator.replaces == other.code

    def version_figure(self, indicator: Indicator, period: Period) -> tuple[Fraction | None, str]:
        formulas = [terms(formula) for formula in (indicator.numerator, indicator.denominator) if formula]
        codes = [code for formula in formulas for _, code in formula]
        if any(code not in self.measures for code in codes):
            return self.combined(indicator, formulas, period)
        parts = [self.measures[code] for code in codes]
        months = months_of(period)
        if all(self.keeps_last(measure) for measure in parts):
            months = months[-1:]
        if any(row.indicator == indicator.code and row.period == period for row in self.reference.not_reported):
            return None, "not reported"
        reported = [month for month in months if not self.is_silent(indicator, month)]
        known = [month for month in reported if all(self.is_covered(measure, month) for measure in parts)]
        if not reported:
            return None, "not reported"
        if not known:
            return None, "not covered" if len(reported) == len(months) else f"0 of {len(months)} months covered"
        if len(known) < len(months) and not self.definition.settings.partial_periods:
            word = "reported" if len(reported) == len(known) else "covered"
            return None, f"{len(known)} of {len(months)} months {word}"
        sums = [
            total([(sign, self.amount(self.measures[code], known, period)) for sign, code in formula])
            for formula in formulas
        ]
        return self.divide(indicator, sums)

    def keeps_last(self, measure: Measure) -> bool:
        if measure.kind is MeasureKind.PYTHON:
            return measure.over_months is Accumulation.STOCK
        return measure.kind in (MeasureKind.OPEN, MeasureKind.GIVEN)

    def combined(self, indicator: Indicator, formulas: list[Formula], period: Period) -> tuple[Fraction | None, str]:
        """Made of other indicators: whatever each of them is in the period."""
        if any(row.indicator == indicator.code and row.period == period for row in self.reference.not_reported):
            return None, "not reported"
        if all(self.is_silent(indicator, month) for month in months_of(period)):
            return None, "not reported"
        sums = []
        for formula in formulas:
            found = [(sign, code, *self.term(code, period)) for sign, code in formula]
            for _, code, value, missing in found:
                if value is None:
                    return None, f"{code}: {missing}"
            sums.append(sum(sign * value for sign, _, value, _ in found))
        return self.divide(indicator, sums)

    def term(self, code: str, period: Period) -> tuple[Fraction | None, str]:
        if code in self.measures:
            alone = Indicator(
                code="", section="", title="", unit=Unit.NUMBER, decimals=0, polarity=Polarity.NONE, numerator=code
            )
            return self.version_figure(alone, period)
        return self.figure(next(one for one in self.definition.indicators if one.code == code), period)

    def divide(self, indicator: Indicator, amounts: list[Fraction | None]) -> tuple[Fraction | None, str]:
        if amounts[0] is None:
            return None, "no cases"
        if len(amounts) == 1:
            return amounts[0], ""
        if amounts[1] is None or amounts[1] == 0:
            return None, "no cases"
        return amounts[0] / amounts[1] * indicator.multiplier, ""

    def is_silent(self, indicator: Indicator, month: Month) -> bool:
        rows = [row for row in self.reference.not_reported if row.indicator == indicator.code]
        return any(
            month in months_of(row.period) for row in rows if row.period.kind in (PeriodKind.MONTH, PeriodKind.YEAR)
        )

    def is_covered(self, measure: Measure, month: Month) -> bool:
        if measure.kind is MeasureKind.GIVEN:
            return True
        names = [measure.source]
        looking = (ConditionTest.REVIEWED_IN_TIME, ConditionTest.HAS_ROW, ConditionTest.HAS_NO_ROW)
        names += [one.other for one in measure.conditions if one.test in looking]
        if measure.kind is MeasureKind.PYTHON:
            names = [source.name for source in self.definition.sources if source.columns]
        for source in self.definition.sources:
            if source.name in names and not (month_of(source.covers_from) <= month <= month_of(source.covers_to)):
                return False
        return True

    def amount(self, measure: Measure, months: list[Month], period: Period) -> Fraction | None:
        if measure.kind is MeasureKind.GIVEN:
            return self.population(measure, period)
        if measure.kind is MeasureKind.PYTHON:
            wanted = months[-1:] if self.keeps_last(measure) else months
            return Fraction(sum(self.python[measure.function](self.rows, month) for month in wanted))
        if measure.kind is MeasureKind.OPEN:
            return Fraction(len([row for row in self.rows[measure.source] if self.is_open(measure, row, months[-1])]))
        dated = [row for row in self.rows[measure.source] if row[measure.date] is not None]
        chosen = [
            row
            for row in dated
            if (row[measure.date].year, row[measure.date].month) in months
            and all(self.meets(measure, row, one, None) for one in measure.conditions)
        ]
        if measure.kind is MeasureKind.COUNT:
            if measure.distinct:
                return Fraction(len({row[measure.distinct] for row in chosen} - {None}))
            return Fraction(len(chosen))
        numbers = [Fraction(str(row[measure.column])) for row in chosen if row[measure.column] is not None]
        if measure.kind is MeasureKind.SUM:
            return sum(numbers, Fraction(0))
        if not numbers:
            return None
        return sum(numbers) / len(numbers) if measure.kind is MeasureKind.MEAN else Fraction(median(numbers))

    def population(self, measure: Measure, period: Period) -> Fraction | None:
        """The figure of the financial year that the last month lies in, or of the latest year before it."""
        year, month = months_of(period)[-1]
        start = year if month >= 4 else year - 1
        given = {
            row.period.start.year: row.value
            for row in self.reference.given
            if row.code == measure.code and row.period.start.year <= start
        }
        return given[max(given)] if given else None

    def is_open(self, measure: Measure, row: Row, month: Month) -> bool:
        day = date(*month, monthrange(*month)[1])
        started, ended = row[measure.date], row[measure.end] if measure.end else None
        if started is None or started > day or (ended is not None and ended <= day):
            return False
        return all(self.meets(measure, row, one, day) for one in measure.conditions)

    def meets(self, measure: Measure, row: Row, one: Condition, day: date | None) -> bool:
        cell, test = row[one.column], one.test
        if test is ConditionTest.IS_BLANK:
            return cell is None
        if test is ConditionTest.NOT_EQUALS:
            return cell is None or not same(cell, one.value)
        if cell is None:
            return False
        if test is ConditionTest.IS_NOT_BLANK:
            return True
        if test is ConditionTest.EQUALS:
            return same(cell, one.value)
        if test is ConditionTest.ONE_OF:
            return any(same(cell, part) for part in one.value.split(";"))
        if test in (ConditionTest.AT_LEAST, ConditionTest.UNDER):
            limit = date.fromisoformat(one.value) if isinstance(cell, date) else float(one.value)
            return (cell >= limit) == (test is ConditionTest.AT_LEAST)
        return self.meets_related(measure, row, one, day)

    def meets_related(self, measure: Measure, row: Row, one: Condition, day: date | None) -> bool:
        cell, test = row[one.column], one.test
        if test is ConditionTest.OPEN_FOR_MONTHS:
            return cell + relativedelta(months=int(one.value)) <= day
        if test is ConditionTest.REVIEWED_IN_TIME:
            return row["child"] is not None and self.is_reviewed(cell, row["child"], one, day)
        if test in (ConditionTest.HAS_ROW, ConditionTest.HAS_NO_ROW):
            there = [each[one.value or one.column] for each in self.rows[one.other]]
            return (cell in there) == (test is ConditionTest.HAS_ROW)
        other = row[one.other]
        if other is None:
            return False
        if test is ConditionTest.WITHIN_WORKING_DAYS:
            return self.is_within(other, cell, int(one.value))
        if test is ConditionTest.YEARS_AFTER:
            return other + relativedelta(years=int(one.value)) <= cell
        if test is ConditionTest.MONTHS_AFTER:
            return other + relativedelta(months=int(one.value)) <= cell
        if test is ConditionTest.UNDER_YEARS:
            return other <= cell < other + relativedelta(years=int(one.value))
        if test is ConditionTest.UNDER_MONTHS:
            return other <= cell < other + relativedelta(months=int(one.value))
        siblings = [each[one.column] for each in self.rows[measure.source] if each[one.other] == other]
        before = [each for each in siblings if each is not None and each < cell]
        if test is ConditionTest.EARLIER_ROW:
            return bool(before)
        return any(each >= cell - relativedelta(months=int(one.value)) for each in before)

    def is_reviewed(self, start: date, child: str, one: Condition, day: date | None) -> bool:
        first, later = (int(part) for part in one.value.split(";"))
        held = [row["reviewed"] for row in self.rows[one.other] if row["child"] == child]
        due = start + relativedelta(months=first)
        for review in sorted(each for each in held if each is not None and start < each <= day):
            if review > due:
                return False
            due = review + relativedelta(months=later)
        return day <= due

    def is_within(self, start: date, end: date, count: int) -> bool:
        if end < start:
            return False
        while not self.is_working(start):
            start += timedelta(days=1)
        number = 0 if self.definition.settings.working_days is WorkingDayConvention.ELAPSED else 1
        if count < number:
            return False
        deadline = start
        while number < count:
            deadline += timedelta(days=1)
            number += self.is_working(deadline)
        return end <= deadline

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5 and day not in ENGLAND and day not in self.definition.settings.closure_days


def terms(formula: str) -> Formula:
    """Signs and codes of a formula."""
    words = formula.split(" ")
    return [(-1 if before == "-" else 1, word) for before, word in zip(["+", *words[1::2]], words[::2], strict=True)]


def total(parts: list[tuple[int, Fraction | None]]) -> Fraction | None:
    """The sum; None where one of them is missing."""
    return None if any(value is None for _, value in parts) else sum(sign * value for sign, value in parts)


def months_of(period: Period) -> list[Month]:
    """Year and month of each month."""
    months, day = [], period.start
    while day <= period.end:
        months.append((day.year, day.month))
        day += relativedelta(months=1)
    return months


def month_of(period: Period | None) -> Month:
    """Year and month of a month."""
    return (period.start.year, period.start.month) if period else (0, 0)


def same(cell: Any, text: str) -> bool:
    """Are they the same, capitals aside?"""
    if isinstance(cell, date):
        return cell.isoformat() == text.strip()
    if isinstance(cell, float):
        return cell == float(text)
    return cell.casefold() == text.strip().casefold()
