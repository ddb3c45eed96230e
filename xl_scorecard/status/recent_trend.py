"""Recent trend: have five years gone up or down by more than chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from xl_scorecard.model.figure import Figure
from xl_scorecard.model.interval import Interval, Statistic
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.recent_trend import RecentTrend, TrendMarker
from xl_scorecard.status.intervals import interval_of

YEARS = 5
CRITICAL = 9.54953570608324
TWO_HALVES = 3.92
ROUNDING = 1e-12
RISING = {Polarity.HIGH: TrendMarker.INCREASING_BETTER, Polarity.LOW: TrendMarker.INCREASING_WORSE}
FALLING = {Polarity.HIGH: TrendMarker.DECREASING_WORSE, Polarity.LOW: TrendMarker.DECREASING_BETTER}
Point = tuple[float, float, float]
"""A value, and the lower and the upper bound of its 95% interval."""


def recent_trend(
    figures: Mapping[Period, Figure],
    year: Period,
    statistic: Statistic | None,
    multiplier: Fraction,
    *,
    polarity: Polarity,
) -> RecentTrend | None:
    """Return the trend over the five years that end with `year`; None where one of them has no figure or interval."""
    years = [year.back(count) for count in range(YEARS - 1, -1, -1)]
    points = [point for one in years if (point := _point(figures.get(one), statistic, multiplier))]
    if len(points) < YEARS:
        return None
    slope, chi_squared, steady = regression(points)
    return RecentTrend(
        marker=_marker(slope, polarity) if steady and chi_squared > CRITICAL else TrendMarker.NO_CHANGE,
        chi_squared=chi_squared,
        steady=steady,
        first=years[0],
        last=years[-1],
    )


def regression(points: Sequence[Point]) -> tuple[float, float, bool]:
    """Return the slope, its χ², and whether it keeps its sign whichever point is left out.

    A straight line through the values, each weighted by 1 ÷ (standard error)², the error being the 95% interval's width
    ÷ 3.92; χ² = (slope ÷ its standard error)². The trend is significant above the 99.8 % point of χ² with one degree of
    freedom, where leaving out any one point keeps the slope's sign. Source: OHID Fingertips, Recent trends.
    """
    numbered = list(enumerate(points, start=1))
    slope, variance = _line(numbered)
    others = [_line([pair for pair in numbered if pair[0] != left_out])[0] for left_out, _ in numbered]
    steady = all(other > 0 for other in others) if slope > 0 else slope < 0 and all(other < 0 for other in others)
    return slope, slope * slope / variance, steady


def recent_trend_reason(trend: RecentTrend | None) -> str:
    """Return why the five years have the trend that they have, in one sentence; "" for None."""
    if trend is None:
        return ""
    years = f"The weighted line through the five years {trend.first.label} to {trend.last.label}"
    if trend.chi_squared <= CRITICAL:
        return f"{years} is nearly level (χ² {trend.chi_squared:.1f}, not above {CRITICAL:.2f}): {trend.marker.value}."
    chi = f"χ² {trend.chi_squared:,.1f}, above {CRITICAL:.2f}"
    if not trend.steady:
        return f"{years} slopes ({chi}), but not the same way whichever year is left out: {trend.marker.value}."
    return f"{years} slopes by more than chance ({chi}), whichever year is left out: {trend.marker.value}."


def _line(points: Sequence[tuple[int, Point]]) -> tuple[float, float]:
    """The slope of the weighted line, and its variance; a slope that is nothing but rounding is level."""
    weights = [(TWO_HALVES / (upper - lower)) ** 2 for _, (_, lower, upper) in points]
    centre = sum(weight * time for weight, (time, _) in zip(weights, points, strict=True)) / sum(weights)
    arms = [weight * (time - centre) for weight, (time, _) in zip(weights, points, strict=True)]
    across = sum(arm * (time - centre) for arm, (time, _) in zip(arms, points, strict=True))
    pulls = [arm * point[0] for arm, (_, point) in zip(arms, points, strict=True)]
    along = sum(pulls)
    is_level = abs(along) <= ROUNDING * sum(map(abs, pulls))
    return 0.0 if is_level else along / across, 1 / across


def _point(figure: Figure | None, statistic: Statistic | None, multiplier: Fraction) -> Point | None:
    interval: Interval | None = interval_of(figure, statistic, multiplier) if figure else None
    if figure is None or figure.value is None or interval is None or interval.lower is None:
        return None
    return float(figure.value), float(interval.lower), float(interval.upper)


def _marker(slope: float, polarity: Polarity) -> TrendMarker:
    if slope > 0:
        return RISING.get(polarity, TrendMarker.INCREASING)
    return FALLING.get(polarity, TrendMarker.DECREASING)
