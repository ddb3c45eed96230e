"""Records: the rows of one source as a typed table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column, ColumnType, Source
from xl_scorecard.sources.clock import today
from xl_scorecard.sources.columns import Findings, TypedColumn, as_kept, missing_column, type_column
from xl_scorecard.sources.grid import Array, Grid
from xl_scorecard.sources.limits import within_limits
from xl_scorecard.sources.problems import Finding, Kind, make_problem
from xl_scorecard.sources.rows import Rows, pick_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The sheet that some rows come from, and in which of its columns (by letter) each Column stands."""

    where: Place
    rows: int
    letters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A table, with what was left out, how many rows have a required cell missing or wrong, and every Problem.

    `pieces` are the sheets that its rows come from, in order.
    """

    frame: pd.DataFrame
    left_out: Mapping[str, int]
    bad_rows: int
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return len(self.frame)

    @property
    def where(self) -> Place:
        """The first sheet that rows come from."""
        return self.pieces[0].where

    def tell(self, kind: Kind, column: str, rows: Array, words: Mapping[str, str]) -> tuple[Problem, ...]:
        """Return a Problem for cells of a column in `rows` (a mask): one for each sheet that has any."""
        told: list[Problem] = []
        start = 0
        for piece in self.pieces:
            end = start + piece.rows
            numbers = self.frame["_row"].to_numpy()[start:end][rows[start:end]].tolist()
            cells = [f"{piece.letters.get(column, 'A')}{number}" for number in numbers]
            told += [make_problem(kind, piece.where, cells, words=words)] if cells else []
            start = end
        return tuple(told)


def read_records(grid: Grid, source: Source, where: Place, *, first: int = 1) -> Records:
    """Return the rows of a sheet as `source` declares them; raises SourceError where a required heading is missing.

    A row with a required cell missing stays in the table: its date is NaT, so that it never counts. `first` is the row
    from which headings are looked for.
    """
    rows = pick_rows(grid, source, where, first=first)
    count = len(rows.numbers)
    typed: dict[str, TypedColumn] = {}
    problems = list(rows.problems)
    bad = np.zeros(count, dtype=bool)
    for column in source.columns:
        if column.name not in rows.cells:
            typed[column.name] = missing_column(column, count)
            continue
        typed[column.name] = _typed(column, rows, grid)
        findings = dict(typed[column.name].findings)
        if column.required:
            bad |= typed[column.name].is_missing
            findings |= _blank_cells(typed[column.name])
        problems += _column_problems(column, findings, rows, where)
    return Records(
        frame=_frame(typed, rows),
        left_out=rows.left_out,
        bad_rows=int(bad.sum()),
        pieces=(Piece(where=where, rows=count, letters=rows.letters),),
        problems=tuple(problems),
    )


def together(pieces: Sequence[Records]) -> Records:
    """Return the records of several files as one table; `_file` says which file each row is from."""
    if len(pieces) == 1:
        return pieces[0]
    frames = [piece.frame.assign(_file=piece.where.file) for piece in pieces]
    left_out: Counter[str] = Counter()
    for piece in pieces:
        left_out.update(piece.left_out)
    return Records(
        frame=_stacked(frames),
        left_out=dict(left_out),
        bad_rows=sum(piece.bad_rows for piece in pieces),
        pieces=tuple(part for piece in pieces for part in piece.pieces),
        problems=tuple(problem for piece in pieces for problem in piece.problems),
    )


def _stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Column by column, so that an empty file changes no type."""
    return pd.DataFrame(
        {name: _series(np.concatenate([frame[name].to_numpy() for frame in frames])) for name in frames[0].columns}
    )


def _typed(column: Column, rows: Rows, grid: Grid) -> TypedColumn:
    typed = type_column(column, rows.cells[column.name], epoch_1904=grid.epoch_1904)
    typed = within_limits(column, as_kept(typed) if grid.all_text else typed)
    if column.type is ColumnType.DATE and column.maximum is None:
        late = np.flatnonzero(typed.data > np.datetime64(today(), "D"))
        if len(late):
            return TypedColumn(data=typed.data, findings={**typed.findings, Finding(Kind.IN_FUTURE): late.tolist()})
    return typed


def _column_problems(column: Column, findings: Findings, rows: Rows, where: Place) -> Iterator[Problem]:
    """One Problem for each kind: its rows in order, and what was found there by type."""
    for kind in dict.fromkeys(finding.kind for finding in findings):
        alike = {finding.found: found for finding, found in findings.items() if finding.kind is kind}
        cells = rows.addresses(column.name, sorted(row for found in alike.values() for row in found))
        found = " or ".join(alike)
        words = {"column": column.headings[0], "found": found, "letters": found, "limit": _limit(column, kind)}
        yield make_problem(kind, where, cells, words=words)


def _limit(column: Column, kind: Kind) -> str:
    limit = column.minimum if kind is Kind.TOO_SMALL else column.maximum
    return f"{limit:%d/%m/%Y}" if isinstance(limit, date) else f"{float(limit):g}" if limit is not None else ""


def _blank_cells(column: TypedColumn) -> dict[Finding, list[int]]:
    """Required cells that are merely empty: where something else was found, that says why they are missing."""
    missing = np.flatnonzero(column.is_missing)
    if not len(missing):
        return {}
    explained = {row for rows in column.findings.values() for row in rows}
    blank = [int(row) for row in missing if int(row) not in explained]
    return {Finding(Kind.REQUIRED_BLANK): blank} if blank else {}


def _frame(typed: Mapping[str, TypedColumn], rows: Rows) -> pd.DataFrame:
    """An explicit dtype for each: pandas would otherwise make its own kind of text of ids."""
    series = {name: _series(column.data) for name, column in typed.items()}
    return pd.DataFrame({**series, "_row": pd.Series(rows.numbers.astype(np.int64), copy=False)}, copy=False)


def _series(values: Array) -> pd.Series[Any]:
    return pd.Series(values, dtype=values.dtype, copy=False)
