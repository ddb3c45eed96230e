"""Moves: where every row of a template went, and so where every reference to it goes.

The one rule: a reference to a row that repeats follows the item. Inside a copy it means the same item's own copy;
from elsewhere a range grows over all copies, and a lone cell in a formula means the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from xl_scorecard.ooxml.formulas import Formula, Name, Piece, TableName, move_formula
from xl_scorecard.ooxml.references import MAX_ROW, Area, parse_area

Path = Mapping[str, int]
NOWHERE: Path = {}


class CopiedRow(Protocol):
    """A row of a finished sheet: the template's row it was copied from, and the items it belongs to, by list."""

    @property
    def source(self) -> int:
        """The template's row."""

    @property
    def items(self) -> Path:
        """The index of each item, outermost list first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCopy:
    """A finished sheet: the template's sheet it was copied from, its items, and its rows in order from row 1."""

    source: str
    name: str
    items: Path
    rows: Sequence[CopiedRow]
    last_row: int  # the template's last row that `rows` knows


@dataclass(slots=True)
class Placement:
    """Where each template row of one finished sheet went.

    `positions` has the finished rows of a template row, `own` those of them that belong to one item of one list, and
    `lists` the lists that a template row repeats for, outermost first. `tables` has the names of its tables, by the
    template's, folded. `still`: every row stands where it stood.
    """

    sheet: SheetCopy
    positions: dict[int, list[int]] = field(default_factory=dict)
    own: dict[tuple[int, str, int], list[int]] = field(default_factory=dict)
    lists: dict[int, tuple[str, ...]] = field(default_factory=dict)
    still: bool = False
    tables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: SheetCopy) -> Placement:
        """Return the placement of a finished sheet's rows."""
        placement = cls(sheet)
        for number, row in enumerate(sheet.rows, start=1):
            placement.positions.setdefault(row.source, []).append(number)
            if len(row.items) > len(placement.lists.get(row.source, ())):
                placement.lists[row.source] = tuple(row.items)
            for kind, item in row.items.items():
                placement.own.setdefault((row.source, kind, item), []).append(number)
        placement.still = [row.source for row in sheet.rows] == list(range(1, sheet.last_row + 1))
        return placement

    @property
    def moved(self) -> bool:
        """Is it anything but the template's sheet as it was?"""
        return not self.still or self.sheet.name != self.sheet.source

    def items(self, number: int) -> Path:
        """Return the items that a finished row belongs to."""
        rows = self.sheet.rows
        return rows[number - 1].items if number <= len(rows) else self.sheet.items

    def find(self, row: int, items: Path) -> list[int]:
        """Return where a template's row went, as seen from `items`: their own copies, or all; empty when nowhere.

        The innermost list that both belong to decides: it implies those around it.
        """
        if self.still:
            return [row]
        if row > self.sheet.last_row:
            return [min(row + len(self.sheet.rows) - self.sheet.last_row, MAX_ROW)]
        for kind in reversed(self.lists.get(row, ())):
            if kind in items:
                return self.own.get((row, kind, items[kind]), [])
        return self.positions.get(row, [])

    def copies(self, top: int, bottom: int) -> Iterator[tuple[int, int, Path]]:
        """Return the first and last row of each copy of a stretch of the template, and the items that it belongs to.

        A stretch repeats as one for the lists that its first and its last row have in common; it grows over others.
        """
        shared = _shared(self.lists.get(top, ()), self.lists.get(bottom, ()))
        seen: set[tuple[tuple[str, int], ...]] = set()
        for number in self.find(top, self.sheet.items):
            items = self.items(number)
            path = {kind: items[kind] for kind in shared if kind in items}
            if tuple(path.items()) in seen:
                continue
            seen.add(tuple(path.items()))
            own = path or self.sheet.items
            yield number, max([number, *self.find(bottom, own)]), own

    def repeats(self, row: int) -> bool:
        """Is a row of the template a prototype: does it belong to more lists than its sheet?"""
        return not self.still and len(self.lists.get(row, ())) > len(self.sheet.items)

    def rows(self, area: Area) -> list[tuple[int, int]]:
        """Return the runs of finished rows that an area of this sheet now covers, all copies included."""
        known = range(area.top, min(area.bottom, self.sheet.last_row) + 1)
        numbers = sorted({number for row in known for number in self.find(row, self.sheet.items)})
        below = area.bottom > self.sheet.last_row
        tail = (
            [(self.find(max(area.top, self.sheet.last_row + 1), {})[0], self.find(area.bottom, {})[0])] if below else []
        )
        return join_runs([*runs(numbers), *tail])


@dataclass(slots=True)
class Moves:
    """Where everything went: finished sheets by the template's sheet.

    `homes` are the tables' sheets, by name, folded; `names` what defined names mean, by sheet (None: all) and name.
    """

    placements: dict[str, list[Placement]]
    homes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[tuple[str | None, str], Formula] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        finished: Iterable[Placement],
        homes: Mapping[str, str] | None = None,
        names: Mapping[tuple[str | None, str], Formula] | None = None,
    ) -> Moves:
        """Return the moves that make these finished sheets."""
        placements: dict[str, list[Placement]] = {}
        for placement in finished:
            placements.setdefault(placement.sheet.source.casefold(), []).append(placement)
        return cls(placements, homes or {}, names or {})

    def placement(self, source: str, items: Path) -> Placement | None:
        """Return the finished sheet that the template's sheet `source` is, as seen from `items`; None when unknown.

        The innermost list decides. Of a sheet that was copied for every item, one outside any item sees the first.
        """
        copies = self.placements.get(source.casefold(), [])
        for kind in reversed(list(items)) if len(copies) > 1 else ():
            own = [copy for copy in copies if copy.sheet.items.get(kind) == items[kind]]
            if own:
                return own[0]
        return copies[0] if copies else None

    def sees(self, area: Area, items: Path) -> bool:
        """Does a reference from `items` mean one finished sheet, or a copy of a sheet that they do not belong to?"""
        copies = self.placements.get((area.sheet or "").casefold(), [])
        nouns = {noun for copy in copies for noun in copy.sheet.items}
        return not nouns or any(noun in items for noun in nouns)

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
            return area.on(sheet).with_rows(first[0], first[0])
        return area.on(sheet).with_rows(first[0], max(last[-1], first[0]))

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


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """The lists that both begin with."""
    both = list(zip(first, second, strict=False))
    return first[: next((number for number, (a, b) in enumerate(both) if a != b), len(both))]


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return unbroken runs of ascending numbers as first and last.

    >>> runs([4, 5, 6, 9])
    [(4, 6), (9, 9)]
    """
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def join_runs(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs in order with those that touch made one.

    >>> join_runs([(4, 6), (7, 9)])
    [(4, 9)]
    """
    joined: list[tuple[int, int]] = []
    for first, last in found:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def move_sqref(sqref: str, here: Placement) -> str:
    """Return a list of ranges, each grown over all copies of its rows, in as few ranges as will do."""
    parts: list[str] = []
    for word in sqref.split():
        area = parse_area(word)
        if area is None or not area.has_rows:
            parts.append(word)
        else:
            parts += [str(area.with_rows(first, last)) for first, last in here.rows(area)]
    return " ".join(parts)
