"""Sparklines follow their cells: one for every copy, each drawing its own item's figures."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import X14, XM, Element
from xl_scorecard.ooxml.placement import Path, Placement
from xl_scorecard.ooxml.references import parse_area

GROUP, LINES, LINE = f"{{{X14}}}sparklineGroup", f"{{{X14}}}sparklines", f"{{{X14}}}sparkline"
SQREF, FORMULA = f"{{{XM}}}sqref", f"{{{XM}}}f"


def follow_sparklines(root: Element, moves: Moves, here: Placement) -> None:
    """x14:sparklineGroup: move the dates of a date axis, and make a sparkline for every copy of its cell."""

    def moved(text: str, items: Path) -> str:
        return moves.formula(parse_formula(text), here=here, items=items, grow=True)

    for group in root.iter(GROUP):
        for dates in group.findall(FORMULA):
            dates.text = moved(dates.text or "", here.sheet.items)
        for parent, line in [(lines, line) for lines in group.findall(LINES) for line in lines]:
            for where, items in _places(line, here):
                twin = copy.deepcopy(line)
                _say(twin, SQREF, where)
                _say(twin, FORMULA, moved(line.findtext(FORMULA) or "", items))
                line.addprevious(twin)
            parent.remove(line)


def drawn(root: Element) -> Iterator[str]:
    """Return what each sparkline of a sheet draws, as a formula."""
    return (line.findtext(FORMULA) or "" for line in root.iter(LINE))


def _places(line: Element, here: Placement) -> Iterator[tuple[str, Path]]:
    area = parse_area(line.findtext(SQREF) or "")
    for first, last, items in here.copies(area.top, area.bottom) if area else ():
        yield str(area.with_rows(first, last)) if area else "", items


def _say(line: Element, name: str, text: str) -> None:
    child = line.find(name)
    if child is not None:
        child.text = text
