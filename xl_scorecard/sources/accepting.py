"""Accepting: headings that stand in a source and are likely to be those that the definition declares otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from xl_scorecard.errors import SourceError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place
from xl_scorecard.model.source import Column, Source, SourceKind
from xl_scorecard.sources.book import Book, find_area, find_sheet, open_book
from xl_scorecard.sources.choosing import files_of, source_path
from xl_scorecard.sources.grid import Grid, letter
from xl_scorecard.sources.headings import best_row, matches, missing_columns
from xl_scorecard.sources.readers import read_grids
from xl_scorecard.sources.vocabulary import plain_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A heading, where it stands, and the column that it is likely to be; `shown` is "" where it may be a name."""

    source: str
    column: Column
    heading: str
    shown: str
    place: Place


def suggest_headings(definition: Definition, *, password: str = "") -> tuple[Suggestion, ...]:
    """Return what may be added to the definition's headings; a source that cannot be read has no suggestion."""
    sources = [source for source in definition.sources if source.kind is SourceKind.RECORDS]
    found = [one for source in sources for one in _of_source(source, definition, password)]
    return tuple({(one.source, one.column.name, one.heading): one for one in found}.values())


def _of_source(source: Source, definition: Definition, password: str) -> Iterator[Suggestion]:
    try:
        for file in files_of(source_path(definition, source)):
            yield from _of_file(source, file, password)
    except SourceError:
        return


def _of_file(source: Source, file: Path, password: str) -> Iterator[Suggestion]:
    book = open_book(file, password=password)
    where, first, grid = _grid(source, book)
    columns = [column for column in source.columns if not column.join_of]
    row = best_row(grid, columns, where, first=first)
    for one in missing_columns(row, matches(row, columns), columns):
        if one.nearest:
            yield Suggestion(
                source=source.name,
                column=one.column,
                heading=" ".join(one.nearest.split()),
                shown=plain_name(one.nearest, known=one.column.headings),
                place=replace(where, cell=f"{letter(one.index)}{row.number}"),
            )


def _grid(source: Source, book: Book) -> tuple[Place, int, Grid]:
    """The sheet or table of a source: its place, the row where headings are looked for, and its cells."""
    sheet, area = find_area(book, source.table) if source.table else (find_sheet(book, source.sheet), None)
    grid = read_grids(book, [sheet], encoding=source.encoding, delimiter=source.delimiter)[sheet.position]
    where = Place(file=book.place.file, sheet=sheet.shown(source.sheet))
    return where, area.rows.start if area else 1, grid.within(area.rows, area.columns) if area else grid
