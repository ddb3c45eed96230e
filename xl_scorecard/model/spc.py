"""Statistical process control: an indicator's months on a control chart, and what stands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from xl_scorecard.model.period import Period

SHOWN_FROM = 13


class Side(Enum):
    """Which way something stands out."""

    HIGH = "high"
    LOW = "low"


class Signal(Enum):
    """What makes a month stand out, in order of precedence."""

    OUTSIDE = "outside a limit"
    TREND = "trend"
    TWO_OF_THREE = "two of three near a limit"
    SHIFT = "shift"


class Variation(Enum):
    """What kind of variation a month shows; the value is the word that people read."""

    COMMON_CAUSE = "Common cause"
    IMPROVEMENT_HIGH = "Improvement (high)"
    IMPROVEMENT_LOW = "Improvement (low)"
    CONCERN_HIGH = "Concern (high)"
    CONCERN_LOW = "Concern (low)"
    NEUTRAL_HIGH = "Neutral (high)"
    NEUTRAL_LOW = "Neutral (low)"


class Assurance(Enum):
    """Will the target be met, if nothing changes? The value is the word that people read."""

    PASSING = "Consistently passing"
    FAILING = "Consistently failing"
    HIT_OR_MISS = "Hit or miss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The mean and the limits of `months` figures, and the counts that they were computed from.

    `ranges` moving ranges were there; `screened` of them were left out as outliers.
    """

    mean: Fraction
    lower: Fraction
    upper: Fraction
    near_lower: Fraction
    near_upper: Fraction
    months: int
    ranges: int
    screened: int = 0

    @property
    def shown(self) -> bool:
        """Are there months enough for the limits to be shown, and for anything to be read from them?"""
        return self.months >= SHOWN_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The months that limits are computed from, `months` of them with a figure; no limits below two."""

    first: Period
    last: Period
    months: int
    rebased: bool = False
    limits: Limits | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalFound:
    """A signal, which way it points, and the months that make it up, `months` of them with a figure."""

    signal: Signal
    side: Side
    first: Period
    last: Period
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpcPoint:
    """One month on the control chart. `signals` stand in order of precedence; no variation while limits are not shown.

    Status, direction of travel and significance are judged elsewhere and never mixed in.
    """

    period: Period
    value: Fraction
    baseline: Baseline
    signals: tuple[SignalFound, ...] = ()
    variation: Variation | None = None

    @property
    def limits(self) -> Limits | None:
        """The limits where they are shown."""
        found = self.baseline.limits
        return found if found and found.shown else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpcResult:
    """A line's control chart: a point for every month with a figure, and the baselines between rebase dates."""

    points: Mapping[Period, SpcPoint]
    baselines: tuple[Baseline, ...]
