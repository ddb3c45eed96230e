"""Lint of the workbook part: the list of sheets, the names, the chain of calculation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xl_scorecard.ooxml.finding import Finding, Opened
from xl_scorecard.ooxml.lint_formulas import sheet_findings
from xl_scorecard.ooxml.names import Element, main

LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def lint_workbook(opened: Opened) -> Iterator[Finding]:
    """Return what is wrong with the workbook part."""
    yield from workbook_findings(opened.roots[opened.workbook])


def workbook_findings(root: Element) -> Iterator[Finding]:
    """Return what is wrong with a workbook part."""
    sheets = list(root.iterfind(f"{main('sheets')}/{main('sheet')}"))
    names = [sheet.get("name", "") for sheet in sheets]
    yield from _sheet_names(names)
    yield from _repeated("sheetId", [sheet.get("sheetId", "") for sheet in sheets])
    if all(sheet.get("state", "visible") != "visible" for sheet in sheets):
        yield Finding("workbook", "no sheet can be seen")
    for view in root.iter(main("workbookView")):
        if int(view.get("activeTab", 0)) >= len(sheets):
            yield Finding("workbook", "the sheet to begin with is not there")
    yield from _names(root, names)


def _sheet_names(names: list[str]) -> Iterator[Finding]:
    yield from _repeated("sheet name", [name.casefold() for name in names])
    for name in names:
        if not name or len(name) > LONGEST_NAME or FORBIDDEN.search(name) or "'" in (name[0], name[-1]):
            yield Finding("workbook", f"{name!r} is no name for a sheet")


def _repeated(what: str, values: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield Finding("workbook", f"the {what} {value} is there twice")
        seen.add(value)


def _names(root: Element, sheets: list[str]) -> Iterator[Finding]:
    names = list(root.iterfind(f"{main('definedNames')}/{main('definedName')}"))
    yield from _repeated("name", [f"{n.get('name', '').casefold()} {n.get('localSheetId', '')}".strip() for n in names])
    folded = frozenset(sheet.casefold() for sheet in sheets)
    for name in names:
        if int(name.get("localSheetId", 0)) >= len(sheets):
            yield Finding("workbook", f"the name {name.get('name')} belongs to a sheet that is not there")
        yield from sheet_findings("workbook", f"the name {name.get('name')}", name.text or "", folded)


def lint_calculation_chain(opened: Opened) -> Iterator[Finding]:
    """Return the cells of calcChain that hold no formula."""
    chain = opened.target("calcChain")
    if chain is None:
        return
    formulas = {
        sheet.id: {cell.get("r") for cell in sheet.root.iter(main("c")) if cell.find(main("f")) is not None}
        for sheet in opened.worksheets()
    }
    current = ""
    for cell in chain:
        current = cell.get("i", current)
        if current in formulas and cell.get("r") not in formulas[current]:
            yield Finding("calcChain", f"{cell.get('r')} holds no formula")
