"""Moves: where every row of a template went, and so where every reference to it goes.

The one rule: a reference to a row that repeats follows the item. Inside a copy it means the same item's own copy;
from elsewhere a range grows over all copies, and a lone cell in a formula means the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xl_scorecard.ooxml.formulas import Formula, Name, Piece, TableName, move_formula
from xl_scorecard.ooxml.placement import Path, Placement
from xl_scorecard.ooxml.references import Area


@dataclass(slots=True)
class Moves:
    """Where everything went: finished sheets by the template's sheet.

    `homes` are the tables' sheets, by name, folded; `names` what defined names mean, by sheet (None: all) and name.
    `owners` are the first copies of a sheet that belong to an item of a list.
    """

    placements: dict[str, list[Placement]]
    homes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[tuple[str | None, str], Formula] = field(default_factory=dict)
    owners: dict[tuple[str, str, int], Placement] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        finished: Iterable[Placement],
        homes: Mapping[str, str] | None = None,
        names: Mapping[tuple[str | None, str], Formula] | None = None,
    ) -> Moves:
        """Return the moves that make these finished sheets."""
        moves = cls({}, homes or {}, names or {})
        for placement in finished:
            moves._add(placement.sheet.source.casefold(), placement)
        return moves

    def _add(self, source: str, placement: Placement) -> None:
        self.placements.setdefault(source, []).append(placement)
        for kind, item in placement.sheet.items.items():
            self.owners.setdefault((source, kind, item), placement)

    def placement(self, source: str, items: Path) -> Placement | None:
        """Return the finished sheet that the template's sheet `source` is, as seen from `items`; None when unknown.

        The innermost list decides. Of a sheet that was copied for every item, one outside any item sees the first.
        """
        folded = source.casefold()
        copies = self.placements.get(folded, [])
        for kind in reversed(list(items)) if len(copies) > 1 else ():
            own = self.owners.get((folded, kind, items[kind]))
            if own:
                return own
        return copies[0] if copies else None

    def area(self, area: Area, *, here: Placement, items: Path, grow: bool = False) -> Area | None:
        """Return where an area went; None when the rows it named are gone.

        `here` is the finished sheet the reference stands on, `items` what it belongs to. `grow`: a lone cell means
        all copies (charts, sparklines, names), not the first.
        """
        target = here if area.sheet is None else self.placement(area.sheet, items)
        if target is None:
            return area
        sheet = None if area.sheet is None else target.sheet.name
        if not area.has_rows:
            return area.on(sheet)
        first, last = target.find(area.top, items), target.find(area.bottom, items)
        if not first or not last:
            return None
        if area.single and not grow:
            return area.moved(sheet, first[0], first[0])
        return area.moved(sheet, first[0], max(last[-1], first[0]))

    def formula(self, formula: Formula, *, here: Placement, items: Path, grow: bool = False) -> str:
        """Return a formula with every area in it moved; an area that is gone becomes #REF!."""

        def move(piece: Piece) -> str:
            if isinstance(piece, Area):
                moved = self.area(piece, here=here, items=items, grow=grow)
                return "#REF!" if moved is None else str(moved)
            return self.name(piece, here=here, items=items)

        return move_formula(formula, move)

    def name(self, piece: Piece, *, here: Placement, items: Path) -> str:
        """Return a name as it is called where it went: that of a copied sheet, or of a table on one."""
        match piece:
            case Name(name, str() as sheet):
                target = self.placement(sheet, items)
                return str(Name(name, target.sheet.name if target else sheet))
            case TableName(name, columns):
                return f"{self.table(name, here=here, items=items)}{columns}"
            case _:
                return str(piece)

    def resolved(self, formula: Formula, *, here: Placement) -> Formula:
        """Return a formula with the names in it replaced by what they mean."""
        return tuple(inner for piece in formula for inner in self._meaning(piece, here) or (piece,))

    def _meaning(self, piece: Piece, here: Placement) -> Formula:
        if not isinstance(piece, Name):
            return ()
        sheet = (piece.sheet or here.sheet.source).casefold()
        return self.names.get((sheet, piece.name.casefold())) or self.names.get((None, piece.name.casefold())) or ()

    def table(self, name: str, *, here: Placement, items: Path) -> str:
        """Return the finished name of a table: this sheet's own, or that of the item's sheet."""
        home = self.homes.get(name.casefold())
        if home is None:
            return name
        target = here if here.sheet.source.casefold() == home.casefold() else self.placement(home, items)
        return target.tables.get(name.casefold(), name) if target else name
