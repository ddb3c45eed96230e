"""Note: what staff say about an indicator in a period."""

from __future__ import annotations

from dataclasses import dataclass, field

from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One sentence or more about an indicator in a period."""

    indicator: str
    period: Period
    text: str
    place: Place = field(default_factory=Place, compare=False)
