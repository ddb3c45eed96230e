"""WorkingDays: England's working days, and steps of whole months."""

from __future__ import annotations

import calendar
from bisect import bisect_left, bisect_right
from datetime import date, timedelta

import holidays


def add_months(day: date, count: int) -> date:
    """Return the same day `count` months later (earlier, where negative), or the last day of a shorter month.

    >>> add_months(date(2012, 3, 31), -1)
    datetime.date(2012, 2, 29)
    """
    ordinal = day.year * 12 + day.month - 1 + count
    year, month = divmod(ordinal, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age_on(day: date, born: date) -> int:
    """Return the age in full years.

    >>> age_on(date(2012, 5, 1), date(2000, 5, 2))
    11
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class WorkingDays:
    """Monday to Friday less England's bank holidays, between two years, both included."""

    def __init__(self, first_year: int, last_year: int) -> None:
        closed = holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1))
        start, end = date(first_year, 1, 1), date(last_year, 12, 31)
        every = (start + timedelta(days=n) for n in range((end - start).days + 1))
        self._days = [day for day in every if day.weekday() < 5 and day not in closed]

    def includes(self, day: date) -> bool:
        """Is it a working day?"""
        return bool(self.between(day, day))

    def between(self, first: date, last: date) -> list[date]:
        """Return the working days from `first` to `last`, both included."""
        return self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def after(self, start: date, count: int) -> date:
        """Return the `count`th working day after `start`, which is first rolled forward to a working day.

        >>> WorkingDays(2012, 2012).after(date(2012, 4, 5), 10)
        datetime.date(2012, 4, 23)
        """
        return self._days[bisect_left(self._days, start) + count]
