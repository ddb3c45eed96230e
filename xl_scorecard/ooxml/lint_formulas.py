"""Lint of formulas: closed brackets and quotes, and sheets that exist and are quoted where they must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from xl_scorecard.ooxml.finding import Finding

TEXTS = re.compile(r'"(?:[^"]|"")*"')
SHEET = re.compile(r"(?:'((?:[^']|'')+)'|((?:[A-Za-z_]|[^\x00-\x7f])(?:[\w.]|[^\x00-\x7f])*))!")
LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*|[Rr]|[Cc]")
LONGEST = 8192


def formula_findings(part: str, where: str, text: str, sheets: AbstractSet[str]) -> Iterator[Finding]:
    """Return what is wrong with a formula in `where`."""
    bare = TEXTS.sub('""', text)
    unquoted = re.sub(r"'(?:[^']|'')*'", "", bare)
    closed = unquoted.count("(") == unquoted.count(")") and unquoted.count('"') % 2 == 0
    if not closed or text.startswith("=") or len(text) > LONGEST:
        yield Finding(part, f"{where} holds a formula that is not well-formed")
    yield from sheet_findings(part, where, text, sheets)


def sheet_findings(part: str, where: str, text: str, sheets: AbstractSet[str]) -> Iterator[Finding]:
    """Return the sheets that a formula names and that are not there, or not quoted though they look like cells."""
    for found in SHEET.finditer(TEXTS.sub('""', text)):
        name = (found[1] or found[2]).replace("''", "'")
        if found.start() and text[found.start() - 1] in ":]#":  # a stretch of sheets, another workbook, or #REF!
            continue
        if name.casefold() not in sheets and "[" not in name and ":" not in name:
            yield Finding(part, f"{where} points at the sheet {name}, which is not there")
        if found[2] and LOOKS_LIKE_A_CELL.fullmatch(found[2]):
            yield Finding(part, f"{where} names the sheet {name} without quotes, which looks like a cell")
