"""Rows under the headings: which of them are records, and the cells of each declared column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column, LeaveOut, Source
from xl_scorecard.sources.cells import allowed_values, as_text, without_prefix
from xl_scorecard.sources.dates import read_date_text
from xl_scorecard.sources.grid import Array, Cell, CellKind, Cells, Grid, all_rows, letter
from xl_scorecard.sources.headings import Headings, find_headings
from xl_scorecard.sources.joining import join_columns
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.words import clean

TOTAL = re.compile(r"\W*(?:grand\s+|sub[\s-]?)?totals?\b", re.IGNORECASE)
OF_A_GROUP = re.compile(r".*\b(?:sub[\s-]?)?totals?\W*", re.IGNORECASE | re.DOTALL)
"""What Excel's own Subtotal writes: "East Total"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Rows that were kept: their `numbers` in the sheet, and `cells` by Column.name for each column that is there.

    `letters` says which column of the sheet each is; `left_out` counts the others by reason.
    """

    numbers: Array
    cells: Mapping[str, Cells]
    letters: Mapping[str, str]
    left_out: Mapping[str, int]
    problems: tuple[Problem, ...]

    def addresses(self, name: str, rows: Sequence[int]) -> list[str]:
        """Return the addresses of a column's cells in these rows (from 0)."""
        return [f"{self.letters[name]}{self.numbers[row]}" for row in rows]


@dataclass(slots=True)
class _Kept:
    """The rows under the headings while they are sorted out, and what was found about the others."""

    grid: Grid
    where: Place
    headings: Headings
    columns: Mapping[str, Column]
    numbers: Array
    cells: dict[str, Cells]
    left_out: dict[str, int]
    problems: list[Problem]

    def drop(self, rows: Array, reason: str) -> None:
        """Leave rows out (a mask)."""
        if rows.any():
            self.left_out[reason] = int(rows.sum())
            self.numbers = self.numbers[~rows]
            self.cells = {name: cells.take(~rows) for name, cells in self.cells.items()}

    def say(self, kind: Kind, cells: Sequence[str], **words: str) -> None:
        """Take note of something, if there is anything to say."""
        if cells:
            self.problems.append(make_problem(kind, self.where, cells, words=words))

    def letter(self, name: str) -> str:
        return letter(self.headings.indexes[name])


def pick_rows(
    grid: Grid,
    source: Source,
    where: Place,
    *,
    first: int = 1,
    say_missing: bool = True,
) -> Rows:
    """Return the rows under the headings of a source without blank rows, total rows, and those that it leaves out.

    Raises SourceError as `find_headings`. A row is blank when no declared column has anything in it. A total row begins
    with "Total" and has no date in a required date column; where the source has such a column, it may also end with
    "Total". A record is never taken for a total because of a word.
    """
    columns = source.columns
    headings = find_headings(grid, columns, where, first=first, say_missing=say_missing)
    numbers = _filled_rows(grid, headings)
    kept = _Kept(
        grid=grid,
        where=where,
        headings=headings,
        columns={column.name: column for column in columns},
        numbers=numbers,
        cells={name: grid.column(index, numbers) for name, index in headings.indexes.items()},
        left_out={},
        problems=list(headings.problems),
    )
    _note_what_stands_around(kept, first)
    _drop_totals(kept)
    _fill_down(kept)
    _leave_out(kept, source.leave_out)
    _note_what_is_hidden(kept)
    joined, problems = join_columns(columns, kept.cells, kept.numbers, headings.indexes, where)
    return Rows(
        numbers=kept.numbers,
        cells={**kept.cells, **joined},
        letters=_letters(headings, columns),
        left_out=kept.left_out,
        problems=(*kept.problems, *problems),
    )


def _letters(headings: Headings, columns: Sequence[Column]) -> dict[str, str]:
    """A column made of others is said to stand where the first of them does."""
    letters = {name: letter(index) for name, index in headings.indexes.items()}
    for column in columns:
        if column.join_of:
            letters[column.name] = next((letters[part] for part in column.join_of if part in letters), "A")
    return letters


def _filled_rows(grid: Grid, headings: Headings) -> Array:
    """The rows under the headings in which any declared column holds something."""
    rows = []
    for index in set(headings.indexes.values()):
        if strip := grid.strips.get(index):
            below = strip.rows > headings.row
            rows.append(strip.rows[below & ~strip.cells.blank])
    return all_rows(rows)


def _note_what_stands_around(kept: _Kept, first: int) -> None:
    row, filled = kept.headings.row, kept.numbers
    blanks = int(filled.max() - row - len(filled)) if len(filled) else 0
    if blanks:
        kept.left_out["blank rows"] = blanks
        empty = sorted(set(range(row + 1, int(filled.max()))) - set(filled.tolist()))
        kept.say(Kind.BLANK_ROWS, [f"A{number}" for number in empty])
    numbers = kept.grid.numbers
    kept.say(Kind.TITLE_ROWS, [f"A{n}" for n in numbers[(numbers >= first) & (numbers < row)].tolist()])
    if kept.grid.all_text:
        widest = kept.grid.width and max(len(kept.grid.row(row)), max(kept.headings.indexes.values()) + 1)
        beyond = [kept.grid.strips[index] for index in kept.grid.strips if index >= widest]
        long = {int(n) for strip in beyond for n in strip.rows[~strip.cells.blank] if n > row}
        kept.say(Kind.ROW_TOO_LONG, [f"{letter(widest)}{number}" for number in sorted(long)])


