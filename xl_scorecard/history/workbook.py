"""Workbook: history.xlsx: one Excel table, written whole, the same bytes for the same history."""

from __future__ import annotations

import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.table import Table, TableStyleInfo

from xl_scorecard.errors import SourceError, WriteError
from xl_scorecard.history.ledger import COLUMNS, NUMBERS, Cell, Row, history_of, rows_of
from xl_scorecard.model.history import HISTORY_FILE, History
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.settling import settled
from xl_scorecard.writers.saving import save

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "History"
WIDTHS = {
    "Month": 10,
    "Part": 24,
    "Code": 12,
    "Period": 20,
    "Exact value": 14,
    "Missing": 22,
    "Reason": 40,
    "Checksum": 14,
}
USUAL_WIDTH = 12
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - a document's dates are the same everywhere
UNREADABLE = (zipfile.BadZipFile, InvalidFileException, EOFError, KeyError, IndexError, OSError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFile:
    """History as it was read, and the hash of the file; "" where there is none yet."""

    history: History = field(default_factory=History)
    sha256: str = ""


def read_history(folder: Path) -> HistoryFile:
    """Return what history.xlsx in the definition's folder holds; nothing where there is no such file.

    Raises SourceError where it cannot be read or is not as it was recorded.
    """
    path = folder / HISTORY_FILE
    if not path.exists():
        return HistoryFile()
    place = Place(file=path.name, sheet=SHEET)
    try:
        content = path.read_bytes()
        rows = list(_read_rows(content))
    except UNREADABLE as problem:
        fix = "Close it elsewhere, or take it back from a copy."
        raise SourceError("This is not a history that can be read.", place=place, fix=fix) from problem
    return HistoryFile(history=history_of(rows, place), sha256=hashlib.sha256(content).hexdigest())


def write_history(history: History, folder: Path, *, replacing: str) -> HistoryFile:
    """Write history.xlsx where it is still the file of the hash `replacing`. Raises WriteError."""
    path = folder / HISTORY_FILE
    now = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
    if now != replacing:
        raise WriteError("has changed while this month was closed.", place=Place(file=path.name), fix="Close it again.")
    content = _workbook_of(history)
    saved = save(content, path)
    if saved != path:
        saved.unlink()
        fix = "Close it in Excel, then close the month again."
        raise WriteError("is open in another program; nothing was recorded.", place=Place(file=path.name), fix=fix)
    return HistoryFile(history=history, sha256=hashlib.sha256(content).hexdigest())


def _read_rows(content: bytes) -> Iterator[Row]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        book = load_workbook(io.BytesIO(content), data_only=True)
    rows = book[SHEET].iter_rows(values_only=True)
    headings = [str(cell) for cell in next(rows)]
    places = {column: headings.index(column) for column in COLUMNS}
    for row in rows:
        if any(cell is not None for cell in row):
            yield {column: _cell(row[place]) for column, place in places.items()}


def _cell(value: object) -> Cell:
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _workbook_of(history: History) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(SHEET)
    page.append(COLUMNS)
    for row in rows_of(history):
        page.append([row[column] for column in COLUMNS])
    _look(page)
    book.properties.creator = "xl-scorecard"
    book.properties.created = MADE
    written = io.BytesIO()
    book.save(written)
    return settled(written.getvalue(), MADE)


def _look(page: Worksheet) -> None:
    last = get_column_letter(len(COLUMNS))
    table = Table(displayName=SHEET, ref=f"A1:{last}{max(page.max_row, 2)}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.add_table(table)
    page.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = WIDTHS.get(column, USUAL_WIDTH)
        if column not in NUMBERS:
            for (cell,) in page[f"{letter}2:{letter}{page.max_row}"]:
                cell.data_type = "s" if cell.value is not None else cell.data_type
                cell.number_format = "@"
        page[f"{letter}1"].font = Font(bold=True)
