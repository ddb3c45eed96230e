"""Plotted: cells that a chart or sparkline draws must hold numbers; Excel draws text as zero."""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.layout.blueprint import FieldCell
from xl_scorecard.layout.marked_fields import MARKS
from xl_scorecard.ooxml.charts import FORMULA, VALUES
from xl_scorecard.ooxml.formulas import areas, parse_formula
from xl_scorecard.ooxml.references import Area
from xl_scorecard.ooxml.sparklines import drawn
from xl_scorecard.writers.template import Template

Found = tuple[str, str, str, str]


def shown_where_drawn(template: Template) -> Iterator[Found]:
    """Return sheet, cell, sentence and fix for every cell with text that a chart or a sparkline draws."""
    cells = {
        (sheet.name.casefold(), cell.row, cell.column): (sheet.name, cell)
        for sheet in template.blueprint.sheets
        for found in sheet.rows.values()
        for cell in found
        if is_text(cell)
    }
    for what, area, home in _drawn(template) if cells else ():
        for (sheet, row, column), (name, cell) in cells.items():
            if sheet == (area.sheet or home).casefold() and _holds(area, row, column):
                text = next((f"{{{{ {field.text} }}}}" for field in cell.fields), "text")
                yield name, cell.name, f"holds {text}, and {what} draws it: Excel draws text as zero.", _fix(cell)


def is_text(cell: FieldCell) -> bool:
    """Does it always hold text: a field as displayed, or fields among other words?"""
    words = [piece for piece in cell.pieces if isinstance(piece, str) and piece.strip()]
    return bool(cell.fields) and (bool(words) or any(field.name in {"shown", *MARKS} for field in cell.fields))


def _fix(cell: FieldCell) -> str:
    noun = next((field.noun for field in cell.fields), "indicator")
    return f"Draw a cell with {{{{ {noun}.value }}}} instead."


def _drawn(template: Template) -> Iterator[tuple[str, Area, str]]:
    """Every area that a chart or sparkline takes its figures from, and the sheet that it stands on."""
    package = template.package
    for name in package.names():
        if name.startswith("xl/charts/") and b"<c:" in package.content(name):
            for values in package.xml(name).iter(*VALUES):
                for formula in values.iter(FORMULA):
                    yield from (("a chart", area, "") for area in areas(parse_formula(formula.text or "")))
    for name, part in template.sheets.parts.items():
        if b"sparkline" in package.content(part):
            for text in drawn(template.sheets[name].root):
                yield from (("a sparkline", area, name) for area in areas(parse_formula(text)))


def _holds(area: Area, row: int, column: int) -> bool:
    in_rows = not area.has_rows or area.top <= row <= area.bottom
    return in_rows and (not area.left or area.left <= column <= area.right)
