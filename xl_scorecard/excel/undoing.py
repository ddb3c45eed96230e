"""Undo: what the cells held before the last refresh, kept in the user's own folder, since Excel forgets it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_scorecard.errors import RequestError
from xl_scorecard.excel.changes import SheetChanges, differs
from xl_scorecard.excel.contents import Content
from xl_scorecard.excel.fitting import FittedSheet, fitted_plan
from xl_scorecard.excel.folders import undo_folder
from xl_scorecard.excel.seeing import memory_of, see
from xl_scorecard.excel.sight import NOTHING, Cell, SeenCell, Sight
from xl_scorecard.excel.state import quiet
from xl_scorecard.excel.writing import Writer
from xl_scorecard.layout.bindings import Bindings, bound_rows, bound_sheets
from xl_scorecard.layout.bindings_text import cells_of, to_text
from xl_scorecard.layout.notes import note_places
from xl_scorecard.layout.plan import PlannedRow, PlannedSheet
from xl_scorecard.model.place import Place

if TYPE_CHECKING:
    import xlwings

NONE = "There is no refresh to undo in this workbook."
KEPT = 20  # workbooks; older ones are forgotten


def keep_for_undo(
    book: xlwings.Book,
    sight: Sight,
    fitted: tuple[FittedSheet, ...],
    sheets: tuple[SheetChanges, ...],
    texts: list[str],
    *,
    stamp: str,
) -> None:
    """Keep what undoing needs. A folder that cannot be written stops nothing: there is then nothing to undo."""
    before = replace(sight.bindings, sheets=bound_sheets(_as_before(sight.bindings, fitted)))
    seen_stamp = sight.sheets[sight.stamp[0]].at(sight.stamp[1]) if _has_stamp(sight) and sight.stamp else NOTHING
    content = {
        "after": _hash(texts),
        "texts": cells_of(to_text(before)),
        "cells": {
            plan.planned.name: [
                [*sheet.bound[cell], _packed(sheet.seen.at(cell)), _packed(after)]
                for cell, after in sheet.cells.items()
            ]
            for plan, sheet in zip(fitted, sheets, strict=True)
        },
        "displays": {
            plan.planned.name: [
                [*_bound(sheet, cell), before, after] for cell, (after, before) in sheet.displays.items()
            ]
            for plan, sheet in zip(fitted, sheets, strict=True)
        },
        "links": {
            plan.planned.name: [[*_bound(sheet, cell), sheet.seen.links.get(cell, "")] for cell in sheet.links]
            for plan, sheet in zip(fitted, sheets, strict=True)
        },
        "headers": {
            plan.planned.name: {name: [before, after] for name, (after, before) in sheet.headers.items()}
            for plan, sheet in zip(fitted, sheets, strict=True)
        },
        "descriptions": {
            plan.planned.name: {name: [before, after] for name, (after, before) in sheet.descriptions.items()}
            for plan, sheet in zip(fitted, sheets, strict=True)
        },
        "stamp": [_packed(seen_stamp), stamp],
    }
    with suppress(OSError):
        path = _file(book)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        _forget_old()


def undo(book: xlwings.Book) -> str:
    """Return what was undone, in a sentence, once the owned cells hold what they held before the last refresh.

    A note that staff typed since stays. Raises RequestError where there is nothing to undo, and what Excel raises.
    """
    memory = memory_of(book)
    content = _kept(book)
    texts = cells_of(to_text(memory[0]))
    if content is None or content["after"] != _hash(texts):
        raise RequestError(NONE, place=Place(file=book.name))
    sight, _ = see(book, memory)
    sheets = tuple(_changes_back(sight, content))
    writer = Writer(book)
    with quiet(book.app):
        try:
            for sheet in sheets:
                writer.change(sheet)
            writer.remember(content["texts"], texts)
            if sight.stamp:
                before = _unpacked(content["stamp"][0]).content
                writer.write_cell(*sight.stamp, str(before or ""), SeenCell(content=content["stamp"][1]))
        except BaseException:
            writer.take_back()
            raise
    with suppress(OSError):
        _file(book).unlink()
    cells = sum(len(sheet.cells) for sheet in sheets)
    return f"{book.name} is as it was before the last refresh: {cells:,} cells put back."


def _as_before(bindings: Bindings, fitted: tuple[FittedSheet, ...]) -> Iterator[PlannedSheet]:
    """The sheets as they were bound, with the rows that were inserted since as blank ones."""
    old = {sheet.name: list(bound_rows(sheet)) for sheet in bindings.sheets}
    for sheet, planned in zip(fitted, fitted_plan(fitted).sheets, strict=True):
        rows = tuple(
            old[planned.name][was - 1] if was else PlannedRow(source=row.source)
            for was, row in zip(sheet.was, planned.rows, strict=True)
        )
        yield replace(planned, rows=rows)


def _changes_back(sight: Sight, kept: Mapping[str, Any]) -> Iterator[SheetChanges]:
    notes = {(note.sheet, note.row, note.column) for note in note_places(sight.bindings)}
    for bound, entries in kept["cells"].items():
        place, seen = sight.places[bound], sight.sheet_of(bound)
        cells: dict[Cell, SeenCell] = {}
        owned: dict[Cell, Cell] = {}
        for row, column, before, after in entries:
            cell = place.cell(row, column)
            owned[cell] = (row, column)
            typed_since = (bound, row, column) in notes and differs(seen.at(cell), _unpacked(after))
            if not typed_since and differs(seen.at(cell), _unpacked(before)):
                cells[cell] = _unpacked(before)
        yield SheetChanges(
            name=place.name,
            seen=seen,
            cells=cells,
            owned=frozenset(owned),
            bound=owned,
            displays={
                place.cell(row, column): (before, after)
                for row, column, before, after in kept.get("displays", {}).get(bound, [])
            },
            links={place.cell(row, column): before for row, column, before in kept["links"][bound] if before},
            headers={name: (before, after) for name, (before, after) in kept["headers"][bound].items()},
            descriptions={
                name: (before, after)
                for name, (before, after) in kept.get("descriptions", {}).get(bound, {}).items()
                if seen.captions.described.get(name) == after
            },
        )


def _bound(sheet: SheetChanges, cell: Cell) -> Cell:
    return sheet.bound.get(cell, cell)


def _packed(seen: SeenCell) -> object:
    if seen.formula:
        return {"formula": seen.formula}
    return {"date": seen.content.isoformat()} if isinstance(seen.content, date) else seen.content


def _unpacked(packed: object) -> SeenCell:
    if isinstance(packed, dict):
        found = SeenCell(formula=packed["formula"]) if "formula" in packed else None
        return found or SeenCell(content=date.fromisoformat(packed["date"][:10]))
    content: Content = packed if isinstance(packed, (str, bool, float)) or packed is None else float(str(packed))
    return SeenCell(content=content)


def _has_stamp(sight: Sight) -> bool:
    return sight.stamp is not None and sight.stamp[0] in sight.sheets


def _hash(texts: list[str]) -> str:
    return hashlib.sha256("".join(texts).encode()).hexdigest()


def _file(book: xlwings.Book) -> Path:
    return undo_folder() / f"{hashlib.sha256(str(book.name).casefold().encode()).hexdigest()[:24]}.json"


def _kept(book: xlwings.Book) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        content = json.loads(_file(book).read_text(encoding="utf-8"))
        return content if isinstance(content, dict) else None
    return None


def _forget_old() -> None:
    files = sorted(undo_folder().glob("*.json"), key=lambda file: file.stat().st_mtime)
    for file in files[:-KEPT]:
        file.unlink(missing_ok=True)
