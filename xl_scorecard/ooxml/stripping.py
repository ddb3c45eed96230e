"""Stripping: a copy of a workbook without macros, buttons, links, connections and hidden sheets.

Each function changes the package it is given and yields what it took out, in words. Parts that nothing points at any
more are dropped at the end, whatever they hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from xl_scorecard.ooxml.leftovers import is_web
from xl_scorecard.ooxml.names import RELATIONSHIPS, Element, local, main, serialise
from xl_scorecard.ooxml.package import (
    TYPES_PART,
    ContentTypes,
    Package,
    Relationship,
    relationships_part,
    write_relationships,
)
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SHEET_KINDS = frozenset({"worksheet", "chartsheet"})
UNWANTED_LINKS = {
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "attachedToolbars": "a toolbar",
    "customUI": "a ribbon",
    "extensibility": "a ribbon",
    "externalLink": "a link to another workbook",
    "connections": "a data connection",
    "queryTable": "a data connection",
    "ctrlProp": "a button",
    "control": "a control",
    "activeXControlBinary": "a control",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "printerSettings": "",
    "customXml": "custom XML",
    "customXmlProps": "custom XML",
    "custom-properties": "custom properties",
    "thumbnail": "",
    "revisionHeaders": "the history of a shared workbook",
    "usernames": "the users of a shared workbook",
    "webextensiontaskpanes": "an add-in",
    "calcChain": "",
}
UNWANTED_ELEMENTS = frozenset(
    main(name)
    for name in ("externalReferences", "controls", "oleObjects", "fileSharing", "customWorkbookViews", "fileRecoveryPr")
)
LISTS = frozenset({"hyperlinks", "externalReferences", "controls", "oleObjects", "pivotCaches", "tableParts"})
CODE_NAMES = {main("sheetPr"): "codeName", main("workbookPr"): "codeName"}
PICTURED_CONTROLS = re.compile(
    r"ObjectType\s*=\s*[\"'](?:Button|Checkbox|Drop|List|Radio|Scroll|Spin|Edit|GBox|Label|Pict)"
)


@dataclass(frozen=True, slots=True)
class StillUsed:
    """A hidden sheet that a visible part needs: it can be neither sent nor taken out."""

    sheet: str
    part: str


def strip(package: Package) -> tuple[tuple[str, ...], tuple[StillUsed, ...]]:
    """Take out of a package what must not leave; return what was taken out, and hidden sheets that are needed."""
    taken = [*_drop_links(package), *_drop_hidden_sheets(package), *_drop_buttons(package)]
    _clean_parts(package)
    _make_plain(package)
    _drop_unreached(package)
    hidden = [found for found in taken if isinstance(found, Hidden)]
    needed = tuple(use for sheet in hidden for use in _uses(package, sheet.name))
    return tuple(dict.fromkeys(str(found) for found in taken if str(found))), needed


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden sheet that was taken out."""

    name: str

    def __str__(self) -> str:
        return "a hidden sheet"


def _drop_links(package: Package) -> Iterator[str]:
    """Every relationship that must not be, with the elements that name it."""
    for part in _owners(package):
        links = package.relationships(part)
        gone = {id_: words for id_, link in links.items() if (words := _unwanted(link)) is not None}
        if gone:
            package.replace(
                relationships_part(part), write_relationships({k: links[k] for k in links if k not in gone})
            )
            _drop_mentions(package, part, set(gone))
            yield from gone.values()


def _owners(package: Package) -> list[str]:
    """The parts that have relationships; "" for the package itself."""
    names = [name for name in package.names() if name.endswith(".rels")]
    return ["" if name == "_rels/.rels" else name.replace("_rels/", "", 1)[: -len(".rels")] for name in names if name]


def _unwanted(link: Relationship) -> str | None:
    if link.external and not is_web(link.target):
        return "a link to a file"
    return UNWANTED_LINKS.get(link.kind)


