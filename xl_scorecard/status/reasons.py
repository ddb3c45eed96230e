"""Reasons: why a figure has its status, in one plain sentence."""

from __future__ import annotations

from fractions import Fraction

from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.model.target import Target
from xl_scorecard.model.unit import round_half_up
from xl_scorecard.status.amounts import MOST_DECIMALS, difference_in_words, threshold_in_words, value_in_words
from xl_scorecard.status.band import Band, amber_band, green_band
from xl_scorecard.status.hints import target_hint
from xl_scorecard.status.rag import judge


def judged_reason(indicator: Indicator, period: Period, value: Fraction, target: Target) -> str:
    """Return why a value has its colour: value, period, target, how far off, how far amber reaches, status.

    Where the value as shown would seem to have another colour, the sentence gives it with as many decimals as tell:
    "69.96%, shown as 70.0%, …". Differences are between the numbers as the sentence gives them, so that they add up.
    """
    green, amber = green_band(indicator.polarity, target), amber_band(indicator.polarity, target)
    if green is None or amber is None:
        return no_target_reason(indicator, period, target)
    decimals = _telling_decimals(indicator, value, target)
    status = judge(value, indicator.polarity, target)
    subject = _subject(indicator, value, decimals=decimals)
    comparison = _comparison(indicator, value, green, decimals=decimals)
    hint = f"the target of {target_hint(indicator, target)}"
    if status is Status.GREEN:
        return f"{subject} in {period.label} {comparison} {hint}: {status.value}."
    edge = green.nearest_edge(value)
    off = difference_in_words(indicator, abs(_rounded(value, decimals) - edge), decimals=decimals)
    reach = _reach_in_words(indicator, amber.lower if value < edge else amber.upper, edge)
    return f"{subject} in {period.label} {comparison} {hint} by {off}; {reach}: {status.value}."


def no_target_reason(indicator: Indicator, period: Period, target: Target | None) -> str:
    """Return why a figure that is there has no colour."""
    if target is None:
        return "No target is set."
    if indicator.polarity is Polarity.NONE:
        return "A target is set, but not whether a high or a low figure is good."
    if green_band(indicator.polarity, target) is None:
        return "A target is set, but without a value to judge by."
    if target.per is None:
        return "The target does not say whether it is per month or per year."
    return f"The target is per {target.per.value} and is not compared with a {_kind_in_words(period)}."


def no_data_reason(figure: Figure) -> str:
    """Return that there is no figure, with the reason and the remark that the figure carries."""
    if not figure.missing:
        return f"There is no figure for {figure.period.label}."
    reason = f"No data for {figure.period.label}: {_inside_a_sentence(figure.missing)}."
    remark = figure.remark.strip().rstrip(".")
    return f"{reason} {remark}." if remark and remark.casefold() not in reason.casefold() else reason


def _subject(indicator: Indicator, value: Fraction, *, decimals: int) -> str:
    shown = value_in_words(indicator, value)
    exact = value_in_words(indicator, value, decimals=decimals)
    return shown if decimals == indicator.decimals else f"{exact}, shown as {shown},"


def _comparison(indicator: Indicator, value: Fraction, green: Band, *, decimals: int) -> str:
    edge = green.nearest_edge(value)
    if edge == value:
        return "is within" if indicator.polarity is Polarity.RANGE else "meets"
    return "is above" if _rounded(value, decimals) > edge else "is below"


def _reach_in_words(indicator: Indicator, reach: Fraction | None, edge: Fraction) -> str:
    if reach is None or reach == edge:
        return "there is no amber"
    return f"amber reaches {threshold_in_words(indicator, reach)}"


def _telling_decimals(indicator: Indicator, value: Fraction, target: Target) -> int:
    status = judge(value, indicator.polarity, target)
    for decimals in range(indicator.decimals, MOST_DECIMALS + 1):
        if judge(_rounded(value, decimals), indicator.polarity, target) is status:
            return decimals
    return MOST_DECIMALS


def _rounded(value: Fraction, decimals: int) -> Fraction:
    return Fraction(round_half_up(value, decimals))


def _kind_in_words(period: Period) -> str:
    return "year to date" if period.kind is PeriodKind.YEAR_TO_DATE else period.kind.value


def _inside_a_sentence(text: str) -> str:
    words = text.strip().rstrip(".")
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
