"""Freshness: formulas that depend on what is written lose the value that they showed in the template, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xl_scorecard.layout.bindings import SHEET
from xl_scorecard.layout.plan import Plan
from xl_scorecard.ooxml.dependents import EVERY_COLUMN, Cell, FormulaCell, Meanings, dependents
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.scanning import ScannedRows
from xl_scorecard.ooxml.sheet import CellPart, RowPart, SheetPart, without_value
from xl_scorecard.writers.template import Template


@dataclass(slots=True)
class FreshSheets(Mapping[str, SheetPart]):
    """The template's sheets without their stale values, each taken apart only when it is needed."""

    template: Template
    stale: Mapping[str, set[Cell]]
    made: dict[str, SheetPart] = field(default_factory=dict)

    def __getitem__(self, name: str) -> SheetPart:
        if name not in self.made:
            sheet, cells = self.template.sheets[name], self.stale.get(name.casefold(), set())
            self.made[name] = replace(sheet, rows=_without(sheet.rows, cells)) if cells else sheet
        return self.made[name]

    def __contains__(self, name: object) -> bool:
        return name in self.template.sheets.parts

    def __iter__(self) -> Iterator[str]:
        return iter(self.template.sheets)

    def __len__(self) -> int:
        return len(self.template.sheets)

    def has_stale(self, name: str) -> bool:
        """Does the sheet show a value that is stale?"""
        return bool(self.stale.get(name.casefold()))


def fresh_sheets(template: Template, plan: Plan, placements: Sequence[Placement], moves: Moves) -> FreshSheets:
    """Return the template's sheets as the finished workbook may show them."""
    names = [name for name in template.sheets if name != SHEET and template.sheets.has_formulas(name)]
    if not names:
        return FreshSheets(template, {})
    tables = {table.name.casefold(): table for table in template.inventory.all_tables()}
    moving = any(here.moved for here in placements)
    meanings = Meanings(names=moves.names, tables=tables, moving=moving)
    cells = (cell for name in names for cell in _formulas(template.sheets[name]))
    return FreshSheets(template, dependents(cells, _written(plan, placements), meanings))


def _formulas(sheet: SheetPart) -> Iterator[FormulaCell]:
    for number, cell in _likely(sheet):
        if cell.formula is not None:
            unclear = 't="dataTable"' in cell.formula_attributes
            area = cell.formula_area
            yield FormulaCell(
                sheet=sheet.name, row=number, column=cell.column, formula=cell.formula, area=area, unclear=unclear
            )


def _likely(sheet: SheetPart) -> Iterator[tuple[int, CellPart]]:
    """The cells of a sheet, without those of rows in whose text no formula stands."""
    rows = sheet.rows
    if not isinstance(rows, ScannedRows):
        return sheet.cells()
    return ((number, cell) for number, raw in rows.raw.items() if "<f" in raw for cell in rows[number].cells)


def _written(plan: Plan, placements: Sequence[Placement]) -> dict[str, dict[int, Sequence[int]]]:
    """What is written, by the template's rows: all of one that repeats, of others the cells with fields."""
    written: dict[str, dict[int, Sequence[int]]] = {}
    for sheet, here in zip(plan.sheets, placements, strict=True):
        rows = written.setdefault(sheet.source.casefold(), {})
        for row in sheet.rows:
            if row.source not in rows and (row.values or not here.still):
                rows[row.source] = EVERY_COLUMN if here.repeats(row.source) else tuple(row.values)
    return written


def _without(rows: Mapping[int, RowPart], stale: set[Cell]) -> dict[int, RowPart]:
    touched = {row for row, _ in stale}
    return {number: _fresh(row, stale) if number in touched else row for number, row in rows.items()}


def _fresh(row: RowPart, stale: set[Cell]) -> RowPart:
    def fresh(cell: CellPart) -> CellPart:
        return without_value(cell) if (row.number, cell.column) in stale else cell

    return replace(row, cells=tuple(fresh(cell) for cell in row.cells))
