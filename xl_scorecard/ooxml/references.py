"""References: A1 areas, read and written. Their grammar is [MS-XLSX] 2.2.2 as far as A1 style goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})")
_AREA = re.compile(
    r"(?P<d1>\$?)(?P<c1>[A-Za-z]{1,3})?(?P<e1>\$?)(?P<r1>\d{1,7})?"
    r"(?::(?P<d2>\$?)(?P<c2>[A-Za-z]{1,3})?(?P<e2>\$?)(?P<r2>\d{1,7})?)?"
)
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\s\[\]:]+))!(.+)", re.DOTALL)


def column_number(letters: str) -> int:
    """Return a column's number.

    >>> column_number("A"), column_number("AA")
    (1, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter.upper()) - 64
    return number


@cache
def column_letters(number: int) -> str:
    """Return a column's letters.

    >>> column_letters(27)
    'AA'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_cell(reference: str) -> tuple[int, int]:
    """Return row and column of a cell such as "C12"; raises ValueError when it is none.

    >>> split_cell("C12")
    (12, 3)
    """
    found = _CELL.fullmatch(reference)
    if not found:
        raise ValueError("not a cell")
    return int(found[4]), column_number(found[2])


def cell_name(row: int, column: int) -> str:
    """Return a cell's name.

    >>> cell_name(12, 3)
    'C12'
    """
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A cell, a range, whole rows or whole columns, perhaps on a named sheet.

    Whole columns have no rows (`top` and `bottom` 0), whole rows no columns. `absolute` holds the four dollar signs
    (first column, first row, last column, last row). `single`: written as one cell.
    """

    sheet: str | None = None
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    absolute: tuple[bool, bool, bool, bool] = (False, False, False, False)
    single: bool = False

    @property
    def has_rows(self) -> bool:
        """Does it name rows (whole columns do not)?"""
        return self.top > 0

    def with_rows(self, top: int, bottom: int) -> Area:
        """Return the same area over other rows; a single cell that grows becomes a range."""
        return self.moved(self.sheet, top, bottom)

    def on(self, sheet: str | None) -> Area:
        """Return the same area on another sheet."""
        return self if sheet == self.sheet else replace(self, sheet=sheet)

    def moved(self, sheet: str | None, top: int, bottom: int) -> Area:
        """Return the same area on another sheet over other rows; a single cell that grows becomes a range."""
        if (top, bottom, sheet) == (self.top, self.bottom, self.sheet):
            return self
        single, absolute = self.single and top == bottom, self.absolute
        if self.single and not single:
            absolute = (*absolute[:2], *absolute[:2])
        return Area(sheet, top, bottom, self.left, self.right, absolute, single)

    def __str__(self) -> str:
        first = _corner(self.left, self.top, self.absolute[0], self.absolute[1])
        last = _corner(self.right, self.bottom, self.absolute[2], self.absolute[3])
        text = first if self.single else f"{first}:{last}"
        return text if self.sheet is None else f"{quote_sheet(self.sheet)}!{text}"


def _corner(column: int, row: int, column_fixed: bool, row_fixed: bool) -> str:  # noqa: FBT001
    letters = f"{'$' if column_fixed else ''}{column_letters(column)}" if column else ""
    return f"{letters}{'$' if row_fixed else ''}{row}" if row else letters


def quote_sheet(name: str) -> str:
    """Return a sheet name quoted for a formula; always quoted, since Op410 looks like a cell.

    >>> quote_sheet("Op410"), quote_sheet("Children's plan")
    ("'Op410'", "'Children''s plan'")
    """
    return "'" + name.replace("'", "''") + "'"


@lru_cache(maxsize=4096)
def parse_area(text: str) -> Area | None:
    """Return the area that `text` names, or None when it is a name, a structured reference or something else.

    >>> str(parse_area("'Data'!$A$1:B2")), parse_area("Sales[Total]")
    ("'Data'!$A$1:B2", None)
    """
    found = _SHEET.fullmatch(text)
    sheet = (found[1].replace("''", "'") if found[1] else found[2]) if found else None
    area = _AREA.fullmatch(found[3] if found else text)
    return _area(area, sheet) if area else None


def _area(found: re.Match[str], sheet: str | None) -> Area | None:
    first, last = (found["c1"], found["r1"]), (found["c2"], found["r2"])
    ranged = any(last)
    if not ranged and not all(first):
        return None
    if ranged and (bool(first[0]) != bool(last[0]) or bool(first[1]) != bool(last[1]) or not any(first)):
        return None
    left, top = column_number(first[0] or ""), int(first[1] or 0)
    right, bottom = (column_number(last[0] or ""), int(last[1] or 0)) if ranged else (left, top)
    if max(left, right) > MAX_COLUMN or max(top, bottom) > MAX_ROW or (first[1] and not top):
        return None
    fixed = [bool(found["d1"]), bool(found["e1"]), bool(found["d2"]), bool(found["e2"])]
    if not first[0]:  # whole rows: "$1:$2" puts its dollar before the number
        fixed = [False, fixed[0] or fixed[1], False, fixed[2] or fixed[3]]
    absolute = (fixed[0], fixed[1], fixed[2], fixed[3]) if ranged else (fixed[0], fixed[1], fixed[0], fixed[1])
    return Area(sheet=sheet, top=top, bottom=bottom, left=left, right=right, absolute=absolute, single=not ranged)
