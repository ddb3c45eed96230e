"""Target and Tolerance: what was aimed for, from when; how far off is still amber."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.place import Place


class ToleranceUnit(Enum):
    """What a tolerance is measured in: points of the indicator's unit, or per cent of the target."""

    POINTS = "points"
    PERCENT_OF_TARGET = "% of target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far off a target is still amber."""

    amount: Fraction
    unit: ToleranceUnit

    def around(self, target: Fraction) -> Fraction:
        """Return the tolerance in points of the indicator's unit.

        >>> Tolerance(amount=Fraction(10), unit=ToleranceUnit.PERCENT_OF_TARGET).around(Fraction(6))
        Fraction(3, 5)
        """
        return self.amount if self.unit is ToleranceUnit.POINTS else abs(target) * self.amount / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What was aimed for in the periods that end between `since` and `until` (both included; None: still in force).

    HIGH and LOW use `value`; RANGE uses `lower` and `upper`. `amber`, where given, is an explicit amber threshold
    instead of a tolerance. `per` says for a count whether it is meant per month or per year. `confirmed` is the last year
    for which somebody has said that it still holds. One without any value waits to be filled in.
    """

    indicator: str
    since: Period
    until: Period | None = None
    value: Fraction | None = None
    lower: Fraction | None = None
    upper: Fraction | None = None
    tolerance: Tolerance | None = None
    amber: Fraction | None = None
    per: PeriodKind | None = None
    confirmed: Period | None = None
    place: Place = field(default_factory=Place, compare=False)

    @property
    def is_waiting(self) -> bool:
        """Has nobody said yet what it is?"""
        return self.value is self.lower is self.upper is None

    def in_force(self, period: Period) -> bool:
        """Was it in force at the end of `period`?"""
        return self.since.first <= period.last and (self.until is None or period.last <= self.until.last)