def _drop_mentions(package: Package, part: str, ids: set[str]) -> None:
    """r:id="…": an element that only names the link goes; one that does more (page setup) loses the attribute."""
    if not part or part not in package or not part.endswith((".xml", ".vml")):
        return
    root = package.xml(part)
    for element in list(root.iter()):
        if not local(element):
            continue
        for name in [n for n, value in element.attrib.items() if _names_link(str(n)) and value in ids]:
            if local(element) in ("pageSetup", "table"):
                del element.attrib[name]
            elif element.getparent() is not None:
                _remove(element)
    if local(root) == "table" and root.get("tableType") == "queryTable":
        _forget_query(root)
    package.replace(part, serialise(root))


def _names_link(attribute: str) -> bool:
    return attribute.startswith(f"{{{RELATIONSHIPS}}}")


def _forget_query(table: Element) -> None:
    for element in table.iter():
        for name in ("tableType", "queryTableFieldId", "connectionId"):
            if local(element) and name in element.attrib:
                del element.attrib[name]


def _drop_hidden_sheets(package: Package) -> Iterator[Hidden | str]:
    part = workbook_part(package)
    root, links = package.xml(part), package.relationships(part)
    sheets = root.find(main("sheets"))
    entries = {entry.name: entry for entry in list_sheets(package, part)}
    kept: list[Element] = []
    gone: list[Element] = []
    for sheet in list(sheets) if sheets is not None else ():
        entry = entries.get(sheet.get("name", ""))
        shown = sheet.get("state", "visible") == "visible"
        (kept if shown and entry and links[entry.id].kind in SHEET_KINDS else gone).append(sheet)
    if not gone or sheets is None:
        return
    order = list(sheets)
    for sheet in gone:
        sheets.remove(sheet)
        yield Hidden(sheet.get("name", ""))
    _keep_names(root, order, kept)
    _keep_views(root, order, kept)
    dropped = {entries[sheet.get("name", "")].id for sheet in gone if sheet.get("name", "") in entries}
    package.replace(relationships_part(part), write_relationships({k: v for k, v in links.items() if k not in dropped}))
    package.replace(part, serialise(root))


def _keep_names(root: Element, old: list[Element], kept: list[Element]) -> None:
    """<definedName>: those of a dropped sheet, or that point at one, go; the others keep their sheet."""
    parent = root.find(main("definedNames"))
    if parent is None:
        return
    gone = [sheet.get("name", "") for sheet in old if sheet not in kept]
    for name in list(parent):
        own = name.get("localSheetId")
        if (own is not None and old[int(own)] not in kept) or any(points_at(name.text or "", g) for g in gone):
            parent.remove(name)
        elif own is not None:
            name.set("localSheetId", str(kept.index(old[int(own)])))
    if not len(parent):
        root.remove(parent)


def _keep_views(root: Element, old: list[Element], kept: list[Element]) -> None:
    for view in root.iter(main("workbookView")):
        for name in ("activeTab", "firstSheet"):
            number = int(view.get(name, 0))
            here = old[number] if number < len(old) else None
            view.set(name, str(kept.index(here) if here in kept else 0))


def points_at(formula: str, sheet: str) -> bool:
    """Does a formula point at a sheet of this name?

    >>> points_at("SUM('My list'!A1:A9)", "My list"), points_at("Mylist!A1", "list")
    (True, False)
    """
    quoted = re.escape(sheet.replace("'", "''"))
    return bool(re.search(rf"(?:'{quoted}'|(?<![\w'.]){quoted})!", formula, re.IGNORECASE))


def _uses(package: Package, sheet: str) -> Iterator[StillUsed]:
    for name in package.names():
        if not name.startswith("xl/") or not name.endswith(".xml") or b"!" not in package.content(name):
            continue
        formulas = (e.text or "" for e in package.xml(name).iter() if local(e))
        if any("!" in formula and points_at(formula, sheet) for formula in formulas if len(formula) < 8192):
            yield StillUsed(sheet, name)


def _drop_buttons(package: Package) -> Iterator[str]:
    """Shapes that run a macro, in drawings and in the old drawings that form controls are kept in."""
    for name in list(package.names()):
        content = package.content(name)
        if name.startswith("xl/drawings/") and name.endswith(".xml") and b"macro=" in content:
            root = package.xml(name)
            if _drop_macro_shapes(root):
                yield "a button"
            package.replace(name, serialise(root))
        elif name.endswith(".vml") and PICTURED_CONTROLS.search(content.decode("utf-8", "replace")):
            yield from _drop_vml_controls(package, name)


