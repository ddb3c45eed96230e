"""A sheet of the summary: a title, how the batch stands, and one table in the colours of the shipped template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

Values = dict[str, Any]
FACE, INK, QUIET, ACCENT, HAIRLINE = "Calibri", "FF1F2933", "FF5F6B7A", "FF12436D", "FFD5DBE1"
FILLS = {"Red": ("FFA8281E", "FFFFFFFF"), "Amber": ("FFFFE9A8", "FF4A3200"), "Green": ("FF5DB59A", "FF06281D")}
"""Ground and text of a count that is not zero."""
LINK = "FF0563C1"
NOT_MADE = ("failed", "not tried")
TITLE, STANDS, HEADINGS = 1, 2, 4


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and how its cells are shown."""

    heading: str
    width: float
    number: bool = False
    wraps: bool = False
    link: bool = False


def write_sheet(
    page: Worksheet, title: str, stands: str, columns: Sequence[Column], rows: Sequence[Values], *, table: str = ""
) -> None:
    """Write title, sentence and table; each row says its values by heading, and "File" is what its links open."""
    _write_head(page, title, stands)
    for number, column in enumerate(columns, start=1):
        _head(page.cell(HEADINGS, number), column)
        page.column_dimensions[get_column_letter(number)].width = column.width
        for at, row in enumerate(rows, start=HEADINGS + 1):
            _put(page.cell(at, number), column, row)
    if rows:
        area = f"A{HEADINGS}:{get_column_letter(len(columns))}{HEADINGS + len(rows)}"
        page.add_table(Table(displayName=table or title, ref=area))
    _set_up(page)


def _write_head(page: Worksheet, title: str, stands: str) -> None:
    page.cell(TITLE, 1, title).font = Font(name=FACE, size=18, bold=True, color=ACCENT)
    page.cell(STANDS, 1, stands).font = Font(name=FACE, size=10, color=QUIET)
    for row, height in ((TITLE, 33), (STANDS, 18), (HEADINGS - 1, 8), (HEADINGS, 22)):
        page.row_dimensions[row].height = height


def _head(cell: Cell | MergedCell, column: Column) -> None:
    cell.value = column.heading
    cell.font = Font(name=FACE, size=9, bold=True, color=QUIET)
    cell.border = Border(bottom=Side(style="thin", color=INK))
    cell.alignment = Alignment(horizontal="center" if column.number else "left", vertical="bottom")


def _put(cell: Cell | MergedCell, column: Column, row: Values) -> None:
    value = row[column.heading]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = Alignment(
        vertical="center", wrap_text=column.wraps, horizontal="center" if column.number else "left"
    )
    cell.border = Border(bottom=Side(style="thin", color=HAIRLINE))
    cell.font = Font(name=FACE, size=10, color=QUIET if value in (0, None) else INK)
    _colour(cell, column, value)
    if column.link and value and row["File"]:
        cell.hyperlink = quote(row["File"])
        cell.font = Font(name=FACE, size=10, color=LINK, underline="single")


def _colour(cell: Cell | MergedCell, column: Column, value: Any) -> None:
    """A count of a status has its colour where it is not zero; what was not made stands out."""
    if column.heading in FILLS and value:
        ground, text = FILLS[column.heading]
        cell.fill = PatternFill("solid", fgColor=ground)
        cell.font = Font(name=FACE, size=10, bold=True, color=text)
    if column.heading == "State" and value in NOT_MADE:
        cell.font = Font(name=FACE, size=10, bold=True, color=FILLS["Red"][0])


def _set_up(page: Worksheet) -> None:
    page.freeze_panes = f"B{HEADINGS + 1}"
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = ACCENT
    page.print_title_rows = f"{HEADINGS}:{HEADINGS}"
    page.page_setup.paperSize = 9
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
