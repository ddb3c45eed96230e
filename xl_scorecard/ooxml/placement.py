"""Placement: where every row of a template's sheet went in a finished one, with the items that each copy belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from xl_scorecard.ooxml.references import MAX_ROW, Area, parse_area

Path = Mapping[str, int]


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
