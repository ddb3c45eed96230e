"""History: figures of closed months, aggregates only, as published and as now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from hashlib import sha256

from xl_scorecard.model.period import Period
from xl_scorecard.model.status import Status

HISTORY_FILE = "history.xlsx"


class Action(Enum):
    """What an entry records; the value is the word that people read.

    CLOSED and CORRECTED are what was published; REVISED is what the sources said later; RE_OPENED takes back a closing.
    """

    CLOSED = "closed"
    CORRECTED = "corrected"
    RE_OPENED = "re-opened"
    REVISED = "revised"


PUBLISHED = (Action.CLOSED, Action.CORRECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One figure of a closed month, exact. `value` None: there was none, for the reason in `missing`."""

    part: str
    code: str
    period: Period
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    value: Fraction | None = None
    status: Status = Status.NO_DATA
    missing: str = ""

    @property
    def key(self) -> tuple[str, str, Period]:
        """What it is a figure of."""
        return self.part, self.code, self.period

    def says(self, other: Entry) -> bool:
        """Is it the same figure?"""
        return (self.value, self.numerator, self.denominator) == (other.value, other.numerator, other.denominator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What was recorded at one time about one month: when (a date as text), by whom, why, and the figures.

    `checksum` is the one that it was recorded with; "" until it is recorded.
    """

    number: int
    action: Action
    month: Period
    on: str
    by: str
    reason: str
    entries: tuple[Entry, ...] = ()
    checksum: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Every closing, in the order recorded. Nothing in it is ever changed: what differs later is recorded as well."""

    closings: tuple[Closing, ...] = ()

    def before(self, month: Period) -> History:
        """Return what is recorded of months before `month`: all that a scorecard of that month may use."""
        return History(closings=tuple(closing for closing in self.closings if closing.month.last < month.last))

    @property
    def seal(self) -> str:
        """One hash of all that was recorded; "" where nothing was."""
        checksums = "".join(closing.checksum for closing in self.closings)
        return sha256(checksums.encode()).hexdigest() if checksums else ""

    def closed_months(self) -> tuple[Period, ...]:
        """Return the months that are closed now, in order."""
        state: dict[Period, bool] = {}
        for closing in self.closings:
            if closing.action is not Action.REVISED:
                state[closing.month] = closing.action is not Action.RE_OPENED
        return tuple(sorted(month for month, closed in state.items() if closed))

    def last_closed(self) -> Period | None:
        """Return the last month that is closed; None where none is."""
        return max(self.closed_months(), default=None)

    def last(self, month: Period) -> Closing | None:
        """Return the last closing, correction or re-opening of a month."""
        found = (c for c in reversed(self.closings) if c.month == month and c.action is not Action.REVISED)
        return next(found, None)

    def published(self, part: str = "") -> dict[tuple[str, Period], Entry]:
        """Return every closed figure as it was published, by code and period."""
        return self._figures(part, PUBLISHED)

    def now(self, part: str = "") -> dict[tuple[str, Period], Entry]:
        """Return every closed figure as it was known last, by code and period."""
        return self._figures(part, (*PUBLISHED, Action.REVISED))

    def _figures(self, part: str, actions: Iterable[Action]) -> dict[tuple[str, Period], Entry]:
        wanted, closed = tuple(actions), set(self.closed_months())
        return {
            (entry.code, entry.period): entry
            for closing in self.closings
            if closing.action in wanted and closing.month in closed
            for entry in closing.entries
            if entry.part == part
        }
