"""Finished values: what a cell of the finished workbook holds, for charts that keep a copy of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from xl_scorecard.layout.plan import PlannedSheet
from xl_scorecard.layout.value import Value
from xl_scorecard.ooxml.references import Area
from xl_scorecard.ooxml.scanning import ScannedRows
from xl_scorecard.ooxml.sheet import CellPart
from xl_scorecard.ooxml.styles import GENERAL, Styles
from xl_scorecard.writers.freshness import FreshSheets
from xl_scorecard.writers.rows import EPOCHS

Content = float | int | str | None
CellPlace = tuple[str, int, int]
"""A sheet of the template, a row and a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedValues:
    """The finished sheets by name, folded, and the template's sheets that they come from.

    `columns` keeps the cells of the template's rows that were asked for, by sheet, row and column.
    """

    planned: Mapping[str, PlannedSheet]
    worksheets: FreshSheets
    date1904: bool
    columns: dict[tuple[str, int], dict[int, CellPart]] = field(default_factory=dict)

    def area(self, area: Area) -> list[Content]:
        """Return the values of an area on a named sheet, row by row; None for blanks and for what is not known."""
        return [
            self._content(value.content) if value else self._constant(*place) for value, place in self._values(area)
        ]

    def changes(self, area: Area) -> bool:
        """May an area hold other values than in the template: is anything written on its sheet, or stale?"""
        planned = self.planned.get((area.sheet or "").casefold())
        return planned is not None and (bool(planned.rows) or self.worksheets.has_stale(planned.source))

    def shown(self, area: Area) -> list[Content]:
        """Return the values of an area as people read them, where a cell has no display of its own."""
        return [self._shown(value, place) for value, place in self._values(area)]

    def number_format(self, styles: Styles, area: Area) -> str:
        """Return the display of the first cell of an area that has one of its own; "" where none has."""
        for value, place in self._values(replace(area, right=area.left)):
            code = styles.number_format(self._style(*place))
            if code == GENERAL and value:
                code = value.number_format or GENERAL
            if code != GENERAL:
                return code
        return ""

    def _shown(self, value: Value | None, place: CellPlace) -> Content:
        if value and value.unit is not None:
            return value.shown or None
        return self._content(value.content) if value else self._constant(*place)

    def _values(self, area: Area) -> Iterator[tuple[Value | None, CellPlace]]:
        """What was written into each cell of an area, and where the template's cell stands that it copies."""
        planned = self.planned.get((area.sheet or "").casefold())
        if planned is None or not area.has_rows or not area.left:
            return
        rows, columns = planned.rows, range(area.left, area.right + 1)
        for number in range(area.top, area.bottom + 1):
            here = rows[number - 1] if number <= len(rows) else None
            source = here.source if here else number
            for column in columns:
                yield here.values.get(column) if here else None, (planned.source, source, column)

    def _constant(self, source: str, number: int, column: int) -> Content:
        """What the template has there; a formula shows what it showed, unless that is stale."""
        rows = self.worksheets[source].rows
        if isinstance(rows, ScannedRows):
            text = rows.text(number, column)
            if text is not None:
                return text
        cell = self._cell(source, number, column)
        if cell is None:
            return None
        return cell.text if cell.text is not None else cell.number

    def _style(self, source: str, number: int, column: int) -> int:
        rows = self.worksheets[source].rows
        if isinstance(rows, ScannedRows):
            return rows.style(number, column)
        cell = self._cell(source, number, column)
        return cell.style if cell else 0

    def _cell(self, source: str, number: int, column: int) -> CellPart | None:
        key = (source, number)
        if key not in self.columns:
            row = self.worksheets[source].rows.get(number)
            self.columns[key] = {cell.column: cell for cell in reversed(row.cells)} if row else {}
        return self.columns[key].get(column)

    def _content(self, content: Fraction | int | str | date | None) -> Content:
        if content is None or isinstance(content, str | int):  # asked first: the question after a Fraction is slow
            return content
        if isinstance(content, date):
            return (content - EPOCHS[self.date1904]).days
        return content.numerator if content.denominator == 1 else content.numerator / content.denominator
