"""Shares: figures given of a part that is more than its whole.

IND-009 a figure that is given of a share is above 100 %
"""

from __future__ import annotations

from xl_scorecard.model.definition import Definition
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.reference import GivenFigure, Reference
from xl_scorecard.status.likeness import statistic_of


def impossible_shares(definition: Definition, reference: Reference) -> tuple[Problem, ...]:
    """Return a Problem for each given figure of a share that is more than the whole.

    Only where the definition counts the numerator among the rows of the denominator: of two different groups, over 100 %
    is legitimate. Source: calculations.md, "Always".
    """
    counted = {measure.code for measure in definition.measures if measure.counts_rows}
    shares = {
        one.code: one
        for one in (*definition.indicators, *definition.earlier)
        if {one.numerator, one.denominator} <= counted and statistic_of(definition, one) is Statistic.PROPORTION
    }
    return tuple(
        _problem(row) for row in reference.given if row.code in shares and _is_impossible(shares[row.code], row)
    )


def _is_impossible(share: Indicator, row: GivenFigure) -> bool:
    if row.numerator is not None and row.denominator is not None:
        return row.numerator > row.denominator
    return row.value is not None and row.value > share.multiplier


def _problem(row: GivenFigure) -> Problem:
    return Problem(
        code="IND-009",
        severity=Severity.WARNING,
        place=row.place,
        sentence=f"{row.code}: what is given for {row.period} is above 100%, though what is counted is part of the whole.",
        fix="Correct the figure.",
    )
