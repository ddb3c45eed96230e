"""Appending: rows added under the headings of a sheet that a person keeps, and a few of its cells changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from xl_scorecard.definitions.headings import Found, find_headings
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

    `labels` are the headings that the sheet may have; one that is used and not there is added on the right. A row that
    says the same under all of its `keys` as one that is there is not added again.
    """

    sheet: str
    labels: tuple[str, ...]
    keys: tuple[str, ...] = ()
    rows: Sequence[Said] = ()
    changes: Mapping[int, Said] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """A workbook with what was added, and how many rows each sheet got; the same workbook where nothing was."""

    content: bytes
    rows: Mapping[str, int]


def append(content: bytes, opened: Workbook, additions: Iterable[Additions], *, file: str) -> Appended:
    """Return a workbook with what is to be added; `opened` is the same workbook. Raises DefinitionError."""
    found = [_of_sheet(opened, one, file) for one in additions if one.rows or one.changes]
    cells = {title: values for title, values, _ in found if values}
    return Appended(
        content=put_cells(content, cells) if cells else content,
        rows={title: count for title, _, count in found if count},
    )


def _of_sheet(opened: Workbook, wanted: Additions, file: str) -> tuple[str, dict[str, Put], int]:
    page = next((one for one in opened.worksheets if code_key(one.title) == code_key(wanted.sheet)), None)
    place = Place(file=file, sheet=wanted.sheet)
    if page is None:
        raise DefinitionError("there is no such sheet to add rows to.", place=place, fix="Add it.")
    found = find_headings(page, place, wanted.labels, rare=frozenset(wanted.labels))
    if not found.row:
        raise DefinitionError("there is no row of headings to add rows under.", place=place, fix="Add one.")
    columns = _with_new(page, found, wanted)
    headings = {f"{columns[label]}{found.row}": label for label in columns if label not in found.columns}
    first = _last_row(page, found) + 1
    there = [_keys_there(page, found, wanted, row) for row in range(found.row + 1, first)]
    fresh = [
        row for row in wanted.rows if not wanted.keys or [str(row.get(key, "")) for key in wanted.keys] not in there
    ]
    rows = {**dict(enumerate(fresh, start=first)), **wanted.changes}
    said = {f"{columns[label]}{row}": value for row, values in rows.items() for label, value in values.items()}
    return page.title, {**headings, **said} if said else {}, len(fresh)


def _keys_there(page: Worksheet, found: Found, wanted: Additions, row: int) -> list[str]:
    cells = (page.cell(row, found.columns[key]).value if key in found.columns else "" for key in wanted.keys)
    return [as_text(cell if isinstance(cell, str | int | float) else "") for cell in cells]


def _with_new(page: Worksheet, found: Found, wanted: Additions) -> dict[str, str]:
    """The letter of each heading, also of those that are to be added."""
    columns = dict(found.columns)
    used = {label for row in (*wanted.rows, *wanted.changes.values()) for label in row}
    for label in (one for one in wanted.labels if one in used and one not in columns):
        columns[label] = max(_width(page, found.row), *columns.values()) + 1
    return {label: get_column_letter(column) for label, column in columns.items()}


def _width(page: Worksheet, row: int) -> int:
    filled = [column for column in range(1, page.max_column + 1) if as_text(str(page.cell(row, column).value or ""))]
    return max(filled, default=1)


def _last_row(page: Worksheet, found: Found) -> int:
    """The last row under the headings with anything in it."""
    rows = range(found.row + 1, page.max_row + 1)
    filled = [row for row in rows if any(page.cell(row, column).value is not None for column in found.columns.values())]
    return max(filled, default=found.row)
