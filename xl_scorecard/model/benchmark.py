"""Benchmark: a comparator's figure for one indicator and period."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """What a comparator (England, statistical neighbours …) had, how it was worked out, and where it comes from.

    It is compared with figures up to `until`; `confirmed` is the last year for which it is known to be the latest.
    """

    indicator: str
    comparator: str
    period: Period
    value: Fraction
    method: str = ""
    source: str = ""
    until: Period | None = None
    confirmed: Period | None = None
    place: Place = field(default_factory=Place, compare=False)
