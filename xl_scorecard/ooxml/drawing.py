"""Drawings follow their rows: where objects float, the fields in their texts, and the cells that they show or open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from xl_scorecard.ooxml.anchors import move_anchor, top_row
from xl_scorecard.ooxml.captions import fill_paragraphs
from xl_scorecard.ooxml.following import Fill, move_location
from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import SHEET_DRAWING, Element, local
from xl_scorecard.ooxml.package import Relationship
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.refusal import Refusal

ANCHORS = tuple(f"{{{SHEET_DRAWING}}}{name}" for name in ("twoCellAnchor", "oneCellAnchor"))
DESCRIBED = f"{{{SHEET_DRAWING}}}cNvPr"
INSIDE = "has a picture, a chart or a shape that begins in a row that repeats"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingFollower:
    """Moves what floats over one finished sheet; `refused` collects what cannot follow."""

    moves: Moves
    here: Placement
    fill: Fill
    refused: list[Refusal] = field(default_factory=list)

    def drawing(self, root: Element) -> None:
        """Change a copy of a drawing part: where its objects are anchored, and the fields in its text boxes."""
        for anchor in root.iter(*ANCHORS):
            self._anchor(anchor)
        for described in root.iter(DESCRIBED):
            for name in ("descr", "title"):
                if described.get(name):
                    described.set(name, self.filled(described.get(name, "")))
        self.shapes(root)

    def shapes(self, root: Element) -> None:
        """The fields in texts, and the cells whose text a shape shows (textlink) or of which it is a picture."""
        fill_paragraphs(root, self.filled)
        for element in root.iter():
            if element.get("textlink"):
                element.set("textlink", self._formula(element.get("textlink", ""), grow=False))
            if local(element) == "cameraTool" and element.get("cellRange"):
                element.set("cellRange", self._formula(element.get("cellRange", ""), grow=True))

    def links(self, links: dict[str, Relationship]) -> dict[str, Relationship]:
        """Return the relationships of a drawing with those that open a place in the workbook moved along."""
        return {id_: self._link(link) for id_, link in links.items()}

    def _link(self, link: Relationship) -> Relationship:
        if not link.target.startswith("#"):
            return link
        location = move_location(link.target[1:], self.moves, self.here, self.here.sheet.items)
        return replace(link, target=f"#{location}")

    def filled(self, text: str) -> str:
        """Return a text with its fields filled."""
        return self.fill(text, self.here.sheet.items)

    def _formula(self, text: str, *, grow: bool) -> str:
        sign = "=" if text.startswith("=") else ""
        formula, items = parse_formula(text.removeprefix("=")), self.here.sheet.items
        return sign + self.moves.formula(formula, here=self.here, items=items, grow=grow)

    def _anchor(self, anchor: Element) -> None:
        row = top_row(anchor)
        if anchor.get("editAs") == "absolute" or row is None:
            return
        if self.here.repeats(row):
            self.refused.append(Refusal(f"A{row}", INSIDE))
        move_anchor(anchor, self.here, stretches=anchor.get("editAs", "twoCell") == "twoCell")
