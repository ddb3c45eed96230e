"""Calculating: formulas that no program has calculated, taken from a copy in which one that a person asked for did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.sources.book import Book, Sheet, book_of, find_sheet
from xl_scorecard.sources.grid import CellKind, Cells, Grid, Strip, letter
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.readers import read_grids

Calculate = Callable[[bytes, str], bytes]
"""A workbook, and what its file is called → the same with every formula computed."""


def calculate_formulas(
    book: Book, sheets: Sequence[Sheet], grids: Mapping[int, Grid], calculate: Calculate
) -> dict[int, Grid]:
    """Return the cells of `sheets` with the values of formulas that had none; a value that was there stays as it was.

    What was behind a password is never given away to be calculated. Raises what `calculate` raises, and SourceError.
    """
    wanted = [
        sheet for sheet in sheets if any(_formulas(strip).any() for strip in grids[sheet.position].strips.values())
    ]
    if not wanted or book.package is None or book.unlocked:
        return dict(grids)
    copy = book_of(calculate(book.data, book.place.file), book.place.file)
    same = {sheet.position: find_sheet(copy, sheet.name) for sheet in wanted}
    computed = read_grids(copy, list(same.values()))
    return {**grids, **{n: _filled(grids[n], computed[other.position]) for n, other in same.items()}}


def told_of(before: Grid, after: Grid, where: Place) -> Iterator[Problem]:
    """Yield what was calculated, if anything."""
    if after is before:
        return
    cells = [
        f"{letter(index)}{number}"
        for index, strip in before.strips.items()
        for number in strip.rows[_formulas(strip) & ~_formulas(after.strips[index])].tolist()
    ]
    if cells:
        yield make_problem(Kind.CALCULATED, where, cells)


def _formulas(strip: Strip) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return strip.cells.are(CellKind.NEVER_CALCULATED)


def _filled(grid: Grid, computed: Grid) -> Grid:
    words = [*grid.words, *computed.words]
    strips = {
        index: replace(strip, cells=_with(strip, computed.column(index, strip.rows), words, len(grid.words)))
        for index, strip in grid.strips.items()
    }
    return replace(grid, strips=strips)


def _with(strip: Strip, computed: Cells, words: Sequence[str], own: int) -> Cells:
    """The cells of a column; words of the other grid come after the `own` ones."""
    here = _formulas(strip) & ~computed.are(CellKind.BLANK)
    values = np.where(computed.are(CellKind.TEXT), computed.numbers + own, computed.numbers)
    return replace(
        strip.cells,
        kinds=np.where(here, computed.kinds, strip.cells.kinds).astype(np.uint8),
        numbers=np.where(here, values, strip.cells.numbers),
        words=words,
    )
