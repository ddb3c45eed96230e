"""Numbers as people type them."""

from __future__ import annotations

import re
from fractions import Fraction

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?|\.\d+"
SIGNED = re.compile(rf"(?P<sign>[-−–+]?) ?(?P<digits>{DIGITS}) ?%?")
BRACKETED = re.compile(rf"\( ?(?P<digits>{DIGITS}) ?%? ?\)")


def parse_number(text: str) -> Fraction | None:
    """Return the exact number that a clean `text` says, or None; "25.6 %" is 25.6. It never guesses at a comma.

    >>> parse_number("(12)"), parse_number("25,6%"), parse_number("1.2k")
    (Fraction(-12, 1), None, None)
    """
    if found := BRACKETED.fullmatch(text):
        return -_value(found["digits"])
    if found := SIGNED.fullmatch(text):
        value = _value(found["digits"])
        return -value if found["sign"] in {"-", "−", "–"} else value
    return None


def _value(digits: str) -> Fraction:
    return Fraction(digits.replace(",", "").replace(" ", ""))
