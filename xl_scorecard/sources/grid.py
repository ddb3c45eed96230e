"""Grid: the cells of one sheet as they were read, before anything is made of them, kept by column in arrays.

A list of records has a few columns and many rows, so that a column read at once is read fast; one cell is a Python
value again when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum, IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from openpyxl.utils import get_column_letter

from xl_scorecard.sources.facts import SheetFacts

Array = npt.NDArray[Any]
DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 (a cell has no time zone)
DAY_ZERO_OF_1904 = 1462
MILLISECONDS = 86_400_000
PERCENT = 200
"""Stands for the digits of a format that shows a share of 1 as a percentage."""


class Share(float):
    """A share of 1 that its cell shows as a percentage: 0.256 as 25.6 %."""


class Fault(Enum):
    """A cell that holds no value, and why."""

    ERROR = "an error such as #N/A"
    NEVER_CALCULATED = "a formula that was never calculated"


Cell = str | int | float | bool | date | time | timedelta | Fault | None
"""What one cell is: "" and None are both blank; a datetime is a date."""


class CellKind(IntEnum):
    """What a cell holds; its number says which."""

    BLANK = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    DURATION = 4
    TRUTH = 5
    ERROR = 6
    NEVER_CALCULATED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Some cells of one column, in order: the `kinds` of each (see CellKind) and its number.

    `numbers` hold for a text the index of its word in `words`, for a date the days since 30 December 1899 (in either
    date system), for true and false 1 and 0. `widths` say how many digits a format such as 00000 shows, PERCENT for one
    such as 0.0%, 0 for others; None where no cell of the sheet has such a format.
    """

    kinds: Array
    numbers: Array
    words: Sequence[str]
    widths: Array | None = None

    def __len__(self) -> int:
        return len(self.kinds)

    def __getitem__(self, position: int) -> Cell:
        value = _value(int(self.kinds[position]), float(self.numbers[position]), self.words)
        return Share(value) if isinstance(value, float) and self.is_share(position) else value

    def is_share(self, position: int) -> bool:
        """Is the number at `position` a share of 1, shown as a percentage?"""
        return self.widths is not None and bool(self.widths[position] == PERCENT)

    @property
    def shares(self) -> Array:
        """By cell: is it a share of 1, shown as a percentage?"""
        if self.widths is None:
            return np.zeros(len(self), dtype=bool)
        return np.asarray(self.are(CellKind.NUMBER) & (self.widths == PERCENT))

    def __iter__(self) -> Iterator[Cell]:
        for kind, number in zip(self.kinds.tolist(), self.numbers.tolist(), strict=True):
            yield _value(kind, number, self.words)

    def take(self, positions: Array | slice) -> Cells:
        """Return the cells at `positions` (indexes, a mask or a slice)."""
        widths = None if self.widths is None else self.widths[positions]
        return replace(self, kinds=self.kinds[positions], numbers=self.numbers[positions], widths=widths)

    def are(self, kind: CellKind) -> Array:
        """Return which cells are of this kind."""
        return np.asarray(self.kinds == kind)

    def word_numbers(self, where: Array) -> Array:
        """Return the index of its word for each text cell in `where`."""
        return np.asarray(self.numbers[where].astype(np.int64))

    def different_words(self) -> list[int]:
        """Return the indexes of the words that stand in any of the cells."""
        present = np.zeros(len(self.words), dtype=bool)
        present[self.word_numbers(self.are(CellKind.TEXT))] = True
        return list(map(int, np.flatnonzero(present)))

    @property
    def blank(self) -> Array:
        """By cell: does it hold nothing, or nothing but spaces?"""
        blank = self.are(CellKind.BLANK)
        empty = [index for index in self.different_words() if not self.words[index].strip()]
        return blank | (self.are(CellKind.TEXT) & np.isin(self.numbers, empty)) if empty else blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The cells of one column that exist, and the number of the row that each stands in, rising."""

    rows: Array
    cells: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The cells of a sheet by column (0 is A). `facts` is what else the file says of the sheet.

    `epoch_1904`: a bare number in a date column counts from 1904. `all_text`: the file can hold nothing but text, so
    that a number kept as text is nothing odd. `sees_all`: error cells, formulas, hidden rows and filters can be told.
    """

    strips: Mapping[int, Strip]
    facts: SheetFacts
    epoch_1904: bool = False
    all_text: bool = False
    sees_all: bool = True

    @property
    def numbers(self) -> Array:
        """The numbers of the rows that have any cell, rising."""
        return all_rows(strip.rows for strip in self.strips.values())

    @property
    def words(self) -> Sequence[str]:
        """The different texts of the sheet; some may stand nowhere in it."""
        return next((strip.cells.words for strip in self.strips.values()), ())

    @property
    def width(self) -> int:
        """How many columns there are, up to the last that has a cell."""
        return max(self.strips, default=-1) + 1

    @property
    def filled(self) -> int:
        """How many cells hold anything, if only a space."""
        return sum(_filled(strip.cells) for strip in self.strips.values())

    def row(self, number: int) -> list[Cell]:
        """Return the cells of one row from column A to its last cell that exists."""
        found = {index: cell for index, strip in self.strips.items() if (cell := _cell(strip, number)) is not None}
        return [found.get(index) for index in range(max(found, default=-1) + 1)]

    def column(self, index: int, rows: Array) -> Cells:
        """Return the cell of column `index` in each of `rows` (rising), a blank one where there is none."""
        kinds, numbers = np.zeros(len(rows), dtype=np.uint8), np.zeros(len(rows))
        strip = self.strips.get(index)
        if strip is None or not len(rows):
            return Cells(kinds=kinds, numbers=numbers, words=())
        start = int(np.searchsorted(strip.rows, rows[0]))
        span = slice(start, start + len(rows))
        if np.array_equal(strip.rows[span], rows):
            return strip.cells.take(span)
        places = np.searchsorted(rows, strip.rows)
        wanted = np.flatnonzero(rows[np.minimum(places, len(rows) - 1)] == strip.rows)
        found, places = strip.cells.take(wanted), places[wanted]
        kinds[places], numbers[places] = found.kinds, found.numbers
        widths = None
        if found.widths is not None:
            widths = np.zeros(len(rows), dtype=np.uint8)
            widths[places] = found.widths
        return Cells(kinds=kinds, numbers=numbers, words=found.words, widths=widths)

    def within(self, rows: range, columns: range) -> Grid:
        """Return only what stands in some rows and columns (numbers from 1, as in facts)."""
        strips = {}
        for index, strip in self.strips.items():
            inside = (strip.rows >= rows.start) & (strip.rows < rows.stop)
            if index + 1 in columns and inside.any():
                strips[index] = Strip(rows=strip.rows[inside], cells=strip.cells.take(inside))
        return replace(self, strips=strips)


