"""Summary: how many red, which, what got worse, can the data be trusted; one portrait page."""

from __future__ import annotations

from look import GOOD, MISSED, NEAR, TAB_BOARD
from page import Page, set_columns, set_print, set_screen, show_severity, show_status, show_trend

NAME = "Summary {scorecard.part}"
"""Of a team: "Summary North"; of the whole: "Summary"."""
COLUMNS = (("A", 11), ("B", 46), ("C:G", 11.8))
COUNTS = (
    ("C", "◆ Red", "red"),
    ("D", "▲ Amber", "amber"),
    ("E", "● Green", "green"),
    ("F", "No target", "no_target"),
    ("G", "No data", "no_data"),
)
CONTENTS = (
    ("Scorecard", "Every indicator in a row, by section. A code opens that indicator's page."),
    ("Figures", "Every figure as one table, to filter and to copy."),
    ("Data quality", "Every problem found in the data, where it is, and what to do about it."),
    ("About", "Where the figures come from, what each indicator means, and the rules used."),
)
HEADINGS, TOTALS, BY_SECTION = 5, 6, 7
RED, WORSE, CHANGED, TRUST = 9, 13, 17, 20
MOST_WORSE = 10
"""More would push what comes below off the page; Scorecard has every trend."""
NEXT = TRUST + 4


def write_summary(page: Page) -> None:
    """Write the sheet that answers in five seconds."""
    set_columns(page, COLUMNS)
    _write_head(page)
    _write_counts(page)
    _colour_counts(page)
    _write_red(page)
    _write_worse(page)
    _write_changed(page)
    _write_trust(page)
    _write_contents(page)
    set_screen(page, tab=TAB_BOARD)
    set_print(page, area=f"A1:G{NEXT + len(CONTENTS)}", repeat=(1, 2))


def _write_head(page: Page) -> None:
    page.heights({1: 33, 2: 18, 3: 18, 4: 14})
    page.row(1, ("A", "{{ scorecard.title }}", "title banner"), ("BCDEFG", "", "banner"))
    page.write("A2", "{{ scorecard.organisation }} · {{ scorecard.period }}", "subtitle")
    page.write("A3", "Status is counted for {{ scorecard.headline }}. {{ scorecard.sources_sentence }}.", "small")


def _write_counts(page: Page) -> None:
    page.heights({HEADINGS: 24, TOTALS: 46, BY_SECTION: 28})
    page.row(HEADINGS, ("A", "Status by section", "section headed"), ("B", "", "headed"))
    page.row(TOTALS, ("A", "All {{ scorecard.indicators }} indicators", "strong ruled"), ("B", "", "ruled"))
    page.row(BY_SECTION, ("A", "{{ each section }}{{ section.title }}", "line ruled"), ("B", "", "ruled"))
    for column, words, name in COUNTS:
        page.write(f"{column}{HEADINGS}", words, "heading centre headed")
        page.write(f"{column}{TOTALS}", f"{{{{ scorecard.{name} }}}}", "total ruled")
        page.write(f"{column}{BY_SECTION}", f"{{{{ section.{name} }}}}", "whole centre ruled")


def _colour_counts(page: Page) -> None:
    for column, colours in (("C", MISSED), ("D", NEAR), ("E", GOOD)):
        style = page.look.fill(colours)
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": style}
        page.sheet.conditional_format(f"{column}{TOTALS}", rule)
    none = {"type": "cell", "criteria": "==", "value": 0, "format": page.look.recede()}
    page.sheet.conditional_format(f"C{TOTALS}:G{BY_SECTION}", none)


def _write_red(page: Page) -> None:
    _write_list(
        page,
        RED,
        "Red: what needs attention",
        which="where status is red, worst first, or say Nothing is red.",
        why="reason",
    )
    page.write(f"E{RED}", "Trend", "heading worded headed")
    page.write(f"E{RED + 1}", "{{ indicator.trend @ headline }}", "trend low")
    show_trend(page, f"E{RED + 1}")


