"""Reasons of chance: an interval in words, and why a figure differs from a benchmark or does not."""

from __future__ import annotations

from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.interval import Interval, IntervalMethod
from xl_scorecard.model.significance import Comparison, Significance
from xl_scorecard.model.unit import round_half_up
from xl_scorecard.status.amounts import decimals_needed, plain, telling_decimals, value_in_words
from xl_scorecard.status.spc_reasons import BETTER


def interval_in_words(assessment: Assessment) -> str:
    """Return the interval as people read it: "4.0% to 23.1%", "up to 3.7"; "" where there is none."""
    interval = assessment.interval
    return "" if interval is None else _span(assessment, interval, decimals=assessment.indicator.decimals)


def interval_reason(assessment: Assessment) -> str:
    """Return what the interval is and how it was computed, in one sentence; "" where there is none."""
    interval, figure = assessment.interval, assessment.figure
    if interval is None or figure.numerator is None:
        return ""
    of = f" of {plain(figure.denominator)}" if figure.denominator else ""
    return (
        f"{plain(figure.numerator)}{of} in {assessment.period.label}: {interval_in_words(assessment)} once chance is "
        f"allowed for ({_level(interval)} interval, {_method(interval)})."
    )


def significance_reason(assessment: Assessment, significance: Significance) -> str:
    """Return why the figure is better, worse or similar: value, interval, comparator, rule and periods."""
    interval, indicator, benchmark = assessment.interval, assessment.indicator, significance.benchmark
    if interval is None or assessment.value is None:
        return ""
    edges = (edge for edge in (interval.lower, interval.upper) if edge is not None)
    decimals = max(telling_decimals(edge, benchmark.value, indicator.decimals) for edge in edges)
    other = value_in_words(indicator, benchmark.value, decimals=decimals_needed(benchmark.value, indicator.decimals))
    return (
        f"{value_in_words(indicator, assessment.value)} in {assessment.period.label} has the {_level(interval)} "
        f"interval {_span(assessment, interval, decimals=decimals)} ({_method(interval)}), which "
        f"{_place(interval, significance)} {benchmark.comparator} with {other} in {benchmark.period.label}"
        f"{_better(assessment, significance)}: {significance.comparison.value}."
    )


def _span(assessment: Assessment, interval: Interval, *, decimals: int) -> str:
    upper = value_in_words(assessment.indicator, interval.upper, decimals=decimals)
    if interval.lower is None:
        return f"up to {upper}"
    return f"{value_in_words(assessment.indicator, interval.lower, decimals=decimals)} to {upper}"


def _place(interval: Interval, significance: Significance) -> str:
    if significance.comparison is Comparison.SIMILAR:
        return "includes"
    return "is wholly below" if interval.upper < significance.benchmark.value else "is wholly above"


def _better(assessment: Assessment, significance: Significance) -> str:
    better = BETTER.get(assessment.indicator.polarity)
    return f"; {better}" if better and significance.comparison is not Comparison.SIMILAR else ""


def _level(interval: Interval) -> str:
    return f"{round_half_up(interval.confidence, decimals_needed(interval.confidence, 0))}%"


def _method(interval: Interval) -> str:
    return f"{interval.method.value}'s method" if interval.method is not IntervalMethod.EXACT else interval.method.value
