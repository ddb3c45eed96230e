"""What the fields print that stand beside a status: chance, control chart, cases to target, projection, rank."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from xl_scorecard.layout.value import NOTHING, Value
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.significance import Significance
from xl_scorecard.status.cases import cases_in_words
from xl_scorecard.status.forecast import forecast_in_words, forecast_reason
from xl_scorecard.status.interval_reasons import interval_in_words, interval_reason, significance_reason
from xl_scorecard.status.ranking import rank_in_words
from xl_scorecard.status.recent_trend import recent_trend_reason
from xl_scorecard.status.spc_reasons import assurance_reason, limits_in_words, variation_reason


def _amount(assessment: Assessment, value: Fraction | None, *, more_decimals: int = 0) -> Value:
    indicator = assessment.indicator
    return Value(value, indicator.unit, indicator.decimals + more_decimals)


def _limit(name: str) -> Callable[[Assessment], Value]:
    """Limits stand with one decimal more than the figures that they are of."""

    def show(assessment: Assessment) -> Value:
        limits = assessment.spc.limits if assessment.spc else None
        return NOTHING if limits is None else _amount(assessment, getattr(limits, name), more_decimals=1)

    return show


def _variation(assessment: Assessment) -> Value:
    found = assessment.spc.variation if assessment.spc else None
    return Value(found.value if found else None)


def _of_comparator(assessment: Assessment, comparator: str) -> Significance | None:
    wanted = comparator.casefold()
    return next((one for one in assessment.significances if one.benchmark.comparator.casefold() == wanted), None)


def _comparison(assessment: Assessment, comparator: str) -> Value:
    found = _of_comparator(assessment, comparator)
    return Value(found.comparison.value if found else None)


def _comparison_reason(assessment: Assessment, comparator: str) -> Value:
    found = _of_comparator(assessment, comparator)
    return Value(significance_reason(assessment, found) if found else None)


BESIDE_FIELDS: dict[str, Callable[[Assessment], Value]] = {
    "cases_to_target": lambda a: Value(cases_in_words(a.cases_to_target) or None),
    "interval": lambda a: Value(interval_in_words(a) or None),
    "interval_lower": lambda a: _amount(a, a.interval.lower if a.interval else None),
    "interval_upper": lambda a: _amount(a, a.interval.upper if a.interval else None),
    "interval_reason": lambda a: Value(interval_reason(a) or None),
    "variation": _variation,
    "variation_reason": lambda a: Value(variation_reason(a) or None),
    "assurance": lambda a: Value(a.assurance.value if a.assurance else None),
    "assurance_reason": lambda a: Value(assurance_reason(a) or None),
    "mean": _limit("mean"),
    "upper_limit": _limit("upper"),
    "lower_limit": _limit("lower"),
    "limits": lambda a: Value(limits_in_words(a.spc) or None),
    "forecast": lambda a: Value(forecast_in_words(a) or None),
    "forecast_reason": lambda a: Value(forecast_reason(a) or None),
    "recent_trend": lambda a: Value(a.recent_trend.marker.value if a.recent_trend else None),
    "recent_trend_reason": lambda a: Value(recent_trend_reason(a.recent_trend) or None),
    "rank": lambda a: Value(rank_in_words(a.rank, a.indicator.polarity) or None),
}

COMPARATOR_FIELDS: dict[str, Callable[[Assessment, str], Value]] = {
    "significance": _comparison,
    "significance_reason": _comparison_reason,
}
"""What speaks of one comparator, named after the field."""

YEAR_TO_DATE_FIELDS = frozenset({"forecast", "forecast_reason"})
FULL_YEAR_FIELDS = frozenset({"recent_trend", "recent_trend_reason", "rank"})
"""What speaks of the year to date, or of the last full year, where a field names no period."""
