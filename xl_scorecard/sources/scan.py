"""One look at a sheet's XML bytes, before any parser: how far it reaches, and what a fast reader would not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

LARGE_AREA = 4_000_000
SPARSE = 4

# As Excel, LibreOffice and XlsxWriter write a cell; counted against the cells, so that nothing else passes for it.
PLAIN_COLUMN = re.compile(rb' r="([A-Z]{1,3})\d')
PLAIN_ROW = re.compile(rb' r="[A-Z]{1,3}(\d{1,7})"')
# As XML allows: a prefix, any order of attributes, either quote, spaces around the equals sign.
ANY_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
ANY_PLACED_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']")
ANY_ROW = re.compile(rb"<(?:[\w.-]+:)?row\s[^>]*>")
ERROR_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s(?:[^>]*?\s)?t\s*=\s*[\"']e[\"'][^>]*>")
UNCALCULATED = re.compile(
    rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?f\s*>)\s*"
    rb"(<(?:[\w.-]+:)?v\s*(?:/>|>\s*</(?:[\w.-]+:)?v\s*>)\s*)?</(?:[\w.-]+:)?c\s*>"
)
HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")
ANY_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s[^>]*>")
NUMBER_OF = {name: re.compile(rb"\s" + name + rb"\s*=\s*[\"'](\d+)[\"']") for name in (b"r", b"min", b"max")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """What the XML says; rows and columns are counted from 1, and `errors` and `uncalculated` are (row, column).

    `irregular`: some cells do not say where they stand, or are not written as usual.
    """

    last_row: int
    last_column: int
    cells: int
    errors: tuple[tuple[int, int], ...] = ()
    uncalculated: tuple[tuple[int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[range, ...] = ()
    filtered: bool = False
    irregular: bool = False

    @property
    def reaches_far(self) -> bool:
        """Is the box around all cells large and mostly empty? The fast reader would ask for memory for all of it."""
        area = self.last_row * self.last_column
        return area > LARGE_AREA and area > SPARSE * self.cells

    @property
    def needs_care(self) -> bool:
        """Would the fast reader fail, or call something blank that is not?"""
        return self.reaches_far or self.irregular or bool(self.errors or self.uncalculated)


def scan_sheet(xml: bytes) -> SheetFacts:
    """Return the facts of a worksheet part (UTF-8), without parsing it: a few milliseconds for a megabyte."""
    last_row, last_column, cells, irregular = _reach(xml)
    hidden = b"hidden" in xml
    return SheetFacts(
        last_row=last_row,
        last_column=last_column,
        cells=cells,
        errors=tuple(_errors(xml)),
        uncalculated=tuple(_uncalculated(xml)),
        hidden_rows=_hidden_rows(xml) if hidden else frozenset(),
        hidden_columns=_hidden_columns(xml) if hidden else (),
        filtered=b"filterColumn" in xml,
        irregular=irregular,
    )


def _reach(xml: bytes) -> tuple[int, int, int, bool]:
    """Last row, last column, cells, and whether they are irregular.

    Within `sheetData`, "<c" begins a cell and hardly anything else; where counts differ, the patient patterns decide.
    """
    cells = xml[xml.find(b"<sheetData") : xml.rfind(b"</sheetData")].count(b"<c")
    columns, rows = PLAIN_COLUMN.findall(xml), PLAIN_ROW.findall(xml)
    if b"<worksheet" in xml and cells == len(columns) == len(rows):
        return _largest(map(int, set(rows))), _largest(map(_column, set(columns))), cells, False
    placed = ANY_PLACED_CELL.findall(xml)
    cells = len(ANY_CELL.findall(xml))
    last_row = _largest(int(row) for _, row in placed)
    return last_row, _largest(_column(name) for name, _ in placed), cells, cells != len(placed)


def _largest(numbers: Iterable[int]) -> int:
    return max(numbers, default=0)


def _column(name: bytes) -> int:
    return column_index_from_string(name.decode("ascii"))


def _errors(xml: bytes) -> Iterable[tuple[int, int]]:
    if b't="e"' not in xml and b"t='e'" not in xml:
        return
    for found in ERROR_CELL.finditer(xml):
        yield from _place(found[0])


def _uncalculated(xml: bytes) -> Iterable[tuple[int, int]]:
    """A formula without a value; but `<v></v>` of type `str` is a formula whose value is an empty text."""
    if b"<f" not in xml and b":f" not in xml:
        return
    for found in UNCALCULATED.finditer(xml):
        tag = xml[_tag_before(xml, found.start()) : found.start()]
        if not (found[1] and re.search(rb"\st\s*=\s*[\"']str[\"']", tag)):
            yield from _place(tag)


def _tag_before(xml: bytes, position: int) -> int:
    """Where the cell's own opening tag begins: nothing stands between it and its formula."""
    return max(xml.rfind(b"<", 0, position), 0)


def _place(tag: bytes) -> Sequence[tuple[int, int]]:
    return [(int(row), _column(name)) for name, row in ANY_PLACED_CELL.findall(tag)]


def _number(tag: bytes, name: bytes) -> int | None:
    found = NUMBER_OF[name].search(tag)
    return int(found[1]) if found else None


def _hidden_rows(xml: bytes) -> frozenset[int]:
    tags = (tag for tag in ANY_ROW.findall(xml) if HIDDEN.search(tag))
    return frozenset(number for tag in tags if (number := _number(tag, b"r")))


def _hidden_columns(xml: bytes) -> tuple[range, ...]:
    tags = [tag for tag in ANY_COLUMN.findall(xml) if HIDDEN.search(tag)]
    ends = [(_number(tag, b"min") or 0, _number(tag, b"max") or 0) for tag in tags]
    return tuple(range(first, last + 1) for first, last in ends)
