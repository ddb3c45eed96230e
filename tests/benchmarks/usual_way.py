"""The usual way to make a scorecard in Python: pandas.read_excel, a mask for each indicator and month, openpyxl.

python tests/benchmarks/usual_way.py WORKBOOK OUT INDICATORS [plain]
It is what our own build is measured beside. It makes the same pages: the scorecard with its icons, a page for each
indicator with its months and its chart, and the list of all figures, formatted as people do it, a style for each cell.
It leaves out what would take it longer still: targets, colours, reasons, sparklines, the list of changes, checks. With
`plain` it writes the bare figures only, without a format or a chart.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
from openpyxl.chart import LineChart, Reference
from openpyxl.formatting.rule import IconSetRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ALL_MONTHS = pd.period_range("2010-04", "2012-05", freq="M")
MONTHS = ALL_MONTHS[-24:]
YEARS = {"2010/11": ALL_MONTHS[:12], "2011/12": ALL_MONTHS[12:24], "2012/13 to May": ALL_MONTHS[24:]}
TEAMS = 20
PAGE_TOP, MONTHS_TOP, LAST_COLUMN = 12, 22, 9
FIGURES = ("Value", "Numerator", "Denominator", "Target", "Status", "Trend")
LIST = ("Code", "Period", "Kind", "Value", "As shown", "Numerator", "Denominator", "Target", "Status", "Trend",
        "Long run", "Unit", "Good is", "Owner", "Section", "Indicator", "Reason", "Revised")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value with what it was worked out from, and whether it rose (1), fell (-1) or stayed (0)."""

    value: float | None
    numerator: int
    denominator: int | None
    trend: int | None = None

    @property
    def cells(self) -> tuple[float | int | str | None, ...]:
        """What a page's row says of it."""
        status = "No data" if self.value is None else "No target"
        return self.value, self.numerator, self.denominator, None, status, self.trend


def main() -> None:
    """Read, count, write."""
    source, out, indicators = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    records = pd.read_excel(source, engine="openpyxl", dtype={"Child Unique ID": str})
    if "plain" in sys.argv[4:]:
        plain(records, indicators).save(out)
    else:
        formatted(records, indicators).save(out)


def plain(records: pd.DataFrame, indicators: int) -> Workbook:
    """Return the bare figures: a table of all indicators, and a sheet of each."""
    book = openpyxl.Workbook()
    summary = book.active
    summary.title = "Scorecard"
    summary.append(["Code", "Indicator", *(str(month) for month in MONTHS)])
    for number in range(indicators):
        figures = [figure_of(records, number, month, month) for month in MONTHS]
        summary.append([code(number), f"Indicator {number}", *(figure.value for figure in figures)])
        page = book.create_sheet(code(number))
        page.append(["Month", "Value", "Numerator", "Denominator"])
        for month, figure in zip(MONTHS, figures, strict=True):
            page.append([str(month), figure.value, figure.numerator, figure.denominator])
        for cell in page[1]:
            cell.font = Font(bold=True)
    for cell in summary[1]:
        cell.font = Font(bold=True)
    return book


def formatted(records: pd.DataFrame, indicators: int) -> Workbook:
    """Return the scorecard, a page for each indicator, and the list of all figures."""
    book = openpyxl.Workbook()
    board, listed = book.active, book.create_sheet("Figures")
    board.title = "Scorecard"
    heading(board, 1, ["Code", "Indicator", *YEARS, *(f"{month:%b %Y}" for month in MONTHS[-3:]), "Trend"])
    heading(listed, 4, list(LIST))
    for number in range(indicators):
        months = trended([figure_of(records, number, month, month) for month in ALL_MONTHS])
        years = trended([figure_of(records, number, span[0], span[-1]) for span in YEARS.values()])
        values = (*(figure.value for figure in years), *(figure.value for figure in months[-3:]), years[1].trend)
        row(board, 2 + number, [code(number), f"Indicator {number}", *values])
        page_of(book, number, years, months)
        list_figures(listed, number, years, months)
    board.conditional_formatting.add(f"I2:I{indicators + 1}", IconSetRule("3Arrows", "num", [-1, 0, 1]))
    board.freeze_panes = listed.freeze_panes = "C5"
    return book


