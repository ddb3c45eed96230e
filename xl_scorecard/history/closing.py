"""Closing a month: its figures as published, and what the sources say now of months closed before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from xl_scorecard.errors import RequestError
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.history import HISTORY_FILE, Action, Closing, Entry, History
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard


class Way(Enum):
    """What is to be done with a month."""

    CLOSE = "close"
    CORRECT = "correct"
    RE_OPEN = "re-open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """When (a date as text), by whom and why."""

    on: str
    by: str
    reason: str = ""


def close_month(history: History, cards: Sequence[Scorecard], signed: Signed, *, way: Way = Way.CLOSE) -> History:
    """Return the history with a month closed, or its closing corrected; `cards` are the whole's and the parts'.

    Raises RequestError where it is closed already, or where there is nothing to correct.
    """
    month = cards[0].period
    refuse_unfit(history, month, way)
    entries = tuple(entry for card in cards for entry in entries_of(card))
    if way is Way.CORRECT and not _differs(history, entries):
        raise RequestError(f"Nothing differs from what was closed for {month.label}.", place=_place())
    action = Action.CORRECTED if way is Way.CORRECT else Action.CLOSED
    revised = [(earlier, _revised(history, cards, earlier)) for earlier in history.closed_months() if earlier != month]
    for earlier, changed in revised:
        if changed:
            history = _with(history, Action.REVISED, earlier, signed, changed)
    return _with(history, action, month, signed, entries)


def re_open(history: History, month: Period, signed: Signed) -> History:
    """Return the history with a closing taken back; what was published stays recorded. Raises RequestError."""
    refuse_unfit(history, month, Way.RE_OPEN)
    return _with(history, Action.RE_OPENED, month, signed, ())


def refuse_unfit(history: History, month: Period, way: Way) -> None:
    """Raise RequestError where a month is closed that is to be closed, or is not that is to be changed."""
    closed = month in history.closed_months()
    if way is Way.CLOSE and closed:
        raise _closed_already(history, month)
    if way is not Way.CLOSE and not closed:
        raise RequestError(f"{month.label} is not closed.", place=_place(), fix="Close it first.")


def entries_of(card: Scorecard) -> Iterator[Entry]:
    """Yield what is closed of a scorecard: the month, its year to date, and the year where it ends with the month."""
    month, year = card.period, card.period.financial_year
    periods = (month, month.year_to_date, *((year,) if year.last == month.last else ()))
    for line in card.lines:
        for period in periods:
            if period in line.assessments:
                yield _entry(card, line.assessments[period])


def _entry(card: Scorecard, assessment: Assessment) -> Entry:
    figure = assessment.figure
    return Entry(
        part=card.part.code if card.part else "",
        code=assessment.indicator.code,
        period=assessment.period,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        status=assessment.status,
        missing=figure.missing,
    )


def _revised(history: History, cards: Sequence[Scorecard], earlier: Period) -> tuple[Entry, ...]:
    """The figures of a closed month that are others now than when they were recorded last."""
    return tuple(entry for card in cards for entry in _revised_of(history, card, earlier))


def _revised_of(history: History, card: Scorecard, earlier: Period) -> Iterator[Entry]:
    known = history.now(card.part.code if card.part else "")
    for line in card.lines:
        for period in (earlier, earlier.year_to_date, earlier.financial_year):
            before, now = known.get((line.indicator.code, period)), line.assessments.get(period)
            if before and now and period.last == earlier.last and not _entry(card, now).says(before):
                yield _entry(card, now)


def _differs(history: History, entries: Sequence[Entry]) -> bool:
    parts = {entry.part for entry in entries}
    known = {part: history.published(part) for part in parts}
    found = ((entry, known[entry.part].get((entry.code, entry.period))) for entry in entries)
    return any(before is None or not entry.says(before) or entry.status is not before.status for entry, before in found)


def _with(history: History, action: Action, month: Period, signed: Signed, entries: tuple[Entry, ...]) -> History:
    number = history.closings[-1].number + 1 if history.closings else 1
    closing = Closing(
        number=number, action=action, month=month, on=signed.on, by=signed.by, reason=signed.reason, entries=entries
    )
    return History(closings=(*history.closings, closing))


def _closed_already(history: History, month: Period) -> RequestError:
    last = history.last(month)
    when = f" on {last.on}{f' by {last.by}' if last.by else ''}" if last else ""
    return RequestError(
        f"{month.label} was closed already{when}.",
        place=_place(),
        fix='Record a correction with --correct "why", or take the closing back with --reopen "why".',
    )


def _place() -> Place:
    return Place(file=HISTORY_FILE)
