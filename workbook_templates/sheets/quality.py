"""Data quality: everything that was found wrong with the sources, most serious first, and what to do."""

from __future__ import annotations

from look import TAB_BACKGROUND
from page import Page, set_columns, set_print, set_screen, show_severity, table_heading

COLUMNS = (
    (
        "A",
        "Severity",
        "{{ each problem, most serious first, or say No problem was found. }}{{ problem.severity }}",
        "line",
        11,
    ),
    ("B", "Problem", "{{ problem.code }}", "quiet", 13),
    ("C", "What was found", "{{ problem.sentence }}", "text", 50),
    ("D", "What to do", "{{ problem.fix }}", "text indented", 48),
    ("E", "File", "{{ problem.file }}", "text indented", 21),
    ("F", "Sheet", "{{ problem.sheet }}", "text", 17),
    ("G", "First cell", "{{ problem.cell }}", "line", 14),
    ("H", "Places", "{{ problem.count }}", "whole buttoned", 11),
)
HEADINGS, PROBLEM = 4, 5


def write_quality(page: Page) -> None:
    """Write the list of problems."""
    set_columns(page, [(column, width) for column, *_, width in COLUMNS])
    page.heights({1: 33, 2: 18, 3: 8, HEADINGS: 22, PROBLEM: 32})
    page.row(1, ("A", "Data quality", "title banner"), ("BCDEFGH", "", "banner"))
    page.write("A2", "{{ scorecard.period }} · {{ scorecard.problems_sentence }}", "subtitle")
    headings = [table_heading(page, name, meanings) for _, name, _, meanings, _ in COLUMNS]
    page.sheet.add_table(f"A{HEADINGS}:H{PROBLEM}", {"name": "Problems", "style": None, "columns": headings})
    for column, _, field, meanings, _ in COLUMNS:
        page.write(f"{column}{PROBLEM}", field, f"{meanings} ruled")
    show_severity(page, f"A{PROBLEM}")
    set_screen(page, tab=TAB_BACKGROUND, freeze=(HEADINGS, 0))
    set_print(page, area=f"A1:H{PROBLEM}", landscape=True, repeat=(1, HEADINGS))
