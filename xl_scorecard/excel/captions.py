"""Captions: the texts in drawings and charts. Alternative texts say what a chart shows, so they follow its figures.

Which object of the open workbook a template's text was written for is told by the words between its fields; a text
that staff wrote anew matches none, and stays. Other captions (text boxes, titles of charts) are left to a rebuild.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xl_scorecard.ooxml.banners import FIELD
from xl_scorecard.ooxml.captions import DESCRIBED, captions
from xl_scorecard.ooxml.cloning import drawn_parts
from xl_scorecard.ooxml.package import Package

FEWEST_LETTERS = 12  # of the template's own, by which a text is known


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCaptions:
    """The captions of a sheet: `described` are alternative texts by the object's name, `all` every caption."""

    described: Mapping[str, str] = field(default_factory=dict)
    all: frozenset[str] = frozenset()


NO_CAPTIONS = SeenCaptions()


def seen_captions(package: Package, sheet: str) -> SeenCaptions:
    """Return the captions of a saved sheet, given its part; objects that share a name cannot be told apart."""
    roots = [package.xml(part) for part in drawn_parts(package, sheet)]
    objects = [element for root in roots for element in root.iter(DESCRIBED)]
    times = Counter(str(found.get("name", "")).casefold() for found in objects)
    named = [(str(found.get("name", "")), str(found.get("descr", ""))) for found in objects]
    return SeenCaptions(
        described={name: text for name, text in named if text and times[name.casefold()] == 1},
        all=frozenset(text for root in roots for text in captions(root)),
    )


def new_descriptions(
    seen: SeenCaptions, designed: Iterable[str], fill: Callable[[str], str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the objects whose alternative text now says something else: as it is to be, and as it is."""
    for text in designed:
        pattern = words_of(text)
        for name, now in seen.described.items():
            if pattern and pattern.fullmatch(now) and now != (filled := fill(text)):
                yield name, (filled, now)


def has_stale(seen: SeenCaptions, designed: Iterable[str], fill: Callable[[str], str], renewed: Iterable[str]) -> bool:
    """Is there a caption of the template's that neither stands there as it is to be, nor is renewed?"""
    there = {*seen.all, *renewed}
    return any(fill(text) not in there for text in designed)


def words_of(text: str) -> re.Pattern[str] | None:
    """Return what any filling of a template's text looks like; None where it has too few words of its own.

    >>> bool(words_of("Column chart of {{ a }} to {{ b }}.").fullmatch("Column chart of all to May."))
    True
    >>> words_of("{{ a }}: {{ b }}")
    """
    pieces = FIELD.split(text)
    if sum(letter.isalpha() for piece in pieces for letter in piece) < FEWEST_LETTERS:
        return None
    return re.compile(".*?".join(map(re.escape, pieces)), re.DOTALL)
