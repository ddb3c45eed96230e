"""Seeing the open workbook, whichever way Excel allows, with what refuses to be refreshed said in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from xl_scorecard.errors import RequestError
from xl_scorecard.excel.fitting import rigid_rows
from xl_scorecard.excel.photograph import photograph, see_photograph
from xl_scorecard.excel.reading import read_sight, remembered
from xl_scorecard.excel.sight import Sight
from xl_scorecard.layout.bindings import Bindings, BoundSheet, bound_rows
from xl_scorecard.layout.notes import StaffNote, changed_notes, note_places
from xl_scorecard.layout.tracking import LostTrackError
from xl_scorecard.model.place import Place

if TYPE_CHECKING:
    import xlwings

    from xl_scorecard.ooxml.package import Package

Memory = tuple[Bindings, dict[int, str]]


def memory_of(book: xlwings.Book) -> Memory:
    """Return what an open workbook remembers. Raises RequestError where it is not one of ours."""
    found = remembered(book)
    if found is None:
        raise RequestError(
            "This workbook was not made by xl-scorecard, so it is left alone.",
            place=Place(file=book.name),
            fix="Click into your scorecard, then try again.",
        )
    return found


def see(book: xlwings.Book, memory: Memory) -> tuple[Sight, Package | None]:
    """Return what stands in an open workbook, and its saved copy where there is one. Raises RequestError."""
    try:
        package = photograph(book)
        sight = see_photograph(package) if package else None
        sight = sight or read_sight(book, *memory)
        return follow_codes(sight), package if sight.styles else None
    except LostTrackError as lost:
        raise RequestError(
            f"{str(lost)[0].upper()}{str(lost)[1:]}, so the program cannot tell where its figures go.",
            place=Place(file=book.name),
            fix="Undo that (Ctrl+Z), or choose Rebuild.",
        ) from None


def follow_codes(sight: Sight) -> Sight:
    """Return the sight with every row where its indicator's code now stands: staff may have sorted the rows.

    Raises LostTrackError where the codes do not tell.
    """
    places = dict(sight.places)
    for sheet in sight.bindings.sheets:
        expected = dict(_code_cells(sight.bindings, sheet))
        place, seen = places[sheet.name], sight.sheet_of(sheet.name)
        now = {bound: place.cell(*bound) for bound in expected}
        found = {str(seen.at(cell).content): cell[0] for cell in now.values()}
        if all(seen.at(now[bound]).content == code for bound, code in expected.items()):
            continue
        if set(found) != set(expected.values()) or len(found) != len(expected):
            raise LostTrackError(f'on the sheet "{place.name}" an indicator no longer stands in its row')
        rows = {bound[0]: found[code] for bound, code in expected.items()}
        places[sheet.name] = replace(place, rows={**place.rows, **rows})
    return replace(sight, places=places)


def _code_cells(bindings: Bindings, sheet: BoundSheet) -> Iterator[tuple[tuple[int, int], str]]:
    """The bound cells that hold nothing but the code of their row's indicator, with the code; lists left out."""
    blueprint = next(found for found in bindings.blueprint.sheets if found.name == sheet.source)
    rigid = set(rigid_rows(blueprint))
    columns = {
        row: cell.column for row, cells in blueprint.rows.items() for cell in cells if row in rigid and cell.tells_code
    }
    for number, row in enumerate(bound_rows(sheet), start=1):
        index = row.items.get("indicator")
        if row.source in columns and index is not None:
            yield (number, columns[row.source]), bindings.codes[index]


def staff_notes(sight: Sight) -> tuple[StaffNote, ...]:
    """Return the notes that staff typed or changed in the open workbook."""
    places = list(note_places(sight.bindings))
    texts = {}
    for note in places:
        place = sight.places[note.sheet]
        content = sight.sheet_of(note.sheet).at(place.cell(note.row, note.column)).content
        if content is not None:
            texts[note.sheet, note.row, note.column] = content if isinstance(content, str) else f"{content:g}"
    return changed_notes(places, texts)
