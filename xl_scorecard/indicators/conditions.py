"""Conditions: which rows meet each one. Those that depend on the date looked at are in windows."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.arrays import Mask, add_months
from xl_scorecard.indicators.comparisons import ONE_CELL, cells_meeting
from xl_scorecard.indicators.earlier import previous_days
from xl_scorecard.indicators.matches import has_row
from xl_scorecard.indicators.records import Records
from xl_scorecard.indicators.workingdays import WorkingDays
from xl_scorecard.model.condition import Condition, ConditionTest

BETWEEN_DATES = frozenset(
    {
        ConditionTest.WITHIN_WORKING_DAYS,
        ConditionTest.YEARS_AFTER,
        ConditionTest.MONTHS_AFTER,
        ConditionTest.UNDER_YEARS,
        ConditionTest.UNDER_MONTHS,
    }
)
LOOKING_BACK = frozenset({ConditionTest.EARLIER_WITHIN_MONTHS, ConditionTest.EARLIER_ROW})
AT_DATE = frozenset({ConditionTest.OPEN_FOR_MONTHS, ConditionTest.REVIEWED_IN_TIME})
IN_TABLE = frozenset({ConditionTest.HAS_ROW, ConditionTest.HAS_NO_ROW})
NO_OTHERS: Mapping[str, Records] = MappingProxyType({})


def rows_meeting(
    conditions: tuple[Condition, ...],
    records: Records,
    calendar: WorkingDays,
    others: Mapping[str, Records] = NO_OTHERS,
) -> Mask:
    """Which rows meet all `conditions` that do not depend on the date looked at? Raises DefinitionError.

    `others` are the sources that a condition may look into, by name.
    """
    mask = np.ones(len(records), dtype=bool)
    for condition in conditions:
        if condition.test not in AT_DATE:
            mask &= met_by(condition, records, calendar, others)
    return mask


def met_by(condition: Condition, records: Records, calendar: WorkingDays, others: Mapping[str, Records]) -> Mask:
    """Which rows meet a condition that does not depend on the date looked at? Raises DefinitionError."""
    if condition.test in IN_TABLE:
        return records.remember(condition, lambda: has_row(condition, records, others))
    return records.remember(condition, lambda: _met(condition, records, calendar))


def whole_number(condition: Condition, text: str | None = None) -> int:
    """Return the whole number that a condition gives. Raises DefinitionError."""
    words = (condition.value if text is None else text).strip()
    if not (words.isascii() and words.isdecimal()):
        raise DefinitionError(
            f'"{words}" in the condition "{condition.column} {condition.test.value}" is not a whole number.',
            fix="Write one such as 10.",
        )
    return int(words)


def _met(condition: Condition, records: Records, calendar: WorkingDays) -> Mask:
    if condition.test in ONE_CELL:
        return cells_meeting(condition, records)
    match condition.test:
        case ConditionTest.WITHIN_WORKING_DAYS:
            ends, starts = records.days(condition.column), records.days(condition.other)
            return calendar.within(ends, starts, whole_number(condition))
        case ConditionTest.YEARS_AFTER:
            return _lasted(condition, records, 12 * whole_number(condition))
        case ConditionTest.MONTHS_AFTER:
            return _lasted(condition, records, whole_number(condition))
        case ConditionTest.UNDER_YEARS:
            return _fell_short(condition, records, 12 * whole_number(condition))
        case ConditionTest.UNDER_MONTHS:
            return _fell_short(condition, records, whole_number(condition))
        case ConditionTest.EARLIER_WITHIN_MONTHS:
            return _earlier_within(condition, records)
        case _:
            return ~np.isnat(previous_days(records, condition.column, condition.other))


def _lasted(condition: Condition, records: Records, months: int) -> Mask:
    """Is start + `months` calendar months on or before the end? From 29 February, two years end on 28 February. NI 64."""
    starts, ends = records.days(condition.other), records.days(condition.column)
    lasted: Mask = add_months(starts, months) <= ends
    return lasted


def _fell_short(condition: Condition, records: Records, months: int) -> Mask:
    """Is the end on or after the start, but before start + `months` calendar months?"""
    starts, ends = records.days(condition.other), records.days(condition.column)
    short: Mask = (starts <= ends) & (ends < add_months(starts, months))
    return short


def _earlier_within(condition: Condition, records: Records) -> Mask:
    """Has the same child a row on a day e with d − N calendar months ≤ e < d? DfE, Children in need, table C1."""
    previous = previous_days(records, condition.column, condition.other)
    rows = np.flatnonzero(~np.isnat(previous))
    own = records.days(condition.column)[rows]
    mask = np.zeros(len(records), dtype=bool)
    mask[rows] = add_months(own, -whole_number(condition)) <= previous[rows]
    return mask
