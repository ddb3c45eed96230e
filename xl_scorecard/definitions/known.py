"""Known: the names of a draft that its rows refer to, and the columns of each source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xl_scorecard.definitions.names import Names, name_all, name_key
from xl_scorecard.definitions.rows import Complaints, Draft, Model, Row, Table
from xl_scorecard.definitions.schema import ColumnRow, IndicatorRow, MeasureRow, SourceRow
from xl_scorecard.definitions.values import quote
from xl_scorecard.definitions.words import nearest, suggest
from xl_scorecard.model.source import ColumnType, SourceKind

NUMBERS = frozenset({ColumnType.WHOLE_NUMBER, ColumnType.NUMBER, ColumnType.PERCENTAGE})
DATES = frozenset({ColumnType.DATE, ColumnType.DATE_OF_BIRTH})
IDS = frozenset({ColumnType.ID})
ALL = frozenset(ColumnType)
WORDS = ALL - DATES
LABELS = WORDS - NUMBERS
HELD = {NUMBERS: "numbers", DATES: "dates", IDS: "ids", WORDS: "no dates", LABELS: "words", ALL: "anything"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Every name that rows may refer to; `by_source` are the names of each source's columns, by its key."""

    sources: Names[SourceRow]
    measures: Names[MeasureRow]
    indicators: Names[IndicatorRow]
    columns: Table[ColumnRow]
    by_source: Mapping[str, Names[ColumnRow]]

    def columns_of(self, source: str) -> Names[ColumnRow]:
        """Return the columns of a source."""
        key = name_key(source)
        return self.by_source[key] if key in self.by_source else _columns(self.sources.word(source), (), self.columns)

    def column(self, source: str, name: str) -> ColumnRow | None:
        """Return a column of a source, or None."""
        row = self.columns_of(source).row(name)
        return row.says if row else None


def know(draft: Draft) -> Known:
    """Return the names that stand in `draft`."""
    sources = name_all("a source", draft.sources, "name")
    rows: dict[str, list[Row[ColumnRow]]] = {}
    for row in draft.columns.rows:
        rows.setdefault(name_key(row.says.source), []).append(row)
    own = {key: _columns(sources.word(found[0].says.source), found, draft.columns) for key, found in rows.items()}
    return Known(
        sources=sources,
        measures=name_all("a measure", draft.measures, "code"),
        indicators=name_all("an indicator", draft.indicators, "code"),
        columns=draft.columns,
        by_source=own,
    )


def _columns(source: str, rows: Sequence[Row[ColumnRow]], every: Table[ColumnRow]) -> Names[ColumnRow]:
    table = Table(place=every.place, rows=tuple(rows), whole=every.whole)
    return name_all(f"a column of {source}", table, "name")


def check_column(
    row: Row[Model], field: str, known: Known, *, source: str, types: frozenset[ColumnType] = ALL
) -> Complaints:
    """Yield a complaint where a name is no column of `source`, or one that holds something else than `types`."""
    name = str(getattr(row.says, field))
    declared = known.sources.row(source)
    if not name or declared is None or not _holds_records(declared):
        return
    columns = known.columns_of(source)
    column = columns.row(name)
    if column is None and (columns.whole or nearest(name, columns.words.values())):
        yield row.complaint(field, f"{quote(name)} is not {columns.noun}{suggest(name, columns.words.values())}")
    elif column and column.sound("type") and column.says.type not in types:
        held = f"{columns.noun} of type {column.says.type.value}"
        yield row.complaint(field, f"{quote(name)} is {held}; {fitting(columns, types)}")


def fitting(columns: Names[ColumnRow], types: frozenset[ColumnType]) -> str:
    """Return which columns would fit: "those that hold dates are born, referred."."""
    words = [row.says.name for row in columns.rows.values() if row.says.type in types]
    return f"those that hold {HELD[types]} are {', '.join(words)}." if words else f"none of them holds {HELD[types]}."


def _holds_records(source: Row[SourceRow]) -> bool:
    return not source.sound("kind") or source.says.kind is SourceKind.RECORDS
