"""Top: what stands over the rows of a sheet, and how the sheet is shown and printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from xl_scorecard.definitions import looks
from xl_scorecard.definitions.sheets import (
    ABOUT_ROW,
    FIRST_ROW,
    HEADING_ROW,
    HELP_ROW,
    LETTERS,
    TITLE_ROW,
    Heading,
    Sheet,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

READ_ME = "Columns in bold must be filled in; the others may stay empty."


def write_top(page: Worksheet, sheet: Sheet, headings: Sequence[Heading], painter: looks.Painter) -> None:
    """Write the title in A1, the sentence under it, and over each column its help and its heading."""
    for row in (TITLE_ROW, ABOUT_ROW):
        for letter, _ in zip(LETTERS, headings, strict=False):
            painter.paint(page[f"{letter}{row}"], looks.TITLE if row == TITLE_ROW else looks.ABOUT)
    page[f"A{TITLE_ROW}"] = f"{sheet.name}: {sheet.about}"
    page[f"A{ABOUT_ROW}"] = sheet.more if sheet.form else f"{sheet.more} {READ_ME}"
    for letter, heading in zip(LETTERS, headings, strict=False):
        page.column_dimensions[letter].width = heading.width
        help_cell, heading_cell = page[f"{letter}{HELP_ROW}"], page[f"{letter}{HEADING_ROW}"]
        help_cell.value, heading_cell.value = heading.help, heading.label
        painter.paint(help_cell, looks.help_look(right=heading.number))
        painter.paint(heading_cell, looks.heading_look(needed=heading.needed, right=heading.number))
    page.row_dimensions[TITLE_ROW].height = looks.TITLE_HEIGHT
    page.row_dimensions[ABOUT_ROW].height = looks.ABOUT_HEIGHT
    helps = ((heading.help, heading.width) for heading in headings)
    page.row_dimensions[HELP_ROW].height = looks.height(helps, least=looks.ENTRY_HEIGHT)
    page.row_dimensions[HEADING_ROW].height = looks.HEADING_HEIGHT


def finish_page(page: Worksheet, sheet: Sheet, *, report: bool) -> None:
    """Freeze the headings and the codes, and set up tab, view and print."""
    page.freeze_panes = f"{LETTERS[LETTERS.index(sheet.key or 'A') + 1]}{FIRST_ROW}" if sheet.key else f"A{FIRST_ROW}"
    page.sheet_view.showGridLines = False
    page.sheet_properties.tabColor = looks.REPORTING_TAB if report else looks.COUNTING_TAB
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = "&F, &A", "Page &P of &N"
    page.HeaderFooter.oddFooter = footer
