"""Indicators, targets and figures in one line each, for tests of judgements."""

from __future__ import annotations

from fractions import Fraction

from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.model.unit import Unit

Number = int | str | Fraction


def an_indicator(
    polarity: Polarity = Polarity.LOW, *, unit: Unit = Unit.PERCENT, decimals: int = 1, **more: object
) -> Indicator:
    """An indicator of late cases among closed ones, unless told otherwise."""
    words = {"code": "K1", "section": "Cases", "title": "Late cases", "numerator": "late", "denominator": "closed"}
    return Indicator(polarity=polarity, unit=unit, decimals=decimals, multiplier=Fraction(100), **(words | more))


def a_target(
    value: Number | None = None,
    *,
    points: Number | None = None,
    percent: Number | None = None,
    between: tuple[Number, Number] | None = None,
    amber: Number | None = None,
    since: str = "2010/11",
    **more: object,
) -> Target:
    """A target of K1 with its tolerance in points or per cent of it, or an explicit amber threshold."""
    lower, upper = between or (None, None)
    return Target(
        indicator="K1",
        since=Period.parse(since),
        value=_exact(value),
        lower=_exact(lower),
        upper=_exact(upper),
        tolerance=_tolerance(points, percent),
        amber=_exact(amber),
        **more,
    )


def figures(values: dict[str, Number | None]) -> dict[Period, Figure]:
    """Figures by the period that a text names."""
    named = {Period.parse(text): _exact(value) for text, value in values.items()}
    return {
        period: Figure(period=period, value=value, missing="" if value is not None else "not reported")
        for period, value in named.items()
    }


def months_before(period: str, *values: Number | None) -> dict[Period, Figure]:
    """Figures of a month and of those before it, newest first."""
    newest = Period.parse(period)
    return figures({newest.back(count).code: value for count, value in enumerate(values)})


def _tolerance(points: Number | None, percent: Number | None) -> Tolerance | None:
    if points is not None:
        return Tolerance(amount=Fraction(points), unit=ToleranceUnit.POINTS)
    if percent is not None:
        return Tolerance(amount=Fraction(percent), unit=ToleranceUnit.PERCENT_OF_TARGET)
    return None


def _exact(value: Number | None) -> Fraction | None:
    return None if value is None else Fraction(value)
