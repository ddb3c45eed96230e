"""Rows: what stands in a definition, each value with its place, and what it was validated to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from xl_scorecard.definitions.schema import (
    BenchmarkRow,
    CheckRow,
    ColumnRow,
    ConditionRow,
    DimensionRow,
    GivenRow,
    IndicatorRow,
    LookupRow,
    MailRow,
    MeasureRow,
    NoteRow,
    NotReportedRow,
    RebaseRow,
    RecipientRow,
    SettingsRow,
    SourceRow,
    TargetRow,
)
from xl_scorecard.definitions.values import EmptyError, Raw
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.place import Place

Model = TypeVar("Model", bound=BaseModel)
Complaints = Iterator[DefinitionError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value where it stands; `label` is what people call it there: the heading, or the name of the setting."""

    value: Raw
    place: Place
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """The cells of one row by field; `refused` are those that could not even be read, and were complained of."""

    cells: Mapping[str, Cell]
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """The rows of one kind. `whole` is false where some may be missing: no such sheet, or no such heading."""

    place: Place
    rows: tuple[RawRow, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Generic[Model]):
    """A validated row. Fields in `unsound` were refused or not there, and hold a stand-in."""

    says: Model
    raw: RawRow
    unsound: frozenset[str]

    def sound(self, *fields: str) -> bool:
        """Were these fields accepted?"""
        return self.unsound.isdisjoint(fields)

    def complaint(self, field: str, sentence: str) -> DefinitionError:
        """Return a complaint about the cell of a field."""
        return DefinitionError(sentence, place=self.raw.cells[field].place)

    def cell(self, field: str) -> str:
        """Return the address of the cell of a field, or its line in a text."""
        place = self.raw.cells[field].place
        return place.cell or f"line {place.line}"

    def label(self, field: str) -> str:
        """Return what people call a field."""
        return self.raw.cells[field].label


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[Model]):
    """The validated rows of one kind; the rest as in RawTable."""

    place: Place
    rows: tuple[Row[Model], ...]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A definition, row by row, before its rows are known to fit together."""

    settings: Table[SettingsRow]
    sources: Table[SourceRow]
    columns: Table[ColumnRow]
    measures: Table[MeasureRow]
    conditions: Table[ConditionRow]
    indicators: Table[IndicatorRow]
    targets: Table[TargetRow]
    benchmarks: Table[BenchmarkRow]
    given: Table[GivenRow]
    not_reported: Table[NotReportedRow]
    notes: Table[NoteRow]
    rebases: Table[RebaseRow]
    dimensions: Table[DimensionRow]
    lookups: Table[LookupRow]
    checks: Table[CheckRow]
    mail: Table[MailRow]
    recipients: Table[RecipientRow]


def draft(tables: Mapping[str, RawTable]) -> tuple[Draft, tuple[DefinitionError, ...]]:
    """Return the validated rows of `tables`, named as the fields of Draft, and a complaint for each refused value."""
    complaints: list[DefinitionError] = []
    read = Draft(
        settings=_table(SettingsRow, tables["settings"], complaints),
        sources=_table(SourceRow, tables["sources"], complaints),
        columns=_table(ColumnRow, tables["columns"], complaints),
        measures=_table(MeasureRow, tables["measures"], complaints),
        conditions=_table(ConditionRow, tables["conditions"], complaints),
        indicators=_table(IndicatorRow, tables["indicators"], complaints),
        targets=_table(TargetRow, tables["targets"], complaints),
        benchmarks=_table(BenchmarkRow, tables["benchmarks"], complaints),
        given=_table(GivenRow, tables["given"], complaints),
        not_reported=_table(NotReportedRow, tables["not_reported"], complaints),
        notes=_table(NoteRow, tables["notes"], complaints),
        rebases=_table(RebaseRow, tables["rebases"], complaints),
        dimensions=_table(DimensionRow, tables["dimensions"], complaints),
        lookups=_table(LookupRow, tables["lookups"], complaints),
        checks=_table(CheckRow, tables["checks"], complaints),
        mail=_table(MailRow, tables["mail"], complaints),
        recipients=_table(RecipientRow, tables["recipients"], complaints),
    )
    return read, tuple(complaints)


def _table(model: type[Model], table: RawTable, complaints: list[DefinitionError]) -> Table[Model]:
    rows = tuple(_row(model, raw, complaints) for raw in table.rows)
    return Table(place=table.place, rows=rows, whole=table.whole)


def _row(model: type[Model], raw: RawRow, complaints: list[DefinitionError]) -> Row[Model]:
    values = {field: cell.value for field, cell in raw.cells.items() if field not in raw.refused}
    refused: dict[str, DefinitionError] = {}
    try:
        says = model.model_validate(values)
    except ValidationError as error:
        refused = _refusals(raw, error)
        says = model.model_validate({field: value for field, value in values.items() if field not in refused})
    complaints.extend(refused.values())
    absent = type(says).model_fields.keys() - values.keys()
    return Row(says=says, raw=raw, unsound=frozenset(absent | refused.keys()))


def _refusals(raw: RawRow, error: ValidationError) -> dict[str, DefinitionError]:
    return {
        str(found["loc"][0]): DefinitionError(
            _sentence(raw.cells[str(found["loc"][0])], found["ctx"]["error"]),
            place=raw.cells[str(found["loc"][0])].place,
        )
        for found in error.errors(include_url=False)
    }


def _sentence(cell: Cell, error: ValueError) -> str:
    return f"{cell.label} is empty; it must be filled in." if isinstance(error, EmptyError) else str(error)
