"""A whole column read as its declared type: cells that are as they should be all at once, the odd ones one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, assert_never

import numpy as np
import numpy.typing as npt

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
from xl_scorecard.sources.grid import Cell
from xl_scorecard.sources.problems import Finding, Kind

Array = npt.NDArray[Any]
Findings = Mapping[Finding, Sequence[int]]
NOT_A_TIME = np.datetime64("NaT", "D")
FIRST_DAY, LAST_DAY = np.datetime64(EARLIEST, "D"), np.datetime64(LATEST, "D")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedColumn:
    """`data` by row (object text or None, datetime64[ns] or float64), and the rows (from 0) of each finding."""

    data: Array
    findings: Findings = field(default_factory=dict)

    @property
    def is_missing(self) -> Array:
        """By row: is there no value?"""
        if self.data.dtype == object:
            return np.fromiter((value is None for value in self.data), dtype=bool, count=len(self.data))
        return np.isnat(self.data) if self.data.dtype.kind == "M" else np.isnan(self.data)


def type_column(column: Column, cells: Sequence[Cell], *, epoch_1904: bool = False) -> TypedColumn:
    """Return the cells of one column, in order, as its declared type, with everything that was odd about them."""
    match column.type:
        case ColumnType.DATE | ColumnType.DATE_OF_BIRTH:
            typed = _dates(cells, epoch_1904=epoch_1904)
        case ColumnType.NUMBER:
            typed = _numbers(cells)
        case ColumnType.WHOLE_NUMBER:
            typed = _whole_numbers(_numbers(cells))
        case ColumnType.PERCENTAGE:
            typed = _percentages(cells)
        case ColumnType.ID:
            typed = _texts(cells, read_id)
        case ColumnType.TEXT | ColumnType.NAME:
            typed = _texts(cells, read_text)
        case ColumnType.YES_NO:
            typed = _texts(cells, read_yes_no)
        case ColumnType.CATEGORY:
            typed = _texts(cells, partial(read_category, allowed=allowed_values(column.allowed)))
        case _:
            assert_never(column.type)
    return typed


def missing_column(column: Column, rows: int) -> TypedColumn:
    """Return a column of its type that is empty in every row."""
    return type_column(column, [None] * rows)


def _texts(cells: Sequence[Cell], read: Callable[[Cell], tuple[str | None, Finding | None]]) -> TypedColumn:
    """Each different text is read once; numbers and the like, which compare equal across types, one by one."""
    known: dict[Cell, tuple[str | None, Finding | None]] = {text: read(text) for text in set(filter(_is_text, cells))}
    outcomes = [known[cell] if type(cell) is str else read(cell) for cell in cells]
    values = np.empty(len(cells), dtype=object)
    values[:] = [value for value, _ in outcomes]
    return TypedColumn(data=values, findings=_by_finding(enumerate(finding for _, finding in outcomes)))


def _is_text(cell: Cell) -> bool:
    return type(cell) is str


def _dates(cells: Sequence[Cell], *, epoch_1904: bool) -> TypedColumn:
    real = [cell if isinstance(cell, date) else None for cell in cells]
    stamps = np.array(real, dtype="datetime64[us]")
    days = stamps.astype("datetime64[D]")
    outside = (days < FIRST_DAY) | (days > LAST_DAY)
    days[outside] = NOT_A_TIME
    found = _rows_of(Kind.DATE_OUT_OF_RANGE, outside)
    found += _rows_of(Kind.TIME_DROPPED, (stamps != days) & ~np.isnat(days))
    odd = [row for row, cell in enumerate(cells) if cell is not None and cell != "" and real[row] is None]
    known: dict[tuple[type, Cell], tuple[date | None, Finding | None]] = {}
    for row in odd:
        cell = cells[row]
        key = (type(cell), cell)
        if key not in known:
            known[key] = read_date(cell, epoch_1904=epoch_1904)
        day, finding = known[key]
        days[row] = np.datetime64(day, "D") if day else NOT_A_TIME
        found.append((row, finding))
    return TypedColumn(data=days.astype("datetime64[ns]"), findings=_by_finding(sorted(found, key=_row)))


def _numbers(cells: Sequence[Cell]) -> TypedColumn:
    values = np.array([cell if type(cell) in (int, float) else np.nan for cell in cells], dtype=np.float64)
    found: list[tuple[int, Finding | None]] = []
    for row in np.flatnonzero(np.isnan(values)).tolist():
        cell = cells[row]
        if cell is not None and cell != "":
            number, finding = read_number(cell)
            values[row] = np.nan if number is None else float(number)
            found.append((row, finding))
    return TypedColumn(data=values, findings=_by_finding(found))


def _whole_numbers(column: TypedColumn) -> TypedColumn:
    values = column.data.copy()
    broken = ~np.isnan(values) & (values != np.floor(values))
    values[broken] = np.nan
    return TypedColumn(data=values, findings={**column.findings, **_by_finding(_rows_of(Kind.NOT_WHOLE, broken))})


def _percentages(cells: Sequence[Cell]) -> TypedColumn:
    """In per cent: 25.6 for “25.6 %” in text, and for 0.256 in a column whose bare numbers are all shares of 1.

    Where 25.6 stands beside 0.256, bare numbers are missing: never a guess.
    """
    column = _numbers(cells)
    bare = np.array(["%" not in cell if isinstance(cell, str) else True for cell in cells], dtype=bool)
    bare &= ~np.isnan(column.data)
    sizes = np.abs(column.data[bare])
    values, findings = column.data.copy(), dict(column.findings)
    if not np.any(sizes > 1):
        values[bare] *= 100
    elif np.any((sizes > 0) & (sizes < 1)):
        values[bare] = np.nan
        findings |= _by_finding(_rows_of(Kind.PERCENT_MIXED, bare))
    return TypedColumn(data=values, findings=findings)


def _rows_of(kind: Kind, where: Array) -> list[tuple[int, Finding | None]]:
    return [(int(row), Finding(kind)) for row in np.flatnonzero(where)]


def _row(found: tuple[int, Finding | None]) -> int:
    return found[0]


def _by_finding(found: Any) -> dict[Finding, list[int]]:
    """Rows in order, by finding; a row where nothing was odd has None."""
    rows: defaultdict[Finding, list[int]] = defaultdict(list)
    for row, finding in found:
        if finding is not None:
            rows[finding].append(row)
    return dict(rows)
