"""Progress: how far a batch is; Event: what has just happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from time import monotonic

from xl_scorecard.batch.request import Outcome, State, Task


class Happening(Enum):
    """What happened; the value is the word that machines read."""

    READING = "reading"
    STARTED = "started"
    ENDED = "ended"
    SUMMED_UP = "finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many scorecards there are so far, and what became of them; `seconds_left` None where nobody can know yet."""

    total: int
    counts: Counter[State]
    running: tuple[str, ...]
    seconds: float
    seconds_left: float | None

    @property
    def ended(self) -> int:
        """How many have come to an end."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What has just happened, to what, and how far the batch is; `outcome` where something came to an end."""

    happening: Happening
    name: str
    progress: Progress
    outcome: Outcome | None = None


Tell = Callable[[Event], None]


@dataclass(slots=True)
class Clock:
    """Estimates what is left from how long the scorecards took that were made since the batch began."""

    began: float
    first: float | None = None

    def progress(self, outcomes: dict[Task, Outcome | None], running: tuple[str, ...]) -> Progress:
        """Return how far the batch is."""
        now = monotonic()
        if running and self.first is None:
            self.first = now
        counts = Counter(outcome.state for outcome in outcomes.values() if outcome)
        made, left = counts[State.DONE] + counts[State.FAILED], len(outcomes) - sum(counts.values())
        known = made and self.first is not None
        return Progress(
            total=len(outcomes),
            counts=counts,
            running=running,
            seconds=now - self.began,
            seconds_left=(now - self.first) / made * left if known and self.first is not None else None,
        )
