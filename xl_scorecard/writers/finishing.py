"""Finishing: a sheet on its way into the finished workbook; Filling: all that one workbook needs at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.bindings import SHEET, Bindings
from xl_scorecard.layout.plan import PlannedSheet
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.chart_text import ChartText
from xl_scorecard.ooxml.drawing_text import DrawingText
from xl_scorecard.ooxml.following import Fill
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.package import ContentTypes, Package
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.refusal import Refusal
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.styles import Styles
from xl_scorecard.ooxml.table import TableDesign, TableNames
from xl_scorecard.writers.finished import FinishedValues
from xl_scorecard.writers.freshness import FreshSheets
from xl_scorecard.writers.linting import Linter
from xl_scorecard.writers.patching import Shapes
from xl_scorecard.writers.rows import RowWriter
from xl_scorecard.writers.surroundings import KnownSurroundings
from xl_scorecard.writers.template import Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing:
    """A sheet being finished: its plan, where its rows went, its part, and the new names of what belongs to it."""

    planned: PlannedSheet
    here: Placement
    part: str
    parts: Mapping[str, str]
    first: bool

    def origin(self, part: str) -> str:
        """Return the template's part that a part of this sheet was copied from."""
        return next((old for old, new in self.parts.items() if new == part), part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Everything that filling one workbook needs at hand.

    `pages` are the names of the indicators' own sheets, by index. `charts` and `drawings` are those of the template
    that are copied, as text, by their parts; None where one cannot be.
    """

    template: Template
    package: Package
    types: ContentTypes
    strings: SharedStrings
    styles: Styles
    moves: Moves
    sheets: FreshSheets
    values: FinishedValues
    fill: Fill
    bindings: Bindings
    table_names: TableNames
    linter: Linter
    pages: Mapping[int, str]
    writers: dict[str, RowWriter] = field(default_factory=dict)
    refused: list[TemplateError] = field(default_factory=list)
    around: KnownSurroundings = field(default_factory=KnownSurroundings)
    shapes: Shapes = field(default_factory=Shapes)
    charts: dict[str, ChartText | None] = field(default_factory=dict)
    drawings: dict[str, DrawingText | None] = field(default_factory=dict)

    @property
    def again(self) -> bool:
        """Is a finished workbook filled again, in place: nothing in it moves, and only its headers hold fields."""
        return SHEET in self.template.sheets

    @property
    def tables_by_part(self) -> dict[str, TableDesign]:
        """The template's tables by their parts."""
        return {table.part: table for table in self.template.inventory.all_tables()}

    def refuse(self, sheet: str, found: Iterable[Refusal]) -> None:
        """Remember what cannot follow on a sheet of the template."""
        for refusal in found:
            place = Place(file=self.template.file, sheet=sheet, cell=refusal.cell)
            self.refused.append(TemplateError(f"{refusal.why}.", place=place, fix=refusal.fix))

    def raise_refused(self) -> None:
        """Raise TemplateError with everything that was refused, if anything was."""
        unique = tuple({str(complaint): complaint for complaint in self.refused}.values())
        if unique:
            where = Place(file=self.template.file)
            raise TemplateError("The template cannot be filled.", complaints=unique, place=where)
