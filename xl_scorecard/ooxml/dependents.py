"""Dependents: which formulas of a workbook would show something else once some cells are written.

Directly, through other formulas, names and tables, on any sheet. Nothing is evaluated: a formula that finds its cells
itself (INDIRECT, OFFSET) is taken to depend on what is written, one that asks where it stands (ROW) where rows move.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xl_scorecard.ooxml.formulas import Formula, Name, Span, TableName
from xl_scorecard.ooxml.references import MAX_COLUMN, MAX_ROW, Area
from xl_scorecard.ooxml.table import TableDesign

FINDS_ITS_CELLS = re.compile(r"(?<![\w.])(?:INDIRECT|OFFSET)\(", re.IGNORECASE)
ASKS_WHERE = re.compile(r"(?<![\w.])(?:ROWS?|CELL|SHEETS?|FORMULATEXT|_xlfn\.(?:SHEETS?|FORMULATEXT))\(", re.IGNORECASE)
COLUMN = re.compile(r"\[([^\[\]#@]+)\]|@([^\[\],#@]+)\]")
SMALL = 64  # cells; larger areas are kept in a list
DEEPEST = 8  # names that mean names
EVERY_COLUMN = range(1, MAX_COLUMN + 1)

Box = tuple[str, int, int, int, int]
"""A sheet, folded, and the first and last row and column of an area on it."""
Cell = tuple[int, int]
Written = Mapping[str, Mapping[int, Iterable[int]]]
"""The columns written, or moved, by row, by sheet (folded)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaCell:
    """A cell with a formula; `area` is the range of an array formula."""

    sheet: str
    row: int
    column: int
    formula: Formula
    area: Area | None = None
    unclear: bool = False

    def cells(self) -> Iterator[Cell]:
        """The cells that show what it computes."""
        if self.area is None or not self.area.has_rows:
            yield self.row, self.column
            return
        for row in range(self.area.top, self.area.bottom + 1):
            for column in range(self.area.left, self.area.right + 1):
                yield row, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """What names and tables stand for; `moving`: rows of some sheet do not stand where they stood."""

    names: Mapping[tuple[str | None, str], Formula]
    tables: Mapping[str, TableDesign]
    moving: bool

    def boxes(self, formula: Formula, sheet: str, *, depth: int = 0) -> Iterator[Box | None]:
        """Return the areas that a formula on a sheet depends on; None among them where that cannot be told."""
        for piece in formula:
            match piece:
                case Area():
                    yield _box(piece, sheet)
                case TableName():
                    table = self.tables.get(piece.name.casefold())
                    yield from () if table is None else (_part_of_table(table, piece.columns),)
                case Name():
                    yield from self._meaning(piece, sheet, depth)
                case Span():
                    yield None
                case _:
                    yield from (None,) if self._is_unclear(piece) else ()

    def _meaning(self, name: Name, sheet: str, depth: int) -> Iterator[Box | None]:
        home, folded = (name.sheet or sheet).casefold(), name.name.casefold()
        table = self.tables.get(folded)
        if table is not None:
            yield _part_of_table(table, "")
        meaning = self.names.get((home, folded)) or self.names.get((None, folded)) or ()
        if depth < DEEPEST:
            yield from self.boxes(meaning, sheet, depth=depth + 1)

    def _is_unclear(self, text: str) -> bool:
        return bool(FINDS_ITS_CELLS.search(text) or (self.moving and ASKS_WHERE.search(text)))


def dependents(cells: Iterable[FormulaCell], written: Written, meanings: Meanings) -> dict[str, set[Cell]]:
    """Return the cells whose shown value may be stale, by sheet, folded."""
    graph = _Graph()
    waiting: deque[FormulaCell] = deque()
    for cell in cells:
        boxes = list(meanings.boxes(cell.formula, cell.sheet))
        if cell.unclear or None in boxes or any(box and _meets(box, written) for box in boxes):
            waiting.append(cell)
        else:
            graph.add(cell, [box for box in boxes if box])
    stale: dict[str, set[Cell]] = defaultdict(set)
    while waiting:
        cell = waiting.popleft()
        fresh = set(cell.cells()) - stale[cell.sheet.casefold()]
        stale[cell.sheet.casefold()] |= fresh
        for place in fresh:
            waiting.extend(graph.taken(cell.sheet.casefold(), place))
    return dict(stale)


@dataclass(slots=True)
class _Graph:
    """Which formulas depend on a cell; each is given once."""

    small: dict[tuple[str, int, int], list[FormulaCell]] = field(default_factory=lambda: defaultdict(list))
    large: dict[str, list[tuple[Box, FormulaCell]]] = field(default_factory=lambda: defaultdict(list))
    given: set[int] = field(default_factory=set)

    def add(self, cell: FormulaCell, boxes: Iterable[Box]) -> None:
        for sheet, top, bottom, left, right in boxes:
            if (bottom - top + 1) * (right - left + 1) > SMALL:
                self.large[sheet].append(((sheet, top, bottom, left, right), cell))
                continue
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    self.small[sheet, row, column].append(cell)

    def taken(self, sheet: str, place: Cell) -> list[FormulaCell]:
        found = self.small.pop((sheet, *place), [])
        large = self.large.get(sheet)
        if large:
            hit = [cell for box, cell in large if _holds(box, place)]
            if hit:
                self.large[sheet] = [(box, cell) for box, cell in large if not _holds(box, place)]
                found = [*found, *hit]
        fresh = [cell for cell in found if id(cell) not in self.given]
        self.given.update(map(id, fresh))
        return fresh


def _box(area: Area, sheet: str) -> Box:
    top, bottom = (area.top, area.bottom) if area.top else (1, MAX_ROW)
    left, right = (area.left, area.right) if area.left else (1, MAX_COLUMN)
    name = (area.sheet or sheet).casefold()
    return name, min(top, bottom), max(top, bottom), min(left, right), max(left, right)


def _part_of_table(table: TableDesign, columns: str) -> Box:
    """The columns that a structured reference names, from header to totals; the whole table where it names none."""
    names = [name.casefold() for name in table.columns]
    found = [a or b for a, b in COLUMN.findall(columns)]
    places = [names.index(name.casefold()) for name in found if name.casefold() in names]
    first, last = (min(places), max(places)) if places else (0, len(names) - 1)
    area = table.area
    return table.sheet.casefold(), area.top, area.bottom, area.left + first, area.left + last


def _holds(box: Box, place: Cell) -> bool:
    return box[1] <= place[0] <= box[2] and box[3] <= place[1] <= box[4]


def _meets(box: Box, written: Written) -> bool:
    sheet, top, bottom, left, right = box
    rows = written.get(sheet, {})
    inside = range(top, bottom + 1)
    found = (
        [row for row in rows if row in inside] if len(rows) < len(inside) else [row for row in inside if row in rows]
    )
    return any(left <= column <= right for row in found for column in _columns(rows[row], left))


def _columns(columns: Iterable[int], left: int) -> Iterable[int]:
    return (left,) if columns is EVERY_COLUMN else columns
