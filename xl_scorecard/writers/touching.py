"""Touching: which sheets of the template must be written anew; all others keep their very bytes."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from xl_scorecard.ooxml.following import Follower
from xl_scorecard.ooxml.names import serialise
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.sheet import SheetPart
from xl_scorecard.writers.finishing import Filling, Finishing

POINTS = re.compile(rb":f>|formula|location=|dataRef|linkedCell|listFillRange")


def is_touched(filling: Filling, sheet: Finishing) -> bool:
    """Is anything on a sheet written, moved, stale, or does anything on it point at what moved?"""
    source = sheet.planned.source
    if sheet.here.moved or filling.sheets.has_stale(source) or any(row.values for row in sheet.planned.rows):
        return True
    sheets = filling.template.sheets
    if sheets.has_fields(source):
        return True
    around = sheets.surroundings(source)
    if sheets.has_formulas(source):
        return _points_at_moved(filling, sheet, filling.package.content(sheets.parts[source]))
    return bool(POINTS.search(around)) and _points_at_moved(filling, sheet, around)


def _points_at_moved(filling: Filling, sheet: Finishing, content: bytes) -> bool:
    text = content.decode(errors="replace").casefold()
    if not any(name in text for name in _moved_names(filling)):
        return False
    part = filling.sheets[sheet.planned.source]
    return _formulas_move(filling, sheet, part) or _surroundings_move(filling, sheet, part)


def _moved_names(filling: Filling) -> Iterator[str]:
    """The names of sheets and tables that went somewhere else, as they stand in XML."""
    moved = [copies[0].sheet.source for copies in filling.moves.placements.values() if _is_moved(copies)]
    for name in moved:
        yield escape(name.replace("'", "''")).casefold()
    for table in filling.template.inventory.all_tables():
        if table.sheet in moved:
            yield escape(table.name).casefold()


def _is_moved(copies: list[Placement]) -> bool:
    return len(copies) > 1 or copies[0].moved


def _formulas_move(filling: Filling, sheet: Finishing, part: SheetPart) -> bool:
    found = (cell.formula for _, cell in part.cells() if cell.formula)
    items = sheet.here.sheet.items
    return any(
        filling.moves.formula(formula, here=sheet.here, items=items) != "".join(map(str, formula)) for formula in found
    )


def _surroundings_move(filling: Filling, sheet: Finishing, part: SheetPart) -> bool:
    root = copy.deepcopy(part.root)
    Follower(moves=filling.moves, here=sheet.here, fill=filling.fill).follow(root)
    return serialise(root) != serialise(part.root)
