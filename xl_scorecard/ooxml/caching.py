"""Cached values: what a formula's cell shows before Excel recalculates, taken from where it was computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from xl_scorecard.ooxml.names import Element, main, parse, serialise
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part

Cell = tuple[str, str]
"""A sheet's name and a cell's."""


@dataclass(frozen=True, slots=True)
class Cached:
    """A value as a cell holds it: the kind of cell ("n", "str", "b", "e") and its text."""

    kind: str
    text: str


def computed_values(package: Package) -> dict[Cell, Cached]:
    """Return the values of a workbook's formula cells."""
    found = {}
    for entry in list_sheets(package, workbook_part(package)):
        for cell in package.xml(entry.part).iter(main("c")):
            value = cell.findtext(main("v"))
            if cell.find(main("f")) is not None and value is not None:
                found[entry.name, cell.get("r", "")] = Cached(cell.get("t", "n"), value)
    return found


def cache_values(package: Package, values: Mapping[Cell, Cached]) -> list[Cell]:
    """Write computed values into a workbook's formula cells; return the cells for which there is none.

    An error is no value: the cell stays empty until Excel recalculates.
    """
    missing = []
    for entry in list_sheets(package, workbook_part(package)):
        content = package.content(entry.part)
        if b"<f" not in content:
            continue
        root = parse(content)
        formulas = [cell for cell in root.iter(main("c")) if cell.find(main("f")) is not None]
        for cell in formulas:
            value = values.get((entry.name, cell.get("r", "")))
            if value is None or value.kind == "e":
                _empty(cell)
                missing.append((entry.name, cell.get("r", "")))
            else:
                _cache(cell, value)
        if formulas:
            package.replace(entry.part, serialise(root))
    return missing


def _empty(cell: Element) -> None:
    for old in cell.findall(main("v")):
        cell.remove(old)


def _cache(cell: Element, value: Cached) -> None:
    _empty(cell)
    if value.kind == "n":
        if "t" in cell.attrib:
            del cell.attrib["t"]
    else:
        cell.set("t", value.kind)
    etree.SubElement(cell, main("v")).text = value.text


def show_only(package: Package, names: set[str]) -> None:
    """Hide every sheet of a workbook but these, print areas too: LibreOffice prints a hidden sheet that has one."""
    part = workbook_part(package)
    root = package.xml(part)
    shown, hidden = 0, set[str]()
    for index, sheet in enumerate(root.iterfind(f"{main('sheets')}/{main('sheet')}")):
        if sheet.get("name") not in names:
            sheet.set("state", "veryHidden" if sheet.get("state") == "veryHidden" else "hidden")
            hidden.add(str(index))
        elif sheet.get("state") is None and not shown:
            shown = index
    for view in root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        view.set("activeTab", str(shown))
    for parent in root.iterfind(main("definedNames")):
        for name in list(parent):
            if name.get("name") == "_xlnm.Print_Area" and name.get("localSheetId") in hidden:
                parent.remove(name)
        if not len(parent):
            root.remove(parent)
    package.replace(part, serialise(root))
