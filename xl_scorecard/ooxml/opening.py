"""Opening: a formula that shows a text, and opens a sheet when it is clicked.

A list whose order changes is written in one block with it; of Excel's own links each has to be set by itself.
"""

from __future__ import annotations

import re

from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.references import quote_sheet
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part

LONGEST = 255
"""Excel takes no longer text inside a formula. Source: Microsoft, "Excel specifications and limits"."""
_PLACE = re.compile(rb"""(HYPERLINK\("#(?:'(?:[^'<]|'')+'|\w+))!(\$?[A-Z]{1,3}\$?\d+",)""")


def opening_formula(sheet: str, shown: str) -> str:
    """Return the formula, without its "=", of a text that opens a sheet; "" for a text that none can hold.

    >>> print(opening_formula("Op410", "Op410"))
    HYPERLINK("#'Op410'!A1","Op410")
    """
    if len(shown) > LONGEST or not shown.isprintable():
        return ""
    place, words = (text.replace('"', '""') for text in (f"#{quote_sheet(sheet)}!A1", shown))
    return f'HYPERLINK("{place}","{words}")'


def open_for_office(package: Package) -> None:
    """Let such formulas say their place as LibreOffice does, which otherwise prints a link that leads nowhere."""
    for entry in list_sheets(package, workbook_part(package)):
        content = package.content(entry.part)
        if b"HYPERLINK(" in content:
            package.replace(entry.part, _PLACE.sub(rb"\1.\2", content))
