"""Note: what staff say about an indicator in a period."""

from __future__ import annotations

from dataclasses import dataclass

from xl_scorecard.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One sentence or more about an indicator in a period."""

    indicator: str
    period: Period
    text: str
