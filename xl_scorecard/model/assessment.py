"""Assessment: one indicator in one period, judged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.cases import CasesToTarget
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.forecast import Forecast
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.interval import Interval
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.rank import Rank
from xl_scorecard.model.recent_trend import RecentTrend
from xl_scorecard.model.significance import Significance
from xl_scorecard.model.spc import Assurance, SpcPoint
from xl_scorecard.model.status import Status
from xl_scorecard.model.target import Target
from xl_scorecard.model.travel import DirectionOfTravel


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A figure with its status, directions of travel, comparators and note; each judgement with its reason in words.

    `benchmarks` are those that may be compared with this figure (like with like). `target_hint` is the target in
    words ("at most 6.0%"); `flag` warns of a small denominator; `revised` says how it differs from what was published.
    `note` speaks of this period; `last_note` is the latest up to its end. `last_due` is what was due last where this
    period is NOT_DUE. What follows stands beside the status and is never mixed into it: `spc` and `assurance` are a
    month's on the control chart, `significances` how the `interval` lies to each of the `benchmarks`, `forecast` the
    year's projection, `recent_trend` and `rank` a year's.
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
    last_note: Note | None = None
    last_due: Figure | None = None
    flag: str = ""
    revised: str = ""
    spc: SpcPoint | None = None
    assurance: Assurance | None = None
    interval: Interval | None = None
    significances: tuple[Significance, ...] = ()
    cases_to_target: CasesToTarget | None = None
    forecast: Forecast | None = None
    recent_trend: RecentTrend | None = None
    rank: Rank | None = None

    @property
    def period(self) -> Period:
        """The period it assesses."""
        return self.figure.period

    @property
    def value(self) -> Fraction | None:
        """The exact value in the indicator's unit, or None."""
        return self.figure.value

    @property
    def behind(self) -> Figure:
        """The figure that is shown: what was due last, where this period is not due."""
        return self.last_due or self.figure

    @property
    def shown(self) -> str:
        """The value as people read it; the reason's short form ("not reported", "") where there is none."""
        return self.indicator.show(self.value) if self.value is not None else self.figure.missing
