"""Collecting: the notes in workbooks that came back, into the definition that they were asked for by."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from xl_scorecard.commentary.requesting import CODE, DEFINITION, HEADING_ROW, MARK, MONTH, NOTE, SHEET
from xl_scorecard.definitions.appending import Additions, append
from xl_scorecard.definitions.opening import open_definition
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.reporting_sheets import NOTES
from xl_scorecard.definitions.yaml_appending import YamlAdditions, append_yaml
from xl_scorecard.definitions.yaml_form import SUFFIXES
from xl_scorecard.errors import RequestError, SourceError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.marking import marks_of
from xl_scorecard.ooxml.putting import Put
from xl_scorecard.ooxml.references import split_cell
from xl_scorecard.writers.keeping import kept, replace_file

UNREADABLE = (zipfile.BadZipFile, InvalidFileException, EOFError, KeyError, IndexError, OSError, TypeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A workbook that came back: for which definition and month, and the notes written in it."""

    path: Path
    definition: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """How many notes were added and changed in the definition, which replies held none, and its copy as it was."""

    definition: Path
    added: int
    changed: int
    empty: tuple[str, ...]
    backup: Path | None


def collect_notes(folder: Path, definition: Path | None = None) -> Collected:
    """Read every reply in `folder` and write its notes into the definition; by default the one beside the folder.

    A note on an indicator and month that has one already takes its place. Raises RequestError where there is no reply,
    where two say different things, or where one speaks of an unknown indicator; SourceError, DefinitionError, WriteError.
    """
    replies = [reply for path in sorted(folder.glob("*.xlsx")) if (reply := _reply(path))]
    if not replies:
        fix = "Name the folder that xl-scorecard notes request made."
        raise RequestError("There is no workbook of notes here.", place=Place(file=folder.name), fix=fix)
    path = definition or folder.parent / replies[0].definition
    known = read_definition(path)
    notes = _agreed(replies, known)
    there = {(note.indicator, note.period): note for note in known.reference.notes}
    fresh = [note for key, note in notes.items() if key not in there]
    other = [(there[key].place, note) for key, note in notes.items() if key in there and there[key].text != note.text]
    backup = _write(path, fresh, other) if fresh or other else None
    empty = tuple(reply.path.name for reply in replies if not reply.notes)
    return Collected(definition=path, added=len(fresh), changed=len(other), empty=empty, backup=backup)


def _reply(path: Path) -> Reply | None:
    """What a workbook says; None for one that is not ours."""
    if path.name.startswith("~$"):
        return None
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
            book = load_workbook(path, data_only=True)
        said = marks_of(book)
        if MARK not in said:
            return None
        notes = tuple(_notes(book, Period.parse(said[MONTH]), path))
        return Reply(path=path, definition=said[DEFINITION], notes=notes)
    except UNREADABLE as error:
        fix = "Ask for it again, or take it out of the folder."
        raise SourceError("This is not a workbook that can be read.", place=Place(file=path.name), fix=fix) from error


def _notes(book: Workbook, month: Period, path: Path) -> Iterator[Note]:
    page = book[SHEET]
    headings = {str(cell.value): cell.column for cell in page[HEADING_ROW] if cell.value}
    for row in range(HEADING_ROW + 1, page.max_row + 1):
        code, cell = page.cell(row, headings[CODE]).value, page.cell(row, headings[NOTE])
        text = "" if cell.value is None else str(cell.value).strip()
        if code and text:
            place = Place(file=path.name, sheet=SHEET, cell=cell.coordinate)
            yield Note(indicator=str(code).strip(), period=month, text=text, place=place)


def _agreed(replies: Sequence[Reply], definition: Definition) -> dict[tuple[str, Period], Note]:
    codes = {indicator.code for indicator in definition.indicators}
    agreed: dict[tuple[str, Period], Note] = {}
    for note in (note for reply in replies for note in reply.notes):
        if note.indicator not in codes:
            fix = "Put back the code that stood there."
            raise RequestError(f'"{note.indicator}" is not an indicator of it.', place=note.place, fix=fix)
        first = agreed.setdefault((note.indicator, note.period), note)
        if first.text != note.text:
            sentence = f"{note.indicator} has another note in {first.place}."
            raise RequestError(sentence, place=note.place, fix="Keep one of the two.")
    return agreed


def _write(path: Path, fresh: Sequence[Note], other: Sequence[tuple[Place, Note]]) -> Path:
    """Into the sheet or the list Notes; the definition as it was is kept beside it."""
    months = [note.period for note in (*fresh, *(note for _, note in other))]
    content = _content(path, fresh, other)
    backup = kept(path, f"before notes {max(months).code}")
    replace_file(content, path)
    return backup


def _content(path: Path, fresh: Sequence[Note], other: Sequence[tuple[Place, Note]]) -> bytes:
    rows: list[dict[str, Put]] = [
        {"indicator": note.indicator, "period": note.period.code, "text": note.text} for note in fresh
    ]
    if path.suffix.casefold() in SUFFIXES:
        changes: dict[int, dict[str, Put]] = {place.line: {"text": note.text} for place, note in other}
        text = path.read_text(encoding="utf-8")
        return append_yaml(text, [YamlAdditions(list=NOTES.field, rows=rows, changes=changes)])[0].encode()
    labels = {heading.field: heading.label for heading in NOTES.headings}
    additions = Additions(
        sheet=NOTES.name,
        labels=tuple(labels.values()),
        rows=[{labels[field]: value for field, value in row.items()} for row in rows],
        changes={split_cell(place.cell)[0]: {labels["text"]: note.text} for place, note in other},
    )
    return append(path.read_bytes(), open_definition(path).formulas, [additions], file=path.name).content
