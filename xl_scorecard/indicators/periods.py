"""Periods: which months, quarters, years of each kind and years to date are worked out."""

from __future__ import annotations

from collections.abc import Iterable

from xl_scorecard.indicators.recipe import PIECES
from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.period import Period, PeriodKind

YEAR = 12
WHOLE = (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.ACADEMIC_YEAR)
WHOLE_ORDER = (*WHOLE, PeriodKind.ROLLING_YEAR)


def periods_of(workings: Workings, codes: Iterable[str]) -> tuple[Period, ...]:
    """Return the periods of every indicator, those of one kind together and in order.

    Every month from the first covered one to the month asked for; every financial year all of whose months are covered
    or given, or for which one of the indicators' `codes` has a given figure; the years to date of the months of the
    running financial year, and of the same months one year earlier where they are covered or given; that of the month
    asked for in every earlier year. Quarters, halves,
    calendar and academic years all of whose months are covered or given; the twelve months up to the month asked for,
    and up to the same month of earlier years: up to every month where the definition asks for rolling years.
    """
    given = {row.period for row in workings.reference.given if row.code in set(codes)}
    known = _months_known(workings, given)
    months = _months(workings)
    years = {_month(month).financial_year for month in known} | {
        period for period in given if period.kind is PeriodKind.YEAR
    }
    wanted = (year for year in years if year.last <= workings.last and (year in given or _is_known(known, year)))
    first = min(known, default=workings.first)
    return (*months, *sorted(wanted), *_years_to_date(workings, first=first), *_others(workings, known))


def own_periods_of(workings: Workings, code: str) -> tuple[Period, ...]:
    """Return the further periods for which one indicator has a given figure, none of them after the month asked for."""
    periods = {row.period for row in workings.reference.given if row.code == code}
    return tuple(sorted(period for period in periods if period.last <= workings.last))


def _months_known(workings: Workings, given: Iterable[Period]) -> set[int]:
    """The months that some source covers, and those that are given, also by the quarter or the half-year."""
    covered = {month for span in workings.covered.values() for month in span}
    return covered | {
        month for period in given if period.kind in PIECES for month in range(period.first, period.last + 1)
    }


def _months(workings: Workings) -> tuple[Period, ...]:
    return tuple(map(_month, range(min(workings.first, workings.last), workings.last + 1)))


def _month(ordinal: int) -> Period:
    return Period(ordinal, ordinal, PeriodKind.MONTH.value)


def _years_to_date(workings: Workings, *, first: int) -> tuple[Period, ...]:
    """Of the months of the running year and of the one before; and what the long trend of the last of them looks at."""
    running = [month.year_to_date for month in workings.period.year_to_date.months]
    before = [period.back(1) for period in running if period.first - YEAR >= first]
    now = running[-1]
    earlier = [now.back(years) for years in range((now.first - first) // YEAR, 1, -1)]
    return (*earlier, *before, *running)


def _others(workings: Workings, known: set[int]) -> tuple[Period, ...]:
    """Quarters, halves and the other kinds of year; all of them complete."""
    ends = [month for month in sorted(known) if month <= workings.last]
    whole = {_month(month).within(kind) for month in ends for kind in WHOLE}
    every = PeriodKind.ROLLING_YEAR in workings.settings.periods
    rolling = [month for month in ends if every or (workings.last - month) % YEAR == 0]
    whole |= {_month(month).within(PeriodKind.ROLLING_YEAR) for month in rolling}
    found = (period for period in whole if period.last <= workings.last and _is_known(known, period))
    return tuple(sorted(found, key=lambda period: (WHOLE_ORDER.index(period.kind), period)))


def _is_known(known: set[int], period: Period) -> bool:
    return known.issuperset(range(period.first, period.last + 1))
