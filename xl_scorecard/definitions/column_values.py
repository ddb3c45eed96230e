"""Column values: what is written about a source's rows and cells: rules, spellings, limits, encodings."""

from __future__ import annotations

import codecs
import re
from datetime import date, datetime
from fractions import Fraction

from xl_scorecard.definitions.values import Raw, RefusedError, as_day, as_number, as_parts, as_text, quote
from xl_scorecard.model.source import LeaveOut, Spelling

RULE = re.compile(r"(?P<column>.+?)\s+is\s+(?P<unless>not\s+)?(?P<words>.+)", re.IGNORECASE)
OR = re.compile(r"\s+or\s+", re.IGNORECASE)
EMPTY = ("empty", "blank")
DELIMITERS = ("comma", "semicolon", "tab", "bar", "space")
LONGEST_DELIMITER = 1


def as_rules(value: Raw) -> tuple[LeaveOut, ...]:
    """Return which rows are left out: "type is Test or Duplicate; child is empty; team is not empty"."""
    return tuple(_rule(part) for part in as_parts(value))


def as_spellings(value: Raw) -> tuple[Spelling, ...]:
    """Return other words for allowed ones: "M = Male; F = Female"."""
    return tuple(_spelling(part) for part in as_parts(value))


def as_limit(value: Raw) -> Fraction | date | None:
    """Return the lowest or highest value of a column: a day or a number; nothing as None."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = as_text(value)
    day = as_day(text)
    if day is not None or not text:
        return day
    try:
        return as_number(value)
    except RefusedError:
        raise RefusedError(
            f"{quote(value)} is neither a number nor a day; write one such as 18, or 24/12/2012."
        ) from None


def as_encoding(value: Raw) -> str:
    """Return the name of an encoding; nothing for whatever the file itself shows."""
    text = as_text(value)
    try:
        return codecs.lookup(text).name if text else ""
    except LookupError:
        raise RefusedError(
            f"{quote(value)} is not the name of an encoding; write utf-8 or windows-1252, or leave it empty."
        ) from None


def as_delimiter(value: Raw) -> str:
    """Return what stands between the cells of a text file, by name or as the sign itself; nothing for what is found."""
    text = as_text(value)
    if text.casefold() in DELIMITERS or len(text) <= LONGEST_DELIMITER:
        return text.casefold()
    raise RefusedError(f"{quote(value)} is not a delimiter; write comma, semicolon, tab or bar, or the sign itself.")


def _rule(text: str) -> LeaveOut:
    found = RULE.fullmatch(text)
    if not found:
        raise RefusedError(f"{quote(text)} is not a rule; write one such as type is Test, or child is empty.")
    words = tuple(word.strip() for word in OR.split(found["words"]))
    empty = len(words) == 1 and words[0].casefold() in EMPTY
    return LeaveOut(column=found["column"].strip(), words=() if empty else words, unless=bool(found["unless"]))


def _spelling(text: str) -> Spelling:
    word, sign, means = (part.strip() for part in text.partition("="))
    if not (word and sign and means):
        raise RefusedError(f"{quote(text)} is not another spelling; write the word, =, and what it means: M = Male.")
    return Spelling(word=word, means=means)
