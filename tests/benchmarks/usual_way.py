"""The usual way to make a scorecard in Python: pandas.read_excel, a mask for each indicator and month, openpyxl.

python tests/benchmarks/usual_way.py WORKBOOK OUT INDICATORS [plain]
It is what our own build is measured beside. It makes the same sheets: a summary, the scorecard, a page for each
indicator with its months and its chart, the list of all figures, and what they mean, formatted as people do it, a style
for each cell. What would take it longer still is left out: targets and colours, sparklines, control charts, intervals,
reasons beyond a phrase, checks of the data. With `plain` it writes the bare figures only, without a format or a chart.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
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
PAGE_TOP, MONTHS_TOP, LIST_TOP, BOARD_TOP, COLUMNS = 12, 22, 4, 6, 9
MOST_WORSE, WINDOW, FEWEST = 10, 12, 6
FIGURES = ("Value", "Numerator", "Denominator", "Target", "Status", "Trend", "Long run")
BOARD = ("Code", "Indicator, and its latest note", "England", "SN", *list(YEARS)[:2], *(f"{m:%b %Y}" for m in MONTHS[-3:]),
         None, "Value", "Target", "Status", "Trend", None, "Value", "Aim", "Status", "Trend", None, "24 months",
         "Long run")  # fmt: skip
LIST = ("Code", "Period", "Kind", "Value", "As shown", "Numerator", "Denominator", "Target", "Status", "Trend",
        "Long run", "Unit", "Good is", "Owner", "Section", "Indicator", "Reason", "Revised")  # fmt: skip
WAYS = {1: "Improved", 0: "Unchanged", -1: "Worsened", None: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value with what it was worked out from; whether it rose (1), fell (-1) or stayed (0), and so in the long run."""

    value: float | None
    numerator: int
    denominator: int | None
    trend: int | None = None
    long_run: int | None = None

    @property
    def status(self) -> str:
        """The word for it."""
        return "No data" if self.value is None else "No target"

    @property
    def cells(self) -> tuple[float | int | str | None, ...]:
        """What a page's row says of it."""
        return self.value, self.numerator, self.denominator, None, self.status, self.trend


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
    """Return all sheets, formatted."""
    book = openpyxl.Workbook()
    summary, board = book.active, book.create_sheet("Scorecard")
    summary.title = "Summary"
    found = []
    for number in range(indicators):
        months = judged([figure_of(records, number, month, month) for month in ALL_MONTHS])
        years = judged([figure_of(records, number, span[0], span[-1]) for span in YEARS.values()])
        found.append((years, months))
        page_of(book, number, years, months)
    board_of(board, found)
    list_figures(book.create_sheet("Figures"), found)
    about(book.create_sheet("About"), indicators)
    summarise(summary, found)
    return book


def summarise(summary: Worksheet, found: Sequence[tuple[list[Figure], list[Figure]]]) -> None:
    """Write how many have which status, and the ten that got worse."""
    headed(summary)
    heading(summary, 5, ["Status", None, "Red", "Amber", "Green", "No target", "No data"])
    missing = sum(years[-1].value is None for years, _ in found)
    row(summary, 6, [f"All {len(found)} indicators", None, 0, 0, 0, len(found) - missing, missing])
    worse = [(number, years) for number, (years, _) in enumerate(found) if years[-1].trend == -1]
    heading(summary, 9, ["What got worse", None, "2012/13 to May", "Aim", "Status", "2011/12", "2010/11"])
    for place, (number, years) in enumerate(worse[:MOST_WORSE]):
        values = (years[-1].value, None, years[-1].status, years[1].value, years[0].value)
        row(summary, 10 + 2 * place, [code(number), f"Indicator {number}", *values])
        row(summary, 11 + 2 * place, [None, "It is below the figure of the year before.", *[None] * 5])
        summary.cell(10 + 2 * place, 1).hyperlink = f"#'{code(number)}'!A1"


