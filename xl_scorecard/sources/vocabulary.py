"""Plain words: which headings and names of sheets may be shown, because no child's name is made of them.

A list without headings has a child where the headings should be, and people name sheets after children. So a name is
shown only where each of its words is one of a list of words that headings are made of, or is like one that is declared.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from xl_scorecard.sources.words import clean

WORD, NUMBER = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
LONGEST_NUMBER = 4
ALIKE = 0.75


def plain_name(text: str, *, known: Iterable[str] = ()) -> str:
    """Return `text` on one line where it may be shown, otherwise ""; words of `known` texts may be shown too.

    >>> plain_name("List 3  Referrals"), plain_name("Zebedee Quux")
    ('List 3 Referrals', '')
    """
    shown = " ".join(clean(text).split())
    words = {word.casefold() for word in WORD.findall(shown)}
    declared = {word.casefold() for name in known for word in WORD.findall(name)}
    numbers = NUMBER.findall(shown)
    plain = all(_is_plain(word, declared) for word in words) and all(len(n) <= LONGEST_NUMBER for n in numbers)
    return shown if plain else ""


def _is_plain(word: str, declared: set[str]) -> bool:
    stem = word.removesuffix("s")
    known = {word, stem} & (vocabulary() | declared) or len(word) == 1
    return bool(known) or bool(difflib.get_close_matches(word, declared, n=1, cutoff=ALIKE))


@cache
def vocabulary() -> frozenset[str]:
    """Return the words that headings are made of."""
    return frozenset(resources.files(__package__).joinpath("vocabulary.txt").read_text(encoding="utf-8").split())
