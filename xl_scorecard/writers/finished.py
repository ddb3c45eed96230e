"""Finished values: what a cell of the finished workbook holds, for charts that keep a copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_scorecard.layout.plan import PlannedSheet
from xl_scorecard.layout.value import Value
from xl_scorecard.ooxml.references import Area
from xl_scorecard.ooxml.sheet import CellPart
from xl_scorecard.ooxml.styles import Styles
from xl_scorecard.writers.freshness import FreshSheets
from xl_scorecard.writers.rows import EPOCHS

Content = float | int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedValues:
    """The finished sheets by name, folded, and the template's sheets that they come from."""

    planned: Mapping[str, PlannedSheet]
    worksheets: FreshSheets
    date1904: bool

    def area(self, area: Area) -> list[Content]:
        """Return the values of an area on a named sheet, row by row; None for blanks and for what is not known."""
        planned = self.planned.get((area.sheet or "").casefold())
        if planned is None or not area.has_rows or not area.left:
            return []
        rows = range(area.top, area.bottom + 1)
        return [self._cell(planned, row, column) for row in rows for column in range(area.left, area.right + 1)]

    def changes(self, area: Area) -> bool:
        """May an area hold other values than in the template: is anything written on its sheet, or stale?"""
        planned = self.planned.get((area.sheet or "").casefold())
        return planned is not None and (bool(planned.rows) or self.worksheets.has_stale(planned.source))

    def shown(self, area: Area) -> list[Content]:
        """Return the values of an area as people read them, where a cell has no display of its own."""
        planned = self.planned.get((area.sheet or "").casefold())
        if planned is None or not area.has_rows or not area.left:
            return []
        rows = range(area.top, area.bottom + 1)
        return [self._shown(planned, row, column) for row in rows for column in range(area.left, area.right + 1)]

    def number_format(self, styles: Styles, area: Area) -> str:
        """Return the display of the first cell of an area that has one of its own; "" where none has."""
        planned = self.planned.get((area.sheet or "").casefold())
        if planned is None or not area.has_rows or not area.left:
            return ""
        for row in range(area.top, area.bottom + 1):
            cell, value = self._found(planned, row, area.left)
            code = styles.number_format(cell.style) if cell else "General"
            if code == "General" and value:
                code = value.number_format or "General"
            if code != "General":
                return code
        return ""

    def _cell(self, planned: PlannedSheet, row: int, column: int) -> Content:
        cell, value = self._found(planned, row, column)
        return self._content(value.content) if value else _constant(cell)

    def _shown(self, planned: PlannedSheet, row: int, column: int) -> Content:
        cell, value = self._found(planned, row, column)
        if value and value.unit is not None:
            return value.shown or None
        return self._content(value.content) if value else _constant(cell)

    def _found(self, planned: PlannedSheet, row: int, column: int) -> tuple[CellPart | None, Value | None]:
        """The template's cell that a finished one copies, and what was written into it."""
        here = planned.rows[row - 1] if row <= len(planned.rows) else None
        source = self.worksheets[planned.source].rows.get(here.source if here else row)
        cell = next((c for c in source.cells if c.column == column), None) if source else None
        return cell, here.values.get(column) if here else None

    def _content(self, content: Fraction | int | str | date | None) -> Content:
        match content:
            case Fraction():
                return content.numerator if content.denominator == 1 else float(content)
            case date():
                return (content - EPOCHS[self.date1904]).days
            case _:
                return content


def _constant(cell: CellPart | None) -> Content:
    """What the template has there; a formula shows what it showed, unless that is stale."""
    if cell is None:
        return None
    return cell.text if cell.text is not None else cell.number
