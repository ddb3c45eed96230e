"""Cases to target: the numbers of cases that would be Green."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from xl_scorecard.model.cases import CasesToTarget
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.target import Target
from xl_scorecard.status.amounts import plain
from xl_scorecard.status.band import Band, green_band


def cases_to_target(
    indicator: Indicator, figure: Figure, target: Target | None, *, statistic: Statistic | None = None
) -> CasesToTarget | None:
    """Return how many cases would be Green with the same denominator; None without target, value or whole numerator.

    Exact: a whole number of cases is Green just where its unrounded value is. There are never fewer than none, nor, of
    a proportion, more than all. Source: the question of every board, which cases, and how many.
    """
    cases, of = figure.numerator, figure.denominator
    band = green_band(indicator.polarity, target) if target else None
    if figure.value is None or band is None or cases is None or cases.denominator != 1:
        return None
    if indicator.denominator and not of:
        return None
    fewest, most = _whole_numbers(band, indicator.multiplier / of if of else Fraction(1))
    highest = most if most is not None or statistic is not Statistic.PROPORTION else of
    possible = highest is None or (fewest or 0) <= highest
    return CasesToTarget(cases=int(cases), of=of, fewest=fewest, most=most, possible=possible)


def cases_in_words(noun: CasesToTarget | None) -> str:
    """Return the cases, how many would be Green, and how many too many or too few there are; "" for None.

    >>> cases_in_words(CasesToTarget(cases=4, of=Fraction(40), most=2))
    '4 of 40; at most 2 would be Green: 2 too many'
    """
    if noun is None:
        return ""
    word = "of" if noun.of is None or noun.cases <= noun.of else "against"
    cases = f"{noun.cases:,}" if noun.of is None else f"{noun.cases:,} {word} {plain(noun.of)}"
    if not noun.possible:
        return f"{cases}; no whole number would be Green"
    return f"{cases}; {_green_in_words(noun)} would be Green: {_off_in_words(noun)}"


def _green_in_words(noun: CasesToTarget) -> str:
    if noun.fewest is not None and noun.most is not None:
        return f"{noun.fewest:,} to {noun.most:,}"
    return f"at least {noun.fewest:,}" if noun.fewest is not None else f"at most {noun.most:,}"


def _off_in_words(noun: CasesToTarget) -> str:
    if noun.too_many:
        return f"{noun.too_many:,} too many"
    if noun.too_few:
        return f"{noun.too_few:,} too few"
    if noun.fewest is not None and noun.most is not None:
        return "within"
    spare = noun.cases - noun.fewest if noun.fewest is not None else (noun.most or 0) - noun.cases
    return f"{spare:,} to spare" if spare else "none to spare"


def _whole_numbers(band: Band, scale: Fraction) -> tuple[int | None, int | None]:
    """The fewest and the most cases of which each is `scale` of the value."""
    fewest = None if band.lower is None else max(ceil(band.lower / scale), 0)
    return fewest, None if band.upper is None else floor(band.upper / scale)
