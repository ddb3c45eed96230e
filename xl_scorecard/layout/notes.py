"""Notes that staff typed into a finished workbook: found by what was written there, and kept when it is made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from xl_scorecard.layout.bindings import Bindings, bound_rows, note_cells, note_key, text_hash
from xl_scorecard.layout.blueprint import Blueprint, FieldCell
from xl_scorecard.layout.context import Context
from xl_scorecard.layout.field import At
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.scorecard import Line, Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePlace:
    """Where a finished workbook has the note of an indicator for a period, and the hash of what was written there."""

    sheet: str
    row: int
    column: int
    code: str
    period: Period
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffNote:
    """A note that staff typed or changed; `cleared` when they emptied it."""

    place: NotePlace
    text: str


def note_places(bindings: Bindings) -> Iterator[NotePlace]:
    """Return every place of a finished workbook where staff may type a note."""
    cells = {(s.name, cell.row): cell for s in bindings.blueprint.sheets for cell in note_cells(s)}
    for sheet in bindings.sheets:
        for number, row in enumerate(bound_rows(sheet), start=1):
            cell = cells.get((sheet.source, row.source))
            index = row.items.get("indicator")
            period = bindings.period_of(_at(cell)) if cell else None
            if cell and index is not None and period:
                code = bindings.codes[index]
                written = bindings.notes.get(note_key(code, period), "")
                yield NotePlace(
                    sheet=sheet.name, row=number, column=cell.column, code=code, period=period, written=written
                )


def note_hashes(card: Scorecard, blueprint: Blueprint) -> dict[str, str]:
    """Return the hash of each note that filling this blueprint writes, by indicator and period."""
    ats = {_at(cell) for sheet in blueprint.sheets for cell in note_cells(sheet)}
    hashes = {}
    for line in card.lines:
        for at in ats:
            period = Context(card=card, line=line).period(at)
            assessment = line.assessments.get(period) if period else None
            if period and assessment:
                text = assessment.note.text if assessment.note else ""
                hashes[note_key(line.indicator.code, period)] = text_hash(text)
    return hashes


def changed_notes(places: Iterable[NotePlace], texts: Mapping[tuple[str, int, int], str]) -> tuple[StaffNote, ...]:
    """Return the notes that differ from what was written, given what stands there now by sheet, row and column."""
    found = ((place, texts.get((place.sheet, place.row, place.column), "")) for place in places)
    return tuple(StaffNote(place=place, text=text) for place, text in found if text_hash(text) != place.written)


def keep_notes(card: Scorecard, staff: Iterable[StaffNote], *, file: str) -> Scorecard:
    """Return the scorecard with the staff's notes in it.

    Where the definition's own note has changed since as well, both are kept, and a Problem says so.
    """
    by_code: dict[str, list[StaffNote]] = {}
    for note in staff:
        by_code.setdefault(note.place.code, []).append(note)
    problems: list[Problem] = []
    sections = tuple(
        replace(
            section,
            lines=tuple(_line(line, by_code.get(line.indicator.code, []), problems, file) for line in section.lines),
        )
        for section in card.sections
    )
    return replace(card, sections=sections, problems=(*card.problems, *problems))


def _line(line: Line, notes: list[StaffNote], problems: list[Problem], file: str) -> Line:
    assessments = dict(line.assessments)
    for note in notes:
        assessment = assessments.get(note.place.period)
        if assessment is None:
            continue
        own = assessment.note.text if assessment.note else ""
        conflict = text_hash(own) != note.place.written and own not in ("", note.text)
        if conflict:
            problems.append(_conflict(note, file))
        text = "\n".join(part for part in (note.text, own if conflict else "") if part)
        assessments[note.place.period] = _with_note(assessment, text)
    return replace(line, assessments=assessments) if notes else line


def _with_note(assessment: Assessment, text: str) -> Assessment:
    note = Note(indicator=assessment.indicator.code, period=assessment.period, text=text) if text else None
    return replace(assessment, note=note)


def _conflict(note: StaffNote, file: str) -> Problem:
    return Problem(
        code="WRK-001",
        severity=Severity.WARNING,
        place=Place(file=file, sheet=note.place.sheet, cell=f"row {note.place.row}"),
        sentence=f"the note on {note.place.code} was changed here and in the definition too; both are kept",
        fix="Make one note of the two, in the definition or here.",
    )


def _at(cell: FieldCell) -> At:
    return cell.fields[0].at or At("month")
