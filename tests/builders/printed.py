"""The pages of a PDF as people see them: where each word stands, by poppler's pdftotext."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
TOUCHING = 0.35  # of the lower word's height: what lines of one text never share


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its edges, in points from the top left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    def covers(self, other: Word) -> bool:
        """Do the two stand over one another?"""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > TOUCHING * min(self.bottom - self.top, other.bottom - other.top)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its size in points, and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def lines(self) -> int:
        """How many lines of words it has, page header and footer included."""
        return len({round(word.bottom) for word in self.words})

    @property
    def clipped(self) -> list[str]:
        """Words that leave the page, and pairs that stand over one another: a cell too small for its text."""
        out = [w.text for w in self.words if min(w.left, w.top) < 0 or w.right > self.width or w.bottom > self.height]
        return out + [f"{one.text} / {other.text}" for one, other in combinations(self.words, 2) if one.covers(other)]


def printed_pages(pdf: Path) -> list[PrintedPage]:
    """Return the pages of a PDF."""
    said = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout  # noqa: S607 - found on the path
    return [
        PrintedPage(
            float(width), float(height), tuple(Word(*map(float, edges), text) for *edges, text in _WORD.findall(inside))
        )
        for width, height, inside in _PAGE.findall(said)
    ]
