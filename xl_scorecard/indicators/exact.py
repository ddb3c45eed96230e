"""Exact: the numbers of a column as whole numbers over one power of ten, so that sums and medians are exact.

Source: calculations.md, "Always" (exact until written).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from xl_scorecard.indicators.arrays import Integers, Numbers

DIGITS = 15
MOST_DECIMALS = 9
HALF = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """Each row's number is `wholes` ÷ `scale`."""

    wholes: Integers
    scale: int

    def sums(self, groups: Integers, count: int) -> tuple[Fraction, ...]:
        """Return the sum of each of `count` groups; `groups` has each row's, from 0."""
        high = _sum_by_group(self.wholes >> HALF, groups, count)
        low = _sum_by_group(self.wholes & ((1 << HALF) - 1), groups, count)
        return tuple(Fraction((top << HALF) + rest, self.scale) for top, rest in zip(high, low, strict=True))


def exact(numbers: Numbers) -> Exact:
    """Return `numbers`, none of them missing or of more than 15 digits, as the decimals that they were written as.

    A float holds 12.35 only nearly; what is meant is the decimal that it prints as. Like Excel, to 15 significant
    digits, here of the column's largest number, and to at most nine decimals: 0.30000000000000004 is 0.3.

    >>> exact(np.array([12.35, 2.0]))
    Exact(wholes=array([1235,  200]), scale=100)
    """
    largest = int(np.abs(numbers).max(initial=1))
    most = max(0, min(MOST_DECIMALS, DIGITS - len(str(largest))))
    scales = [10**decimals for decimals in range(most + 1)]
    scale = next((scale for scale in scales if np.array_equal(np.rint(numbers * scale) / scale, numbers)), scales[-1])
    return Exact(wholes=np.rint(numbers * scale).astype(np.int64), scale=scale)


def median(exact_numbers: Sequence[int] | Integers, scale: int) -> Fraction:
    """Return the middle number, or half-way between the two in the middle. At least one is needed."""
    ordered = np.sort(np.asarray(exact_numbers, dtype=np.int64))
    middle = len(ordered) // 2
    lower = ordered[middle] if len(ordered) % 2 else ordered[middle - 1]
    return Fraction(int(lower) + int(ordered[middle]), 2 * scale)


def _sum_by_group(wholes: Integers, groups: Integers, count: int) -> list[int]:
    """Sum halves of at most 2**27, exact in the floats of bincount for up to 2**26 rows a group."""
    return [int(total) for total in np.bincount(groups, weights=wholes.astype(np.float64), minlength=count)]
