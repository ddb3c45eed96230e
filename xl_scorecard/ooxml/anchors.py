"""Anchors: the cells between which an object floats, in drawings, form controls and VML; they follow their rows."""

from __future__ import annotations

from dataclasses import dataclass

from xl_scorecard.ooxml.names import Element, local
from xl_scorecard.ooxml.placement import Placement

INSIDE = "stands in a row that repeats"


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of an object: the row, counted from 0, and how far below its top."""

    row: int
    offset: int


def moved_edges(start: Edge, end: Edge, here: Placement, *, stretches: bool) -> tuple[int, int]:
    """Return the rows, counted from 0, between which an object floats now; it grows only if it stretches with cells."""
    top = _went(start.row, here, last=False)
    if not stretches:
        return top, top + end.row - start.row
    if end.offset == 0 and end.row > start.row:  # it ends at the foot of the row above
        return top, _went(end.row - 1, here, last=True) + 1
    return top, _went(end.row, here, last=True)


def _went(row: int, here: Placement, *, last: bool) -> int:
    found = here.find(row + 1, here.sheet.items) or [row + 1]
    return found[-1 if last else 0] - 1


def move_anchor(anchor: Element, here: Placement, *, stretches: bool) -> None:
    """Change <from> and <to> of an anchor, in whichever namespaces they are."""
    marks = {local(mark): mark for mark in anchor if local(mark) in ("from", "to")}
    if "from" not in marks:
        return
    start = _edge(marks["from"])
    end = _edge(marks["to"]) if "to" in marks else start
    top, bottom = moved_edges(start, end, here, stretches=stretches)
    _set_row(marks["from"], top)
    if "to" in marks:
        _set_row(marks["to"], bottom)


def top_row(anchor: Element) -> int | None:
    """Return the row, counted from 1, in which an anchored object begins; None for one that no cell holds."""
    mark = next((mark for mark in anchor if local(mark) == "from"), None)
    return None if mark is None else _edge(mark).row + 1


def _edge(mark: Element) -> Edge:
    found = {local(child): int(child.text or 0) for child in mark if local(child) in ("row", "rowOff")}
    return Edge(found.get("row", 0), found.get("rowOff", 0))


def _set_row(mark: Element, row: int) -> None:
    for child in mark:
        if local(child) == "row":
            child.text = str(row)
