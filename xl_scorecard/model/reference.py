"""Reference: figures and remarks that are given, not counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFigure:
    """A figure for an indicator or a measure (`code`) in a period: a value, or numerator and denominator.

    `confirmed` is the last year for which it is known to be the latest there is.
    """

    code: str
    period: Period
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    source: str = ""
    confirmed: Period | None = None
    place: Place = field(default_factory=Place, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReported:
    """An indicator that is not reported in a period, and why. A year also means its months."""

    indicator: str
    period: Period
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """All that is given: from the definition's own sheets and from the sources that hold such rows, together."""

    given: tuple[GivenFigure, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    not_reported: tuple[NotReported, ...] = ()
    notes: tuple[Note, ...] = ()
