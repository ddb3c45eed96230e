"""Waiting: a row of a definition that somebody has yet to fill in, such as next year's benchmark."""

from __future__ import annotations

from dataclasses import dataclass, field

from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place

TO_FILL = "to fill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A row without its figure: of a benchmark (with its comparator), or of a given figure (without)."""

    code: str
    period: Period
    comparator: str = ""
    method: str = ""
    place: Place = field(default_factory=Place, compare=False)
