"""Months: 24 months of every indicator in a row, the figures behind the bars of a one-page summary; landscape."""

from __future__ import annotations

from look import TAB_BACKGROUND
from page import Page, set_columns, set_print, set_screen, show_missing
from xlsxwriter.utility import xl_col_to_name

NAME = "Months"
MONTHS = 24
FIRST, LAST = "C", xl_col_to_name(2 + MONTHS - 1)
HEADINGS, SECTION, INDICATOR = 4, 5, 6
HISTORY = f"'{NAME}'!${FIRST}${INDICATOR}:${LAST}${INDICATOR}"


def write_months(page: Page) -> None:
    """Write the table that the sparklines draw."""
    set_columns(page, (("A", 8), ("B", 46), (f"{FIRST}:{LAST}", 7.4)))
    page.heights({1: 33, 2: 18, 3: 8, HEADINGS: 28, SECTION: 26, INDICATOR: 20})
    months = month_columns()
    page.row(1, ("A", "Months", "title banner"), (["B", *months], "", "banner"))
    page.write("A2", "{{ scorecard.title }} · {{ scorecard.organisation }} · {{ scorecard.period }}", "subtitle")
    page.row(HEADINGS, ("A", "Code", "heading"), ("B", "Indicator", "heading"), also="headed")
    page.write(f"A{SECTION}", "{{ section.title }}", "section")
    page.row(
        INDICATOR, ("A", "{{ indicator.code }}", "quiet"), ("B", "{{ indicator.title }}", "text"), also="ruled low"
    )
    for column, back in months.items():
        page.write(f"{column}{HEADINGS}", f"{{{{ label @ month-{back} }}}}", "heading right headed")
        page.write(f"{column}{INDICATOR}", f"{{{{ indicator.value @ month-{back} }}}}", "figure ruled low")
    show_missing(page, f"{FIRST}{INDICATOR}:{LAST}{INDICATOR}")
    set_screen(page, tab=TAB_BACKGROUND, freeze=(HEADINGS, 2))
    set_print(page, area=f"A1:{LAST}{INDICATOR}", landscape=True, repeat=(1, HEADINGS))


def month_columns() -> dict[str, int]:
    """Return the columns of the months, oldest first, and how many months each lies back."""
    return {xl_col_to_name(2 + place): MONTHS - 1 - place for place in range(MONTHS)}
