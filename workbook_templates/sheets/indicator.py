"""{indicator.code}: one indicator's page, copied for each; portrait."""

from __future__ import annotations

from look import TAB_PAGE
from page import Page, set_columns, set_print, set_screen, show_status, show_status_icons, show_trend
from sheets.chart import draw_chart

COLUMNS = (("A", 54), ("B", 1.5), ("C", 10.8), ("D", 9.6), ("E", 10.8), ("F", 9.6), ("G", 10.6), ("H:I", 10.8))
RIGHT = "BCDEFGHI"
TITLE, STANDING, WHY = 1, 2, 3
PROSE = 5
FIGURES = 12
MONTHS = FIGURES + 10
MONTH = MONTHS + 1
BENCHMARKS = MONTH + 2
NOTES = BENCHMARKS + 3
MONTH_VALUE = f"$C${MONTH}"
PERIODS = ("full year-1", "full year", "month-2", "month-1", "month", "year to date")


def write_indicator(page: Page) -> None:
    """Write the prototype page of an indicator."""
    set_columns(page, COLUMNS)
    _write_head(page)
    _write_prose(page)
    draw_chart(page, row=PROSE, month=MONTH)
    _write_figures(page)
    _write_months(page)
    _write_benchmarks(page)
    _write_notes(page)
    set_screen(page, tab=TAB_PAGE, freeze=(TITLE, 0))
    set_print(page, area=f"A1:I{NOTES + 2}", repeat=(TITLE, STANDING))


def _write_head(page: Page) -> None:
    """Write the title, and beside it the one figure that matters with its status; below the title, why."""
    page.heights({TITLE: 48, STANDING: 19, WHY: 20, WHY + 1: 8})
    page.row(
        TITLE, ("A", "{{ indicator.code }}   {{ indicator.title }}", "title text"), (RIGHT, "", "line"), also="banner"
    )
    page.write(f"C{TITLE}", "{{ indicator.shown @ headline }}", "display banner")
    page.link(f"I{TITLE}", "Scorecard", "‹ Scorecard", "right top banner")
    page.row(
        STANDING,
        ("A", "{{ scorecard.period }} · {{ section.title }} · {{ indicator.polarity }}", "small"),
        ("C", "{{ indicator.status }}", "status"),
        ("D", "{{ label @ headline }}", "strong indented"),
        ("F", "{{ indicator.target_hint }}", "quiet indented"),
    )
    show_status(page, f"C{STANDING}")
    page.write(f"A{WHY}", "{{ indicator.reason }}", "lead")


def _write_prose(page: Page) -> None:
    for row, label, field in (
        (PROSE, "What it measures", "definition"),
        (PROSE + 2, "Why it matters", "purpose"),
        (PROSE + 4, "How it is worked out", "formula"),
    ):
        page.heights({row: 18, row + 1: 60})
        page.write(f"A{row}", label, "label")
        page.row(row + 1, ("A", f"{{{{ indicator.{field} }}}}", "prose"))


def _write_figures(page: Page) -> None:
    last = FIGURES + len(PERIODS)
    page.heights({FIGURES - 1: 10, FIGURES: 24})
    _write_headings(page, FIGURES, "Where it stands", ("I", "Long run", "heading worded"))
    for row, at in enumerate(PERIODS, start=FIGURES + 1):
        page.heights({row: 15.75})
        page.row(
            row,
            ("A", f"{{{{ label @ {at} }}}}   {{{{ indicator.revised @ {at} }}}}", "line"),
            ("B", "", "line"),
            ("C", f"{{{{ indicator.value @ {at} }}}}", "figure strong"),
            ("D", f"{{{{ indicator.numerator @ {at} }}}}", "whole quiet"),
            ("E", f"{{{{ indicator.denominator @ {at} }}}}", "whole quiet"),
            ("F", f"{{{{ indicator.target @ {at} }}}}", "spaced"),
            ("G", f"{{{{ indicator.status @ {at} }}}}", "status"),
            ("H", f"{{{{ indicator.trend @ {at} }}}}", "trend"),
            ("I", f"{{{{ indicator.long_trend @ {at} }}}}", "trend"),
            also="ruled strong" if at == "year to date" else "ruled",
        )
    show_status(page, f"G{FIGURES + 1}:G{last}")
    show_trend(page, f"H{FIGURES + 1}:I{last}")
    page.write(f"A{last + 1}", "Trend: {{ indicator.trend_reason @ headline }}", "small")
    page.write(f"A{last + 2}", "Long run: {{ indicator.long_trend_reason @ headline }}", "small")


def _write_headings(page: Page, row: int, title: str, last: tuple[str, str, str]) -> None:
    page.row(
        row,
        ("A", title, "section"),
        ("B", "", "heading"),
        ("C", "Value", "heading right"),
        ("D", "Numerator", "heading right"),
        ("E", "Denominator", "heading right"),
        ("F", "Target", "heading spaced"),
        ("G", "Status", "heading worded"),
        ("H", "Trend", "heading worded"),
        last,
        also="headed",
    )


def _write_months(page: Page) -> None:
    page.heights({MONTHS - 1: 10, MONTHS: 24, MONTH: 14.25})
    _write_headings(page, MONTHS, "Month by month", ("I", "England", "heading right"))
    page.row(
        MONTH,
        ("A", "{{ each period, last 24 }}{{ period.label }}", "line"),
        ("B", "", "line"),
        ("C", "{{ period.value }}", "figure strong"),
        ("D", "{{ period.numerator }}", "whole quiet"),
        ("E", "{{ period.denominator }}", "whole quiet"),
        ("F", "{{ period.target }}", "spaced"),
        ("G", "{{ period.status }}", "status"),
        ("H", "{{ period.trend }}", "trend"),
        ("I", "{{ period.benchmark England }}", "figure quiet"),
        also="ruled",
    )
    show_status_icons(page, f"G{MONTH}")
    show_trend(page, f"H{MONTH}")


def _write_benchmarks(page: Page) -> None:
    page.heights({BENCHMARKS - 1: 10, BENCHMARKS: 24, BENCHMARKS + 1: 15.75})
    page.row(
        BENCHMARKS,
        ("A", "Benchmarks", "section"),
        ("C", "Value", "heading right"),
        ("D", "Period", "heading right"),
        ("E", "Source", "heading worded"),
        ("BFGHI", "", "heading"),
        also="headed",
    )
    which = "{{ each benchmark, newest first, or say There is no benchmark. }}"
    page.row(
        BENCHMARKS + 1,
        ("A", f"{which}{{{{ benchmark.comparator }}}}: {{{{ benchmark.method }}}}", "line"),
        ("C", "{{ benchmark.value }}", "figure"),
        ("D", "{{ benchmark.period }}", "line right"),
        ("E", "{{ benchmark.source }}", "small worded"),
        ("BFGHI", "", "line"),
        also="ruled",
    )


def _write_notes(page: Page) -> None:
    page.heights({NOTES - 1: 10, NOTES: 24, NOTES + 1: 3, NOTES + 2: 15.75})
    page.row(NOTES, ("A", "Notes", "section"), (RIGHT, "", "line"), also="headed")
    which = "{{ each note, newest first, or say There is no note. }}"
    page.write(f"A{NOTES + 2}", f"{which}{{{{ note.period }}}}: {{{{ note.text }}}}", "prose")
