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
