"""Refilling: a finished workbook filled again in place, by what it remembers; no template is needed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.bindings import SHEET, Bindings, bind, bound_rows
from xl_scorecard.layout.blueprint import Blueprint, SheetBlueprint
from xl_scorecard.layout.notes import note_hashes
from xl_scorecard.layout.plan import Plan, PlannedRow, PlannedSheet
from xl_scorecard.layout.planning import lay_out, text_filler
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.ooxml.captions import put_back
from xl_scorecard.ooxml.cloning import drawn_parts
from xl_scorecard.ooxml.names import serialise
from xl_scorecard.ooxml.scanning import ScannedRows
from xl_scorecard.ooxml.worksheet import set_header_texts
from xl_scorecard.writers.filling import fill_template
from xl_scorecard.writers.oddities import Filled
from xl_scorecard.writers.remembering import bindings_of
from xl_scorecard.writers.template import Template

REBUILD = "Build it afresh from its template."


def refilled_workbook(card: Scorecard, design: Template, *, program: Scorecard | None = None) -> Filled:
    """Return a finished workbook with new values in the same places.

    Raises TemplateError where it was not made by this program, or where its layout is no longer that of the scorecard
    (an indicator was added, or rows were inserted by hand).
    """
    bindings = bindings_of(design.package)
    if bindings is None:
        raise TemplateError("was not made by xl-scorecard.", place=Place(file=design.file), fix=REBUILD)
    plan = lay_out(card, bindings.blueprint)
    hashes = note_hashes(program or card, bindings.blueprint)
    bound = bind(card, bindings.blueprint, plan, template=bindings.template, notes=hashes)
    _check(bindings, bound, design)
    misplaced = next(moved_cells(design, bindings), None)
    if misplaced:
        raise TemplateError("no longer holds its indicator: rows were moved by hand.", place=misplaced, fix=REBUILD)
    _restore_texts(design, bindings)
    planned = {sheet.name: sheet for sheet in plan.sheets}
    names = [name for name in design.sheets if name != SHEET]
    in_place = Plan(sheets=tuple(_in_place(name, planned.get(name), design) for name in names))
    return fill_template(_as_template(design), in_place, bound, text_filler(card, file=design.file), card.built)


def _check(old: Bindings, new: Bindings, design: Template) -> None:
    gone = [sheet.name for sheet in old.sheets if sheet.name not in design.sheets]
    if gone or (new.layout, new.displays) != (old.layout, old.displays):
        place = Place(file=design.file, sheet=gone[0] if gone else "")
        raise TemplateError("cannot be filled in place: its layout has changed.", place=place, fix=REBUILD)


def _restore_texts(design: Template, bindings: Bindings) -> None:
    """Put the template's headers, footers and captions back, so that they are filled anew."""
    blueprints = {sheet.name: sheet for sheet in bindings.blueprint.sheets}
    for sheet in (sheet for sheet in bindings.sheets if sheet.name in design.sheets):
        template = blueprints[sheet.source]
        if template.headers:
            set_header_texts(design.sheets[sheet.name].root, template.headers)
        parts = list(drawn_parts(design.package, design.sheets.parts[sheet.name])) if template.captions else []
        for number, part in enumerate(parts):
            texts = {place: text for (n, place), text in template.captions.items() if n == number}
            if texts:
                root = design.package.xml(part)
                put_back(root, texts)
                design.package.replace(part, serialise(root))


def moved_cells(design: Template, bindings: Bindings) -> Iterator[Place]:
    """Return each place that should hold an indicator's code and does not."""
    codes = {
        (sheet.name, cell.row): cell
        for sheet in bindings.blueprint.sheets
        for cells in sheet.rows.values()
        for cell in cells
        if cell.tells_code
    }
    for sheet in bindings.sheets:
        for number, row in enumerate(bound_rows(sheet), start=1):
            cell, index = codes.get((sheet.source, row.source)), row.items.get("indicator")
            if cell and index is not None and _text(design, sheet.name, number, cell.column) != bindings.codes[index]:
                letters = cell.name.rstrip("0123456789")
                yield Place(file=design.file, sheet=sheet.name, cell=f"{letters}{number}")


def _text(design: Template, sheet: str, row: int, column: int) -> str | None:
    rows = design.sheets[sheet].rows if sheet in design.sheets else {}
    if isinstance(rows, ScannedRows):
        return rows.text(row, column)
    part = rows.get(row)
    return next((cell.text for cell in part.cells if cell.column == column), None) if part else None


def _in_place(name: str, planned: PlannedSheet | None, design: Template) -> PlannedSheet:
    """The same values in the rows where they already stand; a sheet that staff added stays as it is."""
    if planned is None or not planned.rows:
        return PlannedSheet(source=name, name=name, rows=(), last_row=0)
    rows = [PlannedRow(source=n, items=row.items, values=row.values) for n, row in enumerate(planned.rows, start=1)]
    last = max(len(rows), design.sheets[name].last_row)
    rows += [PlannedRow(source=n) for n in range(len(rows) + 1, last + 1)]
    return replace(planned, source=name, rows=tuple(rows), last_row=last)


def _as_template(design: Template) -> Template:
    """The finished workbook without the sheet in which it remembers: that is written anew."""
    sheets = tuple(SheetBlueprint(name=name, last_row=0, rows={}) for name in design.sheets)
    digest = hashlib.sha256(design.file.encode()).hexdigest()
    blueprint = Blueprint(file=design.file, sheets=sheets)
    entries = tuple(entry for entry in design.entries if entry.name != SHEET)
    return replace(design, sha256=digest, blueprint=blueprint, entries=entries)
