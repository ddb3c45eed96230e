"""Area: a rectangle of a sheet, such as a table or a named range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from openpyxl.utils import column_index_from_string

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Some rows and columns of a sheet ("" for any), both counted from 1."""

    rows: range
    columns: range
    sheet: str = ""

    def without_last(self, rows: int) -> Area:
        """Return the area without its last rows."""
        return replace(self, rows=range(self.rows.start, self.rows.stop - rows))


def area_of(reference: str, *, sheet: str = "") -> Area | None:
    """Return what a reference means, or None.

    >>> area_of("$A$1:B3").rows
    range(1, 4)
    """
    found = REFERENCE.fullmatch(reference)
    if not found:
        return None
    left, top = column_index_from_string(found[1]), int(found[2])
    right, bottom = (column_index_from_string(found[3]), int(found[4])) if found[3] else (left, top)
    return Area(rows=range(top, bottom + 1), columns=range(left, right + 1), sheet=sheet)
