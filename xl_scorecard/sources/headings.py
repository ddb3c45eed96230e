"""Where the headings of a sheet are, and which column each declared Column is."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xl_scorecard.errors import SourceError
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column
from xl_scorecard.sources.grid import Cell, Grid, letter
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.words import clean, heading_key, strangers

SEARCHED_ROWS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The number of the row they stand in, and for each Column.name that was found its index (0 is column A)."""

    row: int
    indexes: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


def find_headings(grid: Grid, columns: Sequence[Column], where: Place, *, say_missing: bool = True) -> Headings:
    """Return the row among the first 30 that has most of the declared headings, and what stands where in it.

    Raises SourceError where there is none, where a required one is missing (naming the nearest), or where two columns
    have the headings of one. An optional one that is missing is a Problem, unless not `say_missing`.
    """
    row = _best_row(grid, columns, where)
    found = _matches(grid.rows[row], columns)
    _refuse_doubles(row, found, columns, where)
    taken = {index for indexes in found.values() for index in indexes}
    others = [(index, cell) for index, cell in _words(grid.rows[row]) if index not in taken]
    missing = [column for column in columns if column.name not in found]
    _refuse_missing(row, [column for column in missing if column.required], others, where)
    return Headings(
        row=row,
        indexes={name: indexes[0] for name, indexes in found.items()},
        problems=(
            *(_missing_problem(row, column, others, where) for column in missing if say_missing),
            *_strange_problems(row, grid.rows[row], found, columns, where),
        ),
    )


def _best_row(grid: Grid, columns: Sequence[Column], where: Place) -> int:
    searched = [number for number in grid.rows if number <= SEARCHED_ROWS]
    counts = {number: len(_matches(grid.rows[number], columns)) for number in searched}
    best = max(counts, key=lambda number: counts[number], default=0)
    if not counts.get(best):
        wanted = " or ".join(f"“{column.headings[0]}”" for column in columns[:3])
        state = "the sheet is empty" if not grid.rows else f"none of its first {SEARCHED_ROWS} rows has the headings"
        raise SourceError(
            f"{state}; expected {wanted} and the others that the definition declares.",
            place=where,
            fix="Check the sheet, or correct the headings in the definition's Columns.",
        )
    return best


def _words(row: Sequence[Cell]) -> list[tuple[int, str]]:
    return [(index, cell) for index, cell in enumerate(row) if isinstance(cell, str) and cell.strip()]


def _matches(row: Sequence[Cell], columns: Sequence[Column]) -> dict[str, list[int]]:
    """Return for each column that has a heading in the row where it stands, more than once if it does."""
    standing: dict[str, list[int]] = {}
    for index, word in _words(row):
        standing.setdefault(heading_key(word), []).append(index)
    found = {}
    for column in columns:
        keys = dict.fromkeys(heading_key(heading) for heading in column.headings)
        indexes = sorted(index for key in keys for index in standing.get(key, ()))
        if indexes:
            found[column.name] = indexes
    return found


def _refuse_doubles(row: int, found: Mapping[str, list[int]], columns: Sequence[Column], where: Place) -> None:
    for column in columns:
        indexes = found.get(column.name, [])
        if len(indexes) > 1:
            cells = " and ".join(f"{letter(index)}{row}" for index in indexes)
            raise SourceError(
                f"{cells} are both headings for “{column.headings[0]}”, and only one can be meant.",
                place=Place(file=where.file, sheet=where.sheet, cell=f"{letter(indexes[0])}{row}"),
                fix="Rename or delete one of them.",
            )


def _refuse_missing(row: int, missing: Sequence[Column], others: Sequence[tuple[int, str]], where: Place) -> None:
    if missing:
        wanted = "; ".join(f"“{column.headings[0]}”{_nearest(row, column, others)}" for column in missing)
        raise SourceError(
            f"no column is headed {wanted}.",
            place=Place(file=where.file, sheet=where.sheet, cell=f"A{row}"),
            fix="Correct the heading there, or add the one that stands there to the definition's Columns.",
        )


def _nearest(row: int, column: Column, others: Sequence[tuple[int, str]]) -> str:
    """Say which heading is nearest. One that is not near is never quoted: it may not be a heading at all."""
    keys = {heading_key(word): (index, word) for index, word in reversed(others)}
    near = [key for heading in column.headings for key in difflib.get_close_matches(heading_key(heading), keys, n=1)]
    if not near:
        return ""
    index, word = keys[near[0]]
    return f" (the nearest is “{' '.join(clean(word).split())}” in {letter(index)}{row})"


def _missing_problem(row: int, column: Column, others: Sequence[tuple[int, str]], where: Place) -> Problem:
    nearest = _nearest(row, column, others)
    words = {"column": column.headings[0], "nearest": nearest}
    return make_problem(Kind.HEADING_MISSING, where, [f"A{row}"], words=words)


def _strange_problems(
    row: int, cells: Sequence[Cell], found: Mapping[str, list[int]], columns: Sequence[Column], where: Place
) -> list[Problem]:
    """A declared heading may itself be in another alphabet; only a letter that it does not have is strange."""
    problems = []
    for column in columns:
        for index in found.get(column.name, ()):
            letters = strangers(str(cells[index]))
            if letters and not any(strangers(heading) for heading in column.headings):
                words = {"column": column.headings[0], "letters": letters}
                problems.append(make_problem(Kind.HEADING_NOT_LATIN, where, [f"{letter(index)}{row}"], words=words))
    return problems
