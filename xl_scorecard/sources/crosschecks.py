"""What must hold between rows and between sources, as the definition's Checks have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

import numpy as np
import pandas as pd

from xl_scorecard.model.check import Check, CheckKind
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.problem import Problem
from xl_scorecard.sources.grid import Array
from xl_scorecard.sources.problems import Kind
from xl_scorecard.sources.records import Records


def check_across(definition: Definition, records: Mapping[str, Records]) -> Iterator[Problem]:
    """Yield a Problem for each check of the definition that does not hold, with the rows where it does not."""
    headings = {
        (source.name, column.name): column.headings[0] for source in definition.sources for column in source.columns
    }
    for check in definition.checks:
        found = records[check.source]
        other_source = check.other_source or check.source
        words = {
            "column": headings[check.source, check.column],
            "other": headings[other_source, check.other or check.column],
            "source": other_source,
            "each": headings.get((check.source, check.each), ""),
        }
        kind, rows = _failing(check, records)
        yield from found.tell(kind, check.column, rows, words)


def _failing(check: Check, records: Mapping[str, Records]) -> tuple[Kind, Array]:
    frame = records[check.source].frame
    match check.kind:
        case CheckKind.IS_IN:
            others = records[check.other_source].frame[check.other or check.column]
            values = frame[check.column]
            return Kind.NOT_IN_OTHER, (values.notna() & ~values.isin(others.dropna())).to_numpy()
        case CheckKind.NOT_BEFORE:
            return Kind.BEFORE_OTHER, (frame[check.column] < frame[check.other]).to_numpy()
        case CheckKind.NO_OVERLAP:
            return Kind.OVERLAP, _overlapping(frame, check)
        case _:
            assert_never(check.kind)


def _overlapping(frame: pd.DataFrame, check: Check) -> Array:
    """Rows that begin before an earlier one of the same id has ended; on the day of its end they may."""
    dated = frame[[check.each, check.column, check.other]].dropna(subset=[check.each, check.column])
    ordered = dated.sort_values([check.each, check.column], kind="stable")
    ends = ordered[check.other].fillna(pd.Timestamp.max)
    latest = ends.groupby(ordered[check.each], sort=False).cummax().shift()
    same = ordered[check.each] == ordered[check.each].shift()
    overlaps = ordered.index[(same & (ordered[check.column] < latest)).to_numpy()]
    found = np.zeros(len(frame), dtype=bool)
    found[overlaps] = True
    return found
