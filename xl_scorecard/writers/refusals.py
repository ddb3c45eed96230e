"""What cannot follow its rows is refused by name, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_scorecard.errors import TemplateError
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.moves import Placement
from xl_scorecard.ooxml.references import cell_name
from xl_scorecard.writers.template import Template

CANNOT_MOVE = {
    "comments": "notes on cells",
    "threadedComment": "comments",
    "pivotTable": "a pivot table",
    "ctrlProp": "form controls",
    "oleObject": "embedded objects",
    "queryTable": "a data query",
}
CANNOT_COPY = {**CANNOT_MOVE, "slicer": "slicers", "timeline": "timelines"}


def refuse(template: Template, placements: Sequence[Placement]) -> None:
    """Raise TemplateError with everything on sheets that repeat which cannot follow; do nothing when all can."""
    complaints = [c for here in placements for c in _complaints(template, here)]
    unique = tuple({str(complaint): complaint for complaint in complaints}.values())
    if unique:
        raise TemplateError("The template cannot be filled.", complaints=unique, place=Place(file=template.file))


def _complaints(template: Template, here: Placement) -> Iterator[TemplateError]:
    if not here.moved:
        return
    sheet = template.sheets[here.sheet.source]
    rows_move = [row.source for row in here.sheet.rows] != list(range(1, here.sheet.last_row + 1))
    kinds = {link.kind for link in template.package.relationships(sheet.part).values()}
    refused = CANNOT_MOVE if rows_move else CANNOT_COPY if here.sheet.name != here.sheet.source else {}
    for kind in sorted(kinds & refused.keys()):
        yield TemplateError(
            f"has {refused[kind]}, which cannot follow rows that repeat.",
            place=Place(file=template.file, sheet=sheet.name),
            fix="Move them to a sheet where nothing repeats.",
        )
    for number, cell in sheet.cells():
        area = cell.formula_area
        if rows_move and area and area.has_rows and area.top != area.bottom:
            yield TemplateError(
                "holds an array formula, which cannot follow rows that repeat.",
                place=Place(file=template.file, sheet=sheet.name, cell=cell_name(number, cell.column)),
                fix="Move it to a sheet where nothing repeats.",
            )
