"""Sheet: what one worksheet of a source workbook holds; workbooks of them, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MADE = datetime(2012, 6, 1, 9, 0, 0)  # noqa: DTZ001 - a workbook's dates have no time zone
TITLE_ROWS = 3
WIDEST, FONT = 70, "Calibri"
DATE_FORMAT, TEXT_FORMAT = "dd/mm/yyyy", "@"

CellValue = str | int | float | date | None
Row = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A worksheet: title and remark above the headings, then the rows; `hidden` are positions in `rows`."""

    name: str
    title: str
    remark: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    hidden: frozenset[int] = frozenset()


def write_workbook(sheets: Sequence[Sheet], path: Path) -> None:
    """Write the sheets to `path`; the same sheets give the same bytes."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "xl-scorecard demo"
    workbook.properties.created = MADE
    for sheet in sheets:
        _write_sheet(workbook, sheet)
    loose = BytesIO()
    with ZipFile(loose, "w", ZIP_STORED) as archive:
        ExcelWriter(workbook, archive).save()
    path.write_bytes(_settled(loose))


def _write_sheet(workbook: Workbook, sheet: Sheet) -> None:
    target = workbook.create_sheet(sheet.name)
    target.freeze_panes = f"A{TITLE_ROWS + 2}"
    target.row_dimensions[TITLE_ROWS + 1].height = 48 if max(map(len, sheet.headings)) > 24 else 18
    for n, heading in enumerate(sheet.headings):
        target.column_dimensions[get_column_letter(n + 1)].width = _width(sheet, n, heading)
    for position in sheet.hidden:
        target.row_dimensions[TITLE_ROWS + 2 + position].hidden = True
    target.append([_styled(target, sheet.title, Font(name=FONT, bold=True, size=14))])
    target.append([_styled(target, sheet.remark, Font(name=FONT, italic=True))])
    target.append([])
    target.append([_heading(target, heading) for heading in sheet.headings])
    _write_rows(target, sheet)


def _write_rows(target: WriteOnlyWorksheet, sheet: Sheet) -> None:
    """Write the rows, with one cell a column for all of its dates: making a cell takes longer than writing it."""
    dates = [_formatted(target, DATE_FORMAT) for _ in sheet.headings]
    periods = {n: _formatted(target, TEXT_FORMAT) for n, heading in enumerate(sheet.headings) if heading == "Period"}
    for row in sheet.rows:
        cells: list[CellValue | Cell] = list(row)
        for n, value in enumerate(row):
            if isinstance(value, date):
                cells[n] = _holding(dates[n], value)
            elif n in periods:
                cells[n] = _holding(periods[n], value)
            elif isinstance(value, str) and len(value) > WIDEST:
                cells[n] = _wrapped(target, value)
        target.append(cells)


def _width(sheet: Sheet, column: int, heading: str) -> float:
    texts = [str(row[column]) for row in sheet.rows[:40] if len(row) > column and row[column] is not None]
    return float(min(WIDEST, max(12, len(heading) // 2 + 2, *map(len, texts)) + 2))


def _holding(cell: Cell, value: CellValue) -> Cell:
    cell.value = value
    return cell


def _wrapped(target: WriteOnlyWorksheet, value: str) -> Cell:
    cell = WriteOnlyCell(target, value)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _styled(target: WriteOnlyWorksheet, value: str, font: Font) -> Cell:
    cell = WriteOnlyCell(target, value)
    cell.font = font
    return cell


def _heading(target: WriteOnlyWorksheet, value: str) -> Cell:
    cell = _styled(target, value, Font(name=FONT, bold=True))
    cell.fill = PatternFill("solid", fgColor="DDE6EE")
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def _formatted(target: WriteOnlyWorksheet, number_format: str) -> Cell:
    cell = WriteOnlyCell(target)
    cell.number_format = number_format
    return cell


def _settled(loose: BytesIO) -> bytes:
    """Return the package with every date in it fixed."""
    settled = BytesIO()
    with ZipFile(loose) as source, ZipFile(settled, "w", ZIP_DEFLATED) as goal:
        for name in source.namelist():
            info = ZipInfo(name, date_time=MADE.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            goal.writestr(info, _dated(name, source.read(name)))
    return settled.getvalue()


def _dated(name: str, content: bytes) -> bytes:
    if name != "docProps/core.xml":
        return content
    made = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + made, content)
