"""Forecast: what the year would end with if it went on as it began."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from xl_scorecard.model.period import Period


class ForecastMethod(Enum):
    """How a year is projected from its first months; the value is what people read."""

    STRAIGHT_LINE = "straight line"
    POOLED_RATE = "pooled rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A projection of a financial year from `months` months of it. It is no figure, and has no status."""

    year: Period
    value: Fraction
    method: ForecastMethod
    months: int
