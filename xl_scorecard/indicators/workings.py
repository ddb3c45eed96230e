"""Workings: what every measure is worked out from: records as arrays, working days, the months looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.coverage import coverage_of
from xl_scorecard.indicators.records import Records
from xl_scorecard.indicators.workingdays import WorkingDays
from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import Source, SourceFile
from xl_scorecard.sources.tables import Tables

Functions = Mapping[str, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workings:
    """Everything that figures are made of. Months are ordinals, as Period counts them; `first` to `last` are looked at.

    `measures` are by code; `places`, `records` and `covered` by the name of the source, the last two for records only.
    `functions` are by the name that the definition gives them, as far as they may be called.
    """

    definition: Definition
    measures: Mapping[str, Measure]
    places: Mapping[str, Place]
    records: Mapping[str, Records]
    covered: Mapping[str, range]
    reference: Reference
    calendar: WorkingDays
    period: Period
    first: int
    tables: Tables
    functions: Functions = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """What holds for the whole scorecard."""
        return self.definition.settings

    @property
    def last(self) -> int:
        """The last month looked at."""
        return self.period.last

    @property
    def count(self) -> int:
        """How many months are looked at; none where everything covered lies ahead."""
        return max(0, self.last + 1 - self.first)

    def measure(self, code: str) -> Measure:
        """Return the measure with this code. Raises DefinitionError."""
        if code not in self.measures:
            raise DefinitionError(f'There is no measure "{code}".', fix="Add it to Measures.")
        return self.measures[code]

    def rows_of(self, measure: Measure) -> Records:
        """Return the records that a measure counts. Raises DefinitionError."""
        if measure.source not in self.records:
            raise DefinitionError(f'"{measure.source}" is not a source of records.', fix="Name one in Measures.")
        return self.records[measure.source]

    def months_covered(self, measure: Measure) -> range | None:
        """Return the months for which all sources that a measure uses are complete; None where it uses no records."""
        if measure.kind is MeasureKind.GIVEN:
            return None
        joined = (condition.other for condition in measure.conditions if condition.test.joins)
        names = self.covered if measure.kind is MeasureKind.PYTHON else (measure.source, *joined)
        spans = [self.covered[name] for name in names if name in self.covered]
        return range(max(span.start for span in spans), min(span.stop for span in spans)) if spans else range(0)


def prepare(definition: Definition, tables: Tables, period: Period, functions: Functions | None = None) -> Workings:
    """Return what figures up to the month `period` are worked out from."""
    files = {file.name: file for file in tables.files}
    places = {source.name: _place(source, files.get(source.name)) for source in definition.sources}
    records = {
        source.name: Records(source=source, frame=tables.records[source.name])
        for source in definition.sources
        if source.name in tables.records
    }
    covered = {name: coverage_of(rows, files.get(name)) for name, rows in records.items()}
    return Workings(
        definition=definition,
        measures={measure.code: measure for measure in definition.measures},
        places=places,
        records=records,
        covered=covered,
        reference=tables.reference,
        calendar=WorkingDays(
            convention=definition.settings.working_days, closure_days=definition.settings.closure_days
        ),
        period=period,
        first=min((span.start for span in covered.values() if span), default=period.last),
        tables=tables,
        functions=functions or {},
    )


def _place(source: Source, file: SourceFile | None) -> Place:
    return Place(file=Path(source.file).name, sheet=file.sheet if file else source.sheet)
