"""Suppression: how small numbers are hidden; Edition: for whom a scorecard is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil

WORDS = re.compile(r"1 (?:to|-|–) (\d{1,3})(?:, (?:to )?(?:the )?nearest (\d{1,3}))?", re.IGNORECASE)
SUGGESTED = "none, dfe, nhs, or numbers of your own such as “1 to 9” or “1 to 9, nearest 5”"


class Edition(Enum):
    """Whom a scorecard is for; the value is what analysts write."""

    INTERNAL = "internal"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """Numbers from 1 to `threshold` are printed as `symbol`, all others to the nearest `rounding`; 0 stays 0.

    `word` is what analysts write.
    """

    word: str
    threshold: int = 0
    symbol: str = "[c]"
    rounding: int = 1

    @property
    def hides(self) -> bool:
        """Does it hide anything at all?"""
        return self.threshold > 0

    def is_small(self, number: Fraction | int) -> bool:
        """Is it to be hidden for what it is?"""
        return 0 < number <= self.threshold

    def rounded(self, number: Fraction) -> Fraction:
        """Return a number as it is printed, half up; what is not 0 is never printed as 0.

        >>> NHS.rounded(Fraction(8)), DFE.rounded(Fraction(8))
        (Fraction(10, 1), Fraction(8, 1))
        """
        if self.rounding == 1 or not number:
            return number
        rounded = Fraction((2 * number + self.rounding) // (2 * self.rounding) * self.rounding)
        return rounded or Fraction(self.rounding)

    def span(self, printed: Fraction) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest whole number that are printed like this.

        >>> [int(end) for end in NHS.span(Fraction(10))]
        [8, 12]
        """
        if self.rounding == 1 or not printed:
            return printed, printed
        half = Fraction(self.rounding, 2)
        least, most = ceil(printed - half), ceil(printed + half) - 1
        fewest = self.threshold + 1
        return Fraction(fewest if printed == self.rounding else max(least, fewest)), Fraction(most)

    @property
    def sentence(self) -> str:
        """What readers are told."""
        if not self.hides:
            return "No small numbers are hidden."
        nearest = f" All other numbers of cases are to the nearest {self.rounding}." if self.rounding > 1 else ""
        return (
            f"Numbers of cases from 1 to {self.threshold} are hidden, and so is what they could be worked out from: "
            f"{self.symbol} stands instead.{nearest}"
        )

    def __str__(self) -> str:
        return self.word


NONE = Suppression(word="none")
DFE = Suppression(word="dfe", threshold=5)
NHS = Suppression(word="nhs", threshold=7, symbol="*", rounding=5)
KNOWN = {one.word: one for one in (NONE, DFE, NHS)}


def parse_suppression(text: str) -> Suppression:
    """Return what `text` names: "none", "dfe", "nhs", "1 to 9", "1 to 9, nearest 5". Raises ValueError.

    Source: DfE hides 1 to 5 and shows 0; NHS England (hospital episode statistics) hides 1 to 7 and rounds to 5.

    >>> parse_suppression("1 to 9, nearest 5")
    Suppression(word='1 to 9, nearest 5', threshold=9, symbol='[c]', rounding=5)
    """
    words = " ".join(text.split())
    if words.casefold() in KNOWN:
        return KNOWN[words.casefold()]
    found = WORDS.fullmatch(words)
    if not found or not int(found[1]) >= 1 or not int(found[2] or 1) >= 1:
        raise ValueError(f"is no way to hide small numbers; write {SUGGESTED}")
    return Suppression(word=words, threshold=int(found[1]), rounding=int(found[2] or 1))
