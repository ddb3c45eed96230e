"""The hidden sheet in which a finished workbook remembers how it was filled: written with it, read back from it."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from xml.sax.saxutils import escape

from xl_scorecard.layout.bindings import SHEET, Bindings
from xl_scorecard.layout.bindings_text import cells_of, from_cells, to_text
from xl_scorecard.layout.tracking import bound_tracks, tracking_formula
from xl_scorecard.ooxml.names import MAIN
from xl_scorecard.ooxml.package import ContentTypes, Package
from xl_scorecard.ooxml.sheet import read_sheet
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.text import text_element
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def bindings_sheet(bindings: Bindings) -> bytes:
    """Return the hidden sheet's part: column A has the mark and the text of the bindings, B what follows each sheet."""
    texts = cells_of(to_text(bindings))
    formulas = [tracking_formula(sheet.name, found) for sheet, found in bound_tracks(bindings)]
    rows = "".join(
        f'<row r="{number}">{_text_cell(number, text)}{_formula_cell(number, formula)}</row>'
        for number, (text, formula) in enumerate(zip_longest(texts, formulas, fillvalue=""), start=1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def _text_cell(number: int, text: str) -> str:
    return f'<c r="A{number}" t="inlineStr"><is>{text_element(text)}</is></c>' if text else ""


def _formula_cell(number: int, formula: str) -> str:
    return f'<c r="B{number}" t="str"><f>{escape(formula)}</f><v></v></c>' if formula else ""


def add_bindings(package: Package, types: ContentTypes, part: str, bindings: Bindings) -> None:
    """Add the hidden sheet's part to a package; the workbook's lists are brought up to date elsewhere."""
    package.replace(part, bindings_sheet(bindings))
    if types.of_part(part) is None:
        types.add(part, SHEET_TYPE)


def read_bindings(workbook: Path) -> Bindings | None:
    """Return what a finished workbook remembers; None when it was not made by this program.

    Raises zipfile.BadZipFile or OSError when the file cannot be read.
    """
    return bindings_of(Package.read(workbook))


def bindings_of(package: Package) -> Bindings | None:
    """Return what the finished workbook in a package remembers, or None."""
    try:
        workbook = workbook_part(package)
    except KeyError:
        return None
    entry = next((entry for entry in list_sheets(package, workbook) if entry.name == SHEET), None)
    if entry is None:
        return None
    strings_part = package.target(workbook, "sharedStrings")
    strings = SharedStrings.read(package.content(strings_part) if strings_part else None)
    sheet = read_sheet(package.content(entry.part), part=entry.part, name=SHEET, strings=strings)
    return from_cells([cell.text or "" for _, cell in sheet.cells() if cell.column == 1])
