"""Scanning: the rows of a worksheet found in its text, each taken apart only when somebody asks for it.

For a workbook that is filled again: most of its cells only change their value. Every row must look as it does in the
workbooks that Excel and this program write; a sheet with anything else is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from xl_scorecard.ooxml.markup import plain_text
from xl_scorecard.ooxml.names import parse
from xl_scorecard.ooxml.references import cell_name
from xl_scorecard.ooxml.sheet import RowPart, SheetPart, read_row
from xl_scorecard.ooxml.strings import SharedStrings

ROW = re.compile(r'<row r="(\d+)"[^<>]*(?:(?<=/)>|(?<!/)>.*?</row>)', re.DOTALL)
STYLE = re.compile(r' s="(\d+)"')
SHARED = re.compile(r'[^<>]* t="s"><v>(\d+)</v></c>')
DATA, END = "<sheetData>", "</sheetData>"
TAKES_MORE = ('t="shared"', "<sheetData ", "<row>")


@dataclass(slots=True)
class ScannedRows(Mapping[int, RowPart]):
    """The rows of a sheet by number; `raw` has each as text, `opening` is the sheet's tag with its namespaces."""

    raw: dict[int, str]
    opening: str
    strings: SharedStrings
    read: dict[int, RowPart] = field(default_factory=dict)

    def __getitem__(self, number: int) -> RowPart:
        if number not in self.read:
            data = parse(f"{self.opening}{DATA}{self.raw[number]}{END}</worksheet>".encode())[0]
            self.read[number] = read_row(data[0], number, self.strings, {})
        return self.read[number]

    def style(self, number: int, column: int) -> int:
        """Return the format of a cell, 0 where there is none."""
        row, name = self.raw.get(number, ""), f'<c r="{cell_name(number, column)}"'
        start = row.find(name)
        found = STYLE.search(row, start + len(name), row.index(">", start)) if start >= 0 else None
        return int(found[1]) if found else 0

    def text(self, number: int, column: int) -> str | None:
        """Return the text in a cell; None where it holds none."""
        name = f'<c r="{cell_name(number, column)}"'
        row = self.raw.get(number, "")
        start = row.find(name)
        found = SHARED.match(row, start + len(name)) if start >= 0 else None
        if found:
            return self.strings.texts[int(found[1])]
        part = self[number] if start >= 0 else None
        return next((cell.text for cell in part.cells if cell.column == column), None) if part else None

    def __iter__(self) -> Iterator[int]:
        return iter(self.raw)

    def __len__(self) -> int:
        return len(self.raw)


def scan_sheet(content: bytes, *, part: str, name: str, strings: SharedStrings) -> SheetPart | None:
    """Return a worksheet part with its rows as text; None where it looks like nothing that is known here."""
    text = plain_text(content, by_any=True)
    if text is None or text.count(DATA) != 1 or any(sign in text for sign in TAKES_MORE):
        return None
    start, end = text.index(DATA) + len(DATA), text.rindex(END)
    found = list(ROW.finditer(text, start, end))
    numbers = [int(row[1]) for row in found]
    whole = sum(row.end() - row.start() for row in found) == end - start
    opening = re.search(r"<worksheet\b[^>]*>", text)
    if opening is None or not whole or any(a >= b for a, b in pairwise(numbers)):
        return None
    root = parse(f"{text[:start]}{text[end:]}".encode())
    raw = {number: row[0] for number, row in zip(numbers, found, strict=True)}
    return SheetPart(part=part, name=name, root=root, rows=ScannedRows(raw, opening[0], strings))
