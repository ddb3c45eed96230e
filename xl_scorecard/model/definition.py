"""Definition: everything a scorecard is made of, as analysts keep it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

from xl_scorecard.model.dimension import Dimension
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.mail import MailSettings
from xl_scorecard.model.measure import Measure
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import Source
from xl_scorecard.model.target import Target


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
    `neighbours` are comparators, of whose benchmarks one is made by `neighbour_method`; never without one.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Settings, sources, measures, indicators in printed order, targets, and what is given in the definition itself."""

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

    @property
    def folder(self) -> Path:
        """The folder that paths in it are relative to."""
        return self.path.parent
