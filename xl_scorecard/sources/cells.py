"""One cell, read as its column's type: the value (or None), and what was found to be wrong with it, if anything.

A value that cannot be read becomes missing; a Finding never carries the value itself.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from xl_scorecard.model.source import Spelling
from xl_scorecard.sources.amounts import parse_number
from xl_scorecard.sources.dates import read_date_text, read_serial, within_range
from xl_scorecard.sources.grid import Cell, Fault, Share
from xl_scorecard.sources.problems import Finding, Kind
from xl_scorecard.sources.words import clean, strangers

ERRORS = {"#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#getting_data"}
UNAVAILABLE = {"null", "n/a", "#n/a", "-", "–", "—", ":", "..", "*", "~", "[c]", "[x]", "[z]", "[k]", "[u]", "[low]"}
SYMBOLS = UNAVAILABLE | {"c", "x", "z", "k", "u", "low"}
UNDER = re.compile(r"<\s*\d+")
YES = {"yes", "y", "true", "1"}
NO = {"no", "n", "false", "0"}
PREFIX = re.compile(r"^[a-z0-9]{1,2}\s*[).:]\s*", re.IGNORECASE)
DIGITS_KEPT = 10**15


def read_id(cell: Cell) -> tuple[str | None, Finding | None]:
    """Return an id, always text: a number's digits, nothing invisible, no space around it.

    >>> read_id("0012345"), read_id(12345.0)
    (('0012345', None), ('12345', None))
    """
    if isinstance(cell, str):
        return _text_id(cell)
    if isinstance(cell, bool | date | time | timedelta):
        return None, Finding(Kind.NOT_AN_ID)
    if isinstance(cell, int | float):
        return _number_id(cell)
    return None, fault(cell)


def read_date(cell: Cell, *, epoch_1904: bool = False) -> tuple[date | None, Finding | None]:
    """Return a date without its time; text with the day first, ISO, or Excel's number for a date.

    >>> day, finding = read_date("14/05/2012")
    >>> day, finding.kind.name
    (datetime.date(2012, 5, 14), 'DATE_AS_TEXT')
    """
    if isinstance(cell, str):
        return (None, missing) if (missing := missing_word(cell, SYMBOLS)) else read_date_text(clean(cell))
    if isinstance(cell, date):
        return _real_date(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return read_serial(cell, epoch_1904=epoch_1904)
    if isinstance(cell, bool | timedelta):
        return None, Finding(Kind.NOT_A_DATE, "true or false" if isinstance(cell, bool) else "a length of time")
    return None, Finding(Kind.DATE_OUT_OF_RANGE) if isinstance(cell, time) else fault(cell)


def read_number(cell: Cell) -> tuple[Fraction | None, Finding | None]:
    """Return an exact number; "25.6 %" is 25.6, typed or shown so, "(12)" is −12; a symbol is missing, never zero.

    >>> read_number(" 9,556 ")[0], read_number("[c]")[0], read_number(0.1)[0]
    (Fraction(9556, 1), None, Fraction(1, 10))
    """
    match cell:
        case bool():
            return None, Finding(Kind.NOT_A_NUMBER, "true or false")
        case Share():
            return Fraction(float.__repr__(cell)) * 100, None
        case int() | float():
            return Fraction(repr(cell)), None
        case str():
            return (None, missing) if (missing := missing_word(cell, SYMBOLS)) else _text_number(cell)
        case date() | time() | timedelta():
            return None, Finding(Kind.NOT_A_NUMBER, "a date or a time")
        case _:
            return None, fault(cell)


def read_yes_no(cell: Cell) -> tuple[str | None, Finding | None]:
    """Return "Yes" or "No".

    >>> read_yes_no("a) Yes")[0], read_yes_no(0.0)[0]
    ('Yes', 'No')
    """
    word = as_text(cell)
    if word is None:
        return None, fault(cell)
    for form in (word.casefold(), without_prefix(word).casefold()):
        if form in YES or form in NO:
            return ("Yes" if form in YES else "No"), None
    return None, missing_word(word, UNAVAILABLE) or Finding(Kind.NOT_YES_OR_NO)


def read_text(cell: Cell) -> tuple[str | None, Finding | None]:
    """Return text without invisible characters; a whole number without ".0", a date as 14/05/2012."""
    word = as_text(cell)
    if word is None:
        return None, fault(cell)
    missing = missing_word(word, UNAVAILABLE)
    return (None, missing) if missing else (word or None, None)


def read_category(cell: Cell, allowed: dict[str, str]) -> tuple[str | None, Finding | None]:
    """Return the allowed value as it is written in the definition; `allowed` comes from `allowed_values`.

    >>> read_category("a) male", allowed_values(("Male", "Female")))
    ('Male', None)
    """
    word = as_text(cell)
    if not word or not allowed:
        return read_text(cell)
    for form in (word.casefold(), without_prefix(word).casefold()):
        if form in allowed:
            return allowed[form], None
    return None, missing_word(word, UNAVAILABLE) or Finding(Kind.NOT_ALLOWED)


def allowed_values(allowed: tuple[str, ...], spellings: tuple[Spelling, ...] = ()) -> dict[str, str]:
    """Return each allowed value by the forms accepted for it: itself, without its prefix where that is clear, others.

    `spellings` are other words for them.
    """
    short = [without_prefix(value).casefold() for value in allowed]
    forms = {form: value for form, value in zip(short, allowed, strict=True) if short.count(form) == 1}
    forms |= {clean(one.word).casefold(): one.means for one in spellings}
    return forms | {clean(value).casefold(): value for value in allowed}


def without_prefix(word: str) -> str:
    """Return `word` without a list's letter or number.

    >>> without_prefix("a) Male"), without_prefix("Male")
    ('Male', 'Male')
    """
    return PREFIX.sub("", clean(word))


def as_text(cell: Cell) -> str | None:
    """Return what a person sees in the cell, or None where it holds nothing or an error."""
    if isinstance(cell, str):
        word = clean(cell)
        return None if not word or word.casefold() in ERRORS else word
    if cell is None or isinstance(cell, Fault):
        return None
    if isinstance(cell, date):
        has_time = isinstance(cell, datetime) and cell.time() != time()
        return cell.strftime("%d/%m/%Y %H:%M" if has_time else "%d/%m/%Y")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def missing_word(text: str, words: set[str]) -> Finding | None:
    """Return why `text` is no value: a symbol for “not available” or “hidden”, "<5", or the text of an error."""
    word = clean(text).casefold()
    if word in ERRORS:
        return Finding(Kind.ERROR_CELL)
    return Finding(Kind.MISSING_SYMBOL) if word in words or UNDER.fullmatch(word) else None


def fault(cell: Cell) -> Finding | None:
    """Return what is wrong with a cell that holds no value; None for one that is merely blank."""
    match cell:
        case Fault.NEVER_CALCULATED:
            return Finding(Kind.NEVER_CALCULATED)
        case Fault.ERROR:
            return Finding(Kind.ERROR_CELL)
        case str() if clean(cell).casefold() in ERRORS:
            return Finding(Kind.ERROR_CELL)
        case _:
            return None


def _real_date(cell: date) -> tuple[date | None, Finding | None]:
    """Excel keeps a time with some dates; only the date is used, knowingly."""
    if not isinstance(cell, datetime):
        return within_range(cell, None)
    return within_range(cell.date(), Finding(Kind.TIME_DROPPED) if cell.time() != time() else None)


def _text_id(text: str) -> tuple[str | None, Finding | None]:
    if text.isascii() and text.isalnum() and len(text) > 3:
        return (text, None) if text.casefold() != "null" else (None, Finding(Kind.MISSING_SYMBOL))
    word = clean(text)
    if not word:
        return None, None
    if missing := missing_word(word, SYMBOLS):
        return None, missing
    if letters := strangers(word):
        return word, Finding(Kind.ID_NOT_LATIN, letters)
    return word, Finding(Kind.ID_TRIMMED) if word != text else None


def _number_id(number: float) -> tuple[str, Finding | None]:
    if abs(number) >= DIGITS_KEPT:
        return str(int(number)), Finding(Kind.ID_TOO_LONG)
    if number != int(number):
        return str(number), Finding(Kind.ID_NOT_WHOLE)
    return str(int(number)), None


def _text_number(text: str) -> tuple[Fraction | None, Finding | None]:
    word = clean(text)
    if not word:
        return None, None
    number = parse_number(word)
    return (None, Finding(Kind.NOT_A_NUMBER, "text")) if number is None else (number, Finding(Kind.NUMBER_AS_TEXT))
