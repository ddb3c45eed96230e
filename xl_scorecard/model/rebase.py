"""Rebase: from which month on an indicator's control limits are computed anew."""

from __future__ import annotations

from dataclasses import dataclass

from xl_scorecard.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebase:
    """From the first month of `since` on, the limits of `indicator` are computed anew, for `reason`."""

    indicator: str
    since: Period
    reason: str
