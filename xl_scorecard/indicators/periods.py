"""Periods: which months, years and years to date are worked out."""

from __future__ import annotations

from collections.abc import Iterable

from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.period import Period, PeriodKind

YEAR = 12


def periods_of(workings: Workings, codes: Iterable[str]) -> tuple[Period, ...]:
    """Return the periods of every indicator, those of one kind together and in order.

    Every month from the first covered one to the month asked for; every financial year all of whose months are covered
    or given, or for which one of the indicators' `codes` has a given figure; the years to date of the months of the
    running financial year, and of the same months one year earlier where they are covered or given.
    """
    given = {row.period for row in workings.reference.given if row.code in set(codes)}
    known = _months_known(workings, given)
    months = _months(workings)
    years = {_month(month).financial_year for month in known} | {
        period for period in given if period.kind is PeriodKind.YEAR
    }
    wanted = (year for year in years if year.last <= workings.last and (year in given or _is_known(known, year)))
    return (*months, *sorted(wanted), *_years_to_date(workings, first=min(known, default=workings.first)))


def own_periods_of(workings: Workings, code: str) -> tuple[Period, ...]:
    """Return the further periods for which one indicator has a given figure, none of them after the month asked for."""
    periods = {row.period for row in workings.reference.given if row.code == code}
    return tuple(sorted(period for period in periods if period.last <= workings.last))


def _months_known(workings: Workings, given: Iterable[Period]) -> set[int]:
    """The months that some source covers, and those that are given."""
    covered = {month for span in workings.covered.values() for month in span}
    return covered | {period.last for period in given if period.kind is PeriodKind.MONTH}


def _months(workings: Workings) -> tuple[Period, ...]:
    return tuple(map(_month, range(min(workings.first, workings.last), workings.last + 1)))


def _month(ordinal: int) -> Period:
    return Period(ordinal, ordinal, PeriodKind.MONTH.value)


def _years_to_date(workings: Workings, *, first: int) -> tuple[Period, ...]:
    running = [month.year_to_date for month in workings.period.year_to_date.months]
    before = [period.back(1) for period in running if period.first - YEAR >= first]
    return (*before, *running)


def _is_known(known: set[int], year: Period) -> bool:
    return known.issuperset(range(year.first, year.last + 1))
