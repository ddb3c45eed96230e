"""The other readers of workbooks, in this process: what the limited process would read."""

from __future__ import annotations

from typing import Any

from xl_scorecard.sources import child, readers
from xl_scorecard.sources.book import Book, Sheet
from xl_scorecard.sources.grid import Cell, Grid, is_blank

READS = {"openpyxl": child.read_with_openpyxl, "calamine": child.read_with_calamine}


def careful_grid(book: Book, sheet: Sheet) -> Grid:
    """The cells of a sheet as openpyxl reads them."""
    return _read("openpyxl", book, sheet)


def last_grid(book: Book, sheet: Sheet) -> Grid:
    """The cells of a sheet as calamine reads them."""
    return _read("calamine", book, sheet)


def cells_of_grid(grid: Grid) -> dict[tuple[int, int], Cell]:
    """Every cell that holds something, by row (from 1) and column (from 0)."""
    return {
        (int(row), index): cell
        for index, strip in grid.strips.items()
        for row, cell in zip(strip.rows, strip.cells, strict=True)
        if not is_blank(cell)
    }


def _read(task: str, book: Book, sheet: Sheet) -> Grid:
    def read_here(_: str, data: bytes, names: list[str], *, seconds: float) -> Any:
        assert seconds
        return READS[task](data, names)

    before = readers.read_limited
    readers.read_limited = read_here
    try:
        return readers._read_apart(task, book, [sheet], 0.0)[sheet.position]
    finally:
        readers.read_limited = before
