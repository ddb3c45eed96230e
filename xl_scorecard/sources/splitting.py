"""Splitting: the rows of the sources by a dimension, such as team; every row belongs to exactly one part.

A part's scorecard is made from all the rows and a definition whose measures have one condition more: that the row
belongs to the part. So conditions that look back, such as an earlier referral of the same child, see what they see in
the whole, and what the parts count adds up to what the whole counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from xl_scorecard.errors import RequestError
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.dimension import Dimension, Part, Split
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import Column, ColumnType, Source
from xl_scorecard.model.unit import Unit
from xl_scorecard.sources.tables import Tables

NOT_RECORDED = "Not recorded"
NOT_IN_LOOKUP = "Not in the lookup"
LAST = (NOT_IN_LOOKUP, NOT_RECORDED)


def find_dimension(definition: Definition, name: str) -> Dimension:
    """Return the dimension of that name, however it is typed. Raises RequestError, naming those that there are."""
    for dimension in definition.dimensions:
        if _folded(dimension.name) == _folded(name):
            return dimension
    known = ", ".join(dimension.name for dimension in definition.dimensions)
    fix = f"There are: {known}." if known else "Add a sheet Dimensions to the definition."
    raise RequestError(f'"{name}" is not a dimension of the definition.', place=_place(definition), fix=fix)


def parts_of(definition: Definition, tables: Tables, dimension: Dimension) -> tuple[Part, ...]:
    """Return every part: those that lookups and lists of allowed words name, in their order, then those found in rows.

    What no word or no lookup says comes last. Parts without any row are among them: each must be said aloud.
    """
    names = _names(definition, tables, dimension)
    declared = [names[_folded(word)] for split in dimension.splits for word in _declared(definition, split)]
    found = {value for split in dimension.splits for value in _parts_of_rows(tables, split, names).unique()}
    values = dict.fromkeys([*declared, *sorted(found - {*LAST}), *(value for value in LAST if value in found)])
    return tuple(Part(dimension=dimension.name, value=value) for value in values)


def split_tables(definition: Definition, tables: Tables) -> Tables:
    """Return the tables with a further column for each dimension: the part that each row belongs to."""
    records = dict(tables.records)
    for dimension in definition.dimensions:
        names = _names(definition, tables, dimension)
        for split in dimension.splits:
            column = {_column_name(dimension): _parts_of_rows(tables, split, names)}
            records[split.source] = records[split.source].assign(**column)
    return replace(tables, records=records)


def part_definition(definition: Definition, part: Part) -> Definition:
    """Return the definition of a part's scorecard, to be used with `split_tables`.

    Left out: indicators that use rows which are not split, or given figures; targets of counts, which are the whole's.
    """
    dimension = find_dimension(definition, part.dimension)
    indicators = tuple(one for one in definition.indicators if _can_be_split(definition, dimension, one))
    kept = {indicator.code for indicator in indicators if indicator.unit is not Unit.COUNT}
    return replace(
        definition,
        settings=replace(definition.settings, title=f"{definition.settings.title}: {part.value}"),
        sources=tuple(_with_column(source, dimension) for source in definition.sources),
        measures=tuple(_within(measure, dimension, part) for measure in definition.measures),
        indicators=indicators,
        earlier=tuple(one for one in definition.earlier if _can_be_split(definition, dimension, one)),
        targets=tuple(target for target in definition.targets if target.indicator in kept),
    )


def part_tables(definition: Definition, split: Tables, part: Part) -> Tables:
    """Return the tables of a part: the same rows; what is given or noted for the whole is not the part's."""
    reference = Reference(benchmarks=split.reference.benchmarks, not_reported=split.reference.not_reported)
    problems = (*split.problems, *_left_out(definition, part), *_without_rows(definition, split, part))
    return replace(split, reference=reference, problems=problems)


def rows_of(definition: Definition, split: Tables, part: Part) -> dict[str, int]:
    """Return how many rows of each split source belong to a part."""
    dimension = find_dimension(definition, part.dimension)
    return {
        one.source: int((split.records[one.source][_column_name(dimension)] == part.value).sum())
        for one in dimension.splits
    }


def _column_name(dimension: Dimension) -> str:
    return f"{dimension.name} (part)"


def _declared(definition: Definition, split: Split) -> list[str]:
    if split.words:
        return [part for _, part in split.words]
    source = next(source for source in definition.sources if source.name == split.source)
    return [word for column in source.columns if column.name == split.column for word in column.allowed]


def _names(definition: Definition, tables: Tables, dimension: Dimension) -> dict[str, str]:
    """Each part by its folded name: spellings that differ in capitals or spacing only are one, as declared or first."""
    plain = [split for split in dimension.splits if not split.words]
    declared = [word for split in dimension.splits for word in _declared(definition, split)]
    found = {
        _spaced(value) for split in plain for value in tables.records[split.source][split.column].dropna().unique()
    }
    names: dict[str, str] = {}
    for word in (*declared, *sorted(found)):
        names.setdefault(_folded(word), _spaced(word))
    return names


def _parts_of_rows(tables: Tables, split: Split, names: dict[str, str]) -> pd.Series[str]:
    codes, values = pd.factorize(tables.records[split.source][split.column])
    words = {_folded(word): names[_folded(part)] for word, part in split.words} or names
    parts = [words.get(_folded(value), NOT_IN_LOOKUP) for value in values]
    return pd.Series(np.array([*parts, NOT_RECORDED], dtype=object)[codes], index=tables.records[split.source].index)


def _with_column(source: Source, dimension: Dimension) -> Source:
    if dimension.split_of(source.name) is None:
        return source
    column = Column(name=_column_name(dimension), headings=(dimension.name,), type=ColumnType.TEXT)
    return replace(source, columns=(*source.columns, column))


def _within(measure: Measure, dimension: Dimension, part: Part) -> Measure:
    if measure.kind is MeasureKind.GIVEN or dimension.split_of(measure.source) is None:
        return measure
    condition = Condition(column=_column_name(dimension), test=ConditionTest.EQUALS, value=part.value)
    return replace(measure, conditions=(*measure.conditions, condition))


def _can_be_split(definition: Definition, dimension: Dimension, indicator: Indicator) -> bool:
    measures = definition.measures_behind(indicator)
    return all(measure.counts_rows and dimension.split_of(measure.source) is not None for measure in measures)


def _left_out(definition: Definition, part: Part) -> Iterator[Problem]:
    dimension = find_dimension(definition, part.dimension)
    codes = [one.code for one in definition.indicators if not _can_be_split(definition, dimension, one)]
    if codes:
        yield Problem(
            code="DIM-002",
            severity=Severity.NOTE,
            place=_place(definition),
            sentence=f"Not split by {dimension.name}, and left out here: {', '.join(codes)}.",
            fix="Name their sources in Dimensions, where a column says it.",
        )


def _without_rows(definition: Definition, split: Tables, part: Part) -> Iterator[Problem]:
    empty = [source for source, rows in rows_of(definition, split, part).items() if not rows]
    if empty:
        yield Problem(
            code="DIM-001",
            severity=Severity.WARNING,
            place=_place(definition),
            sentence=f"{part.value} ({part.dimension}) has no rows in {', '.join(empty)}.",
            fix="Check the word in Dimensions or Lookups and in the source, or take it away.",
        )


def _place(definition: Definition) -> Place:
    return Place(file=definition.path.name, sheet="Dimensions")


def _spaced(value: object) -> str:
    return " ".join(str(value).split())


def _folded(value: object) -> str:
    return _spaced(value).casefold()
