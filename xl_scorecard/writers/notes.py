"""What staff typed into the notes of a finished workbook, read before that workbook is replaced."""

from __future__ import annotations

import zipfile
from pathlib import Path

from xl_scorecard.layout.notes import StaffNote, changed_notes, note_places
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.sheet import read_sheet
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part
from xl_scorecard.writers.remembering import bindings_of


def staff_notes(workbook: Path) -> tuple[StaffNote, ...]:
    """Return the notes that staff changed in a finished workbook; none where there is no workbook of ours."""
    try:
        package = Package.read(workbook)
    except (zipfile.BadZipFile, OSError, EOFError):
        return ()
    bindings = bindings_of(package)
    if bindings is None:
        return ()
    places = list(note_places(bindings))
    return changed_notes(places, _texts(package, {place.sheet for place in places}))


def _texts(package: Package, wanted: set[str]) -> dict[tuple[str, int, int], str]:
    """Every text on some sheets, by sheet, row and column."""
    workbook = workbook_part(package)
    part = package.target(workbook, "sharedStrings")
    strings = SharedStrings.read(package.content(part) if part else None)
    return {
        (entry.name, row, cell.column): cell.text
        for entry in list_sheets(package, workbook)
        if entry.name in wanted
        for row, cell in read_sheet(
            package.content(entry.part), part=entry.part, name=entry.name, strings=strings
        ).cells()
        if cell.text is not None
    }
