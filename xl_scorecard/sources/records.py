"""Records: the rows of one source as a typed table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column, Source
from xl_scorecard.sources.columns import Array, Findings, TypedColumn, missing_column, type_column
from xl_scorecard.sources.coverage import check_coverage
from xl_scorecard.sources.grid import Grid
from xl_scorecard.sources.problems import Finding, Kind, make_problem
from xl_scorecard.sources.rows import Rows, pick_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """A table, with what was left out, how many rows have a required cell missing or wrong, and every Problem."""

    frame: pd.DataFrame
    left_out: Mapping[str, int]
    bad_rows: int
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return len(self.frame)


def read_records(grid: Grid, source: Source, where: Place) -> Records:
    """Return the rows of a sheet as `source` declares them; raises SourceError where a required heading is missing.

    A row with a required cell missing stays in the table: its date is NaT, so that it never counts.
    """
    rows = pick_rows(grid, source.columns, where)
    count = len(rows.numbers)
    typed: dict[str, TypedColumn] = {}
    problems = list(rows.problems)
    bad = np.zeros(count, dtype=bool)
    for column in source.columns:
        if column.name not in rows.cells:
            typed[column.name] = missing_column(column, count)
            continue
        typed[column.name] = type_column(column, rows.cells[column.name], epoch_1904=grid.epoch_1904)
        findings = dict(typed[column.name].findings)
        if column.required:
            bad |= typed[column.name].is_missing
            findings |= _blank_cells(typed[column.name])
        problems += _column_problems(column, findings, rows, where)
    problems += check_coverage(source, typed, rows, where)
    return Records(frame=_frame(typed, rows), left_out=rows.left_out, bad_rows=int(bad.sum()), problems=tuple(problems))


def _column_problems(column: Column, findings: Findings, rows: Rows, where: Place) -> list[Problem]:
    """One Problem for each kind: its rows in order, and what was found there by type."""
    problems = []
    for kind in dict.fromkeys(finding.kind for finding in findings):
        alike = {finding.found: found for finding, found in findings.items() if finding.kind is kind}
        cells = rows.addresses(column.name, sorted(row for found in alike.values() for row in found))
        words = {"column": column.headings[0], "found": " or ".join(alike)}
        problems.append(make_problem(kind, where, cells, words=words))
    return problems


def _blank_cells(column: TypedColumn) -> dict[Finding, list[int]]:
    """Required cells that are merely empty: where something else was found, that says why they are missing."""
    explained = {row for rows in column.findings.values() for row in rows}
    blank = [int(row) for row in np.flatnonzero(column.is_missing) if int(row) not in explained]
    return {Finding(Kind.REQUIRED_BLANK): blank} if blank else {}


def _frame(typed: Mapping[str, TypedColumn], rows: Rows) -> pd.DataFrame:
    """An explicit dtype for each: pandas would otherwise make its own kind of text of ids."""
    series = {name: _series(column.data) for name, column in typed.items()}
    return pd.DataFrame({**series, "_row": pd.Series(rows.numbers, dtype="int64")})


def _series(values: Array) -> pd.Series[Any]:
    return pd.Series(values, dtype=values.dtype)
