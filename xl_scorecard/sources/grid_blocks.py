"""A Grid from whole rows of Python values, many at a time, so that half a million are read fast.

CSV files and calamine give such rows; what stands in single cells goes through `grid_building`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, compress
from typing import Any

import numpy as np

from xl_scorecard.sources.facts import SheetFacts
from xl_scorecard.sources.grid import Array, Cell, CellKind, Cells, Grid, Strip, days_of
from xl_scorecard.sources.xml_blocks import TooWideError
from xl_scorecard.sources.xml_cells import LAST_COLUMN

KINDS = {
    str: CellKind.TEXT,
    float: CellKind.NUMBER,
    int: CellKind.NUMBER,
    bool: CellKind.TRUTH,
    date: CellKind.DATE,
    datetime: CellKind.DATE,
    time: CellKind.DATE,
    timedelta: CellKind.DURATION,
}


class BlockBuilder:
    """Told the rows of a sheet, in order; the same word is kept once, and nothing where there is none."""

    def __init__(self) -> None:
        self.cells = 0
        self._words = _Words({"": 0})
        self._days = _Days()
        self._columns: defaultdict[int, list[tuple[Array, Array, Array]]] = defaultdict(list)

    def add_rows(self, number: int, rows: Sequence[Sequence[Cell]], *, first_column: int = 0) -> None:
        """Add some rows, the first of which has this number; they may be of different lengths. Raises TooWideError."""
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        if first_column + lengths.max(initial=0) > LAST_COLUMN:
            raise TooWideError
        kinds, values = self._packed(list(chain.from_iterable(rows)))
        self.cells += len(kinds)
        starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
        columns = (np.arange(len(kinds)) - starts + first_column).astype(np.int16)
        numbers = np.repeat(np.arange(number, number + len(rows), dtype=np.int32), lengths)
        order = np.argsort(columns, kind="stable")
        order = order[kinds[order] != CellKind.BLANK]
        found, starts = np.unique(columns[order], return_index=True)
        for column, start, end in zip(found.tolist(), starts, np.append(starts, len(order))[1:], strict=True):
            places = order[start:end]
            self._columns[column].append((numbers[places], kinds[places], values[places]))

    def grid(self, facts: SheetFacts | None = None, **fields: Any) -> Grid:
        """Return the grid of all that was added; `fields` are those of Grid."""
        words = [word.replace("\r\n", "\n") if "\r" in word else word for word in self._words]
        strips = {column: _strip(self._columns.pop(column), words) for column in sorted(self._columns)}
        return Grid(strips=strips, facts=facts or SheetFacts(cells=self.cells), **fields)

    def _packed(self, cells: list[Cell]) -> tuple[Array, Array]:
        """The kind of each cell, and its number as `Cells` has it."""
        kinds = np.fromiter(map(KINDS.__getitem__, map(type, cells)), dtype=np.uint8, count=len(cells))
        values = np.zeros(len(cells))
        makers: dict[int, Callable[[Any], float]] = {
            CellKind.TEXT: self._words.__getitem__,
            CellKind.DATE: self._days.__getitem__,
        }
        for kind in np.unique(kinds).tolist():
            here, make = kinds == kind, makers.get(kind, _as_number)
            values[here] = np.fromiter(map(make, compress(cells, here.tolist())), dtype=np.float64)
        kinds[(kinds == CellKind.TEXT) & (values == 0)] = CellKind.BLANK
        return kinds, values


class _Words(dict[str, int]):
    """The index of each word; one that is new is added."""

    def __missing__(self, word: str) -> int:
        index = self[word] = len(self)
        return index


class _Days(dict[date | time, float]):
    """The days of each date or time; one that is new is added."""

    def __missing__(self, moment: date | time) -> float:
        days = self[moment] = days_of(moment)
        return days


def _as_number(cell: Any) -> float:
    return cell / timedelta(days=1) if isinstance(cell, timedelta) else float(cell)


def _strip(pieces: Sequence[tuple[Array, Array, Array]], words: Sequence[str]) -> Strip:
    rows, kinds, numbers = (np.concatenate([piece[n] for piece in pieces]) for n in range(3))
    return Strip(rows=rows, cells=Cells(kinds=kinds, numbers=numbers, words=words))
