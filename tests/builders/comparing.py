"""Compares a template with the workbook made from it, part by part, element by element, attribute by attribute.

A touched part may only gain: `lost` names everything of the template that the finished workbook has no more. What the
engine is meant to change is listed here, in the open; everything else must be there, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from tests.builders.finished import Finished

DROPPED = {"xl/calcChain.xml"}  # Excel makes a new one
# Attributes whose value follows the rows, counts copies, or is filled in.
FOLLOWING = {
    "ref", "sqref", "r", "location", "display", "tooltip", "topLeftCell", "activeCell", "ySplit", "spans", "ht", "id",
    "count", "uniqueCount", "manualBreakCount", "val", "localSheetId", "name", "codeName", "activeTab", "textlink",
    "cellRange", "linkedCell", "fmlaLink", "fmlaRange", "data", "descr", "title", "Target", "idx", "s", "si", "size",
    "fullCalcOnLoad", "numFmtId", "applyNumberFormat",
}  # fmt: skip
# Texts that follow the rows or are filled in.
TEXTS = {
    "f", "formula", "formula1", "formula2", "sqref", "v", "t", "row", "Anchor", "Row", "definedName", "lpstr", "i4",
    "calculatedColumnFormula", "title", "created", "modified", "ptCount", "formatCode", "FmlaLink", "FmlaPict",
    "oddHeader", "oddFooter", "Application", "cellRange",
}  # fmt: skip
CELL_MAY_LOSE = {"t"}  # a cell's kind is that of what was written into it
FORMULA_MAY_LOSE = {"t", "si", "ref"}  # a shared formula is written out


def lost(template: Finished, finished: Finished) -> list[str]:
    """Return what the finished workbook has no more, each as "part: path"; [] when nothing is lost."""
    found: list[str] = []
    for name, content in template.parts.items():
        part = name.lstrip("/")
        now = finished.parts.get(part)
        if part in DROPPED or now == content:
            continue
        found += [f"{part}: {what}" for what in (["is gone"] if now is None else _lost_in_part(part, content, now))]
    return found


def _lost_in_part(name: str, content: bytes, now: bytes) -> Iterator[str]:
    if not name.endswith((".xml", ".rels", ".vml")):
        yield "is no XML, and changed"
        return
    yield from _lost(etree.fromstring(content), etree.fromstring(now))


def _lost(old: etree._Element, new: etree._Element, path: str = "") -> Iterator[str]:
    here = f"{path}/{etree.QName(old).localname}"
    for prefix, uri in old.nsmap.items():
        if new.nsmap.get(prefix) != uri:
            yield f"{here}: the prefix {prefix}"
    yield from (f"{here}: {what}" for what in _lost_here(old, new))
    yield from _lost_children(list(old.iterchildren(etree.Element)), list(new.iterchildren(etree.Element)), here)


def _lost_here(old: etree._Element, new: etree._Element) -> Iterator[str]:
    name = etree.QName(old).localname
    for attribute, value in old.attrib.items():
        plain = etree.QName(attribute).localname
        if attribute not in new.attrib:
            if plain not in _may_lose(name):
                yield f"the attribute {plain}"
        elif plain not in FOLLOWING | _may_lose(name) and new.get(attribute) != value:
            yield f"the attribute {plain}={value!r}"
    if (old.text or "").strip() and name not in TEXTS and old.text != new.text:
        yield f"the text {old.text[:40]!r}"


def _may_lose(name: str) -> set[str]:
    return {"c": CELL_MAY_LOSE, "f": FORMULA_MAY_LOSE}.get(name, set())


def _lost_children(old: Sequence[etree._Element], new: Sequence[etree._Element], path: str) -> Iterator[str]:
    """Each child of the template must be there, in the same order; copies may stand between."""
    place = 0
    for child in old:
        found = next((n for n in range(place, len(new)) if holds(new[n], child)), None)
        if found is not None:
            place = found + 1
        elif not _may_go(child) and not any("calcChain" in value for value in child.attrib.values()):
            same = [n for n in range(place, len(new)) if new[n].tag == child.tag]
            inner = next(_lost(child, new[same[0]], path), None) if same else None
            yield inner or f"{path}: <{etree.QName(child).localname} {dict(child.attrib)}>"


def holds(new: etree._Element, old: etree._Element) -> bool:
    """Is everything of an element there in another?"""
    if new.tag != old.tag:
        return False
    return next(_lost(old, new), None) is None


def _may_go(child: etree._Element) -> bool:
    """What a formula showed, if it is stale; a text with fields; the points of a chart's old figures."""
    name, parent = etree.QName(child).localname, child.getparent()
    beside = {etree.QName(other).localname for other in parent} if parent is not None else set()
    if name == "v":
        return "f" in beside or parent.get("t") == "s"
    if name in ("pt", "is"):
        return True
    return name in ("r", "t", "rPh") and etree.QName(parent).localname in ("si", "is")
