"""Appending: rows added under the headings of a sheet that a person keeps, and a few of its cells changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from xl_scorecard.definitions.headings import find_headings
from xl_scorecard.definitions.values import as_text
from xl_scorecard.definitions.words import code_key
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.putting import Put, put_cells

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Said = Mapping[str, Put]


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """What is to be written on one sheet: new rows by heading, and changes by row of the sheet and heading.

    `labels` are the headings that the sheet may have; one that is used and not there is added on the right.
    """

    sheet: str
    labels: tuple[str, ...]
    rows: Sequence[Said] = ()
    changes: Mapping[int, Said] | None = None


def append(content: bytes, opened: Workbook, additions: Iterable[Additions], *, file: str) -> bytes:
    """Return a workbook with what is to be added; `opened` is the same workbook. Raises DefinitionError."""
    return put_cells(content, {page.title: cells for page, cells in _cells(opened, additions, file)})


def _cells(
    opened: Workbook, additions: Iterable[Additions], file: str
) -> list[tuple[Worksheet, dict[str, Put]]]:
    return [_of_sheet(opened, one, file) for one in additions if one.rows or one.changes]


def _of_sheet(opened: Workbook, wanted: Additions, file: str) -> tuple[Worksheet, dict[str, Put]]:
    page = next((one for one in opened.worksheets if code_key(one.title) == code_key(wanted.sheet)), None)
    place = Place(file=file, sheet=wanted.sheet)
    if page is None:
        raise DefinitionError("there is no such sheet to add rows to.", place=place, fix="Add it.")
    found = find_headings(page, place, wanted.labels, rare=frozenset(wanted.labels))
    if not found.row:
        raise DefinitionError("there is no row of headings to add rows under.", place=place, fix="Add one.")
    cells: dict[str, Put] = {}
    columns = dict(found.columns)
    used = {label for row in (*wanted.rows, *(wanted.changes or {}).values()) for label in row}
    for label in (one for one in wanted.labels if one in used and one not in columns):
        columns[label] = max(_width(page, found.row), *columns.values()) + 1
        cells[f"{get_column_letter(columns[label])}{found.row}"] = label
        columns = {**columns}
    for number, row in {**dict(enumerate(wanted.rows, start=_last_row(page, found.row, columns) + 1))}.items():
        cells |= {f"{get_column_letter(columns[label])}{number}": value for label, value in row.items()}
    for number, row in (wanted.changes or {}).items():
        cells |= {f"{get_column_letter(columns[label])}{number}": value for label, value in row.items()}
    return page, cells


def _width(page: Worksheet, row: int) -> int:
    filled = [column for column in range(1, page.max_column + 1) if as_text(str(page.cell(row, column).value or ""))]
    return max(filled, default=1)


def _last_row(page: Worksheet, heading: int, columns: Mapping[str, int]) -> int:
    """The last row under the headings with anything in it."""
    rows = range(heading + 1, page.max_row + 1)
    filled = [row for row in rows if any(page.cell(row, column).value is not None for column in columns.values())]
    return max(filled, default=heading)
