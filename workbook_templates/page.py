"""What every sheet has: screen, print set-up, header row, and the native icons and fills of status and trend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from look import ACCENT, GOOD, MISSED, NEAR, QUIET, Look

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PAGE = "{indicator.code}"
A4 = 9
RUNNING = f"&8&K{QUIET[1:]}"


@dataclass(frozen=True, slots=True)
class Page:
    """A worksheet and the styles to write on it."""

    sheet: Worksheet
    look: Look

    def write(self, cell: str, text: str, meanings: str) -> None:
        """Write a text, or a styled blank where it is empty; `meanings` are names of styles, a later one wins."""
        style = self.look(meanings)
        if text:
            self.sheet.write_string(cell, text, style)
        else:
            self.sheet.write_blank(cell, None, style)

    def row(self, row: int, *cells: tuple[Iterable[str], str, str], also: str = "") -> None:
        """Write cells of a row (1 for the first): columns ("B", or "CDE" for the same in each), text, meanings."""
        for columns, text, meanings in cells:
            for column in columns:
                self.write(f"{column}{row}", text, f"{meanings} {also}")

    def link(self, cell: str, target: str, text: str, meanings: str = "") -> None:
        """Write a text that opens another sheet at A1."""
        style = self.look(f"link {meanings}")
        self.sheet.write_url(cell, f"internal:'{target}'!A1", style, string=text, tip="Open this page")

    def formula(self, cell: str, formula: str, meanings: str) -> None:
        """Write a formula; its value is computed when the workbook is filled or opened."""
        self.sheet.write_formula(cell, formula, self.look(meanings), "")

    def heights(self, heights: dict[int, float]) -> None:
        """Give rows (1 for the first) their least height in points; the writer raises it where text needs more."""
        for row, height in heights.items():
            self.sheet.set_row(row - 1, height)


def set_columns(page: Page, widths: Sequence[tuple[str, float]]) -> None:
    """Set the widths of columns, in characters."""
    for columns, width in widths:
        first, _, last = columns.partition(":")
        page.sheet.set_column(f"{first}:{last or first}", width)


def set_screen(page: Page, *, tab: str, freeze: tuple[int, int] | None = None) -> None:
    """Set what people see first: no gridlines, zoom 100, the cursor in A1, and headings that stay."""
    page.sheet.hide_gridlines(2)
    page.sheet.set_zoom(100)
    page.sheet.set_selection("A1")
    page.sheet.set_tab_color(tab)
    if freeze:
        page.sheet.freeze_panes(*freeze)


def set_print(
    page: Page, *, area: str, landscape: bool = False, repeat: tuple[int, int] | None = None, pages: int = 0
) -> None:
    """Set A4, one page wide, with whose and what at the head; `repeat` names rows from 1, `pages` 0 is any.

    The month stands in cells, on the rows that are repeated: with each new month a refresh would set every header that
    names it by itself, which keeps Excel busy longer than all the cells, written in blocks.
    """
    sheet = page.sheet
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, pages)
    sheet.set_margins(left=0.4, right=0.4, top=0.55, bottom=0.55)
    sheet.print_area(area)
    what = "{{ scorecard.organisation }} · {{ scorecard.title }}"
    sheet.set_header(f"&R{RUNNING}{what}", {"margin": 0.25})
    number = "" if pages == 1 else f"&R{RUNNING}Page &P of &N"
    sheet.set_footer(f"&L{RUNNING}&A{number}", {"margin": 0.25})
    if repeat:
        sheet.repeat_rows(repeat[0] - 1, repeat[1] - 1)


def show_status(page: Page, cells: str) -> None:
    """Give cells that hold a status its icon and its fill."""
    show_status_icons(page, cells)
    for number, colours in ((3, GOOD), (2, NEAR), (1, MISSED)):
        style = page.look.fill(colours)
        page.sheet.conditional_format(cells, {"type": "cell", "criteria": "==", "value": number, "format": style})


def show_status_icons(page: Page, cells: str) -> None:
    """Give cells that hold a status its icon: circle, triangle, diamond."""
    icons = [{"criteria": ">=", "type": "number", "value": 3}, {"criteria": ">=", "type": "number", "value": 2}]
    page.sheet.conditional_format(cells, {"type": "icon_set", "icon_style": "3_signs", "icons": icons})


def show_trend(page: Page, cells: str) -> None:
    """Give cells that hold a trend a grey arrow: up is better, whichever way is good."""
    icons = [{"criteria": ">=", "type": "number", "value": 1}, {"criteria": ">=", "type": "number", "value": 0}]
    page.sheet.conditional_format(cells, {"type": "icon_set", "icon_style": "3_arrows_gray", "icons": icons})


def show_red_words(page: Page, cells: str) -> None:
    """Make the word Red stand out among statuses that are written as words."""
    rule = {"type": "cell", "criteria": "==", "value": '"Red"', "format": page.look.emphasis(MISSED[0])}
    page.sheet.conditional_format(cells, rule)


def show_severity(page: Page, cells: str) -> None:
    """Make errors stand out from warnings, and notes recede."""
    for word, style in (
        ("Error", page.look.emphasis(MISSED[0])),
        ("Warning", page.look.emphasis(ACCENT)),
        ("Note", page.look.recede()),
    ):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
        page.sheet.conditional_format(cells, rule)


def show_missing(page: Page, cells: str) -> None:
    """Grey the cells of figures that are not reported, so that a blank is seen to be one."""
    page.sheet.conditional_format(cells, {"type": "blanks", "format": page.look.gap()})


def table_heading(page: Page, name: str, meanings: str) -> dict[str, object]:
    """Return the heading of a table's column, set as what stands under it; figures clear of its button."""
    side = next((meaning for meaning in ("buttoned", "indented") if meaning in meanings.split()), "")
    return {
        "header": name,
        "header_format": page.look(f"heading headed {side} unwrapped" if side else "heading headed"),
    }