def _drop_macro_shapes(root: Element) -> bool:
    """A shape with a macro goes with its anchor; the empty macro="" that Excel writes everywhere goes alone."""
    found = False
    for element in [e for e in root.iter() if local(e) and "macro" in e.attrib]:
        if not element.get("macro"):
            del element.attrib["macro"]
            continue
        found = True
        anchor = next((a for a in (element, *element.iterancestors()) if a.getparent() is root), None)
        if anchor is not None:
            root.remove(anchor)
    return found


def _drop_vml_controls(package: Package, name: str) -> Iterator[str]:
    root = package.xml(name)
    for data in [e for e in root.iter() if local(e) and local(e) == "ClientData"]:
        kind = next((str(v) for k, v in data.attrib.items() if str(k).endswith("ObjectType")), "")
        shape = data.getparent()
        if kind != "Note" and shape is not None and shape.getparent() is not None:
            _remove(shape)
            yield "a button"
    package.replace(name, serialise(root))


def _clean_parts(package: Package) -> None:
    """What is left of controls, of people's paths and of the code's own names for sheets."""
    for name in [n for n in package.names() if n.startswith("xl/") and n.endswith(".xml")]:
        root = package.xml(name)
        if root.tag not in (main("workbook"), main("worksheet"), main("chartsheet")):
            continue
        before = etree.tostring(root)
        for element in [e for e in root.iter() if local(e) and _is_unwanted(e)]:
            _remove(element)
        for tag, attribute in CODE_NAMES.items():
            for element in root.iter(tag):
                if attribute in element.attrib:
                    del element.attrib[attribute]
        for defined in [n for n in root.iter(main("definedName")) if n.get("function") or n.get("vbProcedure")]:
            _remove(defined)
        if etree.tostring(root) != before:
            package.replace(name, serialise(root))


def _is_unwanted(element: Element) -> bool:
    if element.tag in UNWANTED_ELEMENTS or local(element) in ("absPath", "revisionPtr"):
        return True
    return element.tag == f"{{{MARKUP}}}AlternateContent" and not len(element)


def _remove(element: Element) -> None:
    """Take an element out, and the list or the mc:AlternateContent around it when nothing else is in there."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if local(parent) in LISTS and not len(parent):
        _remove(parent)
    if parent.tag == f"{{{MARKUP}}}Choice" and not len(parent):
        around = parent.getparent()
        if around is not None:
            _remove(around)


def _make_plain(package: Package) -> None:
    """The mark of a workbook with macros, or of a template, becomes that of a plain workbook."""
    types, part = ContentTypes.of(package), workbook_part(package)
    if types.of_part(part) != SHEET_TYPE:
        types.remove(part)
        types.add(part, SHEET_TYPE)
        package.replace(TYPES_PART, serialise(types.root))


def _drop_unreached(package: Package) -> None:
    """Parts that no relationship leads to, and the content types of parts that are gone."""
    reached, waiting = set[str](), [""]
    while waiting:
        part = waiting.pop()
        rels = relationships_part(part) if part else "_rels/.rels"
        for link in package.relationships(part).values() if rels in package else ():
            if not link.external and link.target in package and link.target not in reached:
                reached.add(link.target)
                waiting.append(link.target)
        reached.add(rels)
    for name in [n for n in package.names() if n not in reached and n != TYPES_PART]:
        package.drop(name)
    types = ContentTypes.of(package)
    for declared in list(types.root):
        if declared.get("PartName", "/").lstrip("/") not in package and declared.get("PartName"):
            types.root.remove(declared)
    _drop_idle_defaults(package, types)
    package.replace(TYPES_PART, serialise(types.root))


def _drop_idle_defaults(package: Package, types: ContentTypes) -> None:
    """<Default Extension="bin" ContentType="…vbaProject">: a type for files that are not there."""
    endings = {name.rpartition(".")[2].lower() for name in package.names()}
    for declared in list(types.root):
        extension = declared.get("Extension")
        if extension is not None and extension.lower() not in endings | {"rels", "xml"}:
            types.root.remove(declared)
