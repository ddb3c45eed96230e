"""Headings: where on a sheet the headings stand, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from xl_scorecard.definitions.values import as_text, quote
from xl_scorecard.definitions.words import code_key, nearest
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.place import Place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LAST_HEADING_ROW = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The row of headings (0: none) and the column of each label."""

    row: int
    columns: Mapping[str, int]
    complaints: tuple[DefinitionError, ...]


def find_headings(
    sheet: Worksheet, place: Place, labels: tuple[str, ...], *, rare: frozenset[str] = frozenset()
) -> Found:
    """Return where the labels stand: in the row, among the first, that has most of them. The `rare` need not be there."""
    rows = {row: _texts(sheet, row) for row in range(1, min(sheet.max_row, LAST_HEADING_ROW) + 1)}
    keys = {code_key(label): label for label in labels}
    row = max(rows, key=lambda number: (len(_labels(rows[number], keys)), -number))
    if not _labels(rows[row], keys):
        sentence = f"there is no row of headings; they are {', '.join(labels)}."
        return Found(row=0, columns={}, complaints=(DefinitionError(sentence, place=place),))
    columns: dict[str, int] = {}
    for column, text in rows[row].items():
        if label := keys.get(code_key(text)):
            columns.setdefault(label, column)
    missing = _missing(rows[row], row, keys, columns, place, rare)
    complaints = (*_repeated(rows[row], row, keys, columns, place), *missing)
    return Found(row=row, columns=columns, complaints=complaints)


def _texts(sheet: Worksheet, row: int) -> dict[int, str]:
    cells = {column: as_text(str(sheet.cell(row, column).value or "")) for column in range(1, sheet.max_column + 1)}
    return {column: text for column, text in cells.items() if text}


def _labels(texts: Mapping[int, str], keys: Mapping[str, str]) -> set[str]:
    return {keys[code_key(text)] for text in texts.values() if code_key(text) in keys}


def _repeated(
    texts: Mapping[int, str], row: int, keys: Mapping[str, str], columns: Mapping[str, int], place: Place
) -> Iterator[DefinitionError]:
    for column, text in texts.items():
        label = keys.get(code_key(text))
        if label and columns[label] != column:
            first = f"{get_column_letter(columns[label])}{row}"
            yield _complaint(f"the heading {label} stands in {first} too; take one of them out.", place, row, column)


def _missing(
    texts: Mapping[int, str],
    row: int,
    keys: Mapping[str, str],
    columns: Mapping[str, int],
    place: Place,
    rare: frozenset[str],
) -> Iterator[DefinitionError]:
    others = {text: column for column, text in texts.items() if code_key(text) not in keys}
    for label in _not_in(keys.values(), columns):
        near = nearest(label, others)
        if near:
            yield _complaint(f"{quote(near)} is not a heading here; did you mean {label}?", place, row, others[near])
        elif label not in rare:
            yield DefinitionError(f"there is no heading {label} in row {row}; add it.", place=place)


def _not_in(labels: Iterable[str], columns: Mapping[str, int]) -> list[str]:
    return [label for label in labels if label not in columns]


def _complaint(sentence: str, place: Place, row: int, column: int) -> DefinitionError:
    cell = f"{get_column_letter(column)}{row}"
    return DefinitionError(sentence, place=Place(file=place.file, sheet=place.sheet, cell=cell))
