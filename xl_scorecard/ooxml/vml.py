"""VML shapes follow their cells: the boxes of notes, buttons, checkboxes and other controls of an older kind.

[MS-OI29500] 2.1.1735 and ECMA-376 part 4, 14.4: a shape's ClientData says what it is, where it floats and, of a note,
which cell it belongs to, all rows counted from 0.
"""

from __future__ import annotations

import copy
import re

from lxml import etree

from xl_scorecard.ooxml.anchors import Edge, moved_edges
from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import Element, local, parse
from xl_scorecard.ooxml.placement import Placement

OFFICE = "urn:schemas-microsoft-com:office:office"
FORMULAS = frozenset({"FmlaLink", "FmlaRange", "FmlaPict", "FmlaTxbx", "FmlaGroup"})
SHAPE_ID = re.compile(r"_x0000_s(\d+)")
BLOCK = 1024  # a drawing gives out its shapes' numbers from blocks of as many (o:idmap)


def parse_vml(content: bytes) -> Element:
    """Return the root of a VML part; Excel leaves <br> open in it, as HTML does."""
    try:
        return parse(content)
    except etree.XMLSyntaxError:
        return parse(re.sub(rb"<br\s*>", b"<br/>", content))


def serialise_vml(root: Element) -> bytes:
    """Return a VML part's bytes, without a declaration, as Excel writes it."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=False))


def follow_shapes(root: Element, moves: Moves, here: Placement) -> None:
    """Move every shape with its cells; a note's box is copied with the note."""
    numbers = [int(found[1]) for shape in shapes(root) if (found := SHAPE_ID.search(shape.get("id", "")))]
    free = max([BLOCK, *numbers]) + 1
    for shape in shapes(root):
        data = client_data(shape)
        if data is None:
            continue
        if data.get("ObjectType") == "Note":
            free = _note(shape, here, free)
        else:
            _floating(data, moves, here)
    _blocks(root, free - 1)


def shapes(root: Element) -> list[Element]:
    """Return the shapes of a VML part."""
    return [element for element in root.iter() if local(element) == "shape"]


def client_data(shape: Element) -> Element | None:
    """Return a shape's x:ClientData, None where it has none."""
    return next((child for child in shape if local(child) == "ClientData"), None)


def _note(shape: Element, here: Placement, free: int) -> int:
    """Move a note's box with its cell, one box a copy; return the next free number."""
    row = _child(client_data(shape), "Row")
    if row is None:
        return free
    old, design, last = int(row.text or 0), copy.deepcopy(shape), shape
    for place, (number, _, _) in enumerate(here.copies(old + 1, old + 1)):
        box = copy.deepcopy(design) if place else shape
        if place:
            _renumber(box, free)
            last.addnext(box)
            last, free = box, free + 1
        _place(client_data(box), number - 1, number - 1 - old)
    return free


def _place(data: Element | None, row: int, shift: int) -> None:
    mark, anchor = _child(data, "Row"), _child(data, "Anchor")
    if mark is not None:
        mark.text = str(row)
    if anchor is not None:
        cells = _numbers(anchor)
        if len(cells) == 8:  # column, offset, row, offset; twice
            cells[2], cells[6] = cells[2] + shift, cells[6] + shift
            anchor.text = ", ".join(map(str, cells))


def _floating(data: Element, moves: Moves, here: Placement) -> None:
    """A control: where it floats, and the cells that it speaks to. Whether it stretches is said the wrong way round."""
    anchor = _child(data, "Anchor")
    cells = [] if anchor is None else _numbers(anchor)
    if anchor is not None and len(cells) == 8:
        stretches = _child(data, "SizeWithCells") is None
        start, end = Edge(cells[2], cells[3]), Edge(cells[6], cells[7])
        cells[2], cells[6] = moved_edges(start, end, here, stretches=stretches)
        anchor.text = ", ".join(map(str, cells))
    for formula in data:
        if local(formula) in FORMULAS and formula.text:
            pieces = parse_formula(formula.text)
            formula.text = moves.formula(pieces, here=here, items=here.sheet.items, grow=local(formula) == "FmlaPict")


def first_row(shape: Element) -> int | None:
    """Return the row, counted from 1, in which a shape begins; None for one that no cell holds."""
    anchor = _child(client_data(shape), "Anchor")
    cells = [] if anchor is None else _numbers(anchor)
    return cells[2] + 1 if len(cells) == 8 else None


def _numbers(anchor: Element) -> list[int]:
    return [int(float(word)) for word in (anchor.text or "").split(",") if word.strip()]


def _renumber(shape: Element, number: int) -> None:
    shape.set("id", SHAPE_ID.sub(f"_x0000_s{number}", shape.get("id", "")))
    name = f"{{{OFFICE}}}spid"
    if shape.get(name):
        shape.set(name, f"_x0000_s{number}")


def _blocks(root: Element, last: int) -> None:
    """o:idmap lists the blocks that the numbers come from."""
    for map_ in root.iter(f"{{{OFFICE}}}idmap"):
        known = [int(word) for word in map_.get("data", "").split(",") if word.strip().isdigit()]
        wanted = range(max(known, default=1) + 1, last // BLOCK + 1)
        if known and wanted:
            map_.set("data", ",".join(map(str, [*known, *wanted])))


def _child(data: Element | None, name: str) -> Element | None:
    return None if data is None else next((child for child in data if local(child) == name), None)
