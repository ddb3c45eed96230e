"""Gathering: the sheets of a workbook → raw rows with the place of every cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from xl_scorecard.definitions.headings import Found, find_headings
from xl_scorecard.definitions.opening import Opened
from xl_scorecard.definitions.rows import Cell, RawRow, RawTable
from xl_scorecard.definitions.sheets import SETTING, VALUE, Heading, Sheet
from xl_scorecard.definitions.values import Raw, as_text, quote
from xl_scorecard.definitions.words import code_key, nearest, suggest
from xl_scorecard.definitions.workbook import SHEETS
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.place import Place

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Complaints = list[DefinitionError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One sheet, with its values and with its formulas."""

    place: Place
    values: Worksheet
    formulas: Worksheet

    def at(self, row: int, column: int) -> Place:
        """Return the place of a cell."""
        return Place(file=self.place.file, sheet=self.place.sheet, cell=f"{get_column_letter(column)}{row}")

    def value(self, row: int, column: int) -> Raw:
        """Return what stands in a cell; a number shown as a percentage as such: 0.14 as "14%"."""
        cell = self.values.cell(row, column)
        value = cell.value
        if isinstance(value, int | float) and not isinstance(value, bool) and "%" in cell.number_format:
            return f"{(Decimal(repr(value)) * 100).normalize():f}%"
        return value if value is None or isinstance(value, str | int | float | date) else str(value)


def gather(opened: Opened) -> tuple[Mapping[str, RawTable], tuple[DefinitionError, ...]]:
    """Return the rows of every sheet by field, and the complaints about sheets, headings and cells."""
    complaints: Complaints = []
    tables = {sheet.field: _table(opened, sheet, complaints) for sheet in SHEETS}
    return tables, tuple(complaints)


def _table(opened: Opened, sheet: Sheet, complaints: Complaints) -> RawTable:
    page = _page(opened, sheet, complaints)
    if page is None:
        return RawTable(place=Place(file=opened.file, sheet=sheet.name), whole=sheet.optional)
    labels = (SETTING, VALUE) if sheet.form else tuple(heading.label for heading in sheet.headings)
    rare = frozenset(heading.label for heading in sheet.headings if heading.rare)
    found = find_headings(page.values, page.place, labels, rare=rare)
    complaints.extend(found.complaints)
    rows = _settings(page, sheet, found, complaints) if sheet.form else _rows(page, sheet, found, complaints)
    return RawTable(place=page.place, rows=tuple(rows), whole=not found.complaints)


def _page(opened: Opened, sheet: Sheet, complaints: Complaints) -> Page | None:
    names = {code_key(tab.title): tab.title for tab in opened.values.worksheets}
    title = names.get(code_key(sheet.name))
    if title is not None:
        return Page(
            place=Place(file=opened.file, sheet=title), values=opened.values[title], formulas=opened.formulas[title]
        )
    ours = {code_key(known.name) for known in SHEETS}
    near = nearest(sheet.name, [name for key, name in names.items() if key not in ours])
    if near or not sheet.optional:
        complaints.append(_no_sheet(opened.file, sheet.name, near))
    return None


def _no_sheet(file: str, name: str, near: str) -> DefinitionError:
    fix = f'did you mean "{near}"? Rename it to {name}.' if near else "add it, even if it stays empty."
    return DefinitionError(f"there is no sheet {name}; {fix}", place=Place(file=file))


def _rows(page: Page, sheet: Sheet, found: Found, complaints: Complaints) -> Iterator[RawRow]:
    columns = {heading: found.columns[heading.label] for heading in sheet.headings if heading.label in found.columns}
    for row in range(found.row + 1, page.values.max_row + 1 if found.row else 0):
        cells = {heading: (row, column) for heading, column in columns.items()}
        if any(not _is_blank(page, *where) for where in cells.values()):
            yield _raw_row(page, cells, complaints)


def _raw_row(page: Page, cells: Mapping[Heading, tuple[int, int]], complaints: Complaints) -> RawRow:
    refused = set()
    read = {}
    for heading, (row, column) in cells.items():
        place = page.at(row, column)
        sentence = _unreadable(page, row, column)
        if sentence:
            refused.add(heading.field)
            complaints.append(DefinitionError(sentence, place=place))
        value = None if sentence else page.value(row, column)
        read[heading.field] = Cell(value=value, place=place, label=heading.label)
    return RawRow(cells=read, refused=frozenset(refused))


def _settings(page: Page, sheet: Sheet, found: Found, complaints: Complaints) -> Iterator[RawRow]:
    if found.complaints:
        return
    settings = {code_key(heading.label): heading for heading in sheet.headings}
    where: dict[Heading, tuple[int, int]] = {}
    unknown = []
    for row in range(found.row + 1, page.values.max_row + 1):
        name = as_text(page.value(row, found.columns[SETTING]))
        heading = settings.get(code_key(name))
        if heading in where:
            complaints.append(_twice(page, row, found, where[heading]))
        elif heading:
            where[heading] = (row, found.columns[VALUE])
        elif name:
            unknown.append(name)
            sentence = f"{quote(name)} is not a setting{suggest(name, [known.label for known in sheet.headings])}"
            complaints.append(DefinitionError(sentence, place=page.at(row, found.columns[SETTING])))
    complaints.extend(_absent(page, sheet, where, unknown))
    yield _raw_row(page, where, complaints)


def _twice(page: Page, row: int, found: Found, first: tuple[int, int]) -> DefinitionError:
    place = page.at(row, found.columns[SETTING])
    name = quote(page.value(row, found.columns[SETTING]))
    return DefinitionError(f"{name} stands twice; its other value is in {page.at(*first).cell}.", place=place)


def _absent(
    page: Page, sheet: Sheet, where: Mapping[Heading, tuple[int, int]], unknown: list[str]
) -> Iterator[DefinitionError]:
    labels = [heading.label for heading in sheet.headings]
    meant = {nearest(name, labels) for name in unknown}
    for heading in sheet.headings:
        if heading.needed and heading not in where and heading.label not in meant:
            yield DefinitionError(f"there is no setting {heading.label}; add a row for it.", place=page.place)


def _is_blank(page: Page, row: int, column: int) -> bool:
    return not as_text(page.value(row, column)) and not _unreadable(page, row, column)


def _unreadable(page: Page, row: int, column: int) -> str:
    cell = page.values.cell(row, column)
    if cell.data_type == "e":
        return f"an error, {quote(str(cell.value))}; put right its formula, or type the value."
    never = cell.value is None and cell.data_type != "str"  # a formula that gave empty text is a "str" without a value
    if never and page.formulas.cell(row, column).data_type == "f":
        return "a formula that was never calculated; open the workbook in Excel and save it, or type the value."
    return ""
