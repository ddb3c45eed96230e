"""A Grid from rows of Python values, as other readers give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import Any

import numpy as np

from xl_scorecard.sources.cell_styles import shown_width
from xl_scorecard.sources.facts import SheetFacts
from xl_scorecard.sources.grid import Cell, CellKind, Cells, Fault, Grid, Strip, days_of

NUMBER = "number"
"""A number with a format of its own comes as this word, the number, and the format."""
FAULTS = {
    ("error",): CellKind.ERROR,
    ("formula",): CellKind.NEVER_CALCULATED,
    Fault.ERROR: CellKind.ERROR,
    Fault.NEVER_CALCULATED: CellKind.NEVER_CALCULATED,
}


class GridBuilder:
    """Told the cells of a sheet, row by row; the same text is kept once."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.cells = 0
        self._index: dict[str, int] = {}
        self._widths = _Widths()
        self._columns: defaultdict[int, tuple[list[int], list[int], list[float], list[int]]]
        self._columns = defaultdict(lambda: ([], [], [], []))

    def add_row(self, number: int, cells: Iterable[tuple[int, Any]]) -> None:
        """Add cells of one row, each with its column (0 is A); rows rise."""
        for column, cell in cells:
            width, formatted = 0, isinstance(cell, tuple) and cell[0] == NUMBER
            if formatted:
                width = self._widths[cell[2]]
            kind, value = self._pack(cell[1] if formatted else cell)
            self.cells += cell is not None
            if kind is not CellKind.BLANK:
                rows, kinds, numbers, widths = self._columns[column]
                rows.append(number)
                kinds.append(kind)
                numbers.append(value)
                widths.append(width)

    def grid(self, facts: SheetFacts | None = None, **fields: Any) -> Grid:
        """Return the grid of all that was added; `fields` are those of Grid."""
        strips = {
            column: Strip(rows=np.array(rows, dtype=np.int64), cells=self._cells(kinds, numbers, widths))
            for column, (rows, kinds, numbers, widths) in sorted(self._columns.items())
        }
        return Grid(strips=strips, facts=facts or SheetFacts(cells=self.cells), **fields)

    def pack(self, cells: Sequence[Cell]) -> Cells:
        """Return the cells of one column."""
        packed = [self._pack(cell) for cell in cells]
        return self._cells([kind for kind, _ in packed], [number for _, number in packed])

    def _cells(self, kinds: Sequence[int], numbers: Sequence[float], widths: Sequence[int] = ()) -> Cells:
        return Cells(
            kinds=np.array(kinds, dtype=np.uint8),
            numbers=np.array(numbers, dtype=float),
            words=self.words,
            widths=np.array(widths, dtype=np.uint8) if any(widths) else None,
        )

    def _pack(self, cell: Any) -> tuple[CellKind, float]:
        if cell is None or cell == "":
            return CellKind.BLANK, 0.0
        if isinstance(cell, str):
            return CellKind.TEXT, self._word(cell)
        return _packed(cell)

    def _word(self, text: str) -> int:
        index = self._index.setdefault(text, len(self.words))
        if index == len(self.words):
            self.words.append(text)
        return index


class _Widths(dict[str, int]):
    """How each number format shows a number; one that is new is added."""

    def __missing__(self, code: str) -> int:
        width = self[code] = shown_width(code)
        return width


def _packed(cell: Any) -> tuple[CellKind, float]:
    match cell:
        case bool():
            return CellKind.TRUTH, float(cell)
        case int() | float():
            return CellKind.NUMBER, float(cell)
        case date() | time():
            return CellKind.DATE, days_of(cell)
        case timedelta():
            return CellKind.DURATION, cell / timedelta(days=1)
        case _:
            return FAULTS[cell], 0.0


def pack(cells: Sequence[Cell]) -> Cells:
    """Return the cells of one column, from Python values."""
    return GridBuilder().pack(cells)
