"""Charts of a newer kind (treemap, waterfall …; chartex parts): kept, and refused where they would have to follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from xl_scorecard.ooxml.captions import fill_paragraphs
from xl_scorecard.ooxml.following import Fill
from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import Element
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.refusal import Refusal

NEWER = "http://schemas.microsoft.com/office/drawing/2014/chartex"
FORMULA, VALUE = f"{{{NEWER}}}f", f"{{{NEWER}}}v"
CANNOT = "has a chart of a newer kind (such as a treemap or a waterfall) over rows that repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerChartFollower:
    """Fills the titles of such charts; `refused` collects those whose figures move."""

    moves: Moves
    here: Placement
    fill: Fill
    refused: list[Refusal] = field(default_factory=list)

    def chart(self, root: Element) -> None:
        """Change a copy of a chartSpace of this kind: the fields in its titles; refuse it where its figures move."""
        items = self.here.sheet.items
        fill_paragraphs(root, lambda text: self.fill(text, items))
        for title in root.iter(VALUE):
            if "{{" in (title.text or ""):
                title.text = self.fill(title.text or "", items)
        for formula in root.iter(FORMULA):
            pieces = self.moves.resolved(parse_formula(formula.text or ""), here=self.here)
            moved = self.moves.formula(pieces, here=self.here, items=items, grow=True)
            if moved != "".join(map(str, pieces)):
                self.refused.append(Refusal("", CANNOT))
                return
