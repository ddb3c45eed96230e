"""RAG: how a figure stands against its target, by polarity; exact, ties to the better colour."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.model.target import Target
from xl_scorecard.status.band import amber_band, green_band


def target_in_force(targets: Iterable[Target], indicator: str, period: Period) -> Target | None:
    """Return the target that was in force at the end of `period`: of several, the one set last; None without one.

    Targets are effective-dated, so that next year's target never re-colours last year (calculations.md, "RAG").
    """
    in_force = [target for target in targets if target.indicator == indicator and target.in_force(period)]
    return max(in_force, key=lambda target: target.since.first, default=None)


def is_meant_for(target: Target, period: Period, *, grows: bool) -> bool:
    """May a figure of `period` be judged by `target`?

    A target per month judges months only and one per year years only, whenever their twelve months begin. Where figures
    grow with the period (a count of events), a target that says neither judges nothing.
    """
    if target.per is None:
        return not grows
    return period.kind.is_year if target.per is PeriodKind.YEAR else target.per is period.kind


def judge(value: Fraction, polarity: Polarity, target: Target) -> Status:
    """Return GREEN, AMBER or RED for an exact, unrounded value; NO_TARGET where there is nothing to judge by.

    HIGH: green from the target up, amber down to the tolerance. LOW: mirrored. RANGE: green from lower to upper, amber
    within the tolerance on either side. Every edge belongs to the better colour. Source: calculations.md, "RAG".

    >>> judge(Fraction(33, 5), Polarity.LOW, Target(indicator="", since=Period.year(2010), value=Fraction(6)))
    <Status.RED: 'Red'>
    """
    green, amber = green_band(polarity, target), amber_band(polarity, target)
    if green is None or amber is None:
        return Status.NO_TARGET
    if green.holds(value):
        return Status.GREEN
    return Status.AMBER if amber.holds(value) else Status.RED
