"""Blocks: the fewest rectangles to write that hold every owned cell and harm no other.

Each write is a message to another program, so a sheet should take one. A rectangle may hold cells that are not ours
where they are empty or plain: they are written again as they stand. Formulas, rich text, arrays and pivots are never
written: a rectangle goes round them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xl_scorecard.ooxml.references import cell_name

Cell = tuple[int, int]
LONGEST_ADDRESS = 255
"""Excel takes no longer text as an argument. Source: Microsoft, Q105416, "Passed strings longer than 255"."""


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


def joined(addresses: Iterable[str]) -> Iterator[str]:
    """Yield addresses of many areas each, as long as Excel takes them: what all of them get, they get in one message.

    >>> list(joined(["A1", "C3:C5"]))
    ['A1,C3:C5']
    """
    together = ""
    for address in addresses:
        if together and len(together) + 1 + len(address) > LONGEST_ADDRESS:
            yield together
            together = ""
        together = f"{together},{address}" if together else address
    if together:
        yield together


def looks(like: Sequence[int], at: int) -> Iterator[tuple[str, str]]:
    """Yield rows to copy the look of, and where to: inserted rows from row `at` on are to look `like` these.

    Where they all look like one row there is nothing to do, since Excel inserts them so; nor for a row that looks like
    none (0). A run of rows that comes again and again takes one copy: Excel lays it as often as there is room.

    >>> list(looks([8, 8], 9)), list(looks([7, 8, 7, 8], 9)), list(looks([8, 7, 8], 9)), list(looks([0, 7], 9))
    ([], [('7:8', '9:12')], [('8:8', '9:9'), ('7:8', '10:11')], [('7:7', '10:10')])
    """
    known = [row for row in like if row]
    if len(set(like)) < 2:
        return
    run = list(range(min(known), max(known) + 1))
    row = 0
    while row < len(like):
        times = 0
        while list(like[row + times * len(run) : row + (times + 1) * len(run)]) == run:
            times += 1
        first, last, rows = (run[0], run[-1], times * len(run)) if times else (like[row], like[row], 1)
        if first:
            yield f"{first}:{last}", f"{at + row}:{at + row + rows - 1}"
        row += rows


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
