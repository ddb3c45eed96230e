"""Tables (ListObjects) follow their rows; a copied table gets an id and a name of its own."""

from __future__ import annotations

import re

from xl_scorecard.ooxml.moves import Moves, Placement
from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.references import parse_area, parse_formula


def follow_table(root: Element, moves: Moves, here: Placement) -> None:
    """Change a copy of a table part: its range, its filter, and the formulas of its columns."""
    for element in (root, *root.iter(main("autoFilter"), main("sortState"), main("sortCondition"))):
        area = parse_area(element.get("ref", ""))
        moved = area and moves.area(area, here=here, items=here.sheet.items, grow=True)
        if moved:
            element.set("ref", str(moved))
    for formula in root.iter(main("calculatedColumnFormula"), main("totalsRowFormula")):
        formula.text = moves.formula(parse_formula(formula.text or ""), here=here, items=here.sheet.items)


def rename_table(root: Element, number: int, taken: set[str]) -> None:
    """Give a copied table the id `number` and a name that no other table has."""
    base = re.sub(r"_\d+$", "", root.get("displayName", "Table"))
    suffix = 2
    while f"{base}_{suffix}".casefold() in taken:
        suffix += 1
    name = f"{base}_{suffix}"
    taken.add(name.casefold())
    root.set("id", str(number))
    root.set("name", name)
    root.set("displayName", name)
