"""Periods as people type them into a definition."""

from __future__ import annotations

import re
from datetime import date, timedelta

from xl_scorecard.definitions.values import Raw, RefusedError, as_day, as_text, quote
from xl_scorecard.model.period import Period
from xl_scorecard.model.waiting import TO_FILL

EXCEL_DAY_ZERO = date(1899, 12, 30)
FIRST_EXCEL_DAY, LAST_EXCEL_DAY = 20_000, 80_000  # October 1954 to January 2119: no year of ours looks like that
FIRST_YEAR, LAST_YEAR = 1900, 2199


def as_period(value: Raw) -> Period | None:
    """Return the period meant: "2012-05", "May 2012", "Apr-12", "2011/12", or a day, which means its month.

    Nothing is None. Raises RefusedError with the nearest period.
    """
    text = as_text(value)
    if not text:
        return None
    if day := _day(value):
        return Period.containing(day)
    period = _parsed(text)
    if period is None:
        raise RefusedError(f"{quote(value)} is not a period{_period_meant(text)}")
    return period


def as_confirmed(value: Raw) -> Period | str | None:
    """Return the last year for which something was confirmed, "to fill" where those words stand; nothing as None."""
    return TO_FILL if " ".join(as_text(value).casefold().split()) == TO_FILL else as_period(value)


def _day(value: Raw) -> date | None:
    match value:
        case date():
            return value
        case int() | float() if FIRST_EXCEL_DAY <= value <= LAST_EXCEL_DAY:
            return EXCEL_DAY_ZERO + timedelta(days=int(value))
        case str():
            return as_day(value.strip())
        case _:
            return None


def _parsed(text: str) -> Period | None:
    try:
        period = Period.parse(_in_full(text))
    except ValueError:
        return None
    return period if FIRST_YEAR <= period.first // 12 <= LAST_YEAR else None


def _in_full(text: str) -> str:
    if found := re.fullmatch(r"([A-Za-z]{3,9})[ -]'?(\d\d)", text):
        return f"{_short(found[1])} 20{found[2]}"
    return re.sub(r"^[Ss]ept\b", "Sep", text)


def _short(name: str) -> str:
    return "Sep" if name.casefold() == "sept" else name


def _period_meant(text: str) -> str:
    if found := re.fullmatch(r"(\d{4}) ?[/–] ?(?:\d\d)?\d\d", text):
        return f"; did you mean {Period.year(int(found[1])).label}?"
    if (found := re.fullmatch(r"(\d{1,2})[/-](\d{4})", text)) and 1 <= int(found[1]) <= 12:
        return f"; did you mean {Period.month(int(found[2]), int(found[1])).code}?"
    return "; write a month such as 2012-05 or a financial year such as 2012/13."
