"""Recent trend: which way five years have gone, chance allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from xl_scorecard.model.period import Period


class TrendMarker(Enum):
    """Which way, and whether that is good; the value is what people read."""

    NO_CHANGE = "No significant change"
    INCREASING = "Increasing"
    DECREASING = "Decreasing"
    INCREASING_BETTER = "Increasing and getting better"
    INCREASING_WORSE = "Increasing and getting worse"
    DECREASING_BETTER = "Decreasing and getting better"
    DECREASING_WORSE = "Decreasing and getting worse"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentTrend:
    """The trend over the years from `first` to `last`. `chi_squared` is the statistic that was compared.

    `steady` says whether the slope keeps its sign whichever year is left out.
    """

    marker: TrendMarker
    chi_squared: float
    steady: bool
    first: Period
    last: Period
