"""Rows under the headings: which of them are records, and the cells of each declared column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column
from xl_scorecard.sources.grid import Cell, Grid, is_blank, letter
from xl_scorecard.sources.headings import Headings, find_headings
from xl_scorecard.sources.problems import Kind, make_problem

TOTAL = re.compile(r"\W*(?:grand\s+|sub[\s-]?)?totals?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows that were kept: their `numbers` in the sheet, and `cells` by Column.name for each column that is there.

    `letters` says which column of the sheet each is; `left_out` counts the others by reason.
    """

    numbers: Sequence[int]
    cells: Mapping[str, Sequence[Cell]]
    letters: Mapping[str, str]
    left_out: Mapping[str, int]
    problems: tuple[Problem, ...]

    def addresses(self, name: str, rows: Sequence[int]) -> list[str]:
        """Return the addresses of a column's cells in these rows (from 0)."""
        return [f"{self.letters[name]}{self.numbers[row]}" for row in rows]


def pick_rows(grid: Grid, columns: Sequence[Column], where: Place, *, say_missing: bool = True) -> Rows:
    """Return the rows under the headings without blank rows and total rows; raises SourceError as `find_headings`.

    A row is blank when no declared column has anything in it. A total row begins with "Total" and has no real date in a
    required date column: a record is never taken for a total because of a word.
    """
    headings = find_headings(grid, columns, where, say_missing=say_missing)
    indexes = list(headings.indexes.values())
    width = max(indexes) + 1
    body = {n: _padded(row, width) for n, row in grid.rows.items() if n > headings.row}
    filled = {n: row for n, row in body.items() if _has_something(row, indexes)}
    dated = [headings.indexes[c.name] for c in columns if c.required and c.type.is_date]
    totals = [n for n, row in filled.items() if _is_total(grid.rows[n], dated)]
    kept = {n: row for n, row in filled.items() if n not in set(totals)} if totals else filled
    blanks = max(filled, default=headings.row) - headings.row - len(filled)
    return Rows(
        numbers=list(kept),
        cells={name: [row[index] for row in kept.values()] for name, index in headings.indexes.items()},
        letters={name: letter(index) for name, index in headings.indexes.items()},
        left_out={reason: n for reason, n in (("total rows", len(totals)), ("blank rows", blanks)) if n},
        problems=(*headings.problems, *_sheet_problems(grid, headings, kept, totals, where)),
    )


def _padded(row: Sequence[Cell], width: int) -> Sequence[Cell]:
    return row if len(row) >= width else [*row, *[None] * (width - len(row))]


def _has_something(row: Sequence[Cell], indexes: Sequence[int]) -> bool:
    """A plain loop, as every row of every source goes through it; so is the next."""
    for index in indexes:  # noqa: SIM110
        if not is_blank(row[index]):
            return True
    return False


def _first_cell(row: Sequence[Cell]) -> Cell:
    for cell in row:
        if not is_blank(cell):
            return cell
    return None


def _is_total(row: Sequence[Cell], dated: Sequence[int]) -> bool:
    first = _first_cell(row)
    if not isinstance(first, str) or not TOTAL.match(first):
        return False
    return not any(index < len(row) and isinstance(row[index], date) for index in dated)


def _sheet_problems(
    grid: Grid, headings: Headings, kept: Mapping[int, object], totals: Sequence[int], where: Place
) -> list[Problem]:
    hidden_rows = [n for n in sorted(grid.facts.hidden_rows) if n in kept]
    hidden_columns = [
        letter(index)
        for index in sorted(set(headings.indexes.values()))
        if any(index + 1 in columns for columns in grid.facts.hidden_columns)
    ]
    found = {
        Kind.TOTAL_ROWS: [f"A{n}" for n in totals],
        Kind.HIDDEN_ROWS: [f"A{n}" for n in hidden_rows],
        Kind.HIDDEN_COLUMNS: [f"{name}{headings.row}" for name in hidden_columns],
        Kind.FILTERED: [f"A{headings.row}"] if grid.facts.filtered else [],
    }
    return [make_problem(kind, where, cells) for kind, cells in found.items() if cells]
