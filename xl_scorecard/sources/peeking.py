"""Peeking: what the program sees in a file that no definition declares yet, told without any value.

Headings and names of sheets are told where they are plain words (see vocabulary); cells only by their kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column, ColumnType
from xl_scorecard.sources.book import Book, Sheet, find_sheet, open_book
from xl_scorecard.sources.columns import as_kept, type_column
from xl_scorecard.sources.forms import Form
from xl_scorecard.sources.grid import Array, CellKind, Cells, Grid, letter
from xl_scorecard.sources.guessing import Guess, guess_column, guess_headings
from xl_scorecard.sources.package import Extras
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.readers import read_grids
from xl_scorecard.sources.vocabulary import plain_name
from xl_scorecard.sources.words import clean

SHAPE_LENGTH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class PeekedColumn:
    """A column: the words of its heading, what may be shown of them, and what it is likely to hold.

    `months` are the first and the last month of its dates.
    """

    letter: str
    heading: str
    shown: str
    guess: Guess
    filled: int
    months: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PeekedSheet:
    """A sheet. `headings_row` is 0 where no row looks like headings; `cells` counts those that merely exist too."""

    name: str
    shown: str
    position: int
    hidden: bool
    rows: int
    non_empty_cells: int
    cells: int
    headings_row: int
    columns: tuple[PeekedColumn, ...]
    tables: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Peeked:
    """A file: its form in words, what it holds besides cells, and its sheets."""

    file: str
    form: Form
    extras: Extras
    sheets: tuple[PeekedSheet, ...]
    others: int = 0


def peek(path: Path, sheet: str = "", *, password: str = "") -> Peeked:
    """Return what is in the file at `path`, or in one of its sheets. Raises SourceError where it cannot be read."""
    book = open_book(path, password=password)
    wanted = [find_sheet(book, sheet)] if sheet else list(book.sheets)
    grids = read_grids(book, wanted)
    return Peeked(
        file=path.name,
        form=book.form,
        extras=book.extras,
        sheets=tuple(_sheet(book, one, grids[one.position], sheet) for one in wanted),
        others=len(book.sheets) - len(wanted),
    )


def shape(text: str) -> str:
    """Return what a text looks like, without what it says.

    >>> shape("Zebedee Quux 1904-05")
    'Aaaaaaa Aaaa 9999-99'
    """
    masked = re.sub(r"[^\W\d_]", _masked, re.sub(r"\d", "9", clean(text)))
    return masked if len(masked) <= SHAPE_LENGTH else f"{masked[:SHAPE_LENGTH]}…"


def _masked(found: re.Match[str]) -> str:
    return "A" if found[0].isupper() else "a"


def _sheet(book: Book, sheet: Sheet, grid: Grid, wanted: str) -> PeekedSheet:
    where = Place(file=book.place.file, sheet=sheet.shown(wanted))
    row = guess_headings(grid)
    numbers = grid.numbers[grid.numbers > row]
    columns = tuple(_columns(grid, row, numbers)) if row else ()
    return PeekedSheet(
        name=sheet.name,
        shown=where.sheet,
        position=sheet.position,
        hidden=sheet.hidden,
        rows=len(numbers),
        non_empty_cells=grid.filled,
        cells=max(grid.facts.cells, grid.filled),
        headings_row=row,
        columns=columns,
        tables=tuple(_tables(book, sheet)),
        problems=(*_of_sheet(sheet, grid, where), *_of_grid(grid, row, where), *_of_columns(grid, row, columns, where)),
    )


def _tables(book: Book, sheet: Sheet) -> Iterator[str]:
    """Tables and named ranges whose names may be shown."""
    areas = book.package.tables() if book.package else {}
    for name, area in areas.items():
        if area.sheet == sheet.name:
            yield (plain_name(name.replace("_", " ")) and name) or "a table"


def _columns(grid: Grid, row: int, numbers: Array) -> Iterator[PeekedColumn]:
    for index, cell in enumerate(grid.row(row)):
        if isinstance(cell, str) and cell.strip():
            heading = " ".join(clean(cell).split())
            cells = grid.column(index, numbers)
            guess = guess_column(heading, cells, shape)
            yield PeekedColumn(
                letter=letter(index),
                heading=heading,
                shown=plain_name(heading) or shape(heading),
                guess=guess,
                filled=int((~cells.blank).sum()),
                months=_months(cells) if guess.type is ColumnType.DATE else (),
            )


def _months(cells: Cells) -> tuple[Period, ...]:
    days = type_column(Column(name="it", headings=("it",), type=ColumnType.DATE), cells).data
    known = days[~np.isnat(days)].astype("datetime64[D]")
    return tuple(Period.containing(day.item()) for day in (known.min(), known.max())) if len(known) else ()


def _of_sheet(sheet: Sheet, grid: Grid, where: Place) -> Iterator[Problem]:
    if sheet.hidden:
        yield make_problem(Kind.HIDDEN_SHEET, where)
    if not grid.sees_all:
        yield make_problem(Kind.NOT_ALL_SEEN, where)


def _of_grid(grid: Grid, row: int, where: Place) -> Iterator[Problem]:
    if not grid.filled:
        yield make_problem(Kind.NOTHING_THERE, where)
        return
    if not row:
        yield make_problem(Kind.NO_HEADINGS_SEEN, where)
    numbers = grid.numbers.tolist()
    above, hidden = [n for n in numbers if n < row], sorted(grid.facts.hidden_rows & set(numbers))
    if above:
        yield make_problem(Kind.TITLE_ROWS, where, [f"A{number}" for number in above])
    if hidden:
        yield make_problem(Kind.HIDDEN_ROWS, where, [f"A{number}" for number in hidden])


def _of_columns(grid: Grid, row: int, columns: Sequence[PeekedColumn], where: Place) -> Iterator[Problem]:
    numbers = grid.numbers[grid.numbers > row]
    indexes = {letter(index): index for index in range(grid.width)}
    for one in columns:
        cells = grid.column(indexes[one.letter], numbers)
        column = Column(name="it", headings=(one.shown,), type=one.guess.type)
        typed = type_column(column, cells, epoch_1904=grid.epoch_1904)
        found = as_kept(typed) if grid.all_text else typed
        for finding, rows in found.findings.items():
            places = [f"{one.letter}{numbers[n]}" for n in rows]
            words = {"column": one.shown, "found": finding.found, "letters": finding.found}
            yield make_problem(finding.kind, where, places, words=words)
    if not columns:
        yield from _faults(grid, where)


def _faults(grid: Grid, where: Place) -> Iterator[Problem]:
    for kind, said in ((CellKind.ERROR, Kind.ERROR_CELL), (CellKind.NEVER_CALCULATED, Kind.NEVER_CALCULATED)):
        for index, strip in grid.strips.items():
            rows = strip.rows[strip.cells.are(kind)].tolist()
            places = [f"{letter(index)}{number}" for number in rows]
            if places:
                yield make_problem(said, where, places, words={"column": letter(index)})


def with_values(peeked: Peeked) -> Peeked:
    """Return it with every heading and name of a sheet as it stands, for the eyes of whoever asked."""
    return replace(peeked, sheets=tuple(_open(sheet) for sheet in peeked.sheets))


def _open(sheet: PeekedSheet) -> PeekedSheet:
    columns = tuple(replace(column, shown=column.heading) for column in sheet.columns)
    return replace(sheet, shown=sheet.name or sheet.shown, columns=columns)
