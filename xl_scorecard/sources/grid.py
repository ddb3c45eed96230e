"""Grid: the cells of one sheet as they were read, before anything is made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

from openpyxl.utils import get_column_letter

from xl_scorecard.sources.scan import SheetFacts


class Fault(Enum):
    """A cell that holds no value, and why."""

    ERROR = "an error such as #N/A"
    NEVER_CALCULATED = "a formula that was never calculated"


Cell = str | int | float | bool | date | time | timedelta | Fault | None
"""What a reader gives: "" and None are both blank; a datetime is a date; numbers may be int or float."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows by their number in the sheet, in order; the first cell of each is column A, and rows may differ in length.

    `facts` is what the scan of the sheet's XML found; `epoch_1904` is true where dates count from 1904.
    """

    rows: Mapping[int, Sequence[Cell]]
    facts: SheetFacts
    epoch_1904: bool = False


def letter(index: int) -> str:
    """Return the letter of the column at `index` (0 is A).

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    return get_column_letter(index + 1)


def is_blank(cell: Cell) -> bool:
    """Does the cell hold nothing, or nothing but spaces?"""
    return cell is None or (isinstance(cell, str) and not cell.strip())