def page_of(book: Workbook, number: int, years: list[Figure], months: list[Figure]) -> None:
    """Write an indicator's page: where it stands, its months, its chart."""
    page = book.create_sheet(code(number))
    page["A1"], page["A1"].font = f"{code(number)}   Indicator {number}", Font(bold=True, size=16)
    page["A2"], page["C2"] = "All · High is good", years[-1].value
    page["A9"], page["A10"] = "How it is worked out", "No further action ÷ referrals × 100"
    page["I1"], page["I1"].hyperlink = "‹ Scorecard", "#'Scorecard'!A1"
    stands = dict(zip(YEARS, years, strict=True)) | dict(zip(MONTHS[-3:], months[-3:], strict=True))
    tell(page, PAGE_TOP, "Where it stands", stands)
    tell(page, MONTHS_TOP, "Month by month", dict(zip(MONTHS, months[-24:], strict=True)))
    for column in "ABCDEFGHI":
        page.column_dimensions[column].width = 13
    for top, rows in ((PAGE_TOP, len(stands)), (MONTHS_TOP, len(MONTHS))):
        where = f"H{top + 1}:H{top + rows}"
        page.conditional_formatting.add(where, IconSetRule("3Arrows", "num", [-1, 0, 1]))
    chart = LineChart()
    last = MONTHS_TOP + len(MONTHS)
    chart.add_data(Reference(page, min_col=3, min_row=MONTHS_TOP, max_row=last), titles_from_data=True)
    chart.add_data(Reference(page, min_col=6, min_row=MONTHS_TOP, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(page, min_col=1, min_row=MONTHS_TOP + 1, max_row=last))
    page.add_chart(chart, "K5")
    page.print_title_rows, page.page_setup.orientation, page.page_setup.paperSize = "1:2", "portrait", 9
    page.oddHeader.left.text = f"{code(number)} May 2012"


def tell(page: Worksheet, top: int, title: str, figures: dict[object, Figure]) -> None:
    """Write a block of figures under its headings."""
    heading(page, top, [title, None, *FIGURES, "England"])
    for below, (period, figure) in enumerate(figures.items(), start=1):
        name = f"{period:%b %Y}" if isinstance(period, pd.Period) else period
        row(page, top + below, [name, None, *figure.cells, None])


def list_figures(listed: Worksheet, number: int, years: list[Figure], months: list[Figure]) -> None:
    """Add an indicator's figures to the list of all."""
    unit = "percent" if number % 2 else "count"
    for kind, names, figures in (("month", [f"{m:%b %Y}" for m in ALL_MONTHS], months), ("year", YEARS, years)):
        for name, figure in zip(names, figures, strict=True):
            value, numerator, denominator, target, status, trend = figure.cells
            shown = "" if value is None else f"{value:.1f}"
            told = [code(number), name, kind, value, shown, numerator, denominator, target, status, trend, None, unit]
            row(listed, listed.max_row + 1, [*told, "High is good", None, "All", f"Indicator {number}", "", None])


def heading(sheet: Worksheet, number: int, cells: list[object]) -> None:
    """Write a row of headings."""
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(number, column, value)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def row(sheet: Worksheet, number: int, cells: list[object]) -> None:
    """Write a row of figures."""
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(number, column, value)
        cell.font, cell.number_format = Font(size=10), "#,##0.0"
        cell.border = Border(bottom=Side("thin", color="D9D9D9"))
        cell.alignment = Alignment(horizontal="left" if column == 1 else "right")


def trended(figures: list[Figure]) -> list[Figure]:
    """Return the figures with which way each went from the one before."""
    befores = [None, *(figure.value for figure in figures)]
    return [
        Figure(value=f.value, numerator=f.numerator, denominator=f.denominator, trend=_trend(before, f.value))
        for before, f in zip(befores[:-1], figures, strict=True)
    ]


def _trend(before: float | None, now: float | None) -> int | None:
    return None if before is None or now is None else (now > before) - (now < before)


def figure_of(records: pd.DataFrame, number: int, first: pd.Period, last: pd.Period) -> Figure:
    """Return one figure: of every second indicator a count, of the others a percentage."""
    in_span = (records["Date of Referral"] >= first.start_time) & (records["Date of Referral"] <= last.end_time)
    in_team = records["Team"] == f"Team {number % TEAMS}"
    mask = in_span & in_team
    if number % 2 == 0:
        count = len(records[mask])
        return Figure(value=count, numerator=count, denominator=None)
    numerator, denominator = len(records[mask & (records["NFA?"] == "Yes")]), len(records[mask])
    value = numerator / denominator * 100 if denominator else None
    return Figure(value=value, numerator=numerator, denominator=denominator)


def code(number: int) -> str:
    """Return an indicator's code."""
    return f"I{number:03d}"


if __name__ == "__main__":
    main()
