"""A whole column read as its declared type: cells that are as they should be all at once, each odd one by itself.

Words, and numbers where a text is wanted, are read once for all cells that hold the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import TypeVar, assert_never

import numpy as np

from xl_scorecard.model.source import Column, ColumnType
from xl_scorecard.sources.cells import (
    allowed_values,
    read_category,
    read_date,
    read_id,
    read_number,
    read_text,
    read_yes_no,
)
from xl_scorecard.sources.dates import EARLIEST, LATEST
from xl_scorecard.sources.grid import MILLISECONDS, Array, Cell, CellKind, Cells
from xl_scorecard.sources.grid_building import pack
from xl_scorecard.sources.problems import Finding, Kind

Value = TypeVar("Value")
Read = tuple[Value | None, Finding | None]
Found = list[tuple[Array, Finding | None]]
Findings = Mapping[Finding, Sequence[int]]
DAY_ZERO = np.datetime64("1899-12-30", "D")
NOT_A_TIME = np.datetime64("NaT", "D")
FIRST_DAY, LAST_DAY = np.datetime64(EARLIEST, "D"), np.datetime64(LATEST, "D")
FIRST_SERIAL, LAST_SERIAL = -1e6, 4e6
AS_TEXT = frozenset({Kind.NUMBER_AS_TEXT, Kind.DATE_AS_TEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedColumn:
    """`data` by row (object text or None, datetime64[ns] or float64), and the rows (from 0) of each finding."""

    data: Array
    findings: Findings = field(default_factory=dict)

    @property
    def is_missing(self) -> Array:
        """By row: is there no value?"""
        if self.data.dtype == object:
            return np.asarray(self.data == None)  # noqa: E711 (numpy asks each element)
        return np.asarray(np.isnat(self.data) if self.data.dtype.kind == "M" else np.isnan(self.data))

    def without(self, rows: Array, found: Finding) -> TypedColumn:
        """Return the column with nothing in some rows, and why."""
        data = self.data.copy()
        data[rows] = None if data.dtype == object else np.datetime64("NaT") if data.dtype.kind == "M" else np.nan
        return TypedColumn(data=data, findings={**self.findings, found: np.flatnonzero(rows).tolist()})


def type_column(column: Column, cells: Cells | Sequence[Cell], *, epoch_1904: bool = False) -> TypedColumn:
    """Return the cells of one column, in order, as its declared type, with everything that was odd about them."""
    packed = cells if isinstance(cells, Cells) else pack(cells)
    match column.type:
        case ColumnType.DATE | ColumnType.DATE_OF_BIRTH:
            typed = _dates(packed, epoch_1904=epoch_1904)
        case ColumnType.NUMBER:
            typed = _numbers(packed)
        case ColumnType.WHOLE_NUMBER:
            typed = _whole_numbers(_numbers(packed))
        case ColumnType.PERCENTAGE:
            typed = _percentages(packed)
        case ColumnType.ID:
            typed = _texts(with_zeros(packed), read_id)
        case ColumnType.TEXT | ColumnType.NAME:
            typed = _texts(with_zeros(packed), read_text)
        case ColumnType.YES_NO:
            typed = _texts(packed, read_yes_no)
        case ColumnType.CATEGORY:
            allowed = allowed_values(column.allowed, column.spellings)
            typed = _texts(with_zeros(packed), partial(read_category, allowed=allowed))
        case _:
            assert_never(column.type)
    return typed


def missing_column(column: Column, rows: int) -> TypedColumn:
    """Return a column of its type that is empty in every row."""
    return type_column(column, [None] * rows)


def as_kept(column: TypedColumn) -> TypedColumn:
    """Return the column of a file that can hold nothing but text: that it is kept as text is nothing odd there."""
    found = {finding: rows for finding, rows in column.findings.items() if finding.kind not in AS_TEXT}
    return TypedColumn(data=column.data, findings=found)


def with_zeros(cells: Cells) -> Cells:
    """Return the cells with each number that a format such as 00000 shows with leading zeros as the text it shows."""
    if cells.widths is None:
        return cells
    padded = cells.are(CellKind.NUMBER) & (cells.widths > 0) & ~cells.shares
    shown = np.flatnonzero(padded & (cells.numbers >= 0))
    whole = shown[cells.numbers[shown] == np.floor(cells.numbers[shown])]
    if not len(whole):
        return cells
    texts = [
        f"{int(n):0{w}d}" for n, w in zip(cells.numbers[whole].tolist(), cells.widths[whole].tolist(), strict=True)
    ]
    words = dict.fromkeys(texts)
    index = {word: len(cells.words) + number for number, word in enumerate(words)}
    kinds, numbers = cells.kinds.copy(), cells.numbers.copy()
    kinds[whole] = CellKind.TEXT
    numbers[whole] = [index[text] for text in texts]
    return Cells(kinds=kinds, numbers=numbers, words=[*cells.words, *words])


def _texts(cells: Cells, read: Callable[[Cell], Read[str]]) -> TypedColumn:
    values = np.empty(len(cells), dtype=object)
    found: Found = []
    for rows, (value, finding) in _each_different(cells, read):
        values[rows] = value
        found.append((rows, finding))
    return TypedColumn(data=_words(cells, values, read, found), findings=_by_finding(found))


def _words(cells: Cells, values: Array, read: Callable[[Cell], Read[str]], found: Found) -> Array:
    """Fill in what the text cells say: each different word is read once."""
    texts = cells.are(CellKind.TEXT)
    table = np.empty(len(cells.words), dtype=object)
    odd: defaultdict[Finding, list[int]] = defaultdict(list)
    for index in cells.different_words():
        table[index], finding = read(cells.words[index])
        if finding:
            odd[finding].append(index)
    numbers = cells.word_numbers(texts)
    values[texts] = table[numbers]
    found += [(np.flatnonzero(texts)[np.isin(numbers, words)], finding) for finding, words in odd.items()]
    return values


def _each_different(cells: Cells, read: Callable[[Cell], Read[Value]]) -> Iterable[tuple[Array, Read[Value]]]:
    """The rows of each different cell that is no text and not blank, and what it is read as."""
    rows = np.flatnonzero((cells.kinds != CellKind.TEXT) & (cells.kinds != CellKind.BLANK))
    if not len(rows):
        return
    kinds, numbers = cells.kinds[rows], cells.numbers[rows]
    order = np.lexsort((numbers, kinds))
    different = (np.diff(kinds[order]) != 0) | (np.diff(numbers[order]) != 0)
    for group in np.split(rows[order], np.flatnonzero(different) + 1):
        yield group, read(cells[int(group[0])])


def _dates(cells: Cells, *, epoch_1904: bool) -> TypedColumn:
    days = np.full(len(cells), NOT_A_TIME, dtype="datetime64[D]")
    real = cells.are(CellKind.DATE)
    serials = np.clip(cells.numbers[real], FIRST_SERIAL, LAST_SERIAL)
    moments = np.rint((serials - np.floor(serials)) * MILLISECONDS) + np.floor(serials) * MILLISECONDS
    whole = np.floor(moments / MILLISECONDS)
    days[real] = DAY_ZERO + whole.astype(np.int64).astype("timedelta64[D]")
    outside = (days < FIRST_DAY) | (days > LAST_DAY)
    days[outside] = NOT_A_TIME
    timed = np.zeros(len(cells), dtype=bool)
    timed[real] = moments != whole * MILLISECONDS
    found: Found = [
        (np.flatnonzero(outside), Finding(Kind.DATE_OUT_OF_RANGE)),
        (np.flatnonzero(timed & ~np.isnat(days)), Finding(Kind.TIME_DROPPED)),
    ]
    for rows, (day, finding) in _all_different(cells, real, partial(read_date, epoch_1904=epoch_1904)):
        days[rows] = np.datetime64(day, "D") if day else NOT_A_TIME
        found.append((rows, finding))
    return TypedColumn(data=days.astype("datetime64[ns]"), findings=_by_finding(found))


def _numbers(cells: Cells) -> TypedColumn:
    plain = cells.are(CellKind.NUMBER)
    values = np.where(plain, cells.numbers, np.nan)
    found: Found = []
    for rows, (number, finding) in _all_different(cells, plain, read_number):
        values[rows] = np.nan if number is None else _float(number)
        found.append((rows, finding))
    return TypedColumn(data=values, findings=_by_finding(found))


def _float(number: Fraction) -> float:
    return float(number)


def _all_different(
    cells: Cells, read_already: Array, read: Callable[[Cell], Read[Value]]
) -> Iterable[tuple[Array, Read[Value]]]:
    """The rows of each different cell that is not read already and not blank, texts among them."""
    rows = np.flatnonzero(~read_already & (cells.kinds != CellKind.BLANK))
    if not len(rows):
        return
    rest = cells.take(rows)
    texts = np.flatnonzero(rest.are(CellKind.TEXT))
    numbers = rest.word_numbers(rest.are(CellKind.TEXT))
    order = np.argsort(numbers, kind="stable")
    for group in np.split(texts[order], np.flatnonzero(np.diff(numbers[order])) + 1) if len(texts) else ():
        yield rows[group], read(rest[int(group[0])])
    for group, outcome in _each_different(rest, read):
        yield rows[group], outcome


def _whole_numbers(column: TypedColumn) -> TypedColumn:
    broken = ~np.isnan(column.data) & (column.data != np.floor(column.data))
    return column.without(broken, Finding(Kind.NOT_WHOLE)) if broken.any() else column


def _percentages(cells: Cells) -> TypedColumn:
    """In per cent: 25.6 for “25.6 %” in text, for 0.256 shown as a percentage, and for 0.256 among shares of 1.

    Where a bare 25.6 stands beside a bare 0.256, both are missing: never a guess.
    """
    column, shares = _numbers(cells), cells.shares
    column = TypedColumn(data=np.where(shares, column.data * 100, column.data), findings=column.findings)
    signed = [index for index in cells.different_words() if "%" in cells.words[index]]
    bare = ~np.isnan(column.data) & ~shares & ~(cells.are(CellKind.TEXT) & np.isin(cells.numbers, signed))
    sizes = np.abs(column.data[bare])
    if not np.any(sizes > 1):
        return TypedColumn(data=np.where(bare, column.data * 100, column.data), findings=column.findings)
    return column.without(bare, Finding(Kind.PERCENT_MIXED)) if np.any((sizes > 0) & (sizes < 1)) else column


def _by_finding(found: Found) -> dict[Finding, list[int]]:
    """Rows in order, by finding, the one that is found first in the column first; where nothing was odd is None."""
    rows: defaultdict[Finding, list[Array]] = defaultdict(list)
    for some, finding in found:
        if finding is not None and len(some):
            rows[finding].append(some)
    together = {finding: np.sort(np.concatenate(pieces)).tolist() for finding, pieces in rows.items()}
    return dict(sorted(together.items(), key=lambda one: one[1][0]))
