"""Sifting: which rows of its source a measure counts in some months, and why each of the others is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from xl_scorecard.indicators.arrays import Days, Integers, Mask, add_months
from xl_scorecard.indicators.conditions import met_by, whole_number
from xl_scorecard.indicators.measures import usable_numbers
from xl_scorecard.indicators.records import Records
from xl_scorecard.indicators.reviews import late_from
from xl_scorecard.indicators.wording import describe_condition
from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period

COUNTED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Row by row the number of its reason in `reasons`; the first of them is that it is counted.

    `far` are those reasons that have nothing to do with the months: rows of other times.
    """

    records: Records
    codes: Integers
    reasons: tuple[str, ...]
    far: frozenset[int]

    @property
    def counted(self) -> Mask:
        """Which rows are counted?"""
        counted: Mask = self.codes == COUNTED
        return counted

    @property
    def near(self) -> Mask:
        """Which rows fall in the months, counted or not?"""
        near: Mask = ~np.isin(self.codes, list(self.far))
        return near

    def tally(self) -> Mapping[str, int]:
        """Return how many rows have each reason, those that none has left out."""
        counts = np.bincount(self.codes, minlength=len(self.reasons)).tolist()
        return {reason: count for reason, count in zip(self.reasons, counts, strict=True) if count}


def sift(measure: Measure, workings: Workings, period: Period, months: Sequence[int]) -> Sifted:
    """Return the rows of a measure that counts rows, sifted for these `months` of `period`, the ones counted from rows.

    A row is left out for the first of the reasons that holds. Raises DefinitionError.
    """
    sieve = Sieve(workings.rows_of(measure))
    if measure.kind is MeasureKind.OPEN:
        _by_window(sieve, measure, months)
    else:
        _by_date(sieve, measure, period, months)
    for condition in measure.conditions:
        words = describe_condition(workings.definition, measure, condition)
        sieve.leave_out(~_met(condition, measure, workings, months), f"not so: {words}")
    _by_value(sieve, measure)
    return sieve.sifted()


class Sieve:
    """Rows, and why each of them was left out; the first reason stays."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.codes: Integers = np.zeros(len(records), dtype=np.int64)
        self.reasons = ["counted"]
        self.far: set[int] = set()

    def leave_out(self, rows: Mask, reason: str, *, far: bool = False) -> None:
        """Leave out rows that are still counted; `far`: because they are of another time."""
        self.reasons.append(reason)
        self.codes[rows & (self.codes == COUNTED)] = len(self.reasons) - 1
        if far:
            self.far.add(len(self.reasons) - 1)

    def sifted(self) -> Sifted:
        """Return what was found."""
        return Sifted(records=self.records, codes=self.codes, reasons=tuple(self.reasons), far=frozenset(self.far))


def last_day(month: int) -> np.datetime64:
    """Return the last day of a month."""
    return np.datetime64(Period(month, month, "month").end, "D")


def _by_date(sieve: Sieve, measure: Measure, period: Period, months: Sequence[int]) -> None:
    records, heading = sieve.records, sieve.records.heading(measure.date)
    found = records.months(measure.date)
    sieve.leave_out(records.blank(measure.date), f"“{heading}” is empty, or no date", far=True)
    sieve.leave_out((found < period.first) | (found > period.last), f"“{heading}” is not in {period}", far=True)
    inside = np.isin(found, np.asarray(months, dtype=np.int64))
    sieve.leave_out(~inside, f"“{heading}” is in a month that is given, not reported or not covered", far=True)


def _by_window(sieve: Sieve, measure: Measure, months: Sequence[int]) -> None:
    records, day = sieve.records, last_day(months[-1])
    start = records.heading(measure.date)
    said = f"{day.astype(object):%d/%m/%Y}"
    sieve.leave_out(records.blank(measure.date), f"“{start}” is empty, or no date", far=True)
    sieve.leave_out(records.days(measure.date) > day, f"“{start}” is after {said}", far=True)
    if not measure.end:
        return
    first, end = np.datetime64(Period(months[-1], months[-1], "month").start, "D"), records.heading(measure.end)
    ended: Days = records.days(measure.end)
    sieve.leave_out(ended < first, f"“{end}” is before {first.astype(object):%d/%m/%Y}", far=True)
    sieve.leave_out(ended <= day, f"“{end}” is on or before {said}")


def _by_value(sieve: Sieve, measure: Measure) -> None:
    records = sieve.records
    if measure.kind in {MeasureKind.SUM, MeasureKind.MEAN, MeasureKind.MEDIAN}:
        usable = usable_numbers(records, measure.column)
        sieve.leave_out(~usable, f"“{records.heading(measure.column)}” has no number")
    elif measure.kind is MeasureKind.COUNT and measure.distinct:
        heading = records.heading(measure.distinct)
        sieve.leave_out(records.blank(measure.distinct), f"“{heading}” is empty")
        sieve.leave_out(_again(sieve, measure.distinct), f"the same “{heading}” is counted in a row above")


def _again(sieve: Sieve, column: str) -> Mask:
    """Rows that are still counted and name what a row above names that is counted too."""
    rows = np.flatnonzero(sieve.codes == COUNTED)
    codes = sieve.records.codes(column)[rows]
    _, first = np.unique(codes, return_index=True)
    again = np.zeros(len(sieve.codes), dtype=bool)
    again[np.delete(rows, first)] = True
    return again


def _met(condition: Condition, measure: Measure, workings: Workings, months: Sequence[int]) -> Mask:
    """Which rows meet a condition, on the last day of the last month where it depends on the day?"""
    records = workings.rows_of(measure)
    met: Mask
    match condition.test:
        case ConditionTest.OPEN_FOR_MONTHS:
            met = add_months(records.days(condition.column), whole_number(condition)) <= last_day(months[-1])
        case ConditionTest.REVIEWED_IN_TIME:
            met = late_from(condition, records, workings.records) > last_day(months[-1])
        case _:
            met = met_by(condition, records, workings.calendar, workings.records)
    return met
