"""Form controls follow the cells that they speak to (formControlPr; where they float is in the sheet and in VML)."""

from __future__ import annotations

from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import Element
from xl_scorecard.ooxml.placement import Placement

LINKS, RANGES = ("fmlaLink", "fmlaTxbx", "fmlaGroup"), ("fmlaRange", "listFillRange")


def follow_control(root: Element, moves: Moves, here: Placement) -> None:
    """formControlPr: the cell that a control writes into becomes its first copy, the list that it shows grows."""
    for name in (*LINKS, *RANGES):
        if root.get(name):
            formula = parse_formula(root.get(name, ""))
            root.set(name, moves.formula(formula, here=here, items=here.sheet.items, grow=name in RANGES))
