"""The NHS example's template: a board sheet, and for each indicator a control chart with the months behind it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.chart.legend import Legend
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from xl_scorecard.ooxml.settling import settled
from xl_scorecard.samples.workbooks import FONT, MADE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

BLUE, PALE, INK = "005EB8", "E8EDEE", "212B32"
BOARD, PAGE = "Board", "{indicator.code}"
STATUS = '[=3]"Green";[=2]"Amber";"Red"'
COLOURS = {3: "CFE8E0", 2: "FFE9A8", 1: "F6D5D2"}
COLUMNS = (
    ("Code", "{{ indicator.code }}", 9),
    ("Indicator", "{{ indicator.title }}", 52),
    ("{{ label @ month-12 }}", "{{ indicator.value @ month-12 }}", 12),
    ("{{ label @ month }}", "{{ indicator.value }}", 12),
    ("12 months", "{{ indicator.value @ rolling 12 months }}", 12),
    ("{{ label @ quarter-1 }}", "{{ indicator.value @ quarter-1 }}", 13),
    ("Target", "{{ indicator.target_hint }}", 16),
    ("Status", "{{ indicator.status }}", 10),
    ("Variation", "{{ indicator.variation }}", 22),
    ("Assurance", "{{ indicator.assurance }}", 22),
    ("Why", "{{ indicator.variation_reason }}", 70),
)
PERIOD_COLUMNS = (
    ("Month", "{{ period.label }}"),
    ("Figure", "{{ period.value }}"),
    ("Mean", "{{ period.mean }}"),
    ("Lower limit", "{{ period.lower_limit }}"),
    ("Upper limit", "{{ period.upper_limit }}"),
    ("Target", "{{ period.target }}"),
    ("Variation", "{{ period.variation }}"),
)
HEADING_ROW, MONTHS_ROW = 5, 30
LINES = {
    "B": (INK, 2.25, "solid"),
    "C": (BLUE, 1.0, "solid"),
    "D": ("768692", 1.0, "dash"),
    "E": ("768692", 1.0, "dash"),
}
POINT = 12_700  # English metric units


def write_template(path: Path) -> None:
    """Write the template to `path`; the same bytes every time."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _board(workbook.create_sheet(BOARD))
    _page(workbook.create_sheet(PAGE))
    workbook.properties.creator, workbook.properties.created = "xl-scorecard demo", MADE
    written = io.BytesIO()
    workbook.save(written)
    path.write_bytes(settled(written.getvalue(), MADE))


def _board(page: Worksheet) -> None:
    _title(
        page, "{{ scorecard.title }}: {{ scorecard.period }}", "{{ scorecard.organisation }}. {{ scorecard.summary }}"
    )
    page["A3"] = (
        "Variation and assurance are read from each indicator's control chart (NHS England, Making Data Count)."
    )
    for column, (heading, field, width) in enumerate(COLUMNS, start=1):
        _heading(page, HEADING_ROW, column, heading)
        cell = page.cell(HEADING_ROW + 2, column, field)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[cell.column_letter].width = width
    page.cell(HEADING_ROW + 1, 1, "{{ section.title }}").font = Font(name=FONT, bold=True, size=12, color=BLUE)
    status = page.cell(HEADING_ROW + 2, 8)
    status.number_format = STATUS
    for number, colour in COLOURS.items():
        fill = PatternFill("solid", bgColor=colour)
        rule = CellIsRule(operator="equal", formula=[str(number)], fill=fill)  # type: ignore[no-untyped-call]
        page.conditional_formatting.add(status.coordinate, rule)
    page.cell(HEADING_ROW + 2, 1).hyperlink = f"#'{PAGE}'!A1"
    page.freeze_panes = f"C{HEADING_ROW + 1}"
    _printed(page, "landscape")


def _page(page: Worksheet) -> None:
    _title(page, "{{ indicator.code }}: {{ indicator.title }}", "{{ indicator.reason @ month }}")
    for row, field in (
        (3, "variation_reason"),
        (4, "assurance_reason"),
        (5, "limits"),
        (6, "formula"),
        (7, "last_note"),
    ):
        page[f"A{row}"] = f"{{{{ indicator.{field} }}}}"
    for column, (heading, field) in enumerate(PERIOD_COLUMNS, start=1):
        _heading(page, MONTHS_ROW - 1, column, heading)
        page.cell(MONTHS_ROW, column, field)
        page.column_dimensions[get_column_letter(column)].width = 14 if column < 7 else 24
    page.add_chart(_chart(page), "A9")
    _printed(page, "portrait")


def _chart(page: Worksheet) -> LineChart:
    """The figure with its mean and its limits, of the one row of months: each copy draws all its own."""
    chart = LineChart()
    chart.height, chart.width, chart.title = 10, 24, "{{ indicator.title }}"
    chart.legend = Legend(legendPos="b")
    for number, (colour, width, dash) in enumerate(LINES.values(), start=2):
        data = Reference(page, min_col=number, min_row=MONTHS_ROW - 1, max_row=MONTHS_ROW)
        chart.add_data(data, titles_from_data=True)
        line = chart.series[-1].graphicalProperties.line
        line.solidFill, line.width, line.dashStyle = colour, int(width * POINT), dash
        chart.series[-1].smooth = False
    chart.set_categories(Reference(page, min_col=1, min_row=MONTHS_ROW, max_row=MONTHS_ROW))
    chart.x_axis.delete = chart.y_axis.delete = False
    return chart


def _printed(page: Worksheet, orientation: Literal["portrait", "landscape"]) -> None:
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = orientation, 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _title(page: Worksheet, title: str, about: str) -> None:
    page["A1"], page["A2"] = title, about
    page["A1"].font, page["A2"].font = Font(name=FONT, size=16, bold=True, color=BLUE), Font(name=FONT, size=11)
    page.sheet_view.showGridLines = False


def _heading(page: Worksheet, row: int, column: int, text: str) -> None:
    cell = page.cell(row, column, text)
    cell.font, cell.fill = Font(name=FONT, bold=True), PatternFill("solid", fgColor=PALE)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
