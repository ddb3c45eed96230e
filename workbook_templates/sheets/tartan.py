"""Tartan: the status of every indicator in each of 24 months, a letter on a colour; landscape, rows by section."""

from __future__ import annotations

from look import GOOD, MISSED, NEAR, TAB_BOARD
from page import Page, set_columns, set_print, set_screen, show_trend
from sheets.months import FIRST, LAST, month_columns

HEADINGS, SECTION, INDICATOR, FOOT = 6, 7, 8, 9
GAP, VALUE, AIM, TREND = "AA", "AB", "AC", "AD"
COLOURED = (
    ("C", 3, "D", "Green: target met", GOOD),
    ("H", 2, "I", "Amber: within its tolerance", NEAR),
    ("N", 1, "O", "Red: beyond it", MISSED),
)
UNCOLOURED = (
    ("R", "No data", "S", "no figure"),
    ("V", "Suppressed", "W", "hidden"),
    ("Z", "No target", GAP, "no target"),
)
LETTERS = (("No data", "n"), ("Suppressed", "s"))
KEY_ROW = 4


def write_tartan(page: Page) -> None:
    """Write the sheet."""
    set_columns(page, (("A", 8), ("B", 50), (f"{FIRST}:{LAST}", 3.7), (GAP, 1.2), (VALUE, 9), (AIM, 13), (TREND, 11.5)))
    _write_head(page)
    _write_headings(page)
    _write_rows(page)
    _show_letters(page, f"{FIRST}{INDICATOR}:{LAST}{INDICATOR}")
    _write_key(page)
    show_trend(page, f"{TREND}{INDICATOR}")
    set_screen(page, tab=TAB_BOARD, freeze=(HEADINGS, 2))
    set_print(page, area=f"A1:{TREND}{FOOT}", landscape=True, repeat=(1, HEADINGS))


def _write_head(page: Page) -> None:
    page.heights({1: 33, 2: 18, 3: 8, KEY_ROW: 18, KEY_ROW + 1: 8})
    across = ["B", *month_columns(), GAP, VALUE, AIM, TREND]
    page.row(1, ("A", "{{ scorecard.title }}: status month by month", "title banner"), (across, "", "banner"))
    page.write("A2", "{{ scorecard.organisation }} · {{ label @ month-23 }} to {{ label @ month }}", "subtitle")


def _write_key(page: Page) -> None:
    """Show what the letters mean, each on its colour as below."""
    page.write(f"A{KEY_ROW}", "How to read it", "label")
    for cell, number, beside, words, _ in COLOURED:
        page.sheet.write_number(f"{cell}{KEY_ROW}", number, page.look("letter"))
        page.write(f"{beside}{KEY_ROW}", words, "small indented")
    for cell, status, beside, words in UNCOLOURED:
        page.write(f"{cell}{KEY_ROW}", status, "letter")
        page.write(f"{beside}{KEY_ROW}", words, "small indented")
    _show_letters(page, f"C{KEY_ROW}:{LAST}{KEY_ROW}")


def _write_headings(page: Page) -> None:
    page.heights({HEADINGS: 52})
    page.row(
        HEADINGS,
        ("A", "Code", "heading"),
        ("B", "Indicator", "heading"),
        ([VALUE], "{{ label @ month }}", "heading right"),
        ([AIM], "Aim", "heading spaced"),
        ([TREND], "Trend", "heading worded"),
        also="headed",
    )
    for column, back in month_columns().items():
        page.write(f"{column}{HEADINGS}", f"{{{{ label @ month-{back} }}}}", "heading upright headed")


def _write_rows(page: Page) -> None:
    page.heights({SECTION: 28, INDICATOR: 21, FOOT: 20})
    page.write(f"A{SECTION}", "{{ section.title }}", "section")
    page.row(
        INDICATOR,
        ("A", "{{ indicator.code }}", "quiet"),
        ("B", "{{ indicator.title }}", "text"),
        ([VALUE], "{{ indicator.value @ month }}", "figure strong"),
        ([AIM], "{{ indicator.target_hint @ month }}", "small spaced"),
        ([TREND], "{{ indicator.trend @ month }}", "trend"),
        also="ruled",
    )
    for column, back in month_columns().items():
        page.write(f"{column}{INDICATOR}", f"{{{{ indicator.status @ month-{back} }}}}", "letter")
    counted = "{{ section.red }} red, {{ section.amber }} amber, {{ section.green }} green"
    page.write(
        f"A{FOOT}", f"{{{{ scorecard.headline }}}}: {counted} of {{{{ section.indicators }}}} indicators", "small"
    )


def _show_letters(page: Page, cells: str) -> None:
    """Colour a status that is a letter; the words of those without a colour get a letter too."""
    for _, number, _, _, colours in COLOURED:
        rule = {"type": "cell", "criteria": "==", "value": number, "format": page.look.fill(colours)}
        page.sheet.conditional_format(cells, rule)
    for word, letter in LETTERS:
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": page.look.missing(letter)}
        page.sheet.conditional_format(cells, rule)
