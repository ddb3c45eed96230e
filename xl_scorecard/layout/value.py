"""Value: what a field prints: a number with its display, a text, a date, or nothing."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from xl_scorecard.model.unit import Unit, show

DAY = "d mmm yyyy"
NUMBER = re.compile(r'0(?:\.0+)?"%"|#,##0(?:\.0+)?')


class Value(NamedTuple):
    """What a field prints. A tuple, since a large workbook holds a hundred thousand of them.

    `unit` and `decimals` say how a number is shown; without a unit it is a plain number.

    `runs` has the same text in pieces, one for each run of the rich text that it replaces. `opens`: a click on it opens
    the page of its row's indicator.
    """

    content: Fraction | int | str | date | None = None
    unit: Unit | None = None
    decimals: int = 0
    runs: tuple[str, ...] = ()
    opens: bool = False

    @property
    def shown(self) -> str:
        """As people read it.

        >>> Value(Fraction(65, 4), Unit.PERCENT, 1).shown, Value(date(2012, 5, 31)).shown
        ('16.3%', '31 May 2012')
        """
        match self.content:
            case None:
                return ""
            case str():
                return self.content
            case date():
                return f"{self.content.day} {self.content:%B %Y}"
            case _:
                return show(Fraction(self.content), self.unit or Unit.COUNT, self.decimals)

    @property
    def number_format(self) -> str | None:
        """The number format that a General cell takes for it; None where General is right.

        A figure that is missing has one too: a later one then needs no other.

        >>> Value(Fraction(65, 4), Unit.PERCENT, 1).number_format, Value(None, Unit.COUNT).number_format
        ('0.0"%"', '#,##0')
        """
        if isinstance(self.content, date):
            return DAY
        if self.unit is None or isinstance(self.content, str):
            return None
        decimals = f".{'0' * self.decimals}" if self.decimals else ""
        return f'0{decimals}"%"' if self.unit is Unit.PERCENT else f"#,##0{decimals}"


NOTHING = Value()


def is_display(number_format: str) -> bool:
    """Is it a number format that a General cell takes for what stands in it?

    >>> is_display('0.0"%"'), is_display("#,##0"), is_display("0.0%"), is_display("General")
    (True, True, False, False)
    """
    return number_format == DAY or NUMBER.fullmatch(number_format) is not None


def count(number: int | Fraction | None) -> Value:
    """Return a count, shown with thousands; a fraction keeps up to two decimals."""
    if number is None:
        return Value(None, Unit.COUNT)
    whole = number.denominator == 1
    return Value(number, Unit.COUNT, 0 if whole else 2)
