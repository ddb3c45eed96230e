"""Months on a control chart in one line each, for tests of statistical process control."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tests.builders.judging import Number
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.spc import Limits, SpcResult
from xl_scorecard.status.spc import control_chart

FIRST = Period.parse("2010-04")


def month(number: int) -> Period:
    """The month that is so many after April 2010."""
    return FIRST.back(-number)


def months(*values: Number | None) -> dict[Period, Figure]:
    """Figures of April 2010 and the months after it."""
    return {
        month(number): Figure(
            period=month(number), value=None if value is None else Fraction(value), missing="not reported"
        )
        for number, value in enumerate(values)
    }


def chart(
    *values: Number | None, polarity: Polarity = Polarity.HIGH, rebased: Sequence[int] = (), screening: bool = False
) -> SpcResult:
    """The control chart of those months; `rebased` are the numbers of months that limits are set anew in."""
    rebases = [Rebase(indicator="K1", since=month(number), reason="Changed") for number in rebased]
    made = control_chart(months(*values), polarity, rebases=rebases, screening=screening)
    assert made is not None
    return made


def limits(mean: Number, reach: Number, *, enough: int = 20) -> Limits:
    """Limits so far from a mean, near limits at two thirds of that."""
    middle, away = Fraction(mean), Fraction(reach)
    return Limits(
        mean=middle,
        lower=middle - away,
        upper=middle + away,
        near_lower=middle - away * 2 / 3,
        near_upper=middle + away * 2 / 3,
        months=enough,
        ranges=enough - 1,
    )
