"""Periods as people type them and as Excel changes them."""

from __future__ import annotations

import re
from datetime import date, datetime

from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.sources.cells import read_date
from xl_scorecard.sources.grid import Cell
from xl_scorecard.sources.problems import Kind
from xl_scorecard.sources.words import QUOTES, clean

SLASH = re.compile(r"\s*/\s*")
SHORT_YEAR = re.compile(r"(?i)^([a-z]{3,9})\.?[\s-]*'?(\d\d)$")
YEAR_WORD = re.compile(r"(?i)^(?:FY|financial year|year)\s*(?=(?:19|20)\d\d\s?[-/])")
QUARTER = re.compile(r"(?i)\b(?:quarter|qtr\.?)\s*([1-4])\b")
QUARTER_LAST = re.compile(r"(?i)^(\d{4}\s?[-/]\s?\d{2,4})\s+(Q[1-4])$")
YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?([-/])\s?(?:20)?(\d\d)$")
NUMBERED_MONTH = re.compile(r"\d{4}-\d{1,2}")


def read_period(cell: Cell) -> tuple[Period | None, Kind | None]:
    """Return the period a cell means (a date means its month), and what is odd about it.

    Excel makes 1 November 2010 of "2010/11", and "2010-11" is a month here but a year in some publications: such a
    month is read as one, and said.

    >>> read_period("2012/13")[0].label, [str(part) for part in read_period("2010-11")]
    ('2012/13', ['Nov 2010', 'Kind.PERIOD_MAYBE_YEAR'])
    """
    if isinstance(cell, date):
        period = Period.containing(cell.date() if isinstance(cell, datetime) else cell)
        return period, _doubt(period)
    if not isinstance(cell, str):
        return None, Kind.NOT_A_PERIOD
    words = clean(cell).translate(QUOTES)
    if found := read_heading(words):
        return found, _doubt(found) if NUMBERED_MONTH.fullmatch(words) else None
    day, _ = read_date(words)
    return (Period.containing(day), Kind.DATE_AS_TEXT) if day else (None, Kind.NOT_A_PERIOD)


def read_heading(text: str) -> Period | None:
    """Return the period that a heading means, in any common spelling, or None.

    >>> [read_heading(text).code for text in ("Apr-12", "April 2012", "2010/ 11", "q1 2012-13", "Sept '12")]
    ['2012-04', '2012-04', '2010/11', 'Q1 2012/13', '2012-09']
    >>> [read_heading(text).code for text in ("FY 2012/13", "Quarter 1 2012/13", "2012-13 Qtr 1")]
    ['2012/13', 'Q1 2012/13', 'Q1 2012/13']
    """
    words = SLASH.sub("/", clean(text).translate(QUOTES))
    words = QUARTER_LAST.sub(r"\2 \1", QUARTER.sub(r"Q\1", YEAR_WORD.sub("", words)))
    words = SHORT_YEAR.sub(lambda found: f"{found[1][:3]} 20{found[2]}", words)
    words = YEARS.sub(_financial_year, words)
    try:
        return Period.parse(words)
    except ValueError:
        return None


def is_doubtful(cell: Cell, period: Period) -> bool:
    """May a heading read as a month be meant as a financial year: 2010-11, or the date that Excel makes of 2010/11?"""
    numbered = isinstance(cell, date) or (isinstance(cell, str) and bool(NUMBERED_MONTH.fullmatch(clean(cell))))
    return numbered and _doubt(period) is not None


def _financial_year(found: re.Match[str]) -> str:
    """2012-13 can only be a year; 2010-11 is a month first of all."""
    is_year = found[2] == "/" or int(found[3]) > 12 or len(found[0].replace(" ", "")) == len("2010-2011")
    return f"{found[1]}/{found[3]}" if is_year else found[0]


def _doubt(period: Period) -> Kind | None:
    """Could it be a financial year, its second year taken for a month? 2009/10, 2010/11, 2011/12; earlier ones too."""
    year, month = period.last // 12, period.last % 12 + 1
    may_be_year = period.kind is PeriodKind.MONTH and (year + 1) % 100 == month
    return Kind.PERIOD_MAYBE_YEAR if may_be_year else None
