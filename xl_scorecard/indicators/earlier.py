"""Earlier rows of the same child: for every row, the last day before it on which the child has a row."""

from __future__ import annotations

import numpy as np

from xl_scorecard.indicators.arrays import Days, Integers
from xl_scorecard.indicators.records import Records


def previous_days(records: Records, day_column: str, child_column: str) -> Days:
    """Return the child's latest day before each row's own day; missing where there is none.

    Rows of the same day do not count, nor rows without a day or a child. All rows of the source are looked at,
    also those before the months that it covers. One sort for each pair of columns. Source: NI 65 (any earlier plan) and
    DfE, Children in need, table C1 (an earlier referral).
    """
    key = ("previous", day_column, child_column)
    return records.remember(key, lambda: _previous(records.days(day_column), records.codes(child_column)))


def _previous(days: Days, children: Integers) -> Days:
    result = np.full(len(days), np.datetime64("NaT"), dtype="datetime64[D]")
    usable = np.flatnonzero(~np.isnat(days) & (children >= 0))
    if not usable.size:
        return result
    numbers, keys = _keys(days[usable], children[usable])
    order = np.argsort(keys)
    before = _place_before(keys[order])
    rows, earlier = order[before >= 0], order[before[before >= 0]]
    same_child = children[usable[rows]] == children[usable[earlier]]
    result[usable[rows[same_child]]] = numbers[earlier[same_child]].astype("datetime64[D]")
    return result


def _keys(days: Days, children: Integers) -> tuple[Integers, Integers]:
    """Days as whole numbers, and one number for child and day that sorts by child, then by day."""
    numbers = days.astype(np.int64)
    width = numbers.max() - numbers.min() + 1
    return numbers, children * width + (numbers - numbers.min())


def _place_before(ordered: Integers) -> Integers:
    """Return, for each place, the last place with a smaller key; −1 where there is none."""
    begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    starts = np.maximum.accumulate(np.where(begins, np.arange(len(ordered)), 0))
    before: Integers = starts - 1
    return before
