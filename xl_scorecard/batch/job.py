"""Job: one piece of work for one process; Crew: those who do it, here or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from xl_scorecard.batch.failure import Failure


@dataclass(slots=True)
class Shelf:
    """What a worker process has at hand: parcels that were sent to it, unpacked, and what it made of them last."""

    parcels: MutableMapping[str, Any] = field(default_factory=dict)
    memo: tuple[object, Any] | None = None

    def remember(self, key: object, make: Callable[[], Any]) -> Any:
        """Return what `make` gives, asking it only when the key is another than last time."""
        if self.memo is None or self.memo[0] != key:
            self.memo = None
            self.memo = (key, make())
        return self.memo[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A module-level function, what it is given, and the parcels (pickled, by key) that it finds on its shelf.

    `tag` says what it is for to whoever gave it out; it is not sent.
    """

    call: Callable[[Any, Shelf], Any]
    given: Any
    parcels: Mapping[str, bytes] = field(default_factory=dict)
    tag: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A job that came to an end: what it gave, or why it failed."""

    job: Job
    result: Any = None
    failure: Failure | None = None


class Crew(Protocol):
    """Those who do jobs."""

    @property
    def size(self) -> int:
        """How many jobs are done at a time."""

    def has_room(self) -> bool:
        """Can another job be taken?"""

    def start(self, job: Job) -> None:
        """Have a job done."""

    def wait(self) -> list[Ended]:
        """Return the jobs that have ended, waiting for one where none has; nothing where none is being done."""

    def close(self) -> None:
        """Send everybody home, whatever they are doing."""
