"""Intervals: between which values a proportion, a rate or a count may be taken to lie, chance allowed for."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import exp, sqrt
from statistics import NormalDist

from xl_scorecard.model.figure import Figure
from xl_scorecard.model.interval import Interval, IntervalMethod, Statistic

USUAL = Fraction(95)
EXACT_BELOW = 10
HIGHEST_RATE = 1000.0
HALVINGS = 200
ALIKE = 4096
"""Small numbers come again and again: 1 of 3 has the same interval wherever it stands."""


def interval_of(
    figure: Figure, statistic: Statistic | None, multiplier: Fraction, *, confidence: Fraction = USUAL
) -> Interval | None:
    """Return the interval of a figure in the indicator's unit; None for what is no number of cases.

    Wilson for proportions; for counts and rates Byar, exact Poisson under 10. None without numerator, where it is not
    whole, and for a proportion above 1 (numerator and denominator are then different cohorts). `confidence` is in per
    cent. Source: OHID, Public health technical guidance; calculations.md, "Confidence intervals and significance".
    """
    cases, of = figure.numerator, figure.denominator
    if figure.value is None or statistic is None or cases is None or cases < 0 or cases.denominator != 1:
        return None
    if statistic is Statistic.COUNT:
        return _of_count(int(cases), Fraction(1), confidence)
    if not of:
        return None
    if statistic is Statistic.RATE:
        return _of_count(int(cases), multiplier / of, confidence)
    return _of_proportion(cases, of, multiplier, confidence) if cases <= of else None


@lru_cache(maxsize=64)
def quantile(confidence: Fraction) -> float:
    """Return z, the quantile of the normal distribution that leaves out what `confidence` (per cent) does not cover.

    >>> round(quantile(Fraction(95)), 6), round(quantile(Fraction("99.8")), 6)
    (1.959964, 3.090232)
    """
    return NormalDist().inv_cdf(float((1 + confidence / 100) / 2))


def wilson(cases: float, of: float, z: float) -> tuple[float, float]:
    """Return the limits of a proportion, from 0 to 1. Source: Wilson 1927, as in OHID's guidance.

    >>> [round(limit, 6) for limit in wilson(4, 40, quantile(Fraction(95)))]
    [0.03958, 0.230518]
    """
    middle, reach = 2 * cases + z * z, z * sqrt(z * z + 4 * cases * (1 - cases / of))
    across = 2 * (of + z * z)
    return max((middle - reach) / across, 0.0), min((middle + reach) / across, 1.0)


def byar(cases: float, z: float) -> tuple[float | None, float]:
    """Return the limits of a count; a lower one that would be negative is missing. Source: Breslow and Day 1987.

    >>> [round(limit, 4) for limit in byar(65, quantile(Fraction(95))) if limit]
    [50.1632, 82.8491]
    """
    more = cases + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    root = 1 - 1 / (9 * cases) - z / (3 * sqrt(cases)) if cases else -1.0
    return cases * root**3 if root >= 0 else None, upper


@lru_cache(maxsize=256)
def exact_poisson(cases: int, confidence: Fraction) -> tuple[float, float]:
    """Return the exact limits of a small count: the rates at which so many, or so few, cases become too unlikely.

    At the upper limit at most `cases` would be seen with half of the chance that `confidence` (per cent) leaves; at the
    lower limit at least so many. Both are found by halving, on the sum of the Poisson probabilities itself, until the
    float has no half left: for under ten cases that needs no quantile of the chi-squared distribution, which is the
    usual way to write the same limits. Source: Armitage and Berry 2002.

    >>> [round(limit, 4) for limit in exact_poisson(9, Fraction(95))]
    [4.1154, 17.0848]
    """
    tail = float((1 - confidence / 100) / 2)
    upper = _where_false(lambda rate: _at_most(cases, rate) > tail)
    lower = _where_false(lambda rate: 1 - _at_most(cases - 1, rate) < tail) if cases else 0.0
    return lower, upper


def _where_false(holds: Callable[[float], bool]) -> float:
    """The rate at which what holds for small rates ceases to."""
    low, high = 0.0, HIGHEST_RATE
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if holds(middle) else (low, middle)
    return (low + high) / 2


def _at_most(cases: int, rate: float) -> float:
    """The chance of at most `cases` where `rate` are expected."""
    term = total = exp(-rate)
    for number in range(1, cases + 1):
        term *= rate / number
        total += term
    return total


@lru_cache(maxsize=ALIKE)
def _of_count(cases: int, scale: Fraction, confidence: Fraction) -> Interval:
    if cases < EXACT_BELOW:
        method = IntervalMethod.EXACT
        lower, upper = _exact(*exact_poisson(cases, confidence))
    else:
        method = IntervalMethod.BYAR
        lower, upper = _exact(*byar(cases, quantile(confidence)))
    if scale != 1:
        lower, upper = None if lower is None else lower * scale, upper * scale
    return Interval(lower=lower, upper=upper, confidence=confidence, method=method)


@lru_cache(maxsize=ALIKE)
def _of_proportion(cases: Fraction, of: Fraction, multiplier: Fraction, confidence: Fraction) -> Interval:
    lower, upper = wilson(float(cases), float(of), quantile(confidence))
    return Interval(
        lower=Fraction(lower) * multiplier,
        upper=Fraction(upper) * multiplier,
        confidence=confidence,
        method=IntervalMethod.WILSON,
    )


def _exact(lower: float | None, upper: float) -> tuple[Fraction | None, Fraction]:
    return None if lower is None else Fraction(lower), Fraction(upper)
