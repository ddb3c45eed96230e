"""Turn workbooks of records into a finished scorecard.

>>> import xl_scorecard as xs
>>> card = xs.assess("definition.xlsx", period="2012-05")  # doctest: +SKIP
>>> card.to_frame()                                        # doctest: +SKIP
>>> card.write("out.xlsx")                                 # doctest: +SKIP
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xl_scorecard.errors import ScorecardError
from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.scorecard import Scorecard

if TYPE_CHECKING:
    import pandas as pd

    from xl_scorecard.pipeline import Built

__all__ = ["Card", "Period", "Problem", "Scorecard", "ScorecardError", "assess", "build"]


def assess(definition: Path | str, *, period: Period | str | None = None) -> Card:
    """Return the assessed scorecard of a definition for a month; by default the last that all sources cover."""
    from xl_scorecard.pipeline import assess as assess_definition

    return Card(assess_definition(definition, period=period))


def build(
    definition: Path | str,
    *,
    period: Period | str | None = None,
    template: Path | str | None = None,
    out: Path | str | None = None,
) -> Built:
    """Return the finished workbook (`.path`), its scorecard (`.card`) and what was found (`.problems`)."""
    from xl_scorecard.pipeline import build as build_workbook

    return build_workbook(definition, period=period, template=template, out=out)


@dataclass(frozen=True, slots=True)
class Card:
    """An assessed scorecard with what one does next: a table of it, or the finished workbook."""

    scorecard: Scorecard

    @property
    def period(self) -> Period:
        """The month that it reports."""
        return self.scorecard.period

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found in the data."""
        return self.scorecard.problems

    def to_frame(self) -> pd.DataFrame:
        """Return one row per indicator and period, values unrounded in the indicator's unit."""
        from xl_scorecard.status.table import figures_frame

        return figures_frame(self.scorecard)

    def write(self, out: Path | str, *, template: Path | str | None = None) -> Path:
        """Return the path of the finished workbook, written to `out`."""
        from xl_scorecard.pipeline import write

        return write(self.scorecard, template=template, out=out).path
