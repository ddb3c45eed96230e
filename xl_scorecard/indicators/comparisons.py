"""Comparisons: conditions that look at one cell of a row."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.arrays import Mask
from xl_scorecard.indicators.records import NUMERIC, Records
from xl_scorecard.model.condition import Condition, ConditionTest

DATE_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
ONE_CELL = frozenset(
    {
        ConditionTest.EQUALS,
        ConditionTest.NOT_EQUALS,
        ConditionTest.ONE_OF,
        ConditionTest.IS_BLANK,
        ConditionTest.IS_NOT_BLANK,
        ConditionTest.AT_LEAST,
        ConditionTest.UNDER,
    }
)


def cells_meeting(condition: Condition, records: Records) -> Mask:
    """Which rows meet a condition on one cell? Raises DefinitionError.

    A blank cell meets IS_BLANK and NOT_EQUALS (as Excel's COUNTIFS counts it), and nothing else.
    """
    match condition.test:
        case ConditionTest.EQUALS:
            return _is_any_of(condition, records, (condition.value,))
        case ConditionTest.NOT_EQUALS:
            return ~_is_any_of(condition, records, (condition.value,))
        case ConditionTest.ONE_OF:
            return _is_any_of(condition, records, tuple(condition.value.split(";")))
        case ConditionTest.IS_BLANK:
            return records.blank(condition.column)
        case ConditionTest.IS_NOT_BLANK:
            return ~records.blank(condition.column)
        case _:
            return _compared(condition, records)


def _compared(condition: Condition, records: Records) -> Mask:
    """AT_LEAST and UNDER, of numbers and dates; a missing one is neither."""
    at_least = condition.test is ConditionTest.AT_LEAST
    mask: Mask
    if records.column(condition.column).type.is_date:
        days, limit = records.days(condition.column), _day(condition, condition.value)
        mask = days >= limit if at_least else days < limit
    else:
        numbers, bound = records.numbers(condition.column), _number(condition, condition.value)
        mask = numbers >= bound if at_least else numbers < bound
    return mask


def _is_any_of(condition: Condition, records: Records, wanted: tuple[str, ...]) -> Mask:
    """Numbers and dates by value; words without regard to capitals and spacing, as Excel compares them."""
    column = condition.column
    match records.column(column).type:
        case kind if kind.is_date:
            return np.isin(records.days(column), np.array([_day(condition, text) for text in wanted]))
        case kind if kind in NUMERIC:
            return np.isin(records.numbers(column), [_number(condition, text) for text in wanted])
        case _:
            words = {folded(text) for text in wanted}
            fits = [folded(str(value)) in words for value in records.values(column)]
            mask: Mask = np.array([*fits, False])[records.codes(column)]
            return mask


def folded(text: str) -> str:
    """Return what is compared of a word: capitals and spacing make no difference, as in Excel."""
    return " ".join(text.split()).casefold()


def _number(condition: Condition, text: str) -> float:
    try:
        return float(text.strip().removesuffix("%").replace(",", ""))
    except ValueError:
        raise _unfit(condition, text, "a number such as 18") from None


def _day(condition: Condition, text: str) -> np.datetime64:
    for form in DATE_FORMS:
        try:
            day = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        return np.datetime64(day, "D")
    raise _unfit(condition, text, "a date such as 2012-05-31")


def _unfit(condition: Condition, text: str, wanted: str) -> DefinitionError:
    return DefinitionError(
        f'"{text.strip()}" in the condition "{condition.column} {condition.test.value}" cannot be compared.',
        fix=f"Write {wanted}.",
    )
