"""Reasons of the control chart: why a month has its variation and its assurance, and what limits are made of."""

from __future__ import annotations

from fractions import Fraction

from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.spc import SHOWN_FROM, Assurance, Baseline, Limits, Side, Signal, SignalFound, SpcPoint
from xl_scorecard.status.amounts import telling_decimals, value_in_words
from xl_scorecard.status.band import green_band

BETTER = {Polarity.HIGH: "higher is better", Polarity.LOW: "lower is better"}


def variation_reason(assessment: Assessment) -> str:
    """Return why a month shows the variation that it does, in one sentence; "" for what is on no control chart."""
    point, indicator = assessment.spc, assessment.indicator
    if point is None:
        return ""
    if point.variation is None or point.limits is None:
        return _too_few(point.baseline)
    if not point.signals:
        return (
            f"{_value(indicator, point)} lies within the limits of {_edge(indicator, point.limits.lower)} and "
            f"{_edge(indicator, point.limits.upper)} {_around(indicator, point)}, and is part of no run or trend: "
            f"{point.variation.value}."
        )
    told = _signal(indicator, point, point.signals[0], point.limits)
    better = BETTER.get(indicator.polarity, "neither high nor low is better")
    return f"{told} {_around(indicator, point)}; {better}: {point.variation.value}."


def assurance_reason(assessment: Assessment) -> str:
    """Return why a month has the assurance that it has, in one sentence; "" for what is on no control chart."""
    point, indicator, target = assessment.spc, assessment.indicator, assessment.target
    if point is None:
        return ""
    if assessment.assurance is None or point.limits is None or target is None:
        return _no_assurance(assessment, point)
    hint = f"the target of {assessment.target_hint} in {point.period.label}"
    if point.limits.lower == point.limits.upper:
        word = "meets" if assessment.assurance is Assurance.PASSING else "misses"
        return f"Nothing moved {_around(indicator, point)}: the value {word} {hint}: {assessment.assurance.value}."
    place = _place_of_target(assessment, point.limits)
    return f"{_upper_first(hint)} {place} {_around(indicator, point)}: {assessment.assurance.value}."


def limits_in_words(point: SpcPoint | None) -> str:
    """Return the counts that mean and limits were computed from, for the sheet to print; "" where there are none."""
    if point is None:
        return ""
    limits = point.limits
    if limits is None:
        return _too_few(point.baseline)
    screened = f", {limits.screened} of them left out as outlying" if limits.screened else ""
    return f"Mean and limits from {_span(point.baseline)}: {limits.ranges} moving ranges{screened}."


def _signal(indicator: Indicator, point: SpcPoint, found: SignalFound, limits: Limits) -> str:
    high = found.side is Side.HIGH
    match found.signal:
        case Signal.OUTSIDE:
            edge = limits.upper if high else limits.lower
            decimals = telling_decimals(point.value, edge, indicator.decimals)
            value, limit = (value_in_words(indicator, one, decimals=decimals) for one in (point.value, edge))
            where = "above the upper" if high else "below the lower"
            return f"{value} in {point.period.label} is {where} limit of {limit}"
        case Signal.TREND:
            return f"{_value(indicator, point)} is {_one_of(found, point)} that {'rise' if high else 'fall'} each time"
        case Signal.TWO_OF_THREE:
            near = _edge(indicator, limits.near_upper if high else limits.near_lower)
            return (
                f"{_value(indicator, point)} is near the {'upper' if high else 'lower'} limit, beyond {near}, as is "
                f"another of the three months {_months(found)}"
            )
        case Signal.SHIFT:
            return f"{_value(indicator, point)} is {_one_of(found, point)} {'above' if high else 'below'} the mean"


def _one_of(found: SignalFound, point: SpcPoint) -> str:
    word = "the last of" if found.last == point.period else "one of"
    return f"{word} {found.months} months in a row ({_months(found)})"


def _months(found: SignalFound) -> str:
    return f"{found.first.label} to {found.last.label}"


def _place_of_target(assessment: Assessment, limits: Limits) -> str:
    indicator, target = assessment.indicator, assessment.target
    band = green_band(indicator.polarity, target) if target else None
    aim = (band.lower if band.lower is not None else band.upper) if band else None
    if aim is not None and aim > limits.upper:
        return f"is above the upper limit of {_telling(indicator, limits.upper, aim)}"
    if aim is not None and aim < limits.lower:
        return f"is below the lower limit of {_telling(indicator, limits.lower, aim)}"
    return f"lies between the limits of {_edge(indicator, limits.lower)} and {_edge(indicator, limits.upper)}"


def _no_assurance(assessment: Assessment, point: SpcPoint) -> str:
    if point.limits is None:
        return _too_few(point.baseline)
    if assessment.target is None:
        return f"No target judges {point.period.label}."
    return "Only a target to stay above, or below, can be assured; this one is a range."


def _around(indicator: Indicator, point: SpcPoint) -> str:
    mean = point.baseline.limits.mean if point.baseline.limits else point.value
    return f"(mean {_edge(indicator, mean)}, {_span(point.baseline)})"


def _span(baseline: Baseline) -> str:
    since = ", limits set anew" if baseline.rebased else ""
    return f"{baseline.months} months, {baseline.first.label} to {baseline.last.label}{since}"


def _too_few(baseline: Baseline) -> str:
    since = f" since limits were set anew in {baseline.first.label}" if baseline.rebased else ""
    have = f"{baseline.months} {'has' if baseline.months == 1 else 'have'}"
    return f"Limits are shown from {SHOWN_FROM} months with a figure; {have} one{since}."


def _value(indicator: Indicator, point: SpcPoint) -> str:
    return f"{value_in_words(indicator, point.value)} in {point.period.label}"


def _edge(indicator: Indicator, value: Fraction) -> str:
    return value_in_words(indicator, value, decimals=indicator.decimals + 1)


def _telling(indicator: Indicator, value: Fraction, other: Fraction) -> str:
    return value_in_words(indicator, value, decimals=telling_decimals(value, other, indicator.decimals + 1))


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
