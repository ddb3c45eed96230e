"""A Grid from rows of text, as a CSV file has them: many rows at a time, so that half a million are read fast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

import numpy as np

from xl_scorecard.sources.facts import SheetFacts
from xl_scorecard.sources.grid import Array, CellKind, Cells, Grid, Strip


class TextGridBuilder:
    """Told the rows of a text, in order; the same word is kept once, and nothing where there is none."""

    def __init__(self) -> None:
        self.cells = 0
        self._words = _Words({"": 0})
        self._columns: defaultdict[int, list[tuple[Array, Array]]] = defaultdict(list)

    def add_rows(self, number: int, rows: Sequence[Sequence[str]]) -> None:
        """Add some rows, the first of which has this number; they may be of different lengths."""
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        count = int(lengths.sum())
        self.cells += count
        words = np.fromiter(map(self._words.__getitem__, chain.from_iterable(rows)), dtype=np.int32, count=count)
        columns = (np.arange(count) - np.repeat(np.cumsum(lengths) - lengths, lengths)).astype(np.int16)
        numbers = np.repeat(np.arange(number, number + len(rows), dtype=np.int32), lengths)
        order = np.argsort(columns, kind="stable")
        order = order[words[order] > 0]
        found, starts = np.unique(columns[order], return_index=True)
        for column, start, end in zip(found.tolist(), starts, np.append(starts, len(order))[1:], strict=True):
            places = order[start:end]
            self._columns[column].append((numbers[places], words[places]))

    def grid(self) -> Grid:
        """Return the grid of all that was added."""
        words = [word.replace("\r\n", "\n") if "\r" in word else word for word in self._words]
        strips = {column: _strip(self._columns.pop(column), words) for column in sorted(self._columns)}
        return Grid(strips=strips, facts=SheetFacts(cells=self.cells), all_text=True)


class _Words(dict[str, int]):
    """The index of each word; one that is new is added."""

    def __missing__(self, word: str) -> int:
        index = self[word] = len(self)
        return index


def _strip(pieces: Sequence[tuple[Array, Array]], words: Sequence[str]) -> Strip:
    rows, numbers = (np.concatenate([piece[n] for piece in pieces]) for n in (0, 1))
    kinds = np.full(len(rows), CellKind.TEXT, dtype=np.uint8)
    return Strip(rows=rows, cells=Cells(kinds=kinds, numbers=numbers.astype(np.float64), words=words))
