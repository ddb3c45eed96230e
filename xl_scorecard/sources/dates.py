"""Dates as people type them and as Excel counts them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from xl_scorecard.model.period import MONTH_NAMES
from xl_scorecard.sources.problems import Finding, Kind

EARLIEST = date(1900, 3, 1)
"""The first day on which Excel's count of days and the calendar agree: it believes in 29 February 1900."""
LATEST = date(2199, 12, 31)
EPOCH_1900 = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
YEARS = range(1900, 2101)

TIME = r"(?:[ T](?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|[+-]\d{2}:?\d{2})?)?"
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})" + TIME)
YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})[/.-](?P<day>\d{1,2})" + TIME)
WITH_NAME = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]?(?P<name>[a-z]{3,9})\.?,?[ -]?(?P<year>\d{4})", re.IGNORECASE
)


def read_date_text(text: str) -> tuple[date | None, Finding | None]:
    """Return the date that `text` says; 14/05/2012 has the day first, and a year has four digits.

    >>> read_date_text("1st August 2026")[0], read_date_text("31/09/2026")[1].kind.name
    (datetime.date(2026, 8, 1), 'DATE_IMPOSSIBLE')
    """
    if not text:
        return None, None
    found = DAY_FIRST.fullmatch(text) or YEAR_FIRST.fullmatch(text)
    parts = (int(found["year"]), int(found["month"]), int(found["day"])) if found else _with_name(text)
    if parts is None:
        return None, Finding(Kind.NOT_A_DATE, "text")
    try:
        day = date(*parts)
    except ValueError:
        return None, Finding(Kind.DATE_IMPOSSIBLE)
    has_time = found and set(found["time"] or "") - set("0:.")
    return within_range(day, Finding(Kind.TIME_DROPPED if has_time else Kind.DATE_AS_TEXT))


def read_serial(number: float, *, epoch_1904: bool = False) -> tuple[date | None, Finding | None]:
    """Return the date that Excel counts as `number`; a bare year such as 2012 is not one.

    >>> read_serial(41043.0)[0], read_serial(2012)[0]
    (datetime.date(2012, 5, 14), None)
    """
    if number in YEARS:
        return None, Finding(Kind.NOT_A_DATE, "a year")
    try:
        day = (EPOCH_1904 if epoch_1904 else EPOCH_1900) + timedelta(days=int(number))
    except OverflowError:
        return None, Finding(Kind.DATE_OUT_OF_RANGE)
    return within_range(day, Finding(Kind.DATE_AS_SERIAL))


def within_range(day: date, found: Finding | None) -> tuple[date | None, Finding | None]:
    """Return the day with what was found, or nothing where no record can have that date."""
    return (day, found) if EARLIEST <= day <= LATEST else (None, Finding(Kind.DATE_OUT_OF_RANGE))


def _with_name(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as numbers, whether or not there is such a date."""
    if found := WITH_NAME.fullmatch(text):
        name = "Sep" if found["name"].lower() == "sept" else found["name"].capitalize()
        for number, full in enumerate(MONTH_NAMES, start=1):
            if name in (full, full[:3]):
                return int(found["year"]), number, int(found["day"])
    return None
