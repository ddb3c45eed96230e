"""Page: one sheet of a drill workbook, written column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | None
HEADING_ROW = 4
FIRST_ROW = HEADING_ROW + 1
HEADING, COUNTED, QUIET = (PatternFill("solid", fgColor=colour) for colour in ("DDE6EE", "E3F1EA", "F4F7FA"))
DAY = "dd/mm/yyyy"
LONGEST, FONT = 110, "Calibri"
HEADING_HEIGHT = 62
INTERNAL = "INTERNAL ONLY: rows about people. Do not send this workbook to anyone outside."


def print_inside(sheet: Worksheet) -> None:
    """Make a sheet fit to be printed, one page wide, and say on every page that it stays inside."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}" if sheet.auto_filter.ref else None
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = HeaderFooterItem(), HeaderFooterItem()
    sheet.HeaderFooter.oddHeader.center.text = INTERNAL
    sheet.HeaderFooter.oddFooter.right.text = "&A, page &P of &N"


@dataclass(slots=True)
class Page:
    """A sheet with `rows` rows under its headings; columns are added from the left."""

    sheet: Worksheet
    rows: int
    width: int = 0
    columns: dict[str, str] = field(default_factory=dict)

    def title(self, title: str, about: str) -> None:
        """Write what the sheet is, above the headings."""
        self.sheet["A1"], self.sheet["A2"] = title, about
        self.sheet["A1"].font, self.sheet["A2"].font = Font(name=FONT, size=14, bold=True), Font(name=FONT, italic=True)
        self.sheet.freeze_panes = f"A{FIRST_ROW}"

    def add(self, key: str, heading: str, values: Sequence[Value], *, width: float = 16) -> str:
        """Write a column of values, and return its letter. A value that begins with "=" is a formula."""
        self.width += 1
        letter = self.columns[key] = get_column_letter(self.width)
        cell = self.sheet[f"{letter}{HEADING_ROW}"]
        cell.value, cell.font, cell.fill = heading, Font(name=FONT, bold=True), HEADING
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self.sheet.column_dimensions[letter].width = min(width, LONGEST)
        for row, value in enumerate(values, start=FIRST_ROW):
            self.put(row, letter, value, formula=False)
        return letter

    def add_formulas(self, key: str, heading: str, formulas: Sequence[str], *, width: float = 12) -> str:
        """Write a column of formulas, given without their equals sign, and return its letter."""
        letter = self.add(key, heading, (), width=width)
        for row, formula in enumerate(formulas, start=FIRST_ROW):
            self.sheet[f"{letter}{row}"] = f"={formula}"
        return letter

    def put(self, row: int, letter: str, value: Value, *, formula: bool) -> None:
        """Write one cell; text stays text, whatever it begins with."""
        cell = self.sheet[f"{letter}{row}"]
        cell.value = value
        if isinstance(value, str) and not formula:
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        elif isinstance(value, date | datetime):
            cell.number_format = DAY

    def span(self, key: str) -> str:
        """Return all cells of a column, for formulas on this sheet."""
        letter = self.columns[key]
        return f"${letter}${FIRST_ROW}:${letter}${max(FIRST_ROW, FIRST_ROW + self.rows - 1)}"

    def span_elsewhere(self, key: str) -> str:
        """Return all cells of a column, for formulas on other sheets."""
        return f"{quote_sheetname(self.sheet.title)}!{self.span(key)}"

    def cells(self, key: str) -> list[str]:
        """Return the name of each cell of a column, its column fixed."""
        return [f"${self.columns[key]}{row}" for row in range(FIRST_ROW, FIRST_ROW + self.rows)]

    def finish(self) -> None:
        """Let the rows be filtered, and make the sheet fit to be printed, each page of it marked as internal."""
        last = get_column_letter(self.width)
        self.sheet.auto_filter.ref = f"A{HEADING_ROW}:{last}{FIRST_ROW + self.rows - 1}"
        self.sheet.row_dimensions[HEADING_ROW].height = HEADING_HEIGHT
        print_inside(self.sheet)

    def shade(self, rows: Sequence[bool]) -> None:
        """Shade the rows that are counted."""
        for row, counted in enumerate(rows, start=FIRST_ROW):
            if counted:
                for column in range(1, self.width + 1):
                    self.sheet.cell(row, column).fill = COUNTED
