"""Lint of what floats over a sheet: anchors within it, charts that draw what is there, one note a cell."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from xl_scorecard.ooxml.charts import FORMULA
from xl_scorecard.ooxml.finding import Finding, Opened
from xl_scorecard.ooxml.lint_formulas import sheet_findings
from xl_scorecard.ooxml.names import SHEET_DRAWING, Element, main
from xl_scorecard.ooxml.vml import client_data, shapes

MARKS = (f"{{{SHEET_DRAWING}}}col", f"{{{SHEET_DRAWING}}}row")


def lint_drawing(part: str, root: Element, sheets: AbstractSet[str]) -> Iterator[Finding]:
    """Return what is wrong with a drawing or a chart."""
    for mark in root.iter(*MARKS):
        if int(mark.text or 0) < 0:
            yield Finding(part, "something floats outside the sheet")
    for formula in root.iter(FORMULA):
        yield from sheet_findings(part, "a series", formula.text or "", sheets)


def lint_notes(opened: Opened, sheet: str) -> Iterator[Finding]:
    """Return what is wrong with the notes of a sheet: two on one cell, or one without the box that shows it."""
    links = list(opened.links(sheet).values())
    notes = [opened.roots[link.target] for link in links if link.kind == "comments" and link.target in opened.roots]
    cells = [note.get("ref", "") for root in notes for note in root.iter(main("comment"))]
    if len(set(cells)) != len(cells):
        yield Finding(sheet, "two notes stand on one cell")
    drawn = [opened.roots[link.target] for link in links if link.kind == "vmlDrawing" and link.target in opened.roots]
    found = [client_data(shape) for root in drawn for shape in shapes(root)]
    boxes = sum(data is not None and data.get("ObjectType") == "Note" for data in found)
    if boxes != len(cells):
        yield Finding(sheet, f"{len(cells)} notes have {boxes} boxes to be shown in")
