"""Showing: what stands in some cells, read again for the person who asked to see it; never kept, never logged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl.utils import column_index_from_string

from xl_scorecard.errors import SourceError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place
from xl_scorecard.sources.book import Book, Sheet, find_sheet, open_book
from xl_scorecard.sources.cells import as_text
from xl_scorecard.sources.choosing import files_of, source_path
from xl_scorecard.sources.grid import Cell, Fault, Grid
from xl_scorecard.sources.readers import read_grids

CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
ROW = re.compile(r"row (\d{1,7})")


def values_at(definition: Definition, places: Sequence[Place], *, password: str = "") -> Iterator[tuple[Place, str]]:
    """Yield each place that is a cell, or a row, of a source with what stands there; once, in the order given."""
    wanted = [place for place in dict.fromkeys(places) if CELL.fullmatch(place.cell) or ROW.fullmatch(place.cell)]
    files = _files(definition)
    for name in dict.fromkeys(place.file for place in wanted if place.file in files):
        own = [place for place in wanted if place.file == name]
        for sheet, grid in _grids(files[name], {place.sheet for place in own}, password).items():
            yield from ((place, _shown(grid, place.cell)) for place in own if place.sheet == sheet)


def _files(definition: Definition) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for source in definition.sources:
        try:
            found |= {file.name: file for file in files_of(source_path(definition, source))}
        except SourceError:
            continue
    return found


def _grids(file: Path, names: set[str], password: str) -> dict[str, Grid]:
    """The sheets by what messages call them."""
    try:
        book = open_book(file, password=password)
        sheets = {name: found for name in names if (found := _sheet(book, name))}
        grids = read_grids(book, list(sheets.values()))
    except SourceError:
        return {}
    return {name: grids[sheet.position] for name, sheet in sheets.items()}


def _sheet(book: Book, name: str) -> Sheet | None:
    try:
        return find_sheet(book, re.sub(r"^sheet (\d+)$", r"#\1", name))
    except SourceError:
        return None


def _shown(grid: Grid, cell: str) -> str:
    if found := ROW.fullmatch(cell):
        return " | ".join(_text(one) for one in grid.row(int(found[1])))
    letters = CELL.fullmatch(cell)
    row = grid.row(int(letters[2])) if letters else []
    index = column_index_from_string(letters[1]) - 1 if letters else 0
    return _text(row[index]) if index < len(row) else "nothing"


def _text(cell: Cell) -> str:
    if isinstance(cell, Fault):
        return cell.value
    return "nothing" if cell is None else repr(cell) if isinstance(cell, str) else as_text(cell) or ""
