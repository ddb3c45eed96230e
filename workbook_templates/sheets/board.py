"""Board: one page for the board, A4 portrait: reds first with reasons, then the rest, a row for each indicator."""

from __future__ import annotations

from look import ACCENT, BARS, GOOD, LENGTH, MISSED, NEAR, TAB_BOARD
from page import Page, set_columns, set_print, set_screen, show_status, show_trend
from sheets import months

COLUMNS = (("A", 8.5), ("B", 46), ("C", 17), ("D", 11), ("E", 13.5), ("F", 11.5), ("G", 11.5), ("H", 11.5))
LAST = "H"
COUNTS = (
    ("D", "◆ Red", "red"),
    ("E", "▲ Amber", "amber"),
    ("F", "● Green", "green"),
    ("G", "No target", "no_target"),
    ("H", "No data", "no_data"),
)
LEAD, HEADINGS, TOTALS, BY_SECTION = 3, 5, 6, 7
FIRST_LIST, ROWS = 9, 4
LISTS = (
    ("Red: what needs attention", "red", "reason }} {{ indicator.note", "Nothing is red."),
    ("Amber: close to the target", "amber", "reason", "Nothing is amber."),
    ("Green: on target", "green", "note", "Nothing is green."),
    ("Shown without a target", "no target or not due", "note", "Every indicator has a target."),
    ("Without a figure", "no data or suppressed", "reason", "Every indicator has a figure."),
)
FOOT = FIRST_LIST + ROWS * len(LISTS)
HOW_TO_READ = (
    "Trend: against the period before; for a year to date, against the same months last year.",
    "24 months: to {{ label @ month }}, each indicator on its own scale from zero. The sheet Months has the figures.",
)


def write_board(page: Page) -> None:
    """Write the page."""
    set_columns(page, COLUMNS)
    _write_head(page)
    _write_counts(page)
    for place, (title, status, words, nothing) in enumerate(LISTS):
        row = FIRST_LIST + place * ROWS
        _write_headings(page, row, title)
        _write_indicator(page, row + 1, f"where status is {status}, worst first, or say {nothing}", words=words)
    _write_foot(page)
    set_screen(page, tab=TAB_BOARD)
    set_print(page, area=f"A1:{LAST}{FOOT + len(HOW_TO_READ)}", pages=1)


def _write_head(page: Page) -> None:
    page.heights({1: 33, 2: 18, LEAD: 20, LEAD + 1: 6})
    page.row(1, ("A", "{{ scorecard.title }}", "title banner"), ("BCDEFGH", "", "banner"))
    page.write("A2", "{{ scorecard.organisation }} · {{ scorecard.period }}", "subtitle")
    page.write(f"A{LEAD}", "{{ scorecard.summary }}", "line")


def _write_counts(page: Page) -> None:
    page.heights({HEADINGS: 22, TOTALS: 40, BY_SECTION: 20})
    page.row(
        HEADINGS,
        ("A", "Status by section, {{ scorecard.headline }}", "section"),
        ("B", "", "heading"),
        ("C", "Indicators", "heading centre"),
        also="headed",
    )
    page.row(TOTALS, ("A", "All indicators", "strong"), ("B", "", "line"), also="ruled")
    page.write(f"C{TOTALS}", "{{ scorecard.indicators }}", "total ruled")
    page.row(BY_SECTION, ("A", "{{ each section }}{{ section.title }}", "line"), ("B", "", "line"), also="ruled")
    page.write(f"C{BY_SECTION}", "{{ section.indicators }}", "whole centre ruled")
    for column, words, name in COUNTS:
        page.write(f"{column}{HEADINGS}", words, "heading centre headed")
        page.write(f"{column}{TOTALS}", f"{{{{ scorecard.{name} }}}}", "total ruled")
        page.write(f"{column}{BY_SECTION}", f"{{{{ section.{name} }}}}", "whole centre ruled")
    _show_counts(page)


def _show_counts(page: Page) -> None:
    """Colour the totals, and give each section's counts a bar; all bars are drawn to one scale."""
    for column, colours in (("D", MISSED), ("E", NEAR), ("F", GOOD)):
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": page.look.fill(colours)}
        page.sheet.conditional_format(f"{column}{TOTALS}", rule)
    none = {"type": "cell", "criteria": "==", "value": 0, "format": page.look.recede()}
    page.sheet.conditional_format(f"D{TOTALS}:H{BY_SECTION}", none)
    show_bars(page, f"D{BY_SECTION}:H{BY_SECTION}", full=f"MAX($C${BY_SECTION}:$C${BY_SECTION})")


def show_bars(page: Page, cells: str, *, full: str) -> None:
    """Give counts a bar each, from nothing to what the formula `full` says."""
    page.sheet.conditional_format(
        cells,
        {
            "type": "data_bar",
            "data_bar_2010": True,
            "bar_solid": True,
            "bar_color": LENGTH,
            "bar_border_color": LENGTH,
            "min_type": "num",
            "min_value": 0,
            "max_type": "formula",
            "max_value": f"={full}",
        },
    )


def _write_headings(page: Page, row: int, title: str) -> None:
    page.heights({row - 1: 10, row: 24})
    page.row(
        row,
        ("A", title, "section"),
        ("B", "", "heading"),
        ("C", "24 months", "heading indented"),
        ("D", "{{ label @ headline }}", "heading right"),
        ("E", "Aim", "heading spaced"),
        ("F", "Status", "heading worded"),
        ("G", "Trend", "heading worded"),
        ("H", "{{ label @ full year }}", "heading right"),
        also="headed",
    )


def _write_indicator(page: Page, row: int, which: str, *, words: str) -> None:
    """Write an indicator's two rows: its figures, and below its title the reason or the note; no words, little room."""
    page.heights({row: 19, row + 1: 6})
    page.row(
        row,
        ("A", f"{{{{ each indicator {which} }}}}{{{{ indicator.code }}}}", "quiet"),
        ("B", "{{ indicator.title }}", "strong text"),
        ("C", "", "line"),
        ("D", "{{ indicator.value @ headline }}", "figure strong"),
        ("E", "{{ indicator.target_hint }}", "small spaced"),
        ("F", "{{ indicator.status }}", "status"),
        ("G", "{{ indicator.trend @ headline }}", "trend"),
        ("H", "{{ indicator.value @ full year }}", "figure"),
        also="low",
    )
    page.row(row + 1, ("ACDEFGH", "", "ruled"), ("B", f"{{{{ indicator.{words} }}}}", "small prose ruled"))
    show_status(page, f"F{row}")
    show_trend(page, f"G{row}")
    _draw_months(page, f"C{row}")


def _write_foot(page: Page) -> None:
    page.heights({FOOT - 1: 10})
    page.write(f"A{FOOT}", "{{ scorecard.problems_sentence }} {{ scorecard.sources_sentence }}.", "small")
    for row, sentence in enumerate(HOW_TO_READ, start=FOOT + 1):
        page.write(f"A{row}", sentence, "small")


def _draw_months(page: Page, cell: str) -> None:
    page.sheet.add_sparkline(
        cell,
        {
            "range": months.HISTORY,
            "type": "column",
            "min": 0,
            "series_color": BARS,
            "last_point": True,
            "last_color": ACCENT,
        },
    )
