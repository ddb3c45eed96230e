"""Period: a month, quarter, year of some kind or year to date; ordered; prints as "May 2012" or "2012/13"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

APRIL, SEPTEMBER = 4, 9
MONTHS = tuple(calendar.month_abbr)[1:]
MONTH_NAMES = tuple(calendar.month_name)[1:]


class PeriodKind(Enum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    CALENDAR_YEAR = "calendar year"
    ACADEMIC_YEAR = "academic year"
    ROLLING_YEAR = "rolling 12 months"
    YEAR_TO_DATE = "year to date"

    @property
    def length(self) -> int:
        """How many months it has; 0 for a year to date, which grows."""
        return LENGTHS.get(self.value, 0 if self is PeriodKind.YEAR_TO_DATE else 12)

    @property
    def is_year(self) -> bool:
        """Is it twelve months, whenever they begin?"""
        return self.length == 12


KINDS = {kind.value: kind for kind in PeriodKind}
LENGTHS = {"month": 1, "quarter": 3, "half-year": 6}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole months; `first` and `last` count months from year 0 (2012-05 is 2012 * 12 + 4).

    Financial years, their quarters and halves start in April, academic years in September. Periods sort by their last
    month, then by their first: of two that end together the longer comes first.

    >>> Period.parse("2012-05").label, Period.parse("2011/12").label
    ('May 2012', '2011/12')
    """

    last: int
    first: int
    kind_value: str

    @property
    def kind(self) -> PeriodKind:
        """The kind of period."""
        return KINDS[self.kind_value]

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return a calendar month, `month` from 1 to 12."""
        ordinal = year * 12 + month - 1
        return cls(ordinal, ordinal, PeriodKind.MONTH.value)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """Return quarter `number` (1 to 4) of the financial year that starts in `year`."""
        first = year * 12 + APRIL - 1 + (number - 1) * 3
        return cls(first + 2, first, PeriodKind.QUARTER.value)

    @classmethod
    def year(cls, year: int) -> Period:
        """Return the financial year that starts in April of `year`."""
        first = year * 12 + APRIL - 1
        return cls(first + 11, first, PeriodKind.YEAR.value)

    @classmethod
    def half_year(cls, year: int, number: int) -> Period:
        """Return half `number` (1 or 2) of the financial year that starts in `year`."""
        first = year * 12 + APRIL - 1 + (number - 1) * 6
        return cls(first + 5, first, PeriodKind.HALF_YEAR.value)

    @classmethod
    def calendar_year(cls, year: int) -> Period:
        """Return January to December of `year`."""
        return cls(year * 12 + 11, year * 12, PeriodKind.CALENDAR_YEAR.value)

    @classmethod
    def academic_year(cls, year: int) -> Period:
        """Return the academic year that starts in September of `year`."""
        first = year * 12 + SEPTEMBER - 1
        return cls(first + 11, first, PeriodKind.ACADEMIC_YEAR.value)

    @classmethod
    def containing(cls, day: date) -> Period:
        """Return the month of `day`."""
        return cls.month(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that `text` names: "2012-05", "May 2012", "2011/12", "Q1 2012/13", "2012/13 to 2012-05".

        Also "H1 2012/13", "calendar year 2012", "academic year 2011/12", "12 months to May 2012".
        Raises ValueError, without quoting the text, when it names none.
        """
        words = " ".join(text.split())
        for parse in (_parse_month, _parse_year, _parse_part, _parse_to_date, _parse_other_year):
            if period := parse(words):
                return period
        raise ValueError("not a period; expected a month such as 2012-05 or a year such as 2012/13")

    @property
    def step(self) -> int:
        """How many months later the next of its kind ends; a year to date or rolling year, that of the next year."""
        return LENGTHS.get(self.kind_value, 12)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.first // 12, self.first % 12 + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        year, month = self.last // 12, self.last % 12 + 1
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def label(self) -> str:
        """As printed: "May 2012", "Q1 2012/13", "2012/13", "2012/13 to May", "12 months to May 2012"."""
        return _label(self)

    @property
    def code(self) -> str:
        """As machines write it: "2012-05", "Q1 2012/13", "2012/13", "2012/13 to 2012-05", "12 months to 2012-05"."""
        return _code(self)

    @property
    def months(self) -> tuple[Period, ...]:
        """Every month of it, in order."""
        return tuple([Period(n, n, "month") for n in range(self.first, self.last + 1)])

    @property
    def financial_year(self) -> Period:
        """The whole financial year that its last month belongs to."""
        return Period.year((self.last - (APRIL - 1)) // 12)

    @property
    def year_to_date(self) -> Period:
        """April to its last month."""
        return Period(self.last, self.financial_year.first, PeriodKind.YEAR_TO_DATE.value)

    @property
    def last_month(self) -> Period:
        """Its last month."""
        return Period(self.last, self.last, PeriodKind.MONTH.value)

    def within(self, kind: PeriodKind) -> Period:
        """Return the period of `kind` that its last month lies in; a year to date or rolling year ends with that month.

        >>> Period.parse("2012-05").within(PeriodKind.QUARTER).label
        'Q1 2012/13'
        """
        year = self.financial_year.first // 12
        place = self.last - self.financial_year.first
        match kind:
            case PeriodKind.MONTH:
                return self.last_month
            case PeriodKind.QUARTER:
                return Period.quarter(year, place // 3 + 1)
            case PeriodKind.HALF_YEAR:
                return Period.half_year(year, place // 6 + 1)
            case PeriodKind.YEAR:
                return self.financial_year
            case PeriodKind.CALENDAR_YEAR:
                return Period.calendar_year(self.last // 12)
            case PeriodKind.ACADEMIC_YEAR:
                return Period.academic_year((self.last - (SEPTEMBER - 1)) // 12)
            case PeriodKind.ROLLING_YEAR:
                return Period(self.last, self.last - 11, kind.value)
            case PeriodKind.YEAR_TO_DATE:
                return self.year_to_date

    def back(self, count: int) -> Period:
        """Return the period of the same kind `count` earlier; a year to date or rolling year, as many years earlier."""
        step = self.step * count
        return Period(self.last - step, self.first - step, self.kind_value)

    def covers(self, other: Period) -> bool:
        """Does every month of `other` lie in this period?"""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return self.label

    def __hash__(self) -> int:
        return self.last  # every figure is found by its period, and those that end together are few


@lru_cache(maxsize=4096)
def _label(period: Period) -> str:
    month, year = MONTHS[period.last % 12], f"{period.first // 12}/{(period.first // 12 + 1) % 100:02d}"
    match period.kind:
        case PeriodKind.MONTH:
            return f"{month} {period.last // 12}"
        case PeriodKind.QUARTER | PeriodKind.HALF_YEAR:
            number = (period.first - period.financial_year.first) // period.kind.length + 1
            return f"{period.kind_value[0].upper()}{number} {period.financial_year.label}"
        case PeriodKind.YEAR:
            return year
        case PeriodKind.CALENDAR_YEAR:
            return f"calendar year {period.last // 12}"
        case PeriodKind.ACADEMIC_YEAR:
            return f"academic year {year}"
        case PeriodKind.ROLLING_YEAR:
            return f"12 months to {month} {period.last // 12}"
        case PeriodKind.YEAR_TO_DATE:
            return f"{period.financial_year.label} to {month}"


@lru_cache(maxsize=4096)
def _code(period: Period) -> str:
    month = f"{period.last // 12}-{period.last % 12 + 1:02d}"
    match period.kind:
        case PeriodKind.MONTH:
            return month
        case PeriodKind.YEAR_TO_DATE:
            return f"{period.financial_year.label} to {month}"
        case PeriodKind.ROLLING_YEAR:
            return f"12 months to {month}"
        case _:
            return period.label


def _parse_month(words: str) -> Period | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", words):
        year, month = int(found[1]), int(found[2])
        return Period.month(year, month) if 1 <= month <= 12 else None
    if found := re.fullmatch(r"([A-Za-z]{3,9})[ -](\d{4})", words):
        name = found[1].capitalize()
        for number, full in enumerate(MONTH_NAMES, start=1):
            if name in (full, full[:3]):
                return Period.month(int(found[2]), number)
    return None


def _parse_year(words: str) -> Period | None:
    if found := re.fullmatch(r"(\d{4})/(\d{2})", words):
        year = int(found[1])
        return Period.year(year) if (year + 1) % 100 == int(found[2]) else None
    return None


def _parse_part(words: str) -> Period | None:
    """A quarter or a half of a financial year."""
    if found := re.fullmatch(r"([QqHh])([1-4]) (\d{4}/\d{2})", words):
        year, number = _parse_year(found[3]), int(found[2])
        if year and found[1] in "Qq":
            return Period.quarter(year.first // 12, number)
        return Period.half_year(year.first // 12, number) if year and number <= 2 else None
    return None


def _parse_to_date(words: str) -> Period | None:
    if found := re.fullmatch(r"(\d{4}/\d{2}) to (.+)", words):
        month, year = _parse_month(found[2]), _parse_year(found[1])
        return month.year_to_date if month and year and year.covers(month) else None
    return None


def _parse_other_year(words: str) -> Period | None:
    if found := re.fullmatch(r"calendar year (\d{4})", words, re.IGNORECASE):
        return Period.calendar_year(int(found[1]))
    if found := re.fullmatch(r"academic year (\d{4}/\d{2})", words, re.IGNORECASE):
        year = _parse_year(found[1])
        return Period.academic_year(year.first // 12) if year else None
    if found := re.fullmatch(r"12 months to (.+)", words, re.IGNORECASE):
        month = _parse_month(found[1])
        return month.within(PeriodKind.ROLLING_YEAR) if month else None
    return None
