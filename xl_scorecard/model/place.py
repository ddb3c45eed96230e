"""Place: where something stands, as people find it: file › sheet › cell, or file:line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands; every part may be empty. In a text it is a line and a column, both from 1.

    >>> str(Place(file="children.xlsx", sheet="List 3", cell="D17"))
    'children.xlsx › List 3 › D17'
    >>> str(Place(file="definition.yaml", line=12, column=5))
    'definition.yaml:12:5'
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.line:
            return f"{self.file}:{self.line}:{self.column}"
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)
