"""Middles: means and medians that are hidden, so that none of a few rows can be had, not even from longer periods.

A mean and its number of rows tell a sum, and the sums of two periods that begin together tell that of the months by which
they differ. So the ends of periods are points, and a shown figure ties the two ends of its period: between any two points
that hang together, readers know the mean. Figures are shown one after another, those that readers would miss most first,
each only where no months between two points that then hang together have few rows. Medians are treated as means are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, product

from xl_scorecard.disclosure.counts import Counts, Place, figures_of
from xl_scorecard.disclosure.worth import worth
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import Suppression


def hidden_middles(
    card: Scorecard, counts: Counts, mode: Suppression, *, told: frozenset[Place], kept: frozenset[Place]
) -> frozenset[Place]:
    """Return the means and medians that are not shown. `told` were shown before, unchanged; `kept` were hidden before."""
    found: dict[str, dict[Period, Figure]] = {}
    for line, period, figure in figures_of(card.lines):
        code = line.indicator.code
        if counts.made[code, period].is_middle and figure.value is not None:
            found.setdefault(code, {})[period] = figure
    return frozenset(
        (code, period)
        for code, figures in found.items()
        for period in _hidden(card, code, figures, mode, told=told, kept=kept)
    )


def _hidden(
    card: Scorecard,
    code: str,
    figures: Mapping[Period, Figure],
    mode: Suppression,
    *,
    told: frozenset[Place],
    kept: frozenset[Place],
) -> Iterator[Period]:
    points = Points.of(figures, mode)
    for period in figures:
        if (code, period) in told:
            points.join(period)
    for period in sorted(figures, key=lambda one: (worth(card, code, one), one.last), reverse=True):
        few = figures[period].cases is None or mode.is_small(figures[period].cases or 0)
        if few or (code, period) in kept or not points.can_join(period):
            yield period
        else:
            points.join(period)


@dataclass(slots=True)
class Points:
    """The ends of periods, each known by how many rows there were `before` it, and what it hangs `together` with."""

    mode: Suppression
    before: Mapping[int, int]
    together: dict[int, frozenset[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Mapping[Period, Figure], mode: Suppression) -> Points:
        """Return the points of an indicator's figures, none of them tied yet."""
        rows = {one.first: int(figure.cases or 0) for one, figure in figures.items() if one.kind is PeriodKind.MONTH}
        points = range(min(one.first for one in figures), max(one.last for one in figures) + 2)
        so_far = accumulate((rows.get(month, 0) for month in points), initial=0)
        return cls(mode=mode, before=dict(zip(points, so_far, strict=False)))

    def can_join(self, period: Period) -> bool:
        """Would the ends of a period, tied, leave no months of few rows between two points?"""
        here, there = self._ends(period)
        return here == there or not any(self.mode.is_small(abs(one - other)) for one, other in product(here, there))

    def join(self, period: Period) -> None:
        """Tie the two ends of a period."""
        here, there = self._ends(period)
        self.together |= dict.fromkeys(here | there, here | there)

    def _ends(self, period: Period) -> tuple[frozenset[int], frozenset[int]]:
        """All that each of the two ends hangs together with; points without a row in between are one."""
        begin, end = self.before[period.first], self.before[period.last + 1]
        return self.together.get(begin, frozenset((begin,))), self.together.get(end, frozenset((end,)))
