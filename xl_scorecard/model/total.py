"""Total: exact numbers added up, over one denominator: adding one after the other would reduce every step."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm


def total(values: Iterable[Fraction]) -> Fraction:
    """Return the sum; of none, 0.

    >>> total([Fraction(1, 2), Fraction(1, 3)]), total([])
    (Fraction(5, 6), Fraction(0, 1))
    """
    pairs = [value.as_integer_ratio() for value in values]
    below = lcm(*[bottom for _, bottom in pairs])
    return Fraction(sum([top * (below // bottom) for top, bottom in pairs]), below)
