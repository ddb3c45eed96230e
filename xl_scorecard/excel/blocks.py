"""Blocks: the fewest rectangles to write that hold every owned cell and harm no other.

Each write is a message to another program, so a sheet should take one. A rectangle may hold cells that are not ours
where they are empty or plain: they are written again as they stand. Formulas, rich text, arrays and pivots are never
written: a rectangle goes round them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from xl_scorecard.ooxml.references import cell_name

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A rectangle of cells, all sides included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """Its address: looking a text up takes Excel one message, two corners three."""
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"

    def cells(self) -> Iterator[tuple[Cell, ...]]:
        """Yield its rows of cells."""
        for row in range(self.top, self.bottom + 1):
            yield tuple((row, column) for column in range(self.left, self.right + 1))


def cover(owned: Collection[Cell], may_write: Callable[[Cell], bool]) -> tuple[Block, ...]:
    """Return blocks that cover all `owned` cells, with no other cell in them that `may_write` denies.

    >>> [(b.top, b.left, b.bottom, b.right) for b in cover({(1, 1), (2, 1), (1, 3)}, lambda cell: cell[1] != 2)]
    [(1, 1, 2, 1), (1, 3, 1, 3)]
    """
    mine = frozenset(owned)
    return tuple(_cover(mine, lambda cell: cell in mine or may_write(cell)))


def _cover(owned: frozenset[Cell], allowed: Callable[[Cell], bool]) -> Iterator[Block]:
    if not owned:
        return
    block = _around(owned)
    barriers = [cell for row in block.cells() for cell in row if not allowed(cell)]
    if not barriers:
        yield block
        return
    for half in _split(owned, barriers):
        yield from _cover(half, allowed)


def _around(owned: Collection[Cell]) -> Block:
    rows, columns = [row for row, _ in owned], [column for _, column in owned]
    return Block(top=min(rows), left=min(columns), bottom=max(rows), right=max(columns))


def _split(owned: frozenset[Cell], barriers: list[Cell]) -> tuple[frozenset[Cell], ...]:
    """Split at the row or column with the most barriers, into what is before, in, and after it."""
    by_row, by_column = _counts(row for row, _ in barriers), _counts(column for _, column in barriers)
    row, column = max(by_row, key=lambda n: by_row[n]), max(by_column, key=lambda n: by_column[n])
    rows_first = by_row[row] >= by_column[column]
    axis, at = (0, row) if rows_first else (1, column)
    before = frozenset(cell for cell in owned if cell[axis] < at)
    inside = frozenset(cell for cell in owned if cell[axis] == at)
    after = owned - before - inside
    parts = tuple(part for part in (before, inside, after) if part)
    if len(parts) == 1:  # all stand in that one row or column: part them at a barrier in it
        other, place = 1 - axis, min(cell[1 - axis] for cell in barriers)
        before = frozenset(cell for cell in owned if cell[other] < place)
        return before, owned - before
    return parts


def _counts(numbers: Iterator[int]) -> Mapping[int, int]:
    counts: dict[int, int] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    return counts
