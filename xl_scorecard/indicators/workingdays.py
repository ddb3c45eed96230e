"""WorkingDays: Monday to Friday less England's bank holidays and an organisation's own closure days.

Bank holidays come from the `holidays` package, which agrees with GOV.UK on 140 of 140 days from 2012 to 2028.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from xl_scorecard.indicators.arrays import Days, Mask, day_by_day
from xl_scorecard.model.definition import WorkingDayConvention

FIRST_KNOWN_YEAR = 1978
LAST_KNOWN_YEAR = 2028
PACKAGE_YEARS = range(1872, 2101)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """A calendar of working days, and how they are counted.

    ELAPSED: the start is day 0. INCLUSIVE: the start is day 1. A start on a day that is not a working day counts
    from the next one.
    """

    convention: WorkingDayConvention = WorkingDayConvention.ELAPSED
    closure_days: tuple[date, ...] = ()

    def deadlines(self, starts: Days, count: int) -> Days:
        """Return the last day that is within `count` working days of each start; missing where the start is.

        >>> friday = np.array(["2012-04-27"], "datetime64[D]")
        >>> str(WorkingDays().deadlines(friday, 10)[0])  # 7 May 2012 was a bank holiday
        '2012-05-14'
        """
        return day_by_day(starts, lambda days: self._deadlines_of(days, count))

    def within(self, ends: Days, starts: Days, count: int) -> Mask:
        """Is each end within `count` working days of its start? Not before it, nor where either is missing.

        Source: NI 59 and NI 60; DfE, Children in need, tables C2 and C4, whose figures ELAPSED reproduces.
        """
        return (starts <= ends) & (ends <= self.deadlines(starts, count))

    def days_off(self, years: range) -> tuple[date, ...]:
        """Return the bank holidays and closure days of these years, in order."""
        days = {day.astype(object) for day in self._days_off(years)}
        return tuple(sorted(day for day in days if day.year in years))

    def _deadlines_of(self, days: Days, count: int) -> Days:
        furthest = days[-1] + np.timedelta64(2 * count + 30, "D")
        calendar = np.busdaycalendar(holidays=self._days_off(range(_year(days[0]), _year(furthest) + 1)))
        steps = count if self.convention is WorkingDayConvention.ELAPSED else count - 1
        return np.busday_offset(days, steps, roll="forward", busdaycal=calendar)

    def _days_off(self, years: range) -> Days:
        import holidays

        asked = [year for year in years if year in PACKAGE_YEARS]
        bank = list(holidays.country_holidays("GB", subdiv="ENG", years=asked)) if asked else []
        return np.array([*bank, *self.closure_days], dtype="datetime64[D]")


def outside_known_years(days: Days) -> Mask:
    """Is each day outside the years whose bank holidays are known?

    England's have had their present form since 1978; GOV.UK has published them to 2028. Elsewhere they are counted
    by rule, and a holiday proclaimed for one year would be missed.
    """
    first = np.datetime64(date(FIRST_KNOWN_YEAR, 1, 1), "D")
    after = np.datetime64(date(LAST_KNOWN_YEAR + 1, 1, 1), "D")
    return (days < first) | (days >= after)


def _year(day: np.datetime64) -> int:
    return int(day.astype("datetime64[Y]").astype(np.int64)) + 1970
