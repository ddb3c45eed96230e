"""Interval: between which values a figure may be taken to lie, chance allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class IntervalMethod(Enum):
    """How an interval was computed; the value is what people read."""

    WILSON = "Wilson"
    BYAR = "Byar"
    EXACT = "exact Poisson"


class Statistic(Enum):
    """What kind of figure an indicator is, as far as chance goes."""

    PROPORTION = "proportion"
    RATE = "rate"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A confidence interval in the indicator's unit; `lower` None: the method gives none. `confidence` is per cent.

    The bounds are irrational: they are kept as the exact value of the nearest float.
    """

    lower: Fraction | None
    upper: Fraction
    confidence: Fraction
    method: IntervalMethod
