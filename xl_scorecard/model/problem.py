"""Problem: something wrong with the data that did not stop the run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from xl_scorecard.model.place import Place


class Severity(Enum):
    """How much it matters; the value is the word that people read."""

    ERROR = "Error"
    WARNING = "Warning"
    NOTE = "Note"

    @property
    def rank(self) -> int:
        """0 for the most serious."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: where, what was found by kind (never a person's value), and what to do.

    `count` is how many places have it (0: that is not told); `place` is the first, `places` the first five.
    """

    code: str
    severity: Severity
    place: Place
    sentence: str
    fix: str
    count: int = 1
    places: tuple[Place, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


def most_serious_first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems, errors before warnings before notes, otherwise in the order found."""
    return tuple(sorted(problems, key=lambda problem: problem.severity.rank))
