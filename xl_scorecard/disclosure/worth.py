"""Worth: how much readers would miss a figure, if it were hidden."""

from __future__ import annotations

from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.scorecard import Scorecard

UNPRINTED, MONTH, CURRENT, LONGER, HEADLINE = range(5)


def worth(card: Scorecard, code: str, period: Period) -> int:
    """Return one of UNPRINTED (no table prints it), MONTH, CURRENT, LONGER and HEADLINE, the higher the worse to miss."""
    line = next(line for line in card.lines if line.indicator.code == code)
    if period == line.headline:
        return HEADLINE
    if period == card.period.year_to_date or period.kind is PeriodKind.YEAR:
        return LONGER
    if period == card.period:
        return CURRENT
    printed = period.kind is PeriodKind.MONTH or period.kind in card.definition.settings.periods
    return MONTH if printed else UNPRINTED