def _drop_totals(kept: _Kept) -> None:
    """The first cell of the row that holds anything says "Total", whether or not its column is declared."""
    dates = [n for n, column in kept.columns.items() if column.required and column.type.is_date and n in kept.cells]
    undecided = np.ones(len(kept.numbers), dtype=bool)
    totals = np.zeros(len(kept.numbers), dtype=bool)
    words = [
        n for n, word in enumerate(kept.grid.words) if "total" in word.lower() and _is_total(word, dated=bool(dates))
    ]
    for index in sorted(kept.grid.strips) if words else ():
        cells = kept.grid.column(index, kept.numbers)
        here = undecided & ~cells.blank
        totals |= here & cells.are(CellKind.TEXT) & np.isin(cells.numbers, words)
        undecided &= ~here
        if not undecided.any():
            break
    for name in dates:
        cells = kept.cells[name]
        totals &= ~cells.are(CellKind.DATE)
        texts = np.flatnonzero(totals & cells.are(CellKind.TEXT)).tolist()
        written = [row for row in texts if _is_date(cells[row])]
        totals[written] = False
    kept.say(Kind.TOTAL_ROWS, [f"A{number}" for number in kept.numbers[totals].tolist()])
    kept.drop(totals, "total rows")


def _is_date(cell: Cell) -> bool:
    return isinstance(cell, str) and read_date_text(clean(cell))[0] is not None


def _is_total(word: str, *, dated: bool) -> bool:
    return bool(TOTAL.match(word) or (dated and OF_A_GROUP.fullmatch(word)))


def _fill_down(kept: _Kept) -> None:
    """An empty cell takes what stands above it, where the definition says so; elsewhere merged cells are said."""
    for name, column in kept.columns.items():
        if name not in kept.cells:
            continue
        cells = kept.cells[name]
        if not column.fill_down:
            kept.say(Kind.MERGED, list(_merged_cells(kept, name)), column=column.headings[0])
            continue
        blank = cells.blank
        above = np.maximum.accumulate(np.where(blank, -1, np.arange(len(blank))))
        filled = blank & (above >= 0)
        kept.cells[name] = cells.take(np.where(filled, above, np.arange(len(blank))))
        places = [f"{kept.letter(name)}{number}" for number in kept.numbers[filled].tolist()]
        kept.say(Kind.FILLED_DOWN, places, column=column.headings[0])


def _merged_cells(kept: _Kept, name: str) -> Iterator[str]:
    index = kept.headings.indexes[name]
    areas = (area for area in kept.grid.facts.merged if len(area.rows) > 1 and index + 1 in area.columns)
    for area in areas:
        if np.count_nonzero((kept.numbers >= area.rows.start) & (kept.numbers < area.rows.stop)) > 1:
            yield f"{letter(index)}{area.rows.start}"


def _leave_out(kept: _Kept, rules: Sequence[LeaveOut]) -> None:
    for rule in rules:
        if rule.is_of_hidden_rows:
            _leave_out_hidden(kept, rule)
        if rule.column not in kept.cells or rule.is_of_hidden_rows:
            continue
        column, cells = kept.columns[rule.column], kept.cells[rule.column]
        meant = cells.blank if not rule.words else _has_word(cells, column, rule.words)
        out = ~meant if rule.unless else meant
        places = [f"{kept.letter(rule.column)}{number}" for number in kept.numbers[out].tolist()]
        kept.say(Kind.LEFT_OUT, places, rule=str(rule))
        kept.drop(out, f"rows where {rule}")


def _leave_out_hidden(kept: _Kept, rule: LeaveOut) -> None:
    if not kept.grid.sees_all:
        kept.say(Kind.HIDDEN_UNKNOWN, [f"A{kept.headings.row}"])
        return
    hidden = np.isin(kept.numbers, list(kept.grid.facts.hidden_rows))
    out = ~hidden if rule.unless else hidden
    kept.say(Kind.LEFT_OUT, [f"A{number}" for number in kept.numbers[out].tolist()], rule=str(rule))
    kept.drop(out, f"rows where {rule}")


def _has_word(cells: Cells, column: Column, words: Sequence[str]) -> Array:
    """Does a cell say one of the words: as it stands, without its prefix, or in another spelling of it?"""
    forms = allowed_values(column.allowed, column.spellings)
    wanted = {word.casefold() for word in words}
    wanted |= {form for form, value in forms.items() if value.casefold() in wanted}
    known: dict[tuple[int, float], bool] = {}
    found = np.zeros(len(cells), dtype=bool)
    for row, pair in enumerate(zip(cells.kinds.tolist(), cells.numbers.tolist(), strict=True)):
        if pair not in known:
            known[pair] = _says(cells[row], wanted)
        found[row] = known[pair]
    return found


def _says(cell: Cell, wanted: set[str]) -> bool:
    word = as_text(cell)
    return word is not None and bool({word.casefold(), without_prefix(word).casefold()} & wanted)


def _note_what_is_hidden(kept: _Kept) -> None:
    facts, row = kept.grid.facts, kept.headings.row
    hidden = np.isin(kept.numbers, list(facts.hidden_rows))
    used = sorted(set(kept.headings.indexes.values()))
    columns = [letter(i) for i in used if any(i + 1 in some for some in facts.hidden_columns)]
    kept.say(Kind.HIDDEN_ROWS, [f"A{number}" for number in kept.numbers[hidden].tolist()])
    kept.say(Kind.HIDDEN_COLUMNS, [f"{name}{row}" for name in columns])
    kept.say(Kind.FILTERED, [f"A{row}"] if facts.filtered else [])
