"""Definition: everything a scorecard is made of, as analysts keep it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

from xl_scorecard.model.check import Check
from xl_scorecard.model.dimension import Dimension
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.mail import MailSettings
from xl_scorecard.model.measure import Measure
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import Source
from xl_scorecard.model.suppression import NONE, Suppression
from xl_scorecard.model.target import Target
from xl_scorecard.model.waiting import Waiting


class Headline(Enum):
    """Which period's status the Summary counts; the value is what analysts write."""

    LAST_FULL_YEAR = "last full year"
    YEAR_TO_DATE = "year to date"
    MONTH = "month"


class WorkingDayConvention(Enum):
    """How working days are counted. ELAPSED: the start is day 0, as in published figures. INCLUSIVE: both ends count."""

    ELAPSED = "elapsed"
    INCLUSIVE = "inclusive"


class NeighbourMethod(Enum):
    """How one figure is made of those of the statistical neighbours: their MEAN (as LAIT does) or their MEDIAN."""

    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds for the whole scorecard. `template` is relative to the definition; empty means the one we ship.

    `confidence_level` is in per cent. `screen_outliers` leaves outlying moving ranges out of control limits.
    `neighbours` are comparators, of whose benchmarks one is made by `neighbour_method`; never without one. `periods` are
    kinds that tables of all figures show besides months, full years and the year to date. `note_when_red`: a red figure
    without a note is a Problem. `suppression` is how small numbers are hidden in the internal edition, and
    `published_suppression` in the published one: None until somebody has chosen. `published_template` is as `template`.
    """

    title: str
    organisation: str
    headline: Headline = Headline.YEAR_TO_DATE
    working_days: WorkingDayConvention = WorkingDayConvention.ELAPSED
    closure_days: tuple[date, ...] = ()
    partial_periods: bool = False
    template: str = ""
    history_months: int = 24
    prepared_by: str = ""
    handover: str = ""
    confidence_level: Fraction = Fraction(95)
    screen_outliers: bool = False
    neighbours: tuple[str, ...] = ()
    neighbour_method: NeighbourMethod | None = None
    periods: tuple[PeriodKind, ...] = ()
    note_when_red: bool = False
    suppression: Suppression = NONE
    published_suppression: Suppression | None = None
    published_template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Settings, sources, measures, indicators in printed order, targets, and what is given in the definition itself.

    `indicators` has each code once, as it is now; `earlier` are the versions of them that no longer hold. `waiting` are
    rows that somebody has yet to fill in. `bases` are the folders of the definitions that it builds on.
    """

    path: Path
    sha256: str
    settings: Settings
    sources: tuple[Source, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]
    targets: tuple[Target, ...] = ()
    reference: Reference = field(default_factory=Reference)
    dimensions: tuple[Dimension, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    mail: MailSettings = field(default_factory=MailSettings)
    earlier: tuple[Indicator, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    checks: tuple[Check, ...] = ()
    bases: tuple[Path, ...] = field(default=(), compare=False)

    @property
    def folder(self) -> Path:
        """The folder that paths in it are relative to."""
        return self.path.parent

    def at(self, month: Period) -> Definition:
        """Return the definition as it holds for a scorecard of `month`.

        Each indicator in the version then in force; those not in use then, and those replaced by then, are not printed:
        they are among the earlier ones, so that whatever goes on with their history still finds them.
        """
        versions = (*self.indicators, *self.earlier)
        found = [begun_last((v for v in versions if v.code == one.code), month) for one in self.indicators]
        now = [version for version in found if version and version.in_force(month)]
        replaced = {version.replaces for version in now}
        printed = tuple(version for version in now if version.code not in replaced)
        if printed == self.indicators:
            return self
        return replace(self, indicators=printed, earlier=tuple(one for one in versions if one not in printed))

    def versions_of(self, indicator: Indicator) -> tuple[Indicator, ...]:
        """Return every version that an indicator's history is made of, newest first: its own and those of what it replaced."""
        found = [indicator]
        for code in _codes_of(self, indicator):
            found += [one for one in (*self.indicators, *self.earlier) if one.code == code and one not in found]
        return tuple(sorted(found, key=_begins, reverse=True))

    def measures_behind(self, *indicators: Indicator) -> tuple[Measure, ...]:
        """Return each measure that these versions are made of, directly or through other indicators, once."""
        measures, seen = {measure.code for measure in self.measures}, set[str]()
        left = list(indicators)
        while left:
            one = left.pop(0)
            new = {term.code for term in (*terms_of(one.numerator), *terms_of(one.denominator))} - seen
            others = [other for other in self.indicators if other.code in new - measures]
            left += [version for other in others for version in self.versions_of(other)]
            seen |= new
        return tuple(measure for measure in self.measures if measure.code in seen)


def begun_last(versions: Iterable[Indicator], period: Period) -> Indicator | None:
    """Return the version that began last by the end of `period`; None where none has."""
    begun = [one for one in versions if one.since is None or one.since.first <= period.last]
    return max(begun, key=_begins, default=None)


def _begins(version: Indicator) -> int:
    return version.since.first if version.since else 0


def _codes_of(definition: Definition, indicator: Indicator) -> Iterator[str]:
    """An indicator's own code, that of the one it replaced, that of the one this one replaced …"""
    seen, code = set[str](), indicator.code
    while code and code not in seen:
        yield code
        seen.add(code)
        versions = (one for one in (indicator, *definition.indicators, *definition.earlier) if one.code == code)
        code = next((one.replaces for one in versions if one.replaces), "")
