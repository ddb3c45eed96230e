"""The NHS example's template: a board sheet, and for each indicator a control chart with the months behind it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from xl_scorecard.ooxml.settling import settled
from xl_scorecard.samples.workbooks import FONT, MADE

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Across = Literal["left", "right", "center"]
BLUE, PALE, INK, GREY, ORANGE = "005EB8", "E8EDEE", "212B32", "768692", "C25700"
BOARD, PAGE = "Board", "{indicator.code}"
STATUS = '[=3]"Green";[=2]"Amber";"Red"'
COLOURS = {3: "CFE8E0", 2: "FFE9A8", 1: "F6D5D2"}
COLUMNS = (
    ("Code", "{{ indicator.code }}", 7),
    ("Indicator", "{{ indicator.title }}", 34),
    ("{{ label @ month-12 }}", "{{ indicator.value @ month-12 }}", 11),
    ("{{ label @ month }}", "{{ indicator.value }}", 11),
    ("12 months", "{{ indicator.value @ rolling 12 months }}", 11),
    ("{{ label @ quarter-1 }}", "{{ indicator.value @ quarter-1 }}", 12),
    ("Target", "{{ indicator.target_hint }}", 16),
    ("Status", "{{ indicator.status }}", 11),
    ("Variation", "{{ indicator.variation }}", 18),
    ("Assurance", "{{ indicator.assurance }}", 18),
    ("Why", "{{ indicator.variation_reason }}", 58),
)
FIGURES, STATUS_COLUMN = range(3, 7), 8
PERIOD_COLUMNS = (
    ("Month", "{{ period.label }}"),
    ("Figure", "{{ period.value }}"),
    ("Mean", "{{ period.mean }}"),
    ("Lower limit", "{{ period.lower_limit }}"),
    ("Upper limit", "{{ period.upper_limit }}"),
    ("Target", "{{ period.target }}"),
    ("Variation", "{{ period.variation }}"),
)
HEADING_ROW, MONTHS_ROW = 5, 32
SENTENCES = (
    "reason @ month",
    "cases_to_target @ month",
    "variation_reason",
    "assurance_reason",
    "limits",
    "formula",
    "last_note",
)
LINES = {
    "B": (INK, 2.25, "solid"),
    "C": (BLUE, 1.0, "solid"),
    "D": (GREY, 1.0, "dash"),
    "E": (GREY, 1.0, "dash"),
    "F": (ORANGE, 1.25, "sysDot"),
}
POINT = 12_700  # English metric units
A_QUARTER = 3  # every third month has its name under the chart


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
        _heading(page, HEADING_ROW, column, heading, across=_across(column))
        cell = page.cell(HEADING_ROW + 2, column, field)
        cell.font, cell.alignment = Font(name=FONT), _aligned(_across(column))
        page.column_dimensions[cell.column_letter].width = width
    page.cell(HEADING_ROW + 1, 1, "{{ section.title }}").font = Font(name=FONT, bold=True, size=12, color=BLUE)
    status = page.cell(HEADING_ROW + 2, STATUS_COLUMN)
    status.number_format = STATUS
    for number, colour in COLOURS.items():
        fill = PatternFill("solid", bgColor=colour)
        rule = CellIsRule(operator="equal", formula=[str(number)], fill=fill)  # type: ignore[no-untyped-call]
        page.conditional_formatting.add(status.coordinate, rule)
    page.cell(HEADING_ROW + 2, 1).hyperlink = f"#'{PAGE}'!A1"
    page.freeze_panes = f"C{HEADING_ROW + 1}"
    _printed(page, "landscape", pages=0)


def _page(page: Worksheet) -> None:
    _title(page, "{{ indicator.code }}: {{ indicator.title }}", "")
    for row, field in enumerate(SENTENCES, start=2):
        page[f"A{row}"] = f"{{{{ indicator.{field} }}}}"
        page[f"A{row}"].font, page[f"A{row}"].alignment = Font(name=FONT), Alignment(wrap_text=True, vertical="top")
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(PERIOD_COLUMNS))
        page.row_dimensions[row].height = 28
    for column, (heading, field) in enumerate(PERIOD_COLUMNS, start=1):
        across: Across = "left" if column in (1, len(PERIOD_COLUMNS)) else "right"
        _heading(page, MONTHS_ROW - 1, column, heading, across=across)
        cell = page.cell(MONTHS_ROW, column, field)
        cell.font, cell.alignment = Font(name=FONT), _aligned(across)
        page.column_dimensions[get_column_letter(column)].width = 13 if column < len(PERIOD_COLUMNS) else 24
    page.add_chart(_chart(page), "A10")
    _printed(page, "portrait", pages=1)


def _chart(page: Worksheet) -> LineChart:
    """The figure with its mean, its limits and its target, of the one row of months: each copy draws all its own.

    The figure has marks: one that is due by the quarter has no month beside it to draw a line to.
    """
    chart = LineChart()
    chart.height, chart.width, chart.title = 10.5, 20, "{{ indicator.title }}"
    chart.legend = Legend(legendPos="b")
    for number, (colour, width, dash) in enumerate(LINES.values(), start=2):
        data = Reference(page, min_col=number, min_row=MONTHS_ROW - 1, max_row=MONTHS_ROW)
        chart.add_data(data, titles_from_data=True)
        line = chart.series[-1].graphicalProperties.line
        line.solidFill, line.width, line.dashStyle = colour, int(width * POINT), dash
        chart.series[-1].smooth = False
        chart.series[-1].marker = Marker(symbol="none")
    chart.series[0].marker = Marker(symbol="circle", size=5)
    for part in (chart.series[0].marker.graphicalProperties, chart.series[0].marker.graphicalProperties.line):
        part.solidFill = INK
    chart.set_categories(Reference(page, min_col=1, min_row=MONTHS_ROW, max_row=MONTHS_ROW))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblSkip = A_QUARTER  # type: ignore[attr-defined]
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=PALE)))
    return chart


def _printed(page: Worksheet, orientation: Literal["portrait", "landscape"], *, pages: int) -> None:
    """`pages`: on how many one below the other, 0 for as many as are needed."""
    page.page_setup.orientation, page.page_setup.paperSize = orientation, page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, pages
    page.page_margins.left = page.page_margins.right = 0.5
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _title(page: Worksheet, title: str, about: str) -> None:
    page["A1"], page["A2"] = title, about
    page["A1"].font, page["A2"].font = Font(name=FONT, size=16, bold=True, color=BLUE), Font(name=FONT, size=11)
    page.sheet_view.showGridLines = False


def _heading(page: Worksheet, row: int, column: int, text: str, *, across: Across) -> None:
    cell = page.cell(row, column, text)
    cell.font, cell.fill = Font(name=FONT, bold=True), PatternFill("solid", fgColor=PALE)
    cell.alignment = _aligned(across)


def _across(column: int) -> Across:
    """Figures on the right, the status in the middle, words on the left."""
    return "right" if column in FIGURES else "center" if column == STATUS_COLUMN else "left"


def _aligned(across: Across) -> Alignment:
    """What stands on the left is kept off the figures before it."""
    return Alignment(wrap_text=True, vertical="top", horizontal=across, indent=1 if across == "left" else 0)
