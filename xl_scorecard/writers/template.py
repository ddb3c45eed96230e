"""Template: a workbook that a person designed, read once: its package, its sheets taken apart, its blueprint."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.field import split_fields
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.captions import captions
from xl_scorecard.ooxml.cloning import drawn_parts
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.references import cell_name
from xl_scorecard.ooxml.sheet import CellPart, SheetPart
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.styles import Styles, shows_per_cent
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
        sheets = Worksheets(package, parts, strings)
        blueprint = _blueprint(path.name, sheets, styles)
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
            field_cell = _field_cell(number, cell, place, styles, complaints)
            if field_cell:
                rows[number] = (*rows.get(number, ()), field_cell)
        headers = {name: text for name, text in header_texts(sheet.root).items() if "{{" in text}
        found.append(
            SheetBlueprint(
                name=sheet.name, last_row=sheet.last_row, rows=rows, headers=headers, captions=_captions(sheets, name)
            )
        )
    if complaints:
        where = Place(file=file)
        raise TemplateError("The template cannot be filled.", complaints=tuple(complaints), place=where)
    return Blueprint(file=file, sheets=tuple(found))


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
        formula = "".join(p for p in cell.formula if isinstance(p, str)) if cell.formula else ""
        if "{{" in (cell.text or "") or "{{" in formula:
            yield number, cell


def _field_cell(
    row: int, cell: CellPart, place: Place, styles: Styles, complaints: list[TemplateError]
) -> FieldCell | None:
    if cell.formula is not None:
        complaints.append(TemplateError("a field stands in a formula; put it in a cell of its own.", place=place))
        return None
    try:
        pieces = split_fields(cell.text or "")
    except ValueError as problem:
        complaints.append(TemplateError(f"a field {problem}.", place=place))
        return None
    per_cent = shows_per_cent(styles.number_format(cell.style))
    return FieldCell(name=place.cell, row=row, column=cell.column, pieces=pieces, per_cent=per_cent)
