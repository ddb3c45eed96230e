"""Contents: what a cell holds, and how it is handed to Excel so that it arrives as it is."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from fractions import Fraction

from xl_scorecard.layout.value import Value
from xl_scorecard.ooxml.text import LONGEST

Content = float | bool | str | date | None
"""What a cell holds. A text that begins with "=" is a text; formulas are kept apart."""

HARMLESS = frozenset({"So", "Pi", "Pf"})
"""Kinds of signs, as Unicode names them, that begin nothing but a text: symbols, and quotation marks of a book."""
LONG_ENOUGH = 60  # no number, date or formula that Excel would read into a text is longer
_BOOLEANS = re.compile(
    "true|false|wahr|falsch|vrai|faux|verdadero|falso|vero|waar|onwaar|verdadeiro|sant|falskt?|sann|usann|tosi|epätosi|"
    "prawda|fałsz|igaz|hamis|pravda|nepravda|истина|ложь",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def content_of(value: Value) -> Content:
    """Return what a planned value puts in a cell: the same as the headless writer does."""
    match value.content:
        case None | "":
            return None
        case str() as text:
            return _CONTROL.sub("", text)[:LONGEST] or None
        case date() as day:
            return day
        case number:
            return float(Fraction(number))


def for_excel(content: Content) -> float | bool | str | datetime | None:
    """Return what to hand to Excel: a text that it would read as something else gets an apostrophe, which it takes off.

    >>> for_excel("00123"), for_excel("=1+1"), for_excel("Children in need"), for_excel(12.5)
    ("'00123", "'=1+1", 'Children in need', 12.5)
    """
    if isinstance(content, str):
        return f"'{content}" if content and needs_apostrophe(content) else content
    if isinstance(content, date) and not isinstance(content, datetime):
        return datetime.combine(content, datetime.min.time())
    return content


def needs_apostrophe(text: str) -> bool:
    """Would Excel read this text as a number, a date, a formula or a truth? In any language: better once too often.

    >>> [needs_apostrophe(text) for text in ("May 2012", "1-2", "True", "=A1", "Red", "● Green", "‹ Scorecard")]
    [True, True, True, True, False, False, False]
    """
    if not text[0].isalpha() and unicodedata.category(text[0]) not in HARMLESS:
        return True
    if len(text) > LONG_ENOUGH:
        return False
    return any(letter.isdigit() for letter in text) or _BOOLEANS.fullmatch(text) is not None


def same(one: Content, other: Content) -> bool:
    """Do two cells hold the same? Excel keeps fifteen digits; an empty text is nothing."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    one, other = _serial(one), _serial(other)
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-12 * max(abs(one), abs(other))
    return (one or None) == (other or None) if isinstance(one, str) or isinstance(other, str) else one == other


def _serial(content: Content) -> Content:
    """A date as Excel counts it, from the end of 1899."""
    if isinstance(content, date):
        moment = content if isinstance(content, datetime) else datetime.combine(content, datetime.min.time())
        return (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 - a cell has no time zone
    return content
