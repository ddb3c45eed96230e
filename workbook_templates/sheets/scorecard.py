"""Scorecard: every indicator in a row, as the board reads it; landscape, a page for each section."""

from __future__ import annotations

from look import ACCENT, BARS, TAB_BOARD
from page import PAGE, Page, set_columns, set_print, set_screen, show_missing, show_status, show_trend

COLUMNS = (
    ("A", 7.3),
    ("B", 48),
    ("C:I", 7.1),
    ("J", 1.2),
    ("K", 7.4),
    ("L", 8),
    ("M", 9.6),
    ("N", 10.4),
    ("O", 1.2),
    ("P", 7.4),
    ("Q", 12.4),
    ("R", 9.6),
    ("S", 10.4),
    ("T", 1.2),
    ("U", 14),
    ("V", 1.2),
    ("W", 10.4),
)
LAST = "W"
GROUPS, HEADINGS, SECTION, INDICATOR, FOOT = 4, 5, 6, 7, 9
NOTE = INDICATOR + 1
YEAR, TO_DATE = "KLMN", "PQRS"
KEY = (
    ("K1", "● Green: target met     ▲ Amber: within its tolerance     ◆ Red: beyond it     Grey: not reported", "low"),
    ("K2", "Trend: against the period before. Long run: against the mean of the previous 12 months.", "top"),
)


def write_scorecard(page: Page, *, months: str) -> None:
    """Write the scorecard; `months` is the prototype cell of the monthly values on an indicator's page."""
    set_columns(page, COLUMNS)
    _write_head(page)
    _write_groups(page)
    _write_headings(page)
    _write_section(page)
    _write_indicator(page)
    for column in "MR":
        show_status(page, f"{column}{INDICATOR}")
    for column in "NSW":
        show_trend(page, f"{column}{INDICATOR}")
    show_missing(page, f"E{INDICATOR}:I{INDICATOR}")
    _write_foot(page)
    _draw_months(page, months)
    set_screen(page, tab=TAB_BOARD, freeze=(HEADINGS, 2))
    set_print(page, area=f"A1:{LAST}{FOOT}", landscape=True, repeat=(1, HEADINGS))
    page.sheet.set_h_pagebreaks([FOOT])


def _write_head(page: Page) -> None:
    page.heights({1: 33, 2: 18, 3: 8})
    page.row(1, ("A", "{{ scorecard.title }}", "title banner"), ("BCDEFGHIJKLMNOPQRSTUVW", "", "banner"))
    page.write("A2", "{{ scorecard.organisation }} · {{ scorecard.period }}", "subtitle")
    for cell, words, place in KEY:
        page.write(cell, words, f"small {place}{' banner' * (cell == 'K1')}")


def _write_groups(page: Page) -> None:
    page.heights({GROUPS: 16})
    page.row(
        GROUPS,
        ("C", "Benchmarks", "group grouped"),
        ("E", "Years", "group grouped"),
        ("G", "Months", "group grouped"),
        ("DFHI", "", "grouped"),
    )
    page.row(GROUPS, ("K", "Full year {{ label @ full year }}", "group"), ("LMN", "", "group"), also="grouped washed")
    page.row(
        GROUPS, ("P", "Year to date, {{ label @ year to date }}", "group"), ("QRS", "", "group"), also="grouped washed"
    )
    page.row(GROUPS, ("U", "Two years", "group"), ("VW", "", "group"), also="grouped")


def _write_headings(page: Page) -> None:
    page.heights({HEADINGS: 28})
    page.row(
        HEADINGS,
        ("A", "Code", "heading"),
        ("B", "Indicator, and its latest note", "heading"),
        ("C", "England", "heading right"),
        ("D", "SN", "heading right"),
        ("E", "{{ label @ full year-1 }}", "heading right"),
        ("F", "{{ label @ full year }}", "heading right"),
        ("G", "{{ label @ month-2 }}", "heading right"),
        ("H", "{{ label @ month-1 }}", "heading right"),
        ("I", "{{ label @ month }}", "heading right"),
        ("U", "To {{ label @ month }}", "heading"),
        ("V", "", "heading"),
        ("W", "Long run", "heading worded"),
        also="headed",
    )
    page.row(
        HEADINGS,
        ("KP", "Value", "heading right"),
        ("L", "Target", "heading spaced"),
        ("Q", "Aim", "heading spaced"),
        ("MR", "Status", "heading worded"),
        ("NS", "Trend", "heading worded"),
        also="headed washed",
    )


def _write_section(page: Page) -> None:
    page.heights({SECTION: 26})
    page.write(f"A{SECTION}", "{{ section.title }}", "section")
    page.row(SECTION, (YEAR + TO_DATE, "", "washed"))


def _write_indicator(page: Page) -> None:
    """Write an indicator's two rows: its figures, and below its title the latest note, so that fills stay small."""
    page.heights({INDICATOR: 30, NOTE: 13.5})
    page.link(f"A{INDICATOR}", PAGE, "{{ indicator.code }}", "low")
    page.row(
        INDICATOR,
        ("B", "{{ indicator.title }}", "text"),
        ("C", "{{ indicator.benchmark England }}", "figure quiet"),
        ("D", "{{ indicator.benchmark SN }}", "figure quiet"),
        ("E", "{{ indicator.value @ full year-1 }}", "figure"),
        ("F", "{{ indicator.value @ full year }}", "figure"),
        ("G", "{{ indicator.value @ month-2 }}", "figure"),
        ("H", "{{ indicator.value @ month-1 }}", "figure"),
        ("I", "{{ indicator.value @ month }}", "figure"),
        ("W", "{{ indicator.long_trend @ month }}", "trend"),
        also="low",
    )
    page.row(
        INDICATOR,
        ("K", "{{ indicator.value @ full year }}", "figure strong"),
        ("L", "{{ indicator.target @ full year }}", "spaced"),
        ("M", "{{ indicator.status @ full year }}", "status"),
        ("N", "{{ indicator.trend @ full year }}", "trend"),
        ("P", "{{ indicator.value @ year to date }}", "figure strong"),
        ("Q", "{{ indicator.target_hint @ year to date }}", "small spaced"),
        ("R", "{{ indicator.status @ year to date }}", "status"),
        ("S", "{{ indicator.trend @ year to date }}", "trend"),
        also="washed low",
    )
    page.row(NOTE, ("ACDEFGHIUVW", "", "line"), ("B", "{{ indicator.note }}", "small prose"), also="ruled")
    page.row(NOTE, (YEAR + TO_DATE, "", "washed"), also="ruled")


def _write_foot(page: Page) -> None:
    """Write the last row of a section's block; the page break below it so follows each section."""
    page.heights({FOOT: 24})
    counted = "{{ section.red }} red, {{ section.amber }} amber, {{ section.green }} green"
    uncounted = "{{ section.no_target }} without a target, {{ section.no_data }} without data"
    page.write(f"A{FOOT}", f"{{{{ section.indicators }}}} indicators: {counted}, {uncounted}", "small")


def _draw_months(page: Page, months: str) -> None:
    page.sheet.add_sparkline(
        f"U{INDICATOR}",
        {
            "range": f"'{PAGE}'!{months}:{months}",
            "type": "column",
            "min": 0,
            "series_color": BARS,
            "last_point": True,
            "last_color": ACCENT,
        },
    )
