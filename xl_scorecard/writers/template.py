"""Template: a workbook that a person designed, read once: its package, its sheets taken apart, its blueprint."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.bindings import SHEET
from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.field import split_fields
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.captions import captions
from xl_scorecard.ooxml.cloning import drawn_parts
from xl_scorecard.ooxml.inventory import Inventory
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.references import cell_name
from xl_scorecard.ooxml.sheet import CellPart, SheetPart
from xl_scorecard.ooxml.stray import stray_fields
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.styles import GENERAL, Styles, shows_per_cent
from xl_scorecard.ooxml.workbook import SheetEntry, list_sheets, workbook_part
from xl_scorecard.ooxml.worksheet import header_texts
from xl_scorecard.writers.sheets import Worksheets


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template as read. `sheets` has the worksheets by name; other sheets (charts) are in `entries` alone."""

    file: str
    sha256: str
    package: Package
    workbook: str
    entries: tuple[SheetEntry, ...]
    sheets: Worksheets
    strings: SharedStrings
    styles: Styles
    blueprint: Blueprint
    inventory: Inventory


def read_template(path: Path) -> Template:
    """Return a template; raises TemplateError when it cannot be read or a field in it cannot be understood."""
    package = _open(path)
    try:
        workbook = workbook_part(package)
        strings_part = package.target(workbook, "sharedStrings")
        strings = SharedStrings.read(package.content(strings_part) if strings_part else None)
        styles = Styles.read(package.content(package.target(workbook, "styles") or "xl/styles.xml"))
        entries = list_sheets(package, workbook)
        kinds = {link.id: link.kind for link in package.relationships(workbook).values()}
        parts = {entry.name: entry.part for entry in entries if kinds[entry.id] == "worksheet"}
        sheets = Worksheets(package, parts, strings, scans=SHEET in parts)
        blueprint = _blueprint(path.name, sheets, styles)
        inventory = Inventory.of(package, workbook, parts)
    except (KeyError, ValueError, SyntaxError, IndexError) as problem:
        raise TemplateError("is not a workbook that can be read.", place=Place(file=path.name), fix=RESAVE) from problem
    return Template(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        package=package,
        workbook=workbook,
        entries=entries,
        sheets=sheets,
        strings=strings,
        styles=styles,
        blueprint=blueprint,
        inventory=inventory,
    )


RESAVE = "Open it in Excel, save it as an Excel workbook (.xlsx), and try again."


def _open(path: Path) -> Package:
    try:
        return Package.read(path)
    except FileNotFoundError:
        raise TemplateError("there is no such template.", place=Place(file=path.name), fix=_nearby(path)) from None
    except (zipfile.BadZipFile, EOFError) as problem:
        raise TemplateError("is not an Excel workbook.", place=Place(file=path.name), fix=RESAVE) from problem
    except OSError as problem:
        raise TemplateError("cannot be opened.", place=Place(file=path.name), fix="Close it elsewhere.") from problem


def _nearby(path: Path) -> str:
    found = sorted(p.name for p in path.parent.glob("*.xls[xm]") if not p.name.startswith("~$"))
    return f"In that folder there are: {', '.join(found[:5])}." if found else "Check the folder and the name."


def _blueprint(file: str, sheets: Worksheets, styles: Styles) -> Blueprint:
    """The fields of every sheet; a sheet without any has no rows of its own, and is not taken apart."""
    complaints: list[TemplateError] = []
    found = []
    for name in sheets:
        if not sheets.has_fields(name):
            found.append(SheetBlueprint(name=name, last_row=0, rows={}))
            continue
        sheet, rows = sheets[name], dict[int, tuple[FieldCell, ...]]()
        for number, cell in _with_braces(sheet):
            place = Place(file=file, sheet=sheet.name, cell=cell_name(number, cell.column))
            try:
                field_cell = _field_cell(number, cell, place, styles, sheets.strings)
            except TemplateError as complaint:
                complaints.append(complaint)
            else:
                rows[number] = (*rows.get(number, ()), field_cell)
        headers = {name: text for name, text in header_texts(sheet.root).items() if "{{" in text}
        found.append(
            SheetBlueprint(
                name=sheet.name, last_row=sheet.last_row, rows=rows, headers=headers, captions=_captions(sheets, name)
            )
        )
    complaints += _stray(file, sheets)
    if complaints:
        where = Place(file=file)
        raise TemplateError("The template cannot be filled.", complaints=tuple(complaints), place=where)
    return Blueprint(file=file, sheets=tuple(found))


def _stray(file: str, sheets: Worksheets) -> Iterator[TemplateError]:
    """Fields where none is filled in: in notes, validation, rules, names, links."""
    package, owners = sheets.package, dict[str, str]()
    for name, part in sheets.parts.items():
        owners |= {part: name} | {link.target: name for link in package.relationships(part).values()}
    for stray in stray_fields(package, owners):
        place = Place(file=file, sheet=stray.sheet, cell=stray.cell)
        yield TemplateError(f"a field stands in {stray.what}; put it in a cell of its own.", place=place)


def _captions(sheets: Worksheets, name: str) -> dict[tuple[int, int], str]:
    """The texts with fields in a sheet's drawings and charts, by the place of the part and of the text in it."""
    package = sheets.package
    return {
        (number, place): text
        for number, part in enumerate(drawn_parts(package, sheets.parts[name]))
        if b"{{" in package.content(part)
        for place, text in enumerate(captions(package.xml(part)))
        if "{{" in text
    }


def _with_braces(sheet: SheetPart) -> Iterator[tuple[int, CellPart]]:
    for number, cell in sheet.cells():
        formula = "".join(map(str, cell.formula)) if cell.formula else ""
        if "{{" in (cell.text or "") or "{{" in formula:
            yield number, cell


def _field_cell(row: int, cell: CellPart, place: Place, styles: Styles, strings: SharedStrings) -> FieldCell:
    """Return the fields in a cell; raises TemplateError for what is none."""
    if cell.formula is not None:
        raise TemplateError("a field stands in a formula; put it in a cell of its own.", place=place)
    rich = cell.runs or (strings.runs(cell.string) if cell.string is not None else ())
    try:
        found = [split_fields(text) for text in ([run.text for run in rich] or [cell.text or ""])]
    except ValueError as problem:
        raise TemplateError(f"a field {problem}.", place=place) from problem
    if any(isinstance(piece, str) and "{{" in piece for pieces in found for piece in pieces):
        raise TemplateError("a field is not closed: {{ without }}.", place=place)
    display = styles.number_format(cell.style)
    return FieldCell(
        name=place.cell,
        row=row,
        column=cell.column,
        pieces=tuple(chain(*found)),
        per_cent=shows_per_cent(display),
        general=display == GENERAL,
        runs=tuple(map(len, found)) if rich else (),
    )
