"""Reading the open workbook sheet by sheet: where Excel does not save a copy of it. xlwings' public calls alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xl_scorecard.excel.contents import Content
from xl_scorecard.excel.engine import is_busy
from xl_scorecard.excel.photograph import STAMP
from xl_scorecard.excel.sight import Cell, SeenCell, SeenSheet, Sight
from xl_scorecard.excel.whereabouts import places_of, refuse_missing
from xl_scorecard.layout.bindings import SHEET, Bindings
from xl_scorecard.layout.bindings_text import from_cells
from xl_scorecard.layout.tracking import Whereabouts, bound_tracks
from xl_scorecard.ooxml.obstacles import Filter

if TYPE_CHECKING:
    import xlwings


def remembered(book: xlwings.Book) -> tuple[Bindings, dict[int, str]] | None:
    """Return what the open workbook remembers, and what follows its sheets by row; None where it is not ours."""
    sheet = sheet_named(book, SHEET)
    if sheet is None:
        return None
    last = sheet.used_range.last_cell.row
    texts = [_first(row) for row in sheet.range((1, 1), (last, 1)).options(ndim=2).value]
    bindings = from_cells([text for text in texts if text])
    if bindings is None:
        return None
    formulas = _rows(sheet.range((1, 2), (last, 2)).formula)
    return bindings, {n: str(row[0])[1:] for n, row in enumerate(formulas, start=1) if row[0]}


def sheet_named(book: xlwings.Book, name: str) -> xlwings.Sheet | None:
    """Return a sheet, or None where there is none so named. Raises what a busy Excel raises."""
    try:
        sheet = book.sheets[name]
        return sheet if sheet.name.casefold() == name.casefold() else None
    except Exception as error:
        if is_busy(error):
            raise
        return None


def read_sight(book: xlwings.Book, bindings: Bindings, formulas: dict[int, str]) -> Sight:
    """Return what stands on the bound sheets of the open workbook. Raises LostTrackError."""
    places = places_of(bindings, formulas)
    names = [sheet.name for sheet in book.sheets]
    bound = {place.name for place in places.values()}
    refuse_missing(bound, names)
    sheets = {}
    for sheet, tracks in bound_tracks(bindings):
        place = places[sheet.name]
        rows, columns = _extent(place, tracks.columns, tuple(last for _, last in tracks.runs))
        sheets[place.name] = _sheet(book.sheets[place.name], rows, columns)
    others = tuple(name for name in names if name not in {*bound, SHEET})
    return Sight(sheets=sheets, bindings=bindings, places=places, stamp=_stamp(book), others=others)


def _extent(place: Whereabouts, columns: tuple[int, ...], rows: tuple[int, ...]) -> tuple[int, int]:
    last_column = max((place.columns.get(column, column) for column in columns), default=1)
    return max((place.rows.get(row, row) for row in rows), default=1), last_column


def _sheet(sheet: xlwings.Sheet, rows: int, columns: int) -> SeenSheet:
    area = sheet.range((1, 1), (rows, columns))
    values, formulas = area.options(ndim=2).value, _rows(area.formula)
    return SeenSheet(name=sheet.name, cells=dict(_cells(values, formulas)), filters=tuple(_filters(sheet)))


def _cells(values: list[list[Any]], formulas: list[list[Any]]) -> Iterator[tuple[Cell, SeenCell]]:
    for row, (contents, texts) in enumerate(zip(values, formulas, strict=True), start=1):
        for column, (value, text) in enumerate(zip(contents, texts, strict=True), start=1):
            if value is None and text in (None, ""):
                continue
            formula = text if isinstance(text, str) and text.startswith("=") and text != value else ""
            yield (row, column), SeenCell(content=_content(value), formula=formula, alone=not isinstance(value, float))


def _content(value: object) -> Content:
    match value:
        case None | bool() | str():
            return value
        case datetime():
            midnight = value.time() == datetime.min.time()
            return value.date() if midnight else value
        case date():
            return value
        case int() | float():
            return float(value)
        case _:
            return str(value)


def _rows(found: object) -> list[list[Any]]:
    return [list(row) for row in found] if isinstance(found, (tuple, list)) else [[found]]


def _first(row: list[Any]) -> str:
    return row[0] if isinstance(row[0], str) else ""


def _filters(sheet: xlwings.Sheet) -> Iterator[Filter]:
    """The filters of tables and of the sheet. An engine that does not know filters has none to tell of."""
    with suppress(AttributeError, NotImplementedError):
        for table in sheet.tables:
            area = table.range.get_address(row_absolute=False, column_absolute=False)
            yield from _filter(area, table.autofilter)
    area = _filtered_area(sheet.api).replace("$", "")
    if area:
        yield from _filter(area, sheet.range(area).autofilter)


def _filter(area: str, autofilter: Any) -> Iterator[Filter]:
    fields = tuple(found.field for found in autofilter.criteria if found.type != "none")
    if fields:
        yield Filter(area=area, fields=fields)


def _filtered_area(api: Any) -> str:
    """The area that a sheet's own filter is on, as Excel for Windows or for Mac says it; "" for none."""
    with suppress(AttributeError):
        return str(api.AutoFilter.Range.Address) if api.AutoFilterMode else ""
    with suppress(AttributeError):
        return str(api.autofilter_object.range_object.get_address()) if api.autofilter_mode.get() else ""
    return ""


def _stamp(book: xlwings.Book) -> tuple[str, Cell] | None:
    for name in book.names:
        if name.name == STAMP:
            cell = name.refers_to_range
            return cell.sheet.name, (cell.row, cell.column)
    return None
