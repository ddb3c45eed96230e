"""Change: what differs from the last closed month: revised figures, new reds, recovered, largest movements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel

TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A figure of a closed month that is another now. None: there was, or is, no figure."""

    indicator: Indicator
    period: Period
    published: Fraction | None
    now: Fraction | None

    @property
    def sentence(self) -> str:
        """In words: "160 as published, 161 now"."""
        return f"{self._shown(self.published)} as published, {self._shown(self.now)} now"

    def _shown(self, value: Fraction | None) -> str:
        return self.indicator.show(value) or "no figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """An indicator whose headline has another status than in the last closed month."""

    indicator: Indicator
    before: Status
    now: Status

    @property
    def sentence(self) -> str:
        """In words: "Was Green, is Red."."""
        return f"Was {self.before.value}, is {self.now.value}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """How far an indicator's monthly figure has moved since the last closed month; `share` is relative to it."""

    indicator: Indicator
    before: Fraction
    now: Fraction
    share: Fraction
    direction: DirectionOfTravel

    @property
    def sentence(self) -> str:
        """In words: "from 160 to 167"."""
        return f"from {self.indicator.show(self.before)} to {self.indicator.show(self.now)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldChange:
    """One change as a list tells it: what kind, of which indicator, and how. `indicator` is None for "and more"."""

    kind: str
    indicator: Indicator | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs from `since`, the last closed month before the one reported.

    `revised` in order of indicator and period; `movements` largest first.
    """

    since: Period
    revised: tuple[Revision, ...] = ()
    new_reds: tuple[StatusChange, ...] = ()
    recovered: tuple[StatusChange, ...] = ()
    movements: tuple[Movement, ...] = ()

    def revision(self, code: str, period: Period) -> Revision | None:
        """Return how a figure was revised; None where it was not."""
        return next((one for one in self.revised if one.indicator.code == code and one.period == period), None)

    @property
    def told(self) -> tuple[ToldChange, ...]:
        """Every new red and recovery, and the five largest movements and first five revisions, each in a line."""
        reds = [ToldChange(kind="New red", indicator=one.indicator, sentence=one.sentence) for one in self.new_reds]
        well = [ToldChange(kind="Recovered", indicator=one.indicator, sentence=one.sentence) for one in self.recovered]
        return (*reds, *well, *self._told_movements(), *self._told_revisions())

    def _told_movements(self) -> Iterator[ToldChange]:
        for one in self.movements[:TOLD]:
            since = f"{one.sentence} since {self.since.label}"
            yield ToldChange(kind="Moved most", indicator=one.indicator, sentence=f"{since[:1].upper()}{since[1:]}.")

    def _told_revisions(self) -> Iterator[ToldChange]:
        for one in self.revised[:TOLD]:
            told = f"{one.period.label}: {one.sentence}."
            yield ToldChange(kind="Revised", indicator=one.indicator, sentence=told)
        more = len(self.revised) - TOLD
        if more > 0:
            told = f"And {_count(more, 'figure')} more: filter the column Revised in Figures."
            yield ToldChange(kind="Revised", indicator=None, sentence=told)

    @property
    def new_reds_in_words(self) -> str:
        """Which are red now and were not: "Op365 (was Green)"."""
        return _listed(f"{one.indicator.code} (was {one.before.value})" for one in self.new_reds)

    @property
    def recovered_in_words(self) -> str:
        """Which were red and are not now: "HY64 (now Green)"."""
        return _listed(f"{one.indicator.code} (now {one.now.value})" for one in self.recovered)

    @property
    def movements_in_words(self) -> str:
        """The five largest: "Op410 from 160 to 167"."""
        return _listed(f"{one.indicator.code} {one.sentence}" for one in self.movements[:TOLD])

    @property
    def revised_in_words(self) -> str:
        """The first five, and how many more: "Op410 Mar 2012: 320 as published, 321 now"."""
        told = [f"{one.indicator.code} {one.period.label}: {one.sentence}" for one in self.revised[:TOLD]]
        more = len(self.revised) - TOLD
        return _listed([*told, f"and {more} more"] if more > 0 else told)

    @property
    def sentence(self) -> str:
        """In one sentence: "Since April 2012: 1 new red, 2 recovered, 3 figures revised."."""
        revised = len(self.revised)
        counts = f"{_count(len(self.new_reds), 'new red')}, {len(self.recovered)} recovered"
        return f"Since {self.since.label}: {counts}, {_count(revised, 'figure')} revised."


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts) or "None"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
