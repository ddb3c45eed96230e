"""Views of a sheet follow its rows: what is selected, what is frozen, where it is scrolled to, custom views."""

from __future__ import annotations

from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import Element, local
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.references import parse_area


def follow_views(views: Element, moves: Moves, here: Placement) -> None:
    """sheetViews, or a custom view: selected cells go to their first copies, frozen rows stay frozen."""

    def first(reference: str) -> str:
        area = parse_area(reference)
        moved = area and moves.area(area, here=here, items=here.sheet.items)
        return str(moved or "A1")

    for pane in views.iter():
        if local(pane) == "pane" and pane.get("state", "split").startswith("frozen"):
            _freeze(pane, here)
    for element in views.iter():
        for name in ("topLeftCell", "activeCell"):
            if element.get(name):
                element.set(name, first(element.get(name, "")))
        if element.get("sqref") and local(element) in ("selection", "pivotSelection"):
            element.set("sqref", " ".join(first(word) for word in element.get("sqref", "").split()))


def _freeze(pane: Element, here: Placement) -> None:
    """Pane: ySplit counts the frozen rows, from the first that is to be seen; it must be set before that one moves."""
    view = pane.getparent()
    seen = parse_area(view.get("topLeftCell", "A1")) if view is not None else None
    first, rows = seen.top if seen else 1, int(float(pane.get("ySplit", 0)))
    if not rows:
        return
    top, bottom = here.find(first, here.sheet.items), here.find(first + rows - 1, here.sheet.items)
    if top and bottom:
        pane.set("ySplit", str(bottom[-1] - top[0] + 1))
