"""Finished values: what a cell of the finished workbook holds, for charts that keep a copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_scorecard.layout.plan import PlannedSheet
from xl_scorecard.ooxml.references import Area
from xl_scorecard.ooxml.sheet import CellPart, SheetPart
from xl_scorecard.ooxml.styles import Styles
from xl_scorecard.writers.rows import EPOCHS

Content = float | int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedValues:
    """The finished sheets by name, folded, each with the template's sheet it comes from."""

    sheets: Mapping[str, tuple[PlannedSheet, SheetPart]]
    date1904: bool

    def area(self, area: Area) -> list[Content]:
        """Return the values of an area on a named sheet, row by row; None for blanks and for what is not known."""
        found = self.sheets.get((area.sheet or "").casefold())
        if found is None or not area.has_rows or not area.left:
            return []
        rows = range(area.top, area.bottom + 1)
        return [self._cell(*found, row, column) for row in rows for column in range(area.left, area.right + 1)]

    def number_format(self, styles: Styles, area: Area) -> str:
        """Return the display of the first cell of an area that has one of its own; "" where none has."""
        found = self.sheets.get((area.sheet or "").casefold())
        if found is None or not area.has_rows or not area.left:
            return ""
        planned, part = found
        for row in planned.rows[area.top - 1 : area.bottom]:
            source = part.rows.get(row.source)
            cell = next((c for c in source.cells if c.column == area.left), None) if source else None
            code = styles.number_format(cell.style) if cell else "General"
            value = row.values.get(area.left)
            if code != "General" or (value is not None and value.number_format):
                return code if code != "General" else (value.number_format or "") if value else ""
        return ""

    def _cell(self, planned: PlannedSheet, part: SheetPart, row: int, column: int) -> Content:
        if row > len(planned.rows):
            return None
        here = planned.rows[row - 1]
        if column in here.values:
            return self._content(here.values[column].content)
        source = part.rows.get(here.source)
        cell = next((c for c in source.cells if c.column == column), None) if source else None
        return _constant(cell)

    def _content(self, content: Fraction | int | str | date | None) -> Content:
        match content:
            case Fraction():
                return content.numerator if content.denominator == 1 else float(content)
            case date():
                return (content - EPOCHS[self.date1904]).days
            case _:
                return content


def _constant(cell: CellPart | None) -> Content:
    if cell is None or cell.formula is not None:
        return None
    return cell.text if cell.text is not None else cell.number
