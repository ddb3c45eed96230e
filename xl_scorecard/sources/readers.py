"""Which reader reads a sheet: our own for Excel workbooks, others in a process with limits; all give the same Grid.

Our own reader takes the XML of a sheet as programs write it, is fastest, and tells error cells and formulas that were
never calculated. What it does not know how to read openpyxl reads, which tells them too, and then calamine, which also
reads .xlsb, .xls and .ods: there error cells come back blank, and hidden rows are not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any

from xl_scorecard.sources.area import Area
from xl_scorecard.sources.book import Book, Sheet
from xl_scorecard.sources.cell_styles import read_styles
from xl_scorecard.sources.delimited import read_text
from xl_scorecard.sources.facts import SheetFacts
from xl_scorecard.sources.forms import Form
from xl_scorecard.sources.grid import Grid
from xl_scorecard.sources.grid_blocks import BlockBuilder
from xl_scorecard.sources.grid_building import GridBuilder
from xl_scorecard.sources.limited import FailedError, LimitError, Task, read_limited
from xl_scorecard.sources.package import Package
from xl_scorecard.sources.refusals import Refusal, refuse
from xl_scorecard.sources.shared_words import read_words
from xl_scorecard.sources.sheet_xml import Workbook, read_sheet_xml
from xl_scorecard.sources.xml_blocks import IrregularError, TooWideError

MOST_SECONDS = 26
WORDS_AT_MOST = 128 * 1024 * 1024


def read_grids(book: Book, sheets: Sequence[Sheet], *, encoding: str = "", delimiter: str = "") -> dict[int, Grid]:
    """Return the cells of `sheets` by position. Raises SourceError for a sheet that no reader can read."""
    if book.form is Form.TEXT:
        return {1: read_text(book.data, book.place, encoding=encoding, delimiter=delimiter)}
    ends = monotonic() + MOST_SECONDS
    grids = read_fast(book.package, sheets) if book.package else {}
    left = [sheet for sheet in sheets if sheet.position not in grids]
    if book.package:
        grids |= read_careful(book, left, ends)
        left = [sheet for sheet in left if sheet.position not in grids]
    return grids | _read_last(book, left, ends)


def read_fast(package: Package, sheets: Sequence[Sheet]) -> dict[int, Grid]:
    """Return the cells of those sheets that our own reader can read, by position. Raises SourceError if damaged."""
    grids: dict[int, Grid] = {}
    try:
        shared = workbook_of(package)
    except IrregularError:
        return {}
    for sheet in sheets:
        try:
            grids[sheet.position] = read_sheet_xml(package.chunks(sheet.part), shared)
        except IrregularError:
            continue
        except TooWideError:
            raise refuse(Refusal.TOO_WIDE, replace(package.place, sheet=sheet.shown())) from None
    return grids


def workbook_of(package: Package) -> Workbook:
    """Return what the cells of a workbook's sheets share. Raises IrregularError, also where it is far too large."""
    words, styles = package.related("sharedStrings"), package.related("styles")
    if package.size(words) > WORDS_AT_MOST:
        raise IrregularError
    return Workbook(
        words=read_words(package.content(words)),
        styles=read_styles(package.xml(styles) if styles else None),
        epoch_1904=package.epoch_1904,
    )


def read_careful(book: Book, sheets: Sequence[Sheet], ends: float) -> dict[int, Grid]:
    """Return the cells of those sheets that openpyxl can read by the moment `ends`, by position."""
    try:
        return _read_apart("openpyxl", book, sheets, ends) if sheets else {}
    except FailedError:
        return {}


def _read_last(book: Book, sheets: Sequence[Sheet], ends: float) -> dict[int, Grid]:
    """Read with calamine; in one go, or one by one where something is wrong, to know with which."""
    try:
        return _read_apart("calamine", book, sheets, ends) if sheets else {}
    except TooWideError:
        raise refuse(Refusal.TOO_WIDE, book.place) from None
    except FailedError as error:
        if len(sheets) > 1:
            return {number: grid for sheet in sheets for number, grid in _read_last(book, [sheet], ends).items()}
        reason = Refusal.LIMITS if isinstance(error, LimitError) else Refusal.UNREADABLE
        raise refuse(reason, replace(book.place, sheet=sheets[0].shown())) from None


def _read_apart(task: Task, book: Book, sheets: Sequence[Sheet], ends: float) -> dict[int, Grid]:
    builders: dict[str, tuple[GridBuilder | BlockBuilder, Mapping[str, Any]]] = {}
    cells, blocks = GridBuilder(), BlockBuilder()
    for kind, found in read_limited(task, book.data, [sheet.name for sheet in sheets], seconds=ends - monotonic()):
        match kind:
            case "sheet":
                cells, blocks = GridBuilder(), BlockBuilder()
                builders[found[0]] = (cells if task == "openpyxl" else blocks, found[1])
            case "block":
                blocks.add_rows(found[0], found[2], first_column=found[1])
            case _:
                for number, row in found:
                    cells.add_row(number, row)
    sees_all = task == "openpyxl"
    epoch = bool(book.package and book.package.epoch_1904)
    return {
        sheet.position: made.grid(_facts(made.cells, told), epoch_1904=epoch, sees_all=sees_all)
        for sheet in sheets
        for made, told in [builders[sheet.name]]
    }


def _facts(cells: int, told: Mapping[str, Any]) -> SheetFacts:
    return SheetFacts(
        cells=cells,
        hidden_rows=frozenset(told.get("hidden_rows", ())),
        hidden_columns=tuple(range(first, last + 1) for first, last in told.get("hidden_columns", ())),
        filtered=bool(told.get("filtered")),
        merged=tuple(_merged(told.get("merged", ()))),
    )


def _merged(areas: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[Area]:
    for (top, left), (bottom, right) in areas:
        yield Area(rows=range(top + 1, bottom + 2), columns=range(left + 1, right + 2))
