"""Direction of travel: has it got better? Short against the period before, long against the mean of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.total import total
from xl_scorecard.model.travel import DirectionOfTravel, TravelBasis
from xl_scorecard.model.unit import rounded
from xl_scorecard.status.amounts import value_in_words
from xl_scorecard.status.band import Band
from xl_scorecard.status.hints import band_in_words

WINDOW, YEAR = 12, 12
YEARS_NEEDED = 2
MIN_PERIODS = dict.fromkeys(PeriodKind, 2) | {PeriodKind.MONTH: 6, PeriodKind.QUARTER: 4, PeriodKind.HALF_YEAR: 4}
KIND_WORDS = {
    PeriodKind.MONTH: "months",
    PeriodKind.QUARTER: "quarters",
    PeriodKind.HALF_YEAR: "half-years",
    PeriodKind.YEAR: "years",
    PeriodKind.CALENDAR_YEAR: "calendar years",
    PeriodKind.ACADEMIC_YEAR: "academic years",
    PeriodKind.ROLLING_YEAR: "years to the same month",
    PeriodKind.YEAR_TO_DATE: "years to date",
}


def short_travel(
    indicator: Indicator, figures: Mapping[Period, Figure], period: Period, *, band: Band | None = None
) -> Travel:
    """Return the direction of travel against the previous period of the same kind, with its reason.

    For a year to date that is the same one a year earlier; so it is for every period of an indicator that is compared
    with last year. Values are compared as shown (ties at displayed precision). `band` is the green range of a RANGE
    indicator, where nearer is better. UNKNOWN without polarity or either figure.
    Source: Pentana's short trend, ongoing or year-on-year (calculations.md, "Direction of travel").
    """
    before = earlier(indicator, period, 1)
    now, then = _value(figures, period), _value(figures, before)
    if unknown := _without_direction(indicator, period, now, band=band):
        return unknown
    if now is None or then is None:
        return Travel(reason=f"There is no figure for {before.label} to compare with.")
    return _compared(
        indicator, period, now, then, other=f"{value_in_words(indicator, then)} in {before.label}", band=band
    )


def long_travel(
    indicator: Indicator,
    figures: Mapping[Period, Figure],
    period: Period,
    *,
    band: Band | None = None,
    min_periods: int | None = None,
) -> Travel:
    """Return the direction of travel against the unweighted mean of the previous 12 periods of the same kind.

    Of an indicator that is compared with last year: of the same period in the previous 12 years. Periods without a figure
    are left out. Fewer than `min_periods` with one (by default 6 months, 4 quarters or halves, 2 years of any kind):
    UNKNOWN, and the reason says how many there are. Otherwise as `short_travel`.
    Source: Pentana's long trend, ongoing or year-on-year (calculations.md, "Direction of travel").
    """
    now = _value(figures, period)
    if unknown := _without_direction(indicator, period, now, band=band):
        return unknown
    before = [figures.get(one) for one in _earlier_ones(indicator, period, WINDOW)]
    values = [figure.value for figure in before if figure is not None and figure.value is not None]
    yearly = _is_yearly(indicator, period)
    usual = YEARS_NEEDED if yearly else MIN_PERIODS[period.kind]
    needed = usual if min_periods is None else min_periods
    if now is None or not values or len(values) < needed:
        return Travel(reason=_too_few(period, found=len(values), needed=needed, yearly=yearly))
    mean = total(values) / len(values)
    other = f"{_mean_in_words(period, found=len(values), yearly=yearly)}, {value_in_words(indicator, mean)}"
    return _compared(indicator, period, now, mean, other=other, band=band)


def earlier(indicator: Indicator, period: Period, count: int) -> Period:
    """Return the period that a figure of `period` is held against, `count` such periods back."""
    step = _step(indicator, period) * count
    return Period(period.last - step, period.first - step, period.kind_value)


def _earlier_ones(indicator: Indicator, period: Period, count: int) -> list[Period]:
    """So many of them, the latest first."""
    step = _step(indicator, period)
    last, first, kind = period.last, period.first, period.kind_value
    return [Period(last - back, first - back, kind) for back in range(step, step * (count + 1), step)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """A direction of travel and the sentence that says why."""

    direction: DirectionOfTravel = DirectionOfTravel.UNKNOWN
    reason: str


def _step(indicator: Indicator, period: Period) -> int:
    return YEAR if _is_yearly(indicator, period) else period.step


def _is_yearly(indicator: Indicator, period: Period) -> bool:
    """Is it the same months of earlier years that a period shorter than a year is held against?"""
    return indicator.compared_with is TravelBasis.LAST_YEAR and 0 < period.kind.length < YEAR


def _value(figures: Mapping[Period, Figure], period: Period) -> Fraction | None:
    figure = figures.get(period)
    return figure.value if figure else None


def _without_direction(
    indicator: Indicator, period: Period, now: Fraction | None, *, band: Band | None
) -> Travel | None:
    if indicator.polarity is Polarity.NONE:
        return Travel(reason="Neither a high nor a low figure counts as better.")
    if now is None:
        return Travel(reason=f"There is no figure for {period.label}.")
    if indicator.polarity is Polarity.RANGE and band is None:
        return Travel(reason="No target range is set to be nearer to.")
    return None


def _compared(
    indicator: Indicator, period: Period, now: Fraction, then: Fraction, *, other: str, band: Band | None
) -> Travel:
    shown, before = rounded(now, indicator.decimals), rounded(then, indicator.decimals)
    direction = _direction(_gain(indicator, shown, before, band=band))
    subject = f"{value_in_words(indicator, now)} in {period.label}"
    if shown == before:
        return Travel(direction=direction, reason=f"{subject} is the same as {other}: {direction.value}.")
    comparison = f"{subject} is {'above' if shown > before else 'below'} {other}"
    return Travel(direction=direction, reason=f"{comparison}; {_better(indicator, band)} is better: {direction.value}.")


def _gain(indicator: Indicator, now: int, then: int, *, band: Band | None) -> Fraction | int:
    """How much better it is, both counted in units of the last decimal shown."""
    if indicator.polarity is Polarity.RANGE and band is not None:
        unit = 10**indicator.decimals
        return band.distance(Fraction(then, unit)) - band.distance(Fraction(now, unit))
    return now - then if indicator.polarity is Polarity.HIGH else then - now


def _direction(gain: Fraction | int) -> DirectionOfTravel:
    if gain == 0:
        return DirectionOfTravel.UNCHANGED
    return DirectionOfTravel.IMPROVED if gain > 0 else DirectionOfTravel.WORSENED


def _better(indicator: Indicator, band: Band | None) -> str:
    if indicator.polarity is Polarity.RANGE and band is not None:
        return f"nearer to {band_in_words(indicator, band)}"
    return "higher" if indicator.polarity is Polarity.HIGH else "lower"


def _mean_in_words(period: Period, *, found: int, yearly: bool) -> str:
    if yearly:
        return f"the mean of {_name(period)} in {found} earlier years"
    if period.kind is PeriodKind.MONTH:
        return f"the mean of {'' if found == WINDOW else f'{found} of '}the previous {WINDOW} months"
    return f"the mean of {found} earlier {KIND_WORDS[period.kind]}"


def _too_few(period: Period, *, found: int, needed: int, yearly: bool) -> str:
    have = f"Only {found}" if found else "None"
    verb = "has" if found <= 1 else "have"
    many = "years" if yearly else KIND_WORDS[period.kind]
    figure = f"a figure for {_name(period)}" if yearly else "a figure"
    return f"{have} of the previous {WINDOW} {many} {verb} {figure}; a mean needs {needed}."


def _name(period: Period) -> str:
    """What the same months of every year are called: "May", "Q1"."""
    return period.label.split()[0]
