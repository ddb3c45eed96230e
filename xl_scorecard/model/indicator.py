"""Indicator: what a scorecard reports."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.unit import Unit, show


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A formula over measures: numerator ÷ denominator × multiplier, or the numerator alone.

    `numerator` and `denominator` are codes of measures. `definition` says what it measures; `purpose`, why.
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

    def show(self, value: Fraction | None) -> str:
        """Return `value` as people read it in this indicator's unit and decimals; "" for none."""
        return "" if value is None else show(value, self.unit, self.decimals)