def all_rows(several: Iterable[Array]) -> Array:
    """Return the numbers of rows that stand in any of several, each once, rising."""
    found = [rows for rows in several if len(rows)]
    if not found:
        return np.empty(0, dtype=np.int64)
    there = np.zeros(max(int(rows.max()) for rows in found) + 1, dtype=bool)
    for rows in found:
        there[rows] = True
    return np.flatnonzero(there)


def letter(index: int) -> str:
    """Return the letter of the column at `index` (0 is A).

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    return get_column_letter(index + 1)


def is_blank(cell: Cell) -> bool:
    """Does the cell hold nothing, or nothing but spaces?"""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def moment_of(number: float) -> datetime | time:
    """Return the moment that Excel counts as `number` of days since 30 December 1899; a time where it is below 1.

    >>> moment_of(41043.5).isoformat(), moment_of(0.25).isoformat()
    ('2012-05-14T12:00:00', '06:00:00')
    """
    days, part = divmod(number, 1)
    try:
        moment = DAY_ZERO + timedelta(days=days, milliseconds=round(part * MILLISECONDS))
    except OverflowError:
        return datetime(9999, 12, 31)  # noqa: DTZ001 (later than any record)
    return moment.time() if 0 <= number < 1 and moment.date() == DAY_ZERO.date() else moment


def days_of(moment: date | time) -> float:
    """Return the days since 30 December 1899: what `moment_of` makes a moment of."""
    if isinstance(moment, time):
        moment = datetime.combine(DAY_ZERO, moment)
    elif not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return (moment.replace(tzinfo=None) - DAY_ZERO) / timedelta(days=1)


def _value(kind: int, number: float, words: Sequence[str]) -> Cell:
    if kind == CellKind.TEXT:
        return words[int(number)]
    return MAKERS[CellKind(kind)](number)


MAKERS: Mapping[CellKind, Callable[[float], Cell]] = {
    CellKind.BLANK: lambda _: None,
    CellKind.NUMBER: float,
    CellKind.DATE: moment_of,
    CellKind.DURATION: lambda number: timedelta(days=number),
    CellKind.TRUTH: bool,
    CellKind.ERROR: lambda _: Fault.ERROR,
    CellKind.NEVER_CALCULATED: lambda _: Fault.NEVER_CALCULATED,
}


def _cell(strip: Strip, number: int) -> Cell:
    place = int(np.searchsorted(strip.rows, number))
    return strip.cells[place] if place < len(strip.rows) and strip.rows[place] == number else None


def _filled(cells: Cells) -> int:
    empty = [index for index in cells.different_words() if not cells.words[index]]
    blank = cells.are(CellKind.BLANK) | (cells.are(CellKind.TEXT) & np.isin(cells.numbers, empty))
    return int(np.count_nonzero(~blank))
