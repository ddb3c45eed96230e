"""Benchmark: a comparator's figure for one indicator and period."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """What a comparator (England, statistical neighbours …) had, how it was worked out, and where it comes from."""

    indicator: str
    comparator: str
    period: Period
    value: Fraction
    method: str = ""
    source: str = ""
