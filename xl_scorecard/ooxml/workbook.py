"""The workbook part: which sheets there are, in which order, and the names that point into them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import RELATIONSHIPS, Element, main
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.placement import Placement

RELATIONSHIP_ID = f"{{{RELATIONSHIPS}}}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """A sheet as the workbook lists it: its name, its part, and its relationship's id."""

    name: str
    part: str
    id: str


def workbook_part(package: Package) -> str:
    """Return the name of the workbook's main part; raises KeyError when the package is no workbook."""
    part = package.target("", "officeDocument")
    if part is None or part not in package:
        raise KeyError("the package has no workbook")
    return part


def list_sheets(package: Package, part: str) -> tuple[SheetEntry, ...]:
    """Return the sheets of a workbook, in their order."""
    links = package.relationships(part)
    sheets = package.xml(part).find(main("sheets"))
    entries = [] if sheets is None else [(s.get("name", ""), s.get(RELATIONSHIP_ID, "")) for s in sheets]
    return tuple(SheetEntry(name=name, part=links[id_].target, id=id_) for name, id_ in entries if id_ in links)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedSheet:
    """A sheet of the finished workbook: the template's entry it comes from, and the relationship it is listed under.

    `placement` is None for a sheet without rows of its own (a chart sheet). `source` is empty for a sheet of our own,
    which nobody sees.
    """

    source: str
    name: str
    id: str
    placement: Placement | None = None


def rewrite_workbook(root: Element, sheets: Sequence[FinishedSheet], moves: Moves) -> None:
    """Change the workbook part: its list of sheets, names and views, and have Excel recalculate when it opens it."""
    old = [s.get("name", "") for s in root.iterfind(f"{main('sheets')}/{main('sheet')}")]
    _sheets(root, sheets)
    _names(root, sheets, moves, old)
    _views(root, sheets, old)
    _recalculate(root)


def _sheets(root: Element, sheets: Sequence[FinishedSheet]) -> None:
    parent = root.find(main("sheets"))
    if parent is None:
        return
    templates = {s.get("name"): s for s in parent}
    kept = {sheet.source for sheet in sheets}
    free = max((int(s.get("sheetId", 0)) for s in parent if s.get("name") in kept), default=0) + 1
    used: set[str] = set()
    entries = []
    for sheet in sheets:
        entry = copy.copy(templates[sheet.source]) if sheet.source else etree.Element(main("sheet"), state="veryHidden")
        if sheet.source in used or not sheet.source:
            entry.set("sheetId", str(free))
            free += 1
        used.add(sheet.source)
        entry.set("name", sheet.name)
        entry.set(RELATIONSHIP_ID, sheet.id)
        entries.append(entry)
    parent[:] = entries


def _names(root: Element, sheets: Sequence[FinishedSheet], moves: Moves, old: list[str]) -> None:
    parent = root.find(main("definedNames"))
    if parent is None:
        return
    parent[:] = [name for entry in list(parent) for name in _copies(entry, sheets, moves, old)]
    if not len(parent):
        root.remove(parent)


def _copies(entry: Element, sheets: Sequence[FinishedSheet], moves: Moves, old: list[str]) -> Iterator[Element]:
    """Return a name as the finished workbook has it: a sheet's own name once for every copy of that sheet."""
    local = entry.get("localSheetId")
    for index, sheet in enumerate(sheets):
        if local is None or sheet.source != old[int(local)]:
            continue
        own = copy.copy(entry)
        own.set("localSheetId", str(index))
        _move(own, moves, sheet.placement or _first(sheets))
        yield own
    if local is None:
        _move(entry, moves, _first(sheets))
        yield entry


def _first(sheets: Sequence[FinishedSheet]) -> Placement:
    return next(sheet.placement for sheet in sheets if sheet.placement)


def _move(entry: Element, moves: Moves, here: Placement) -> None:
    formula = parse_formula(entry.text or "")
    entry.text = moves.formula(formula, here=here, items=here.sheet.items, grow=True)


def _views(root: Element, sheets: Sequence[FinishedSheet], old: list[str]) -> None:
    first = {sheet.source: index for index, sheet in reversed(list(enumerate(sheets)))}
    for view in root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        for name in ("activeTab", "firstSheet"):
            if view.get(name):
                view.set(name, str(first.get(old[min(int(view.get(name, 0)), len(old) - 1)], 0)))


def _recalculate(root: Element) -> None:
    """calcPr: values that depend on what was written are stale until Excel has computed them."""
    element = root.find(main("calcPr"))
    if element is None:
        element = etree.Element(main("calcPr"))
        before = ("definedNames", "functionGroups", "externalReferences", "sheets")
        anchor = next(found for found in (root.find(main(name)) for name in before) if found is not None)
        anchor.addnext(element)
    element.set("fullCalcOnLoad", "1")
