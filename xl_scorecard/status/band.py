"""Band: the values that are green, or at least amber."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.target import Target


def green_band(polarity: Polarity, target: Target) -> Band | None:
    """Return the values that meet `target`; None where there is nothing to meet (no polarity, no value)."""
    match polarity:
        case Polarity.HIGH if target.value is not None:
            return Band(lower=target.value)
        case Polarity.LOW if target.value is not None:
            return Band(upper=target.value)
        case Polarity.RANGE if target.lower is not None or target.upper is not None:
            return Band(lower=target.lower, upper=target.upper)
        case _:
            return None


def amber_band(polarity: Polarity, target: Target) -> Band | None:
    """Return the values that are amber or green: the green ones and the tolerance (or explicit threshold) outside.

    A tolerance in per cent of the target is taken of the edge it widens. An explicit threshold widens the edge that
    it lies outside of, and no other. Without either, the band is the green one: nothing is ever amber.
    """
    green = green_band(polarity, target)
    if green is None:
        return None
    return Band(lower=_reach_down(green.lower, target), upper=_reach_up(green.upper, target))


def _reach_down(edge: Fraction | None, target: Target) -> Fraction | None:
    if edge is None:
        return None
    if target.amber is not None:
        return min(edge, target.amber)
    return edge - target.tolerance.around(edge) if target.tolerance else edge


def _reach_up(edge: Fraction | None, target: Target) -> Fraction | None:
    if edge is None:
        return None
    if target.amber is not None:
        return max(edge, target.amber)
    return edge + target.tolerance.around(edge) if target.tolerance else edge


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The values from `lower` to `upper`, both included; None is open."""

    lower: Fraction | None = None
    upper: Fraction | None = None

    def holds(self, value: Fraction) -> bool:
        """Is `value` inside, its edges included?"""
        return self.distance(value) == 0

    def distance(self, value: Fraction) -> Fraction:
        """Return how far `value` is outside; 0 inside.

        >>> Band(lower=Fraction(5), upper=Fraction(8)).distance(Fraction(10))
        Fraction(2, 1)
        """
        if self.lower is not None and value < self.lower:
            return self.lower - value
        if self.upper is not None and value > self.upper:
            return value - self.upper
        return Fraction(0)

    def nearest_edge(self, value: Fraction) -> Fraction:
        """Return the edge that `value` is outside of, or `value` itself inside."""
        if self.lower is not None and value < self.lower:
            return self.lower
        if self.upper is not None and value > self.upper:
            return self.upper
        return value
