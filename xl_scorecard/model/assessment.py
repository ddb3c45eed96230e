"""Assessment: one indicator in one period, judged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.status import Status
from xl_scorecard.model.target import Target
from xl_scorecard.model.travel import DirectionOfTravel


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A figure with its status, directions of travel, comparators and note; each judgement with its reason in words.

    `benchmarks` are those that may be compared with this figure (like with like). `target_hint` is the target in
    words ("at most 6.0%"); `flag` warns of a small denominator.
    """

    indicator: Indicator
    figure: Figure
    status: Status
    reason: str
    trend: DirectionOfTravel = DirectionOfTravel.UNKNOWN
    trend_reason: str = ""
    long_trend: DirectionOfTravel = DirectionOfTravel.UNKNOWN
    long_trend_reason: str = ""
    target: Target | None = None
    target_hint: str = ""
    benchmarks: tuple[Benchmark, ...] = ()
    note: Note | None = None
    flag: str = ""

    @property
    def period(self) -> Period:
        """The period it assesses."""
        return self.figure.period

    @property
    def value(self) -> Fraction | None:
        """The exact value in the indicator's unit, or None."""
        return self.figure.value

    @property
    def shown(self) -> str:
        """The value as people read it; the reason's short form ("not reported", "") where there is none."""
        return self.indicator.show(self.value) if self.value is not None else self.figure.missing
