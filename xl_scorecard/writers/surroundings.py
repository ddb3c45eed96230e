"""What stands around a finished sheet's rows; what is the same for every copy of a sheet is worked out once.

Two copies whose rows are alike differ only in what their item says: headers, links, and references to other sheets.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from xl_scorecard.ooxml.following import Follower
from xl_scorecard.ooxml.formulas import areas, parse_formula
from xl_scorecard.ooxml.names import Element, local, main, serialise_part
from xl_scorecard.ooxml.placement import Placement

ALIKE = frozenset({"dimension", "sheetViews", "mergeCells", "conditionalFormatting", "rowBreaks", "ignoredErrors"})

Likeness = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around the rows of copies that are alike: what all share has followed, the others' places are given."""

    root: Element
    others: tuple[int, ...]


@dataclass(slots=True)
class KnownSurroundings:
    """The surroundings that were worked out for one workbook, by the template's sheet and by how its rows went."""

    known: dict[tuple[str, Likeness], Surroundings] = field(default_factory=dict)

    def followed(self, design: Element, follower: Follower) -> Element:
        """Return a copy of the template's sheet, rows apart, that has followed its rows."""
        here = follower.here
        key = (here.sheet.source, likeness(here))
        if key not in self.known:
            self.known[key] = _shared(design, follower)
        root = copy.deepcopy(self.known[key].root)
        follower.follow(root, [root[place] for place in self.known[key].others])
        return root


def likeness(here: Placement) -> Likeness:
    """Return what decides where the rows of a copy went: equal for two copies whose rows went the same way."""
    outer = len(here.sheet.items)
    return tuple((row.source, *list(row.items.values())[outer:]) for row in here.sheet.rows)


def _shared(design: Element, follower: Follower) -> Surroundings:
    root = copy.deepcopy(design)
    alike = [child for child in root if _is_alike(child)]
    others = [child for child in root if child not in alike]
    follower.follow(root, alike)
    return Surroundings(root, tuple(root.index(child) for child in others))


def _is_alike(child: Element) -> bool:
    """Does it mean nothing but this sheet's own rows, whatever the item?"""
    if local(child) not in ALIKE:
        return False
    text = serialise_part(child)
    if "!" in text or "{{" in text or 'type="formula"' in text:
        return False
    formulas = [parse_formula(formula.text or "") for formula in child.iter(main("formula"))]
    return all(len(list(areas(f))) == sum(not isinstance(piece, str) for piece in f) for f in formulas)
