"""Written: a value as it stands in a cell, so that reading the cell gives the value back."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from fractions import Fraction

from xl_scorecard.definitions.words import word_of
from xl_scorecard.model.period import Period

Written = str | int | float | None
WHOLE = r"0|[1-9]\d{0,8}"


def written(value: object) -> Written:
    """Return `value` as people would type it: periods and lists as text, exact numbers, Yes and No; nothing as None."""
    if isinstance(value, float):
        return exact(Fraction(repr(value)))
    if isinstance(value, Fraction):
        return exact(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _text(value) or None


def exact(value: Fraction) -> Written:
    """Return a number where a cell holds it exactly (openpyxl writes 16 digits), otherwise as text: "1/3"."""
    if value.denominator == 1:
        return value.numerator
    number = float(value)
    return number if Fraction(f"{number:.16g}") == value else f"{value.numerator}/{value.denominator}"


def listed(parts: tuple[str, ...]) -> str:
    """Return the parts with semicolons between them, or one a line where a part has a semicolon itself."""
    return "".join(f"{part}\n" for part in parts) if any(";" in part for part in parts) else "; ".join(parts)


def typed(text: str) -> Written:
    """Return `text` as a number where it is one that reads back the same, so that Excel does not mark it."""
    return int(text) if re.fullmatch(WHOLE, text) else text


def _text(value: object) -> str:
    match value:
        case bool():
            return "Yes" if value else "No"
        case Enum():
            return word_of(value)
        case Period():
            return value.code
        case tuple():
            return listed(tuple(_part(part) for part in value))
        case _:
            return "" if value is None else str(value)


def _part(part: object) -> str:
    if isinstance(part, Enum):
        return word_of(part)
    return f"{part:%d/%m/%Y}" if isinstance(part, date) else str(part)
