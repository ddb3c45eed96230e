"""Scorecard, Section, Line: assessments in printed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.change import Changes, Revision
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import SourceFile
from xl_scorecard.model.spc import SpcResult
from xl_scorecard.model.status import Status
from xl_scorecard.model.suppression import NONE, Edition, Suppression


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One indicator with its assessments in every period; a printed row.

    `assessments` is keyed by period: months of the history, complete years, years to date. `headline` is the period
    that the Summary counts. `benchmarks` are all there are, in order of period; `notes`, newest first. `spc` is the
    control chart of its months; None where fewer than two have a figure.
    """

    indicator: Indicator
    headline: Period
    assessments: Mapping[Period, Assessment]
    benchmarks: tuple[Benchmark, ...] = ()
    notes: tuple[Note, ...] = ()
    spc: SpcResult | None = None

    @property
    def headline_assessment(self) -> Assessment:
        """The assessment that the Summary counts."""
        return self.assessments[self.headline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]

    def count(self, status: Status) -> int:
        """Return how many lines have this headline status."""
        return sum(line.headline_assessment.status is status for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Everything that a finished workbook says, and nothing about how it looks.

    `history` is every month that the sources cover up to `period`, in order. `part` is what it is a scorecard of where
    it is not of everything. `changes` says what differs from the last closed month; None where none is closed.
    `history_seal` is the hash of the closings that it was made with. `suppression` is how small numbers were hidden in
    it, for the `edition` that it is.
    """

    definition: Definition
    period: Period
    history: tuple[Period, ...]
    sections: tuple[Section, ...]
    problems: tuple[Problem, ...]
    sources: tuple[SourceFile, ...]
    built: datetime
    part: Part | None = None
    changes: Changes | None = None
    history_seal: str = ""
    edition: Edition = Edition.INTERNAL
    suppression: Suppression = NONE

    @property
    def lines(self) -> Iterator[Line]:
        """Every line, in printed order."""
        return (line for section in self.sections for line in section.lines)

    @property
    def headline(self) -> Period | None:
        """The period that the Summary counts; None for a scorecard without indicators."""
        return next((line.headline for line in self.lines), None)

    def count(self, status: Status) -> int:
        """Return how many lines have this headline status."""
        return sum(section.count(status) for section in self.sections)

    def revision(self, code: str, period: Period) -> Revision | None:
        """Return how a figure was revised since it was published; None where it was not."""
        return self.changes.revision(code, period) if self.changes else None
