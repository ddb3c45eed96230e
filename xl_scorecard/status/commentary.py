"""Commentary: what is doubtful about notes.

NOTE-001 a red figure has no note      NOTE-002 a note quotes a figure that the table does not have
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.model.definition import Definition
from xl_scorecard.model.note import Note
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.scorecard import Line
from xl_scorecard.model.status import Status
from xl_scorecard.status.amounts import value_in_words
from xl_scorecard.status.quoting import contradictions

NO_NOTE, MISQUOTED = "NOTE-001", "NOTE-002"
NOTE_CODES = frozenset({NO_NOTE, MISQUOTED})


def note_problems(definition: Definition, lines: tuple[Line, ...]) -> tuple[Problem, ...]:
    """Return a Problem for each red headline without a note, and for each note that quotes what is not in the table.

    The first only where the definition asks for notes.
    """
    place = Place(file=definition.path.name, sheet="Notes")
    lacking = _lacking(lines, place) if definition.settings.note_when_red else ()
    quoting = (_quoting(line, note, place) for line in lines for note in line.notes)
    return (*lacking, *(problem for problem in quoting if problem))


def _lacking(lines: tuple[Line, ...], place: Place) -> Iterator[Problem]:
    for line in lines:
        headline = line.headline_assessment
        if headline.status is Status.RED and headline.note is None:
            period = headline.period
            yield Problem(
                code=NO_NOTE,
                severity=Severity.WARNING,
                place=place,
                sentence=f"{line.indicator.code} is red in {period} and has no note that says why.",
                fix=f"Add a note for {period.last_month}; xl-scorecard notes request asks its owner.",
            )


def _quoting(line: Line, note: Note, place: Place) -> Problem | None:
    found = contradictions(line, note)
    if not found:
        return None
    quoted = ", ".join(f"“{one.words}”" for one in found)
    about = line.assessments.get(note.period)
    value = about.value if about else None
    says = "it has none" if value is None else f"it has {value_in_words(line.indicator, value)}"
    return Problem(
        code=MISQUOTED,
        severity=Severity.WARNING,
        place=note.place if note.place.file else place,
        sentence=f"The note on {line.indicator.code} for {note.period} quotes {quoted}, which the table does not have "
        f"of it: {says}.",
        fix="Correct the note, or the figure.",
    )
