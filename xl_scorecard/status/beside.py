"""Beside: what stands beside a status and is never mixed into it: chance, control chart, cases, projection, rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypedDict

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.cases import CasesToTarget
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.forecast import Forecast, ForecastMethod
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.interval import Interval, Statistic
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.rank import Rank
from xl_scorecard.model.recent_trend import RecentTrend
from xl_scorecard.model.significance import Significance
from xl_scorecard.model.spc import Assurance, SpcPoint, SpcResult
from xl_scorecard.model.target import Target
from xl_scorecard.status.cases import cases_to_target
from xl_scorecard.status.forecast import forecast_method, forecast_of
from xl_scorecard.status.intervals import interval_of
from xl_scorecard.status.likeness import counts_cases, statistic_of
from xl_scorecard.status.neighbours import neighbours_of
from xl_scorecard.status.ranking import figures_of_period, rank_among
from xl_scorecard.status.recent_trend import recent_trend
from xl_scorecard.status.significance import significances_of
from xl_scorecard.status.spc import assurance_of, control_chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What one indicator's figures are judged by beside their status; worked out once for all of its periods."""

    figures: Mapping[Period, Figure]
    month: Period
    confidence: Fraction
    statistic: Statistic | None
    counted: bool
    projected: ForecastMethod | None
    neighbours: tuple[str, ...]
    chart: SpcResult | None


def prepare_beside(
    definition: Definition, indicator: Indicator, figures: Mapping[Period, Figure], *, month: Period
) -> Beside:
    """Return what stands beside the statuses of an indicator in the scorecard of `month`."""
    settings = definition.settings
    rebases = [rebase for rebase in definition.rebases if rebase.indicator == indicator.code]
    return Beside(
        figures=figures,
        month=month,
        confidence=settings.confidence_level,
        statistic=statistic_of(definition, indicator),
        counted=counts_cases(definition, indicator),
        projected=forecast_method(definition, indicator),
        neighbours=settings.neighbours,
        chart=control_chart(figures, indicator.polarity, rebases=rebases, screening=settings.screen_outliers),
    )


class StandsBeside(TypedDict, total=False):
    """What of an assessment stands beside its status; what is left out does not apply."""

    spc: SpcPoint | None
    assurance: Assurance | None
    interval: Interval | None
    significances: tuple[Significance, ...]
    cases_to_target: CasesToTarget | None
    forecast: Forecast | None
    recent_trend: RecentTrend | None
    rank: Rank | None


def stands_beside(
    indicator: Indicator, figure: Figure, target: Target | None, benchmarks: tuple[Benchmark, ...], beside: Beside
) -> StandsBeside:
    """Return all that stands beside the status of a figure; nothing where there is no figure."""
    if figure.value is None:
        return {}
    interval = interval_of(figure, beside.statistic, indicator.multiplier, confidence=beside.confidence)
    point = beside.chart.points.get(figure.period) if beside.chart else None
    return {
        "spc": point,
        "assurance": _assurance(indicator, target, point),
        "interval": interval,
        "significances": significances_of(interval, benchmarks, indicator.polarity),
        "cases_to_target": (
            cases_to_target(indicator, figure, target, statistic=beside.statistic) if beside.counted else None
        ),
        "forecast": _forecast(figure.period, beside),
        "recent_trend": _recent_trend(indicator, figure.period, beside),
        "rank": _rank(indicator, figure, benchmarks, beside),
    }


def _assurance(indicator: Indicator, target: Target | None, point: SpcPoint | None) -> Assurance | None:
    if point is None or point.limits is None or target is None:
        return None
    return assurance_of(point.limits, indicator.polarity, target, point.value)


def _forecast(period: Period, beside: Beside) -> Forecast | None:
    """Only the year that is running is projected."""
    if period.kind is not PeriodKind.YEAR_TO_DATE or period != beside.month.year_to_date:
        return None
    return forecast_of(beside.figures, period, beside.projected)


def _recent_trend(indicator: Indicator, period: Period, beside: Beside) -> RecentTrend | None:
    if period.kind is not PeriodKind.YEAR:
        return None
    return recent_trend(beside.figures, period, beside.statistic, indicator.multiplier, polarity=indicator.polarity)


def _rank(indicator: Indicator, figure: Figure, benchmarks: tuple[Benchmark, ...], beside: Beside) -> Rank | None:
    """Among the statistical neighbours that have a figure for the same period."""
    if not beside.neighbours:
        return None
    others = figures_of_period(neighbours_of(benchmarks, beside.neighbours), figure.period)
    return rank_among(figure.value, others, indicator.polarity)