def board_of(board: Worksheet, found: Sequence[tuple[list[Figure], list[Figure]]]) -> None:
    """Write the scorecard: two rows an indicator, the second for its note."""
    headed(board)
    heading(board, BOARD_TOP - 1, list(BOARD))
    for number, (years, months) in enumerate(found):
        at, last = BOARD_TOP + 2 * number, [figure.value for figure in months[-3:]]
        full, now = years[1], years[-1]
        judged_full, judged_now = (full.value, None, full.status, full.trend), (now.value, None, now.status, now.trend)
        values = (None, None, years[0].value, full.value, *last, None, *judged_full, None, *judged_now, None, None)
        row(board, at, [code(number), f"Indicator {number}", *values, months[-1].long_run])
        row(board, at + 1, [None] * 17)
        board.cell(at, 1).hyperlink = f"#'{code(number)}'!A1"
    show_trends(board, *(f"{column}{BOARD_TOP}:{column}{BOARD_TOP + 2 * len(found)}" for column in "NSV"))
    board.freeze_panes, board.print_title_rows = f"C{BOARD_TOP}", "1:5"


def page_of(book: Workbook, number: int, years: list[Figure], months: list[Figure]) -> None:
    """Write an indicator's page: what it is, where it stands, its months, its chart."""
    page = book.create_sheet(code(number))
    heading(page, 1, [f"{code(number)}   Indicator {number}", None, years[-1].value, *[None] * 5, "‹ Scorecard"])
    page["I1"].hyperlink = "#'Scorecard'!A1"
    row(page, 2, ["May 2012 · All · High is good", None, years[-1].status, "2012/13 to May"])
    told = (reason(years[-1], "2012/13 to May"), None, "What it measures", None, "Why it matters", None)
    for at, text in enumerate((*told, "How it is worked out", "No further action ÷ referrals × 100"), start=3):
        row(page, at, [text])
    stands = dict(zip(YEARS, years, strict=True)) | dict(zip(MONTHS[-3:], months[-3:], strict=True))
    tell(page, PAGE_TOP, "Where it stands", stands)
    for at, which in ((PAGE_TOP + 7, "Trend"), (PAGE_TOP + 8, "Long run")):
        row(page, at, [f"{which}: {WAYS[years[-1].trend] or 'there is no figure to compare with'}."])
    tell(page, MONTHS_TOP, "Month by month", dict(zip(MONTHS, months[-24:], strict=True)))
    heading(page, MONTHS_TOP + 26, ["Benchmarks", None, "Value", "Period", "Source", *[None] * 4])
    row(page, MONTHS_TOP + 27, ["There is no benchmark."])
    heading(page, MONTHS_TOP + 29, ["Notes", *[None] * 8])
    row(page, MONTHS_TOP + 31, ["There is no note."])
    for column in "ABCDEFGHI":
        page.column_dimensions[column].width = 13
    show_trends(page, f"H{PAGE_TOP + 1}:I{PAGE_TOP + 6}", f"H{MONTHS_TOP + 1}:I{MONTHS_TOP + 24}")
    page.add_chart(chart_of(page), "K5")
    page.print_title_rows, page.page_setup.orientation, page.page_setup.paperSize = "1:2", "portrait", 9
    page.oddHeader.right.text = "Haringey · Benchmark"


def chart_of(page: Worksheet) -> LineChart:
    """Return the months' values and targets as lines."""
    chart, last = LineChart(), MONTHS_TOP + len(MONTHS)
    for column in (3, 6):
        values = Reference(page, min_col=column, min_row=MONTHS_TOP, max_row=last)
        chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(page, min_col=1, min_row=MONTHS_TOP + 1, max_row=last))
    return chart


