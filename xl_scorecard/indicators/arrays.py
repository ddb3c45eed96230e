"""Arrays with one entry a row: days, ordinals of months, masks; and the calendar arithmetic on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.datetime64]
Integers: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

EPOCH = 1970 * 12
ONE_DAY = np.timedelta64(1, "D")
LONG_AGO = np.datetime64("0001-01-01", "D")
FOREVER = np.datetime64("9000-01-01", "D")


def month_ordinals(days: Days) -> Integers:
    """Return the months of `days`, counted from year 0 as Period does; far below zero for a missing day."""
    return days.astype("datetime64[M]").astype(np.int64) + EPOCH


def day_by_day(days: Days, rule: Callable[[Days], Days]) -> Days:
    """Return what `rule` makes of each of `days`, asking it once for every day between the first and the last.

    There are far fewer days than rows. Missing days stay missing.
    """
    missing = np.isnat(days)
    known = days[~missing]
    if not known.size:
        return days
    first = known.min()
    table = rule(np.arange(first, known.max() + ONE_DAY, dtype="datetime64[D]"))
    ruled: Days = table[np.where(missing, first, days).astype(np.int64) - first.astype(np.int64)]
    ruled[missing] = np.datetime64("NaT")
    return ruled


def add_months(days: Days, count: int) -> Days:
    """Return `days` moved by `count` calendar months; a day that the month lacks becomes the month's last.

    Missing days stay missing. The rule of dateutil, Excel's EDATE and SQL.

    >>> [str(day) for day in add_months(np.array(["2012-02-29", "2011-12-31"], "datetime64[D]"), 12)]
    ['2013-02-28', '2012-12-31']
    """
    return day_by_day(days, lambda each: _moved(each, count))


def _moved(days: Days, count: int) -> Days:
    months = days.astype("datetime64[M]")
    into = days - months.astype("datetime64[D]")
    goal = months + np.timedelta64(count, "M")
    last = (goal + np.timedelta64(1, "M")).astype("datetime64[D]") - ONE_DAY
    moved: Days = np.minimum(goal.astype("datetime64[D]") + into, last)
    return moved
