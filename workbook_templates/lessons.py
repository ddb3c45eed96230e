"""Lessons: three small templates, as a person would make them in Excel, for the pictures of LANGUAGE.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from look import ACCENT, BARS, FONT, Look
from page import PAGE, Page, set_columns, show_status

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

FIRST = "{{ each indicator where status is red or amber, worst first }}"
PERIOD = "{{ each period, last 12 }}{{ period.label }}"
ROW = (
    ("A", "{{ indicator.code }}", "quiet"),
    ("B", "{{ indicator.title }}", "text"),
    ("C", "{{ indicator.value }}", "figure strong"),
    ("D", "{{ indicator.status }}", "status"),
)


def write_fields(book: Workbook) -> None:
    """Lesson 1: a field prints a value, alone in its cell or among words."""
    page = _page(book, "Summary", (("A", 36), ("B", 78)), rows=5)
    page.heights({1: 30, 3: 8, 4: 34, 5: 18})
    page.row(1, ("A", "{{ scorecard.title }}", "title"), also="boxed")
    page.row(2, ("A", "{{ scorecard.organisation }}, {{ scorecard.period }}", "subtitle"), also="boxed")
    page.row(
        4,
        ("A", "{{ scorecard.red }}", "title right low"),
        ("B", "of {{ scorecard.indicators }} are red", "section"),
        also="boxed",
    )
    page.row(5, ("A", "{{ scorecard.period_end }}", "day"), ("B", "{{ scorecard.summary }}", "line"), also="boxed")


def write_rows(book: Workbook) -> None:
    """Lesson 2: a row repeats for each item of its list, a block for each section; `each` narrows a list."""
    page = _page(book, "Scorecard", (("A", 20), ("B", 64), ("C", 22), ("D", 22)), rows=6)
    page.heights({2: 22, 5: 22})
    page.row(1, ("A", "Code", "heading"), ("B", "Indicator", "heading"), also="boxed")
    page.row(1, ("C", "{{ label @ month }}", "heading right"), ("D", "Status", "heading worded"), also="boxed")
    page.row(2, ("A", "{{ section.title }}", "section"), also="boxed")
    page.row(3, *ROW, also="boxed")
    page.row(5, ("A", "Look at these first", "section"), also="boxed")
    page.row(6, ROW[0], ("B", f"{FIRST}{{{{ indicator.title }}}}", "text"), *ROW[2:], also="boxed")
    page.heights({6: 15, 4: 15})
    for cell in ("D3", "D6"):
        show_status(page, cell)


def write_pages(book: Workbook) -> None:
    """Lesson 3: a sheet is copied for each indicator, and what draws its one row of months draws all of them."""
    page = _page(book, PAGE, (("A", 38), ("B:C", 19), ("D", 66)), rows=4)
    page.heights({1: 30})
    page.row(1, ("A", "{{ indicator.code }}  {{ indicator.title }}", "title"), also="boxed")
    page.row(
        3, ("A", "Month", "heading"), ("B", "Figure", "heading right"), ("C", "Target", "heading right"), also="boxed"
    )
    page.row(4, ("A", PERIOD, "line"), ("B", "{{ period.value }}", "figure strong"), also="boxed")
    page.row(4, ("C", "{{ period.target }}", "figure"), also="boxed")
    chart = page.look.book.add_chart({"type": "column"})
    months = {"categories": f"='{PAGE}'!$A$4:$A$4", "values": f"='{PAGE}'!$B$4:$B$4"}
    chart.add_series({**months, "fill": {"color": BARS}, "gap": 60})
    chart.set_title({"name": "{{ indicator.title }}", "name_font": {"name": FONT, "size": 10, "color": ACCENT}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 445, "height": 240})
    page.sheet.insert_chart("D3", chart, {"object_position": 3, "x_offset": 10, "y_offset": 10})


LESSONS: Mapping[str, Callable[[Workbook], None]] = {"fields": write_fields, "rows": write_rows, "pages": write_pages}


def _page(book: Workbook, name: str, columns: Sequence[tuple[str, float]], *, rows: int) -> Page:
    """A sheet that prints as Excel shows it, with its cells and the names of its columns and rows."""
    page = Page(book.add_worksheet(name), Look(book))
    set_columns(page, columns)
    letters = "ABCD"[: 2 if len(columns) == 2 else 4]
    for row in range(1, rows + 1):
        page.row(row, (letters, "", "boxed"))
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.print_row_col_headers()
    return page
