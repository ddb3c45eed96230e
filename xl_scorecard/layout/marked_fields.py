"""What the fields print that never leave a cell blank: a number, or the symbol that says why there is none.

[c] (or the symbol chosen) is hidden, [x] not available, [z] not applicable. Source: the Government Analysis Function's
guidance on releasing statistics in spreadsheets: no blank cells, symbols in square brackets, told in words in the notes.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from xl_scorecard.layout.value import Value, count
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel

NOT_AVAILABLE, NOT_APPLICABLE = Value("[x]"), Value("[z]")


def _value(assessment: Assessment) -> Value:
    indicator, figure = assessment.indicator, assessment.figure
    if assessment.value is not None:
        return Value(assessment.value, indicator.unit, indicator.decimals)
    if "value" in figure.hidden:
        return Value(figure.symbol)
    return NOT_APPLICABLE if assessment.status is Status.NOT_DUE else NOT_AVAILABLE


def _cases(assessment: Assessment, name: str, number: Fraction | None, *, has_any: bool) -> Value:
    figure = assessment.figure
    if number is not None:
        return count(number)
    if name in figure.hidden:
        return Value(figure.symbol)
    return NOT_AVAILABLE if has_any and assessment.status is not Status.NOT_DUE else NOT_APPLICABLE


def _numerator(assessment: Assessment) -> Value:
    return _cases(assessment, "numerator", assessment.figure.numerator, has_any=True)


def _denominator(assessment: Assessment) -> Value:
    divided = bool(assessment.indicator.denominator)
    return _cases(assessment, "denominator", assessment.figure.denominator, has_any=divided)


def _target(assessment: Assessment) -> Value:
    indicator, target = assessment.indicator, assessment.target
    aim = (target.value if target.value is not None else target.upper) if target else None
    return NOT_APPLICABLE if aim is None else Value(aim, indicator.unit, indicator.decimals)


def _trend(assessment: Assessment, travel: DirectionOfTravel) -> Value:
    if travel is not DirectionOfTravel.UNKNOWN:
        return Value(travel.value)
    if "value" in assessment.figure.hidden:
        return Value(assessment.figure.symbol)
    return NOT_APPLICABLE if assessment.indicator.polarity is Polarity.NONE else NOT_AVAILABLE


MARKED_FIELDS: dict[str, Callable[[Assessment], Value]] = {
    "value_marked": _value,
    "numerator_marked": _numerator,
    "denominator_marked": _denominator,
    "target_marked": _target,
    "trend_marked": lambda a: _trend(a, a.trend),
    "long_trend_marked": lambda a: _trend(a, a.long_trend),
}
MARKS = frozenset(MARKED_FIELDS)
"""Fields that may print text among numbers: no chart may draw them."""
