"""Amounts in words: values, thresholds and differences as sentences say them."""

from __future__ import annotations

from fractions import Fraction

from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.unit import Unit, round_half_up, show

MOST_DECIMALS = 8


def value_in_words(indicator: Indicator, value: Fraction, *, decimals: int | None = None) -> str:
    """Return a value as people read it, with the word "days" where that is its unit: "10.0%", "9,556", "12.5 days"."""
    places = indicator.decimals if decimals is None else decimals
    text = show(value, indicator.unit, places)
    return f"{text} {_days(value, places)}" if indicator.unit is Unit.DAYS else text


def threshold_in_words(indicator: Indicator, value: Fraction) -> str:
    """Return a threshold with as many decimals as it needs, at least the indicator's: "6.0%", "6.25%"."""
    return value_in_words(indicator, value, decimals=decimals_needed(value, indicator.decimals))


def difference_in_words(indicator: Indicator, difference: Fraction, *, decimals: int) -> str:
    """Return a difference: "4.0 points" between percentages, "2 days", otherwise the number alone."""
    places = decimals_needed(difference, decimals)
    text = f"{round_half_up(difference, places):,}"
    match indicator.unit:
        case Unit.PERCENT:
            return f"{text} {'point' if text == '1' else 'points'}"
        case Unit.DAYS:
            return f"{text} {_days(difference, places)}"
        case _:
            return text


def decimals_needed(value: Fraction, least: int) -> int:
    """Return how many decimals say `value` exactly, from `least` to eight; `least` for one that has no end.

    >>> decimals_needed(Fraction(25, 4), 1), decimals_needed(Fraction(20, 3), 1)
    (2, 1)
    """
    for places in range(least, MOST_DECIMALS + 1):
        if Fraction(round_half_up(value, places)) == value:
            return places
    return least


def telling_decimals(value: Fraction, other: Fraction, least: int) -> int:
    """Return how many decimals, from `least` to eight, show two numbers in the order that they have unrounded.

    >>> telling_decimals(Fraction("26.31"), Fraction("26.34"), 1), telling_decimals(Fraction(26), Fraction(27), 1)
    (2, 1)
    """
    for places in range(least, MOST_DECIMALS):
        one, two = round_half_up(value, places), round_half_up(other, places)
        if (one > two, one < two) == (value > other, value < other):
            return places
    return MOST_DECIMALS


def plain(value: Fraction) -> str:
    """Return a number that counts something: "2,306"; where it is not whole, at most two decimals."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{round_half_up(value, 2):,}".rstrip("0").rstrip(".")


def _days(value: Fraction, decimals: int) -> str:
    return "day" if str(round_half_up(value, decimals)) == "1" else "days"
