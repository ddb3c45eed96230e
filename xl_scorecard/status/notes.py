"""Notes: which of them speak of an indicator, and which of a period."""

from __future__ import annotations

from collections.abc import Iterable

from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period


def notes_of(indicator: Indicator, notes: Iterable[Note], *, period: Period) -> tuple[Note, ...]:
    """Return the indicator's notes on periods that have begun by the end of `period`, newest first."""
    own = [note for note in notes if note.indicator == indicator.code and note.period.first <= period.last]
    own.sort(key=lambda note: note.period)
    return tuple(own[::-1])


def note_on(newest_first: Iterable[Note], period: Period) -> Note | None:
    """Return the note on `period` itself, or else the latest on a period that ends with the same month, or None."""
    ending = [note for note in newest_first if note.period.last == period.last]
    exact = [note for note in ending if note.period == period]
    return next(iter([*exact, *ending]), None)


def last_note(newest_first: Iterable[Note], period: Period) -> Note | None:
    """Return the latest note on a period that has ended by the end of `period`: carried forward, with its age."""
    return next((note for note in newest_first if note.period.last <= period.last), None)


def age_in_words(note: Note, period: Period) -> str:
    """Return how old a note is at the end of `period`: "new", "1 month old", "14 months old"."""
    months = period.last - note.period.last
    return "new" if months <= 0 else f"{months} {'month' if months == 1 else 'months'} old"
