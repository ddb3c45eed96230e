"""Statistical process control: the control chart of an indicator's months, its variation and its assurance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from xl_scorecard.model.figure import Figure
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.spc import Assurance, Baseline, Limits, Side, SignalFound, SpcPoint, SpcResult, Variation
from xl_scorecard.model.target import Target
from xl_scorecard.status.band import green_band
from xl_scorecard.status.limits import FEWEST, process_limits
from xl_scorecard.status.signals import find_signals

IMPROVEMENT = {Side.HIGH: Variation.IMPROVEMENT_HIGH, Side.LOW: Variation.IMPROVEMENT_LOW}
CONCERN = {Side.HIGH: Variation.CONCERN_HIGH, Side.LOW: Variation.CONCERN_LOW}
NEUTRAL = {Side.HIGH: Variation.NEUTRAL_HIGH, Side.LOW: Variation.NEUTRAL_LOW}
Month = tuple[Period, Fraction]


def control_chart(
    figures: Mapping[Period, Figure],
    polarity: Polarity,
    *,
    rebases: Iterable[Rebase] = (),
    screening: bool = False,
) -> SpcResult | None:
    """Return the control chart of the months that have a figure; None where fewer than two have one.

    A month without a figure is left out: its neighbours follow one another. From the month of a rebase on, mean, limits
    and runs begin anew. Limits are computed from two months and shown from 13, by baseline; before that nothing is read
    from them. Source: NHS England, Making Data Count (calculations.md, "SPC").
    """
    months = [
        (period, figure.value)
        for period, figure in sorted(figures.items(), key=lambda pair: pair[0].last)
        if period.kind is PeriodKind.MONTH and figure.value is not None
    ]
    if len(months) < FEWEST:
        return None
    starts = sorted({rebase.since.first for rebase in rebases})
    stretches = [_stretch(months, starts, number) for number in range(len(starts) + 1)]
    charts = [
        _chart(stretch, polarity, rebased=number > 0, screening=screening)
        for number, stretch in enumerate(stretches)
        if stretch
    ]
    points = {point.period: point for chart in charts for point in chart}
    return SpcResult(points=points, baselines=tuple(chart[0].baseline for chart in charts))


def variation_of(signals: Sequence[SignalFound], polarity: Polarity) -> Variation:
    """Return the variation that a month's signals mean: the first of them, turned by what is good.

    Without signals it is common cause; where neither high nor low is good, or only a range is, it stays neutral.
    """
    if not signals:
        return Variation.COMMON_CAUSE
    side = signals[0].side
    match polarity:
        case Polarity.HIGH:
            return (IMPROVEMENT if side is Side.HIGH else CONCERN)[side]
        case Polarity.LOW:
            return (IMPROVEMENT if side is Side.LOW else CONCERN)[side]
        case _:
            return NEUTRAL[side]


def assurance_of(limits: Limits, polarity: Polarity, target: Target, value: Fraction) -> Assurance | None:
    """Return whether the target will be met if nothing changes; None where high or low is not what is good.

    HIGH: a target above the upper limit is failed consistently, one below the lower limit passed; on a limit or between
    them it is hit or miss. LOW: mirrored. Equal limits: the value itself is compared.
    Source: NHS England, Making Data Count (calculations.md, "SPC").
    """
    band = green_band(polarity, target)
    aim = (band.lower if polarity is Polarity.HIGH else band.upper) if band else None
    if band is None or aim is None or polarity is Polarity.RANGE:
        return None
    if limits.lower == limits.upper:
        return Assurance.PASSING if band.holds(value) else Assurance.FAILING
    if limits.lower <= aim <= limits.upper:
        return Assurance.HIT_OR_MISS
    out_of_reach = aim > limits.upper if polarity is Polarity.HIGH else aim < limits.lower
    return Assurance.FAILING if out_of_reach else Assurance.PASSING


def _stretch(months: Sequence[Month], starts: Sequence[int], number: int) -> Sequence[Month]:
    first = starts[number - 1] if number else None
    stop = starts[number] if number < len(starts) else None
    return [
        month
        for month in months
        if (first is None or month[0].first >= first) and (stop is None or month[0].first < stop)
    ]


def _chart(stretch: Sequence[Month], polarity: Polarity, *, rebased: bool, screening: bool) -> Sequence[SpcPoint]:
    periods, values = [period for period, _ in stretch], [value for _, value in stretch]
    limits = process_limits(values, screening=screening)
    baseline = Baseline(first=periods[0], last=periods[-1], months=len(stretch), rebased=rebased, limits=limits)
    if limits is None or not limits.shown:
        return [SpcPoint(period=period, value=value, baseline=baseline) for period, value in stretch]
    return [
        SpcPoint(period=period, value=value, baseline=baseline, signals=found, variation=variation_of(found, polarity))
        for (period, value), found in zip(stretch, find_signals(periods, values, limits), strict=True)
    ]