def tell(page: Worksheet, top: int, title: str, figures: dict[object, Figure]) -> None:
    """Write a block of figures under its headings."""
    heading(page, top, [title, None, *FIGURES])
    for below, (period, figure) in enumerate(figures.items(), start=1):
        name = f"{period:%b %Y}" if isinstance(period, pd.Period) else period
        row(page, top + below, [name, None, *figure.cells, figure.long_run if top == PAGE_TOP else None])


def list_figures(listed: Worksheet, found: Sequence[tuple[list[Figure], list[Figure]]]) -> None:
    """Write the list of all figures."""
    headed(listed)
    heading(listed, LIST_TOP, list(LIST))
    at = LIST_TOP
    for number, (years, months) in enumerate(found):
        unit = "%" if number % 2 else "count"
        for kind, names, figures in (("month", [f"{m:%b %Y}" for m in ALL_MONTHS], months), ("year", YEARS, years)):
            for name, figure in zip(names, figures, strict=True):
                at += 1
                shown = "no cases" if figure.value is None else f"{figure.value:.1f}"
                worked_out = (figure.numerator, figure.denominator, None, figure.status)
                ways = (WAYS[figure.trend], WAYS[figure.long_run])
                told = (unit, "High is good", None, "All", f"Indicator {number}", reason(figure, name), None)
                row(listed, at, [code(number), name, kind, figure.value, shown, *worked_out, *ways, *told])
    listed.freeze_panes, listed.auto_filter.ref = "C5", f"A{LIST_TOP}:R{at}"


def about(sheet: Worksheet, indicators: int) -> None:
    """Write what each indicator means."""
    headed(sheet)
    heading(sheet, 4, ["What each indicator means", None, "Unit", "Good is, and who looks after it", None])
    for number in range(indicators):
        unit = "%" if number % 2 else "count"
        row(sheet, 5 + 3 * number, [code(number), f"Indicator {number}", unit, "High is good", None])
        row(sheet, 6 + 3 * number, [None] * 5)
        row(sheet, 7 + 3 * number, [None, "No further action ÷ referrals × 100", None, None, None])


def reason(figure: Figure, period: str) -> str:
    """Return the phrase beside a figure."""
    return f"No data for {period}: no cases." if figure.value is None else "No target is set."


def headed(sheet: Worksheet) -> None:
    """Write what every sheet begins with."""
    for number, text in enumerate((sheet.title, "Benchmark · Haringey · May 2012"), start=1):
        sheet.cell(number, 1, text).font = Font(bold=True, size=18 - 8 * (number - 1))


def heading(sheet: Worksheet, number: int, cells: Sequence[object]) -> None:
    """Write a row of headings."""
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(number, column, value)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def row(sheet: Worksheet, number: int, cells: Sequence[object]) -> None:
    """Write a row of figures."""
    for column, value in enumerate(cells, start=1):
        cell = sheet.cell(number, column, value)
        cell.font, cell.number_format = Font(size=10), "#,##0.0"
        cell.border = Border(bottom=Side("thin", color="D9D9D9"))
        cell.alignment = Alignment(horizontal="left" if column == 1 else "right")


def show_trends(sheet: Worksheet, *areas: str) -> None:
    """Give trends their arrows."""
    for area in areas:
        sheet.conditional_formatting.add(area, IconSetRule("3Arrows", "num", [-1, 0, 1]))


def judged(figures: list[Figure]) -> list[Figure]:
    """Return the figures with which way each went: from the one before, and from the mean of the twelve before."""
    values = [figure.value for figure in figures]
    return [
        Figure(
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            trend=way(values[place - 1] if place else None, figure.value),
            long_run=way(mean_of(values[max(0, place - WINDOW) : place]), figure.value),
        )
        for place, figure in enumerate(figures)
    ]


def mean_of(values: list[float | None]) -> float | None:
    """Return the mean of those that are there; None where they are few."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if len(known) >= FEWEST else None


def way(before: float | None, now: float | None) -> int | None:
    """Return 1 where it rose, -1 where it fell, 0 where it stayed."""
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
