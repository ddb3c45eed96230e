"""Measure: something counted in a source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from xl_scorecard.model.condition import Condition


class MeasureKind(Enum):
    """How a measure is worked out; the value is what analysts write."""

    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    OPEN = "open at period end"
    GIVEN = "given"
    PYTHON = "python"


class Accumulation(Enum):
    """What months make of a longer period: a flow adds up, a stock keeps the last, others are worked out from rows."""

    FLOW = "adds up"
    STOCK = "keeps the last"
    RECOMPUTED = "worked out again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Rows of `source` counted by month of `date`.

    COUNT: rows (distinct values of `distinct`, where given) whose `date` falls in the period.
    SUM, MEAN, MEDIAN: of `column`. OPEN: `date` is the start, `end` the end; open at the last day of the period.
    GIVEN: a figure from a source that holds figures, found by the measure's code.
    PYTHON: what the function `function` ("measures.py:late_visits", from the definition's folder) makes of the tables,
    month by month; months add up unless `over_months` says otherwise.
    """

    code: str
    title: str
    source: str
    kind: MeasureKind
    date: str = ""
    end: str = ""
    column: str = ""
    distinct: str = ""
    conditions: tuple[Condition, ...] = ()
    function: str = ""
    over_months: Accumulation | None = None

    @property
    def accumulation(self) -> Accumulation:
        """Whether it is a flow, a stock, or worked out again."""
        match self.kind:
            case MeasureKind.COUNT:
                return Accumulation.RECOMPUTED if self.distinct else Accumulation.FLOW
            case MeasureKind.SUM:
                return Accumulation.FLOW
            case MeasureKind.MEAN | MeasureKind.MEDIAN:
                return Accumulation.RECOMPUTED
            case MeasureKind.OPEN | MeasureKind.GIVEN:
                return Accumulation.STOCK
            case MeasureKind.PYTHON:
                return self.over_months or Accumulation.FLOW

    @property
    def counts_rows(self) -> bool:
        """Is it made of the rows of a source?"""
        return self.kind not in {MeasureKind.GIVEN, MeasureKind.PYTHON}
