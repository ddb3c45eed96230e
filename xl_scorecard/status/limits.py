"""Limits: between which values a process is expected to stay (an XmR chart: individual values, moving ranges)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from xl_scorecard.model.spc import Limits

WIDTH = Fraction(266, 100)
NEAR = Fraction(2, 3)
OUTLYING = Fraction(3267, 1000)
FEWEST = 2


def process_limits(values: Sequence[Fraction], *, screening: bool = False) -> Limits | None:
    """Return the mean and the limits of figures in order of time, exact; None for fewer than two.

    Limits are the mean ± 2.66 × the mean moving range, near limits at two thirds of that. `screening` leaves out, once,
    the moving ranges of at least 3.267 × their mean, and computes the mean of the others: the R package NHSRplotthedots
    does by default, the Excel tool does not. Source: NHS England, Making Data Count (calculations.md, "SPC").

    >>> limits = process_limits([Fraction(n) for n in range(1, 11)])
    >>> float(limits.mean), float(limits.lower), float(limits.upper)
    (5.5, 2.84, 8.16)
    """
    if len(values) < FEWEST:
        return None
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    kept = _usual(ranges) if screening else ranges
    mean, reach = _mean(values), WIDTH * _mean(kept)
    return Limits(
        mean=mean,
        lower=mean - reach,
        upper=mean + reach,
        near_lower=mean - NEAR * reach,
        near_upper=mean + NEAR * reach,
        months=len(values),
        ranges=len(ranges),
        screened=len(ranges) - len(kept),
    )


def _usual(ranges: Sequence[Fraction]) -> Sequence[Fraction]:
    """Where nothing ever moved, the mean range is zero and none is outlying."""
    threshold = OUTLYING * _mean(ranges)
    return [one for one in ranges if one < threshold] if threshold else ranges


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
