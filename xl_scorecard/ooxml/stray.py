"""Stray fields: those that stand where nothing is filled in: in notes, validation, formulas of rules, names, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from xl_scorecard.ooxml.banners import FIELD
from xl_scorecard.ooxml.names import Element, local
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.vml import parse_vml

XML = (".xml", ".rels", ".vml")
BRACES = re.compile(rb"\{\{|%7B%7B", re.IGNORECASE)  # in the address of a link braces may be written in per cent
LINK = "Relationship"
FILLED = ("chartspace", "wsdr", "usershapes", "sst", "coreproperties", "table")
WORDS = {
    "dataValidation": "a validation",
    "conditionalFormatting": "a conditional format",
    "definedName": "a name",
    "Relationship": "the address of a link",
    "comment": "a note on a cell",
    "threadedComment": "a comment",
    "shape": "a button or the box of a note",
    "property": "a property of the document",
    "pivotCacheDefinition": "the source of a pivot table",
    "dataModel": "a diagram",
}
HEADERS = frozenset(f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer"))
FILLED_ATTRIBUTES = frozenset({"display", "tooltip"})
IN_CELLS = frozenset({"c", "t", "v", "is", "si", "r", "f"})
CELLS = ("sqref", "ref", "r")


@dataclass(frozen=True, slots=True)
class Stray:
    """A field where none is filled: the sheet and the cell, as far as known, and in words what it stands in."""

    sheet: str
    cell: str
    what: str


def stray_fields(package: Package, owners: Mapping[str, str]) -> Iterator[Stray]:
    """Return the stray fields in a template's parts; `owners` are the sheets by the parts that belong to them.

    A worksheet's cells are left out: what is wrong there is found where they are read.
    """
    for name in package.names():
        if not name.endswith(XML) or not name.startswith(("xl/", "docProps/")):
            continue
        content = package.content(name)
        if b"{{" in content or (name.endswith(".rels") and BRACES.search(content)):
            root = parse_vml(content)
            if local(root).casefold() not in FILLED:
                yield from _strays(root, owners.get(_owner(name), ""))


def _owner(part: str) -> str:
    """A .rels part belongs to the part whose links it holds."""
    return part.replace("_rels/", "").removesuffix(".rels") if part.endswith(".rels") else part


def _strays(root: Element, sheet: str) -> Iterator[Stray]:
    for element in root.iter():
        name = local(element)
        if name in HEADERS or (name in IN_CELLS and local(root) == "worksheet"):
            continue
        texts = [element.text or "", *(value for key, value in element.attrib.items() if key not in FILLED_ATTRIBUTES)]
        if name and any(FIELD.search(unquote(str(text)) if name == LINK else str(text)) for text in texts):
            found = [element, *element.iterancestors()]
            yield Stray(sheet, _cell(found), _words(found))


def _words(elements: list[Element]) -> str:
    return next((WORDS[local(e)] for e in elements if local(e) in WORDS), "a place where none is filled in")


def _cell(elements: list[Element]) -> str:
    """The first cell that an element, or one around it, says it is for."""
    for element in elements:
        for name in CELLS:
            if element.get(name):
                return element.get(name, "").partition(" ")[0].partition(":")[0]
        where = next((child.text or "" for child in element if local(child) == "sqref"), "")
        if where:
            return where.partition(" ")[0].partition(":")[0]
    return ""
