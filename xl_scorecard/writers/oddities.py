"""Oddities: texts that a cell cannot hold as they are; each is written as far as it can be, and reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.ooxml.references import cell_name
from xl_scorecard.ooxml.text import LONGEST, fits_a_cell, has_control_characters

MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Oddity:
    """A text that was cut (`long`), or from which characters were left out, and where it was written."""

    sheet: str
    row: int
    column: int
    long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A finished workbook's bytes, and the texts in it that are not as they should be."""

    content: bytes
    odd: tuple[Oddity, ...] = ()


def oddities(text: str, sheet: str, row: int, column: int) -> Iterator[Oddity]:
    """Return what is odd about a text that is written into a cell; mostly nothing."""
    if not fits_a_cell(text):
        yield Oddity(sheet, row, column, long=True)
    if not text.isprintable() and has_control_characters(text):
        yield Oddity(sheet, row, column, long=False)


def as_problems(found: Iterable[Oddity], *, file: str) -> tuple[Problem, ...]:
    """Return one Problem for each kind of oddity."""
    all_found = list(found)
    cut, cleaned = [odd for odd in all_found if odd.long], [odd for odd in all_found if not odd.long]
    said = (
        ("WRK-003", cut, f"a text of more than {LONGEST:,} characters, cut to what a cell can hold", "Shorten it."),
        ("WRK-004", cleaned, "a text with control characters, left out: a cell cannot hold them", "Type it again."),
    )
    return tuple(_problem(code, odd, sentence, fix, file) for code, odd, sentence, fix in said if odd)


def _problem(code: str, found: list[Oddity], sentence: str, fix: str, file: str) -> Problem:
    places = tuple(Place(file=file, sheet=odd.sheet, cell=cell_name(odd.row, odd.column)) for odd in found)
    return Problem(
        code=code,
        severity=Severity.WARNING,
        place=places[0],
        sentence=sentence,
        fix=fix,
        count=len(places),
        places=places[:MOST_PLACES],
    )
