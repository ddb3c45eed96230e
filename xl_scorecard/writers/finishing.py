"""Finishing: a sheet on its way into the finished workbook; Filling: all that one workbook needs at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xl_scorecard.layout.bindings import Bindings
from xl_scorecard.layout.plan import PlannedSheet
from xl_scorecard.ooxml.following import Fill
from xl_scorecard.ooxml.moves import Moves, Placement
from xl_scorecard.ooxml.package import ContentTypes, Package
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.styles import Styles
from xl_scorecard.writers.finished import FinishedValues
from xl_scorecard.writers.rows import RowWriter
from xl_scorecard.writers.template import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """A sheet being finished: its plan, where its rows went, its part, and the new names of what belongs to it."""

    planned: PlannedSheet
    here: Placement
    part: str
    parts: Mapping[str, str]
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Everything that filling one workbook needs at hand."""

    template: Template
    package: Package
    types: ContentTypes
    strings: SharedStrings
    styles: Styles
    moves: Moves
    values: FinishedValues
    fill: Fill
    bindings: Bindings
    writers: dict[str, RowWriter] = field(default_factory=dict)
