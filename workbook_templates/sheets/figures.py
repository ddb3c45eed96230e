"""Figures: one Excel table, a row for each indicator and period, to filter and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from look import TAB_BACKGROUND
from page import Page, set_columns, set_print, set_screen, show_red_words, table_heading

COLUMNS = (
    ("Code", "code", "quiet", 10),
    ("Period", "period", "line", 17),
    ("Kind", "kind", "line", 14),
    ("Value", "value", "figure strong buttoned", 11),
    ("As shown", "shown", "line right buttoned", 13),
    ("Numerator", "numerator", "whole quiet buttoned", 15),
    ("Denominator", "denominator", "whole quiet buttoned", 15),
    ("Target", "target", "figure buttoned", 10),
    ("Status", "status_word", "line indented", 13),
    ("Trend", "trend_word", "line indented", 13),
    ("Long run", "long_trend_word", "line indented", 13),
    ("Unit", "unit", "line", 11),
    ("Good is", "polarity", "line", 31),
    ("Owner", "owner", "line", 20),
    ("Section", "section", "line", 34),
    ("Indicator", "title", "line", 92),
    ("Reason", "reason", "line", 110),
    ("Revised", "revised", "line", 52),
)
HEADINGS, FIGURE = 4, 5


def write_figures(page: Page, *, more: Sequence[tuple[str, str, str, float]] = ()) -> None:
    """Write the table named Figures with its one prototype row; `more` columns stand at its end."""
    columns = {chr(ord("A") + place): column for place, column in enumerate((*COLUMNS, *more))}
    set_columns(page, [(letter, width) for letter, (*_, width) in columns.items()])
    page.heights({1: 33, 2: 18, 3: 8, HEADINGS: 22})
    page.row(1, ("A", "Figures", "title banner"), ("BCDEFGHIJKLM", "", "banner"))
    page.write("A2", "{{ scorecard.title }} · {{ scorecard.organisation }} · {{ scorecard.period }}", "subtitle")
    headings = [table_heading(page, name, meanings) for name, _, meanings, _ in columns.values()]
    area = f"A{HEADINGS}:{max(columns)}{FIGURE}"
    page.sheet.add_table(area, {"name": "Figures", "style": None, "columns": headings})
    for letter, (_, field, meanings, _) in columns.items():
        page.write(f"{letter}{FIGURE}", f"{{{{ figure.{field} }}}}", f"{meanings} ruled")
    show_red_words(page, f"I{FIGURE}")
    set_screen(page, tab=TAB_BACKGROUND, freeze=(HEADINGS, 2))
    set_print(page, area=f"A1:M{FIGURE}", landscape=True, repeat=(1, HEADINGS))
