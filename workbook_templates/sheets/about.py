"""About: where the figures come from, what each indicator means, the rules used, and how to hand this over."""

from __future__ import annotations

from look import TAB_BACKGROUND
from page import PAGE, Page, set_columns, set_print, set_screen

COLUMNS = (("A", 18), ("B", 66), ("C", 10), ("D", 10), ("E", 32))
KEY = (
    ("● Green", "The target is met."),
    ("▲ Amber", "The target is missed, but within its tolerance."),
    ("◆ Red", "The target is missed by more than its tolerance."),
    ("No target", "No target is set for this indicator and period; it is shown, not judged."),
    ("Trend", "Against the period before; for a year to date, against the same months last year."),
    ("Long run", "Against the mean of the twelve months before."),
)
READING = 4
SOURCES = READING + len(KEY) + 2
INDICATORS = SOURCES + 5
RULES = INDICATORS + 6
HANDOVER = RULES + 3


def write_about(page: Page) -> None:
    """Write what someone needs who did not make this."""
    set_columns(page, COLUMNS)
    page.heights({1: 33, 2: 18, 3: 10})
    page.row(1, ("A", "About this scorecard", "title banner"), ("BCDE", "", "banner"))
    page.write("A2", "{{ scorecard.title }} · {{ scorecard.organisation }} · {{ scorecard.period }}", "subtitle")
    _write_reading(page)
    _write_sources(page)
    _write_indicators(page)
    _write_rules(page)
    _write_handover(page)
    set_screen(page, tab=TAB_BACKGROUND)
    set_print(page, area=f"A1:E{HANDOVER + 2}", repeat=(1, 2))


def _write_reading(page: Page) -> None:
    _write_section(page, READING, "How to read it")
    for row, (word, meaning) in enumerate(KEY, start=READING + 1):
        page.row(row, ("A", word, "strong"), ("B", meaning, "line"))


def _write_sources(page: Page) -> None:
    _write_section(page, SOURCES, "Where the figures come from")
    page.row(
        SOURCES,
        ("C", "Rows", "heading spaced"),
        ("D", "Left out", "heading spaced"),
        ("E", "Covers", "heading indented"),
        also="headed",
    )
    page.row(
        SOURCES + 1,
        ("A", "{{ source.name }}", "strong"),
        ("B", "{{ source.file }}, sheet {{ source.sheet }}", "line"),
        ("C", "{{ source.rows }}", "whole spaced"),
        ("D", "{{ source.left_out }}", "whole spaced"),
        ("E", "{{ source.covers }}", "line indented"),
    )
    page.row(SOURCES + 2, ("A", "", "ruled"), ("B", "SHA-256 {{ source.sha256 }}", "small ruled"), ("CDE", "", "ruled"))
    page.heights({SOURCES + 1: 18, SOURCES + 2: 16})


def _write_indicators(page: Page) -> None:
    _write_section(page, INDICATORS, "What each indicator means")
    page.row(
        INDICATORS,
        ("C", "Unit", "heading indented"),
        ("D", "", "heading"),
        ("E", "Good is, and who looks after it", "heading indented"),
        also="headed",
    )
    page.heights({INDICATORS + 1: 20, INDICATORS + 2: 15, INDICATORS + 3: 20})
    page.link(f"A{INDICATORS + 1}", PAGE, "{{ indicator.code }}", "low")
    page.row(
        INDICATORS + 1,
        ("B", "{{ indicator.title }}", "strong text"),
        ("C", "{{ indicator.unit }}", "line indented"),
        ("E", "{{ indicator.polarity }}", "text indented"),
        also="low",
    )
    page.row(
        INDICATORS + 2,
        ("B", "{{ indicator.definition }}", "prose"),
        ("E", "{{ indicator.owner }}", "small prose indented"),
    )
    page.row(INDICATORS + 3, ("B", "{{ indicator.formula }}", "small prose"), ("ACDE", "", "line"), also="ruled")


def _write_rules(page: Page) -> None:
    _write_section(page, RULES, "The rules used")
    page.heights({RULES + 1: 22})
    page.row(
        RULES + 1,
        ("A", "{{ rule.title }}", "strong prose"),
        ("B", "{{ rule.text }}", "prose"),
        ("CDE", "", "line"),
        also="ruled",
    )


def _write_handover(page: Page) -> None:
    _write_section(page, HANDOVER, "Handing this over")
    page.row(HANDOVER + 1, ("A", "Prepared by", "strong top"), ("B", "{{ scorecard.prepared_by }}", "prose"))
    page.row(HANDOVER + 2, ("A", "To hand over", "strong top"), ("B", "{{ scorecard.handover }}", "prose"))


def _write_section(page: Page, row: int, title: str) -> None:
    page.heights({row: 26})
    page.row(row, ("A", title, "section"), ("BCDE", "", "line"), also="headed")
