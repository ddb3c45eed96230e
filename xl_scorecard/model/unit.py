"""Unit: what a figure is counted in, and how it is shown."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from fractions import Fraction


class Unit(Enum):
    """The unit of an indicator; the value is the word that people write."""

    COUNT = "count"
    PERCENT = "%"
    PER_1000 = "per 1,000"
    PER_10000 = "per 10,000"
    PER_100000 = "per 100,000"
    DAYS = "days"
    NUMBER = "number"

    @property
    def multiplier(self) -> int:
        """What a ratio is multiplied by to stand in this unit: 100 for a percentage, 10,000 for a rate per 10,000."""
        return {"%": 100, "per 1,000": 1_000, "per 10,000": 10_000, "per 100,000": 100_000}.get(self.value, 1)


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """Return `value` rounded half up (away from zero), as DfE publishes and Excel displays.

    >>> round_half_up(Fraction(26, 160) * 100, 1)
    Decimal('16.3')
    """
    return Decimal(rounded(value, decimals)).scaleb(-decimals)


def rounded(value: Fraction, decimals: int) -> int:
    """Return `value` rounded half up, counted in units of its last decimal.

    >>> rounded(Fraction(26, 160) * 100, 1), rounded(Fraction(-1, 4), 1)
    (163, -3)
    """
    scaled, below = value.as_integer_ratio()
    scaled *= 10**decimals
    whole: int = (2 * abs(scaled) + below) // (2 * below)
    return -whole if scaled < 0 else whole


def show(value: Fraction, unit: Unit, decimals: int) -> str:
    """Return `value` as people read it: "9,556", "16.3%", "37.47".

    >>> show(Fraction(9556), Unit.COUNT, 0), show(Fraction(65, 4), Unit.PERCENT, 1)
    ('9,556', '16.3%')
    """
    text = f"{round_half_up(value, decimals):,}"
    return f"{text}%" if unit is Unit.PERCENT else text
