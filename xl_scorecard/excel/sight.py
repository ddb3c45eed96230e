"""Sight: what stands in the open workbook at one moment, seen in a copy that Excel saves, or cell by cell.

The copy is one message to Excel however many sheets there are, and tells more: filters, protection, rich text, formats.
Where Excel does not save one (macOS, LibreOffice, a labelled file that only Excel can read), the sheets are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from xl_scorecard.excel.captions import NO_CAPTIONS, SeenCaptions
from xl_scorecard.excel.contents import Content
from xl_scorecard.layout.bindings import Bindings
from xl_scorecard.layout.tracking import Whereabouts
from xl_scorecard.ooxml.obstacles import Filter
from xl_scorecard.ooxml.sheet import SheetPart
from xl_scorecard.ooxml.styles import Styles

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCell:
    """A cell. `formula` begins with "="; `alone`: it must not be written again, as part of a spill or of a pivot."""

    content: Content = None
    formula: str = ""
    alone: bool = False
    style: int = 0

    @property
    def is_plain(self) -> bool:
        """May it be written again as it stands, unharmed?"""
        return not self.formula and not self.alone


NOTHING = SeenCell()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSheet:
    """A sheet: its cells; `filters` hide rows; `part` as saved, where it was.

    `links` are cells with a link inside the workbook, `spread` the cells of pivots and spills, `table_ends` the last
    rows of tables, `heights` the heights of rows in points.
    """

    name: str
    cells: Mapping[Cell, SeenCell]
    protected: bool = False
    filters: tuple[Filter, ...] = ()
    links: Mapping[Cell, str] = field(default_factory=dict)
    spread: frozenset[Cell] = frozenset()
    table_ends: frozenset[int] = frozenset()
    heights: Mapping[int, float] = field(default_factory=dict)
    captions: SeenCaptions = NO_CAPTIONS
    part: SheetPart | None = None

    def at(self, cell: Cell) -> SeenCell:
        """Return what stands in a cell."""
        found = self.cells.get(cell, NOTHING)
        return SeenCell(content=found.content, alone=True) if cell in self.spread and not found.formula else found

    def with_rows(self, at: int, like: Sequence[int]) -> SeenSheet:
        """Return the sheet as it is once blank rows that look `like` others are inserted before row `at`.

        Those that all look like one row look like the one above them, as Excel inserts them.
        """
        count = len(like)

        def moved(cell: Cell) -> Cell:
            return (cell[0] + count, cell[1]) if cell[0] >= at else cell

        cells = {moved(cell): seen for cell, seen in self.cells.items()}
        looks: dict[int, dict[int, int]] = {}
        for (row, column), seen in cells.items():
            looks.setdefault(row, {})[column] = seen.style
        for row, other in enumerate(like if len(set(like)) > 1 else [at - 1] * count, start=at):
            cells |= {(row, column): SeenCell(style=style) for column, style in looks.get(other, {}).items()}
        return replace(
            self,
            cells=cells,
            links={moved(cell): target for cell, target in self.links.items()},
            spread=frozenset(moved(cell) for cell in self.spread),
            heights={moved((row, 1))[0]: height for row, height in self.heights.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A workbook of ours: its sheets by name, what it remembers, and where its bound sheets stand, by bound name.

    `styles` is None where the workbook was read cell by cell. `stamp` is the sheet and cell that say when it was last
    refreshed, where it has them. `others` are the sheets that staff added, in their order.
    """

    sheets: Mapping[str, SeenSheet]
    bindings: Bindings
    places: Mapping[str, Whereabouts]
    styles: Styles | None = None
    stamp: tuple[str, Cell] | None = None
    others: tuple[str, ...] = ()

    def sheet_of(self, bound: str) -> SeenSheet:
        """Return the sheet that a bound name stands for."""
        return self.sheets[self.places[bound].name]
