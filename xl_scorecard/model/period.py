"""Period: a month, quarter, financial year or year to date; ordered; prints as "May 2012" or "2012/13"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

APRIL = 4
MONTHS = tuple(calendar.month_abbr)[1:]
MONTH_NAMES = tuple(calendar.month_name)[1:]


class PeriodKind(Enum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEAR_TO_DATE = "year to date"


LENGTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of whole months; `first` and `last` count months from year 0 (2012-05 is 2012 * 12 + 4).

    Financial years start in April. Periods sort by their last month, then by their first: of
    two that end together the longer comes first.

    >>> Period.parse("2012-05").label, Period.parse("2011/12").label
    ('May 2012', '2011/12')
    """

    last: int
    first: int
    kind_value: str

    @property
    def kind(self) -> PeriodKind:
        """The kind of period."""
        return PeriodKind(self.kind_value)

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
    def containing(cls, day: date) -> Period:
        """Return the month of `day`."""
        return cls.month(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that `text` names: "2012-05", "May 2012", "2011/12", "Q1 2012/13", "2012/13 to 2012-05".

        Raises ValueError, without quoting the text, when it names none.
        """
        words = " ".join(text.split())
        period = _parse_month(words) or _parse_year(words) or _parse_quarter(words) or _parse_to_date(words)
        if period is None:
            raise ValueError("not a period; expected a month such as 2012-05 or a year such as 2012/13")
        return period

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
        """As printed: "May 2012", "Q1 2012/13", "2012/13", "2012/13 to May"."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"{MONTHS[self.last % 12]} {self.last // 12}"
            case PeriodKind.QUARTER:
                return f"Q{(self.first - self.financial_year.first) // 3 + 1} {self.financial_year.label}"
            case PeriodKind.YEAR:
                return f"{self.first // 12}/{(self.first // 12 + 1) % 100:02d}"
            case PeriodKind.YEAR_TO_DATE:
                return f"{self.financial_year.label} to {MONTHS[self.last % 12]}"

    @property
    def code(self) -> str:
        """As machines write it: "2012-05", "Q1 2012/13", "2012/13", "2012/13 to 2012-05"."""
        month = f"{self.last // 12}-{self.last % 12 + 1:02d}"
        match self.kind:
            case PeriodKind.MONTH:
                return month
            case PeriodKind.YEAR_TO_DATE:
                return f"{self.financial_year.label} to {month}"
            case _:
                return self.label

    @property
    def months(self) -> tuple[Period, ...]:
        """Every month of it, in order."""
        return tuple(Period(n, n, PeriodKind.MONTH.value) for n in range(self.first, self.last + 1))

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

    def back(self, count: int) -> Period:
        """Return the period of the same kind `count` earlier; for a year to date, the same one years earlier."""
        step = LENGTHS.get(self.kind, 12) * count
        return Period(self.last - step, self.first - step, self.kind_value)

    def covers(self, other: Period) -> bool:
        """Does every month of `other` lie in this period?"""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return self.label


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


def _parse_quarter(words: str) -> Period | None:
    if found := re.fullmatch(r"[Qq]([1-4]) (\d{4}/\d{2})", words):
        year = _parse_year(found[2])
        return Period.quarter(year.first // 12, int(found[1])) if year else None
    return None


def _parse_to_date(words: str) -> Period | None:
    if found := re.fullmatch(r"(\d{4}/\d{2}) to (.+)", words):
        month, year = _parse_month(found[2]), _parse_year(found[1])
        return month.year_to_date if month and year and year.covers(month) else None
    return None
