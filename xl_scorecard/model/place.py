"""Place: where something stands, as people find it: file › sheet › cell, or file:line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands; every part may be empty.

    >>> str(Place(file="children.xlsx", sheet="List 3", cell="D17"))
    'children.xlsx › List 3 › D17'
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)
