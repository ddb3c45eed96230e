"""Signals: which months of a control chart stand out, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise

from xl_scorecard.model.period import Period
from xl_scorecard.model.spc import Limits, Side, Signal, SignalFound

RUN = 7
WINDOW, NEAR_OF_WINDOW = 3, 2
Stretch = tuple[Sequence[int], Signal, int, range]
"""The positions that stand out, why, which way (1 or -1), and the positions that make up the signal."""


def find_signals(
    months: Sequence[Period], values: Sequence[Fraction], limits: Limits
) -> tuple[tuple[SignalFound, ...], ...]:
    """Return for each month the signals that it is part of, in order of precedence.

    Outside: beyond a limit, not on it. Trend: one of seven or more months that each rise, or each fall; a tie breaks
    it. Two of three: beyond a near limit but not the limit, as is another of three months in a row that are all on that
    side of the mean. Shift: one of seven or more months in a row on one side of the mean; a month on it breaks it.
    Source: NHS England, Making Data Count; each rule as the R package NHSRplotthedots reads it, with option 6 at 7
    (calculations.md, "SPC"). Unlike that package a trend points the way it goes, not to the side that it is on.
    """
    found: list[list[SignalFound]] = [[] for _ in months]
    for positions, signal, sign, whole in _stretches(values, limits):
        side = Side.HIGH if sign > 0 else Side.LOW
        told = SignalFound(signal=signal, side=side, first=months[whole[0]], last=months[whole[-1]], months=len(whole))
        for position in positions:
            if not any(other.signal is signal for other in found[position]):
                found[position].append(told)
    return tuple(map(tuple, found))


def _stretches(values: Sequence[Fraction], limits: Limits) -> Iterator[Stretch]:
    """Every signal, those of higher precedence first."""
    yield from _outside(values, limits)
    for start, stop, sign in _runs([_sign(later, earlier) for earlier, later in pairwise(values)]):
        if stop - start + 1 >= RUN:
            rising = range(start, stop + 1)
            yield rising, Signal.TREND, sign, rising
    sides = [_sign(value, limits.mean) for value in values]
    yield from _two_of_three(sides, [_near(value, limits) for value in values])
    for start, stop, sign in _runs(sides):
        if stop - start >= RUN:
            yield range(start, stop), Signal.SHIFT, sign, range(start, stop)


def _outside(values: Sequence[Fraction], limits: Limits) -> Iterator[Stretch]:
    for position, value in enumerate(values):
        if value > limits.upper or value < limits.lower:
            yield (position,), Signal.OUTSIDE, _sign(value, limits.mean), range(position, position + 1)


def _two_of_three(sides: Sequence[int], near: Sequence[bool]) -> Iterator[Stretch]:
    for start in range(len(sides) - WINDOW + 1):
        window = range(start, start + WINDOW)
        positions = [position for position in window if near[position]]
        if len(positions) >= NEAR_OF_WINDOW and len({sides[position] for position in window}) == 1:
            yield positions, Signal.TWO_OF_THREE, sides[start], window


def _near(value: Fraction, limits: Limits) -> bool:
    return limits.near_upper < value <= limits.upper or limits.lower <= value < limits.near_lower


def _runs(signs: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Start, stop and sign of every run of the same sign that is not zero."""
    start = 0
    for sign, run in groupby(signs):
        stop = start + sum(1 for _ in run)
        if sign:
            yield start, stop, sign
        start = stop


def _sign(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)
