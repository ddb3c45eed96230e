"""Guessing: which row looks like headings, and what a column is likely to hold. A person looks it over."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from xl_scorecard.model.source import ColumnType
from xl_scorecard.sources.amounts import parse_number
from xl_scorecard.sources.cells import NO, SYMBOLS, YES, missing_word, without_prefix
from xl_scorecard.sources.dates import read_date_text
from xl_scorecard.sources.grid import Cell, CellKind, Cells, Grid
from xl_scorecard.sources.headings import SEARCHED_ROWS
from xl_scorecard.sources.words import clean

LONGEST_HEADING = 120
MOST_WORDS_LOOKED_AT = 500
FEW_WORDS, SHAPES_SHOWN = 30, 3
MOSTLY, NEARLY_ALL, OFTEN = 0.6, 0.9, 0.5
BIRTH = re.compile(r"\b(birth|born|dob)\b", re.IGNORECASE)
NAME = re.compile(r"\b(name|surname|forename)s?\b", re.IGNORECASE)
ID = re.compile(r"\b(id|ids|identifier|upn|uprn|urn|number|no|ref|reference)\b", re.IGNORECASE)
COUNTED = re.compile(r"\b(number|no) of\b", re.IGNORECASE)
SHARE = re.compile(r"%|\bper ?cent", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a column is likely to hold; `kinds` say what its cells look like, most frequent first."""

    type: ColumnType
    kinds: tuple[str, ...]


def guess_headings(grid: Grid) -> int:
    """Return the number of the row that looks most like headings; 0 where none does."""
    numbers = [int(number) for number in grid.numbers[:SEARCHED_ROWS] if number <= SEARCHED_ROWS]
    scores = {number: _score(grid.row(number)) for number in numbers}
    best = max(scores, key=lambda number: scores[number], default=0)
    return best if scores.get(best, 0) > 0 else 0


def guess_column(heading: str, cells: Cells, shape: Callable[[str], str]) -> Guess:
    """Return what a column is likely to hold; `shape` says what a text looks like."""
    counts = _counts(cells, shape)
    kinds = sorted((kind for kind in counts if kind), key=lambda kind: -counts[kind])
    kind = _type(heading, cells, counts)
    different = [f"{len(cells.different_words())} different words"] if kind is ColumnType.CATEGORY else []
    return Guess(type=kind, kinds=(*different, *kinds[:SHAPES_SHOWN]))


def _score(row: Sequence[Cell]) -> int:
    """Different words count for it; dates, numbers, and texts that are either, count against it."""
    filled = [cell for cell in row if cell is not None and not (isinstance(cell, str) and not clean(cell))]
    words = {clean(cell).casefold() for cell in filled if isinstance(cell, str) and _may_head(clean(cell))}
    others = len(filled) - len(words)
    return len(words) - 2 * others if len(words) >= MOSTLY * len(filled) else 0


def _may_head(text: str) -> bool:
    return (
        len(text) <= LONGEST_HEADING
        and any(letter.isalpha() for letter in text)
        and read_date_text(text)[0] is None
        and parse_number(text) is None
        and not missing_word(text, SYMBOLS)
    )


WORDS = "words"
DATES, DATES_AS_TEXT = "dates", "dates kept as text"
WHOLE, DECIMAL, NUMBERS_AS_TEXT = "whole numbers", "numbers with decimals", "numbers kept as text"
SHARES = "numbers shown as percentages"
PADDED, YES_OR_NO, MISSING = "numbers shown with leading zeros", "yes or no", "symbols for missing"
FAULTS = "errors or formulas without a value"


def _counts(cells: Cells, shape: Callable[[str], str]) -> dict[str, int]:
    """How many cells are of each kind, as it is told to people."""
    numbers = cells.numbers[cells.are(CellKind.NUMBER) & ~cells.shares]
    whole = int((numbers == np.floor(numbers)).sum())
    shares = cells.shares
    padded = 0 if cells.widths is None else int((cells.are(CellKind.NUMBER) & (cells.widths > 0) & ~shares).sum())
    counts = {
        DATES: int(cells.are(CellKind.DATE).sum()),
        WHOLE: whole - padded,
        DECIMAL: len(numbers) - whole,
        PADDED: padded,
        SHARES: int(shares.sum()),
        YES_OR_NO: int(cells.are(CellKind.TRUTH).sum()),
        FAULTS: int((cells.kinds >= CellKind.ERROR).sum()),
    }
    indexes, times = np.unique(cells.word_numbers(cells.are(CellKind.TEXT)), return_counts=True)
    for index, count in list(zip(indexes.tolist(), times.tolist(), strict=True))[:MOST_WORDS_LOOKED_AT]:
        kind = _kind_of_word(cells.words[index], shape)
        counts[kind] = counts.get(kind, 0) + count
    return {kind: count for kind, count in counts.items() if count}


def _kind_of_word(text: str, shape: Callable[[str], str]) -> str:
    word = clean(text)
    if not word:
        return ""
    if missing_word(word, SYMBOLS):
        return MISSING
    if word.casefold() in YES | NO or without_prefix(word).casefold() in YES | NO:
        return YES_OR_NO
    if read_date_text(word)[0]:
        return DATES_AS_TEXT
    return NUMBERS_AS_TEXT if parse_number(word) is not None else f"text such as {shape(word)}"


def _type(heading: str, cells: Cells, counts: dict[str, int]) -> ColumnType:
    total = sum(count for kind, count in counts.items() if kind not in (MISSING, FAULTS, "")) or 1

    def share(*kinds: str) -> float:
        return sum(counts.get(kind, 0) for kind in kinds) / total

    if share(DATES, DATES_AS_TEXT) >= MOSTLY:
        return ColumnType.DATE_OF_BIRTH if BIRTH.search(heading) else ColumnType.DATE
    if share(SHARES) >= OFTEN:
        return ColumnType.PERCENTAGE
    if share(YES_OR_NO) >= NEARLY_ALL:
        return ColumnType.YES_NO
    if (ID.search(heading) and not COUNTED.search(heading)) or share(PADDED) >= OFTEN:
        return ColumnType.ID
    if share(WHOLE, DECIMAL, NUMBERS_AS_TEXT) >= MOSTLY:
        return _number_type(heading, share(DECIMAL, NUMBERS_AS_TEXT))
    if NAME.search(heading):
        return ColumnType.NAME
    return _word_type(cells, total)


def _number_type(heading: str, not_whole: float) -> ColumnType:
    if SHARE.search(heading):
        return ColumnType.PERCENTAGE
    return ColumnType.NUMBER if not_whole else ColumnType.WHOLE_NUMBER


def _word_type(cells: Cells, total: int) -> ColumnType:
    """Few words that come again are a category; codes that are all different, and have digits, an id."""
    words = [clean(cells.words[index]) for index in cells.different_words()[:MOST_WORDS_LOOKED_AT]]
    if words and len(words) <= FEW_WORDS and total >= 3 * len(words):
        return ColumnType.CATEGORY
    codes = [word for word in words if " " not in word and any(letter.isdigit() for letter in word)]
    return ColumnType.ID if words and len(codes) >= NEARLY_ALL * len(words) else ColumnType.TEXT
