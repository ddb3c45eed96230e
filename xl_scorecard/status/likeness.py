"""Like with like: does a figure grow with the length of its period?"""

from __future__ import annotations

from xl_scorecard.model.definition import Definition
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.unit import Unit


def grows_with_period(definition: Definition, indicator: Indicator) -> bool:
    """Does the figure of a year stand for more than that of a month, so that the two may not be compared?

    True for a number of events (contacts) and its rate of a population; false for a stock (children on a plan), for a
    share of events (percentage of referrals) and for a mean. Source: calculations.md, "Like with like".
    """
    measures = {measure.code: measure for measure in definition.measures}
    numerator = measures.get(indicator.numerator)
    if numerator is None:
        return indicator.unit not in (Unit.PERCENT, Unit.DAYS)
    denominator = measures.get(indicator.denominator)
    return _adds_up(numerator) and not (denominator is not None and _adds_up(denominator))


def _adds_up(measure: Measure) -> bool:
    return measure.kind is MeasureKind.COUNT or measure.accumulation is Accumulation.FLOW
