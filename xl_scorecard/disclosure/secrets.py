"""Secrets: what the sources hold about people, to be looked for in whatever leaves; never printed, never logged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from xl_scorecard.model.definition import Definition
from xl_scorecard.model.source import Column, ColumnType, Source, SourceKind
from xl_scorecard.sources.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

BIRTH = re.compile(r"\b(birth|born|dob)\b", re.IGNORECASE)
NAME = re.compile(
    r"\b((child|client|pupil|patient|person|service user)('s)? (full )?name|surname|forename)\b|"
    r"\b(first|last|given|family) name\b",
    re.IGNORECASE,
)
ID = re.compile(
    r"\b(unique id|upn|nhs (no|number)|(child|client|pupil|patient|person|case)('s)? (id|no|number))\b", re.IGNORECASE
)
WORDS = frozenset({ColumnType.TEXT, ColumnType.CATEGORY})
NUMBERS = frozenset({ColumnType.WHOLE_NUMBER, ColumnType.NUMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """Ids and names folded, dates of birth, and the names of the sheets of records.

    `unidentified` names the sources of records without any column that is declared id, name or date of birth.
    """

    ids: frozenset[str] = field(repr=False)
    names: frozenset[str] = field(repr=False)
    births: frozenset[date] = field(repr=False)
    sheets: frozenset[str] = frozenset()
    unidentified: tuple[str, ...] = ()


def gather_secrets(definition: Definition, tables: Tables) -> Secrets:
    """Return what every source of records says about people.

    A column counts by its declared type; a date, text or number whose heading speaks of a birth, a person's name or
    an id counts too.
    """
    sources = [source for source in definition.sources if source.kind is SourceKind.RECORDS]
    by_type: dict[ColumnType, set[object]] = {kind: set() for kind in ColumnType}
    for source in sources:
        frame = tables.records[source.name]
        for column in source.columns:
            if kind := personal(column):
                by_type[kind].update(frame[column.name].dropna().unique())
        by_type[ColumnType.NAME].update(_whole_names(frame, source))
    return Secrets(
        ids=frozenset(filter(None, map(fold, map(_as_word, by_type[ColumnType.ID])))),
        names=frozenset(name for name in map(fold, map(str, by_type[ColumnType.NAME])) if len(name) > 1),
        births=frozenset(_days(by_type[ColumnType.DATE_OF_BIRTH])),
        sheets=frozenset(fold(file.sheet) for file in tables.files if file.name in tables.records),
        unidentified=tuple(source.name for source in sources if not any(map(personal, source.columns))),
    )


def personal(column: Column) -> ColumnType | None:
    """Return ID, NAME or DATE_OF_BIRTH for a column that tells who a person is; None for others."""
    if column.type in (ColumnType.ID, ColumnType.NAME, ColumnType.DATE_OF_BIRTH):
        return column.type
    heading = " ".join((*column.headings, column.name.replace("_", " ")))
    if column.type is ColumnType.DATE and BIRTH.search(heading):
        return ColumnType.DATE_OF_BIRTH
    if column.type in WORDS and NAME.search(heading):
        return ColumnType.NAME
    return ColumnType.ID if column.type in WORDS | NUMBERS and ID.search(heading) else None


def fold(text: str) -> str:
    """Return what two writings of one id or name have in common: case and spaces make no difference."""
    return " ".join(text.split()).casefold()


def _whole_names(frame: pd.DataFrame, source: Source) -> Iterator[str]:
    """Forename and surname in two columns are also looked for together, either way round."""
    columns = [column.name for column in source.columns if personal(column) is ColumnType.NAME]
    if len(columns) < 2:
        return
    for values in set(frame[columns].itertuples(index=False, name=None)):
        words = [value for value in values if isinstance(value, str)]
        yield from _pairs(words)


def _pairs(words: Sequence[str]) -> Iterator[str]:
    for one in words:
        yield from (f"{one} {two}" for two in words if two != one)


def _as_word(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _days(values: Iterable[object]) -> Iterator[date]:
    """Timestamps of a frame, or numpy's: both begin with the ISO day."""
    return (date.fromisoformat(str(value)[:10]) for value in values)