def _write_worse(page: Page) -> None:
    _write_list(
        page,
        WORSE,
        "What got worse (at most ten)",
        which=f"where trend @ headline is worsened, worst first, at most {MOST_WORSE}, or say Nothing got worse.",
        why="trend_reason @ headline",
    )
    page.write(f"E{WORSE}", "Status", "heading worded headed")
    page.write(f"E{WORSE + 1}", "{{ indicator.status }}", "status low")
    show_status(page, f"E{WORSE + 1}")


def _write_list(page: Page, row: int, title: str, *, which: str, why: str) -> None:
    """Write a list of indicators, two rows each: the figures, and below the title the reason."""
    page.heights({row - 1: 16, row: 24, row + 1: 20, row + 2: 28})
    page.row(
        row,
        ("A", title, "section"),
        ("B", "", "heading"),
        ("C", "{{ label @ headline }}", "heading right"),
        ("D", "Aim", "heading spaced"),
        ("F", "{{ label @ full year }}", "heading right"),
        ("G", "{{ label @ full year-1 }}", "heading right"),
        also="headed",
    )
    page.write(f"A{row + 1}", f"{{{{ each indicator {which} }}}}{{{{ indicator.link }}}}", "link low")
    page.row(
        row + 1,
        ("B", "{{ indicator.title }}", "strong text"),
        ("C", "{{ indicator.value @ headline }}", "figure strong"),
        ("D", "{{ indicator.target_hint }}", "small spaced"),
        ("F", "{{ indicator.value @ full year }}", "figure"),
        ("G", "{{ indicator.value @ full year-1 }}", "figure"),
        also="low",
    )
    page.row(
        row + 2,
        ("ACDEFG", "", "ruled"),
        ("B", f"{{{{ indicator.{why} }}}}", "small prose ruled"),
    )


def _write_changed(page: Page) -> None:
    """Write what differs from the last closed month: new reds, recovered, largest movements, revised figures."""
    page.heights({CHANGED - 1: 16, CHANGED: 24, CHANGED + 1: 20})
    page.row(CHANGED, ("A", "Since the last closed month", "section"), ("BCDEFG", "", "heading"), also="headed")
    which = "{{ each change, or say No month is closed yet, or nothing has changed since. }}"
    page.row(
        CHANGED + 1,
        ("A", f"{which}{{{{ change.kind }}}}", "line"),
        ("B", "{{ change.code }} {{ change.title }}", "text"),
        ("C", "{{ change.sentence }}", "small"),
        ("DEFG", "", "line"),
        also="ruled",
    )


def _write_trust(page: Page) -> None:
    page.heights({TRUST - 1: 16, TRUST: 24, TRUST + 1: 20, TRUST + 2: 20})
    page.row(
        TRUST,
        ("A", "Can the figures be trusted?", "section"),
        ("B", "", "heading"),
        ("C", "First place", "heading"),
        ("DEF", "", "heading"),
        ("G", "Places", "heading right"),
        also="headed",
    )
    page.row(TRUST + 1, ("A", "{{ scorecard.problems_sentence }}", "strong"), ("BCDEFG", "", "line"), also="ruled")
    page.row(
        TRUST + 2,
        (
            "A",
            "{{ each problem, most serious first, at most 5 }}{{ problem.severity }}",
            "line ruled",
        ),
        ("B", "{{ problem.sentence }}", "text ruled"),
        ("C", "{{ problem.place }}", "small ruled"),
        ("DEF", "", "ruled"),
        ("G", "{{ problem.count }}", "whole ruled"),
    )
    show_severity(page, f"A{TRUST + 2}")


def _write_contents(page: Page) -> None:
    page.heights({NEXT - 1: 16, NEXT: 24})
    page.row(NEXT, ("A", "In this workbook", "section"), ("BCDEFG", "", "line"), also="headed")
    for row, (name, words) in enumerate(CONTENTS, start=NEXT + 1):
        page.heights({row: 17})
        page.link(f"A{row}", name, name)
        page.write(f"B{row}", words, "small")
