"""Indicator: what a scorecard reports."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.travel import TravelBasis
from xl_scorecard.model.unit import Unit, show


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A formula: numerator ÷ denominator × multiplier, or the numerator alone, in force from `since` to `until`.

    `numerator` and `denominator` are codes of measures or of other indicators, or sums and differences of them ("contacts
    + referrals"). `definition` says what it measures; `purpose`, why. It is due at the end of each period of `frequency`.
    `replaces` is the code whose history it goes on with. `compared_with` says what its direction of travel is against.
    """

    code: str
    section: str
    title: str
    unit: Unit
    decimals: int
    polarity: Polarity
    numerator: str
    denominator: str = ""
    multiplier: Fraction = Fraction(1)
    owner: str = ""
    definition: str = ""
    purpose: str = ""
    since: Period | None = None
    until: Period | None = None
    frequency: PeriodKind = PeriodKind.MONTH
    replaces: str = ""
    compared_with: TravelBasis = TravelBasis.PERIOD_BEFORE

    def in_force(self, period: Period) -> bool:
        """Was it in force at the end of `period`?"""
        begun = self.since is None or self.since.first <= period.last
        return begun and (self.until is None or period.last <= self.until.last)

    def show(self, value: Fraction | None) -> str:
        """Return `value` as people read it in this indicator's unit and decimals; "" for none."""
        return "" if value is None else show(value, self.unit, self.decimals)
