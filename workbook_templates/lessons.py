"""Lessons: three small templates, as a person would make them in Excel, for the pictures of LANGUAGE.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from look import ACCENT, BARS, FONT, Look
from page import PAGE, Page, set_columns, show_status

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

FIELDS = (
    (1, "A", "{{ scorecard.title }}", "title"),
    (2, "A", "{{ scorecard.organisation }}, {{ scorecard.period }}", "subtitle"),
    (4, "A", "{{ scorecard.red }}", "total"),
    (4, "B", "of {{ scorecard.indicators }} indicators are red", "lead low"),
    (5, "A", "{{ scorecard.built }}", "day"),
    (5, "B", "{{ scorecard.summary }}", "lead low"),
)
HEADINGS = (
    ("A", "Code", "heading"),
    ("B", "Indicator", "heading"),
    ("C", "{{ label @ full year }}", "heading right"),
    ("D", "{{ label @ month }}", "heading right"),
    ("E", "Status", "heading worded"),
)
ROW = (
    ("A", "{{ indicator.code }}", "quiet"),
    ("B", "{{ indicator.title }}", "line"),
    ("C", "{{ indicator.value @ full year }}", "figure"),
    ("D", "{{ indicator.value }}", "figure strong"),
    ("E", "{{ indicator.status }}", "status"),
)
NARROWED = "{{ each indicator where status is red or amber, worst first }}"
PERIOD = "{{ each period, last 12 }}{{ period.label }}"


def write_fields(book: Workbook) -> None:
    """Lesson 1: a field prints a value, alone in its cell or among words."""
    page = _page(book, "Summary", (("A", 18), ("B", 78)))
    page.heights({1: 30, 4: 40, 5: 24})
    for row, column, text, meanings in FIELDS:
        page.write(f"{column}{row}", text, meanings)


def write_rows(book: Workbook) -> None:
    """Lesson 2: a row repeats for each item of its list, a block for each section; `each` narrows a list."""
    page = _page(book, "Scorecard", (("A", 12), ("B", 78), ("C:D", 16), ("E", 18)))
    page.row(1, *HEADINGS, also="headed")
    page.row(2, ("A", "{{ section.title }}", "section"))
    page.row(3, *ROW, also="ruled")
    page.row(5, ("A", "Look at these first", "section"), ("BCDE", "", "line"), also="headed")
    page.row(
        6,
        ("A", f"{NARROWED}{{{{ indicator.code }}}}", "quiet"),
        ("C", "{{ indicator.value @ headline }}", "figure"),
        ("D", "{{ indicator.target_hint }}", "small spaced"),
        ("E", "{{ indicator.status }}", "status"),
        also="ruled",
    )
    for cell in ("E3", "E6"):
        show_status(page, cell)


def write_pages(book: Workbook) -> None:
    """Lesson 3: a sheet is copied for each indicator, and what draws its one row of months draws all of them."""
    page = _page(book, PAGE, (("A", 20), ("B:C", 12), ("D", 70)))
    page.heights({1: 30})
    page.row(1, ("A", "{{ indicator.code }}  {{ indicator.title }}", "title"))
    page.row(3, ("A", "Month", "heading"), ("B", "Figure", "heading right"), ("C", "Target", "heading right"), also="headed")
    page.row(
        4, ("A", PERIOD, "line"), ("B", "{{ period.value }}", "figure strong"), ("C", "{{ period.target }}", "figure"), also="ruled"
    )
    chart = page.look.book.add_chart({"type": "column"})
    months = {"categories": f"='{PAGE}'!$A$4:$A$4", "values": f"='{PAGE}'!$B$4:$B$4"}
    chart.add_series({**months, "fill": {"color": BARS}, "gap": 60})
    chart.set_title({"name": "{{ indicator.title }}", "name_font": {"name": FONT, "size": 10, "color": ACCENT}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 470, "height": 250})
    page.sheet.insert_chart("D3", chart, {"object_position": 3, "x_offset": 15, "y_offset": 8})


LESSONS: Mapping[str, Callable[[Workbook], None]] = {"fields": write_fields, "rows": write_rows, "pages": write_pages}


def _page(book: Workbook, name: str, columns: tuple[tuple[str, float], ...]) -> Page:
    """A sheet that prints as Excel shows it, with its grid and the names of its columns and rows."""
    page = Page(book.add_worksheet(name), Look(book))
    set_columns(page, columns)
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.hide_gridlines(0)
    page.sheet.print_row_col_headers()
    return page
