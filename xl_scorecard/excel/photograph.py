"""A photograph: what stands in the workbook, from a copy that Excel saves of it, unsaved changes included."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from xl_scorecard.excel.captions import seen_captions
from xl_scorecard.excel.contents import Content
from xl_scorecard.excel.sight import SeenCell, SeenSheet, Sight
from xl_scorecard.excel.whereabouts import places_of, refuse_missing
from xl_scorecard.layout.bindings import SHEET, Bindings
from xl_scorecard.layout.tracking import Whereabouts
from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.obstacles import obstacles
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.references import parse_area
from xl_scorecard.ooxml.sheet import CellPart, SheetPart, read_sheet
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.styles import Styles
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part
from xl_scorecard.writers.remembering import bindings_of

if TYPE_CHECKING:
    import xlwings

STAMP = "scorecard_refreshed"
_VALUE = re.compile("<v>([^<]*)</v>")


def photograph(book: xlwings.Book) -> Package | None:
    """Return the package of a copy that Excel saved of the open workbook; None where it does not save one."""
    with tempfile.TemporaryDirectory(prefix="xl-scorecard-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"copy{PurePath(book.name).suffix or '.xlsx'}"
        try:
            book.api.SaveCopyAs(str(copy))
            return Package.read(copy)
        except (zipfile.BadZipFile, OSError, EOFError):
            return None
        except Exception:  # noqa: BLE001 - whatever refuses it, the workbook is then read cell by cell
            return None


def see_photograph(package: Package) -> Sight | None:
    """Return what stands in a saved copy; None where it is not a workbook of ours. Raises LostTrackError."""
    bindings = bindings_of(package)
    if bindings is None:
        return None
    workbook = workbook_part(package)
    strings_part, styles_part = package.target(workbook, "sharedStrings"), package.target(workbook, "styles")
    strings = SharedStrings.read(package.content(strings_part) if strings_part else None)
    styles = Styles.read(package.content(styles_part or "xl/styles.xml"))
    links = package.relationships(workbook)
    parts = {
        entry.name: read_sheet(package.content(entry.part), part=entry.part, name=entry.name, strings=strings)
        for entry in list_sheets(package, workbook)
        if links[entry.id].kind == "worksheet"
    }
    hidden = parts.pop(SHEET)
    places = places_of(bindings, dict(_formulas(hidden)))
    bound = {place.name for place in places.values()}
    refuse_missing(bound, parts)
    sheets = {name: _sheet(package, part, strings) for name, part in parts.items() if name in bound}
    for name in _captioned(bindings, places):
        sheets[name] = replace(sheets[name], captions=seen_captions(package, parts[name].part))
    return Sight(
        sheets=sheets,
        bindings=bindings,
        places=places,
        styles=styles,
        stamp=_stamp(package.xml(workbook)),
        others=tuple(entry.name for entry in list_sheets(package, workbook) if entry.name not in {*bound, SHEET}),
    )


def _captioned(bindings: Bindings, places: Mapping[str, Whereabouts]) -> Iterator[str]:
    """The sheets that have fields in the texts of their drawings and charts."""
    designed = {sheet.name for sheet in bindings.blueprint.sheets if sheet.captions}
    yield from (places[sheet.name].name for sheet in bindings.sheets if sheet.source in designed)


def _formulas(hidden: SheetPart) -> Iterator[tuple[int, str]]:
    """What follows each sheet: the formulas of the hidden sheet's column B, by row."""
    for row, cell in hidden.cells():
        if cell.column == 2 and cell.formula:
            yield row, "".join(str(piece) for piece in cell.formula)


def _sheet(package: Package, part: SheetPart, strings: SharedStrings) -> SeenSheet:
    found = obstacles(package, part)
    return SeenSheet(
        name=part.name,
        cells={(row, cell.column): _cell(cell, strings) for row, cell in part.cells()},
        protected=found.protected,
        filters=found.filters,
        links=found.links,
        spread=found.spread,
        table_ends=found.table_ends,
        heights={number: row.height for number, row in part.rows.items()},
        part=part,
    )


def _cell(cell: CellPart, strings: SharedStrings) -> SeenCell:
    formula = f"={''.join(str(piece) for piece in cell.formula)}" if cell.formula else ""
    rich = cell.string is not None and "<r>" in strings.entries[cell.string]
    kind = _kind(cell)
    alone = rich or kind == "e" or cell.formula_area is not None
    return SeenCell(content=_content(cell, kind), formula=formula, alone=alone, style=cell.style)


def _kind(cell: CellPart) -> str:
    found = re.search(r' t="(\w+)"', cell.after.split(">", 1)[0])
    return found[1] if found else "n"


def _content(cell: CellPart, kind: str) -> Content:
    if cell.text is not None or cell.number is not None:
        return cell.text if cell.text is not None else cell.number
    value = _VALUE.search(cell.after)
    if value is None:
        return None
    return value[1] == "1" if kind == "b" else value[1]


def _stamp(workbook: Element) -> tuple[str, tuple[int, int]] | None:
    """The cell that a defined name sets apart for when the workbook was last refreshed."""
    for name in workbook.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        area = parse_area(name.text or "") if name.get("name") == STAMP else None
        if area and area.sheet:
            return area.sheet, (area.top, area.left)
    return None
