"""Coverage: do the rows of a source fill the months that it is said to cover?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column, ColumnType, Source
from xl_scorecard.sources.columns import Array, TypedColumn
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.rows import Rows

NAMED_MONTHS = 5
EPOCH_MONTH = Period.month(1970, 1).first


def check_coverage(source: Source, typed: Mapping[str, TypedColumn], rows: Rows, where: Place) -> list[Problem]:
    """Return a Problem for months without rows, one for rows later than covered, and one where there are no rows.

    Rows are counted by the source's first required date. Earlier rows than covered are there for looking back: no
    Problem.
    """
    if not rows.numbers:
        return [make_problem(Kind.NO_ROWS, where)]
    column = next((c for c in source.columns if c.required and c.type is ColumnType.DATE), None)
    if column is None:
        return []
    ordinals = _month_ordinals(typed[column.name].data)
    return [*_empty_months(source, column, ordinals, where), *_late_rows(source, column, ordinals, rows, where)]


def _month_ordinals(dates: Array) -> Array:
    """Months counted as Period does, one for each row; missing dates are far below any month."""
    return dates.astype("datetime64[M]").astype(np.int64) + EPOCH_MONTH


def _empty_months(source: Source, column: Column, ordinals: Array, where: Place) -> list[Problem]:
    if source.covers_from is None or source.covers_to is None:
        return []
    present = set(np.unique(ordinals).tolist())
    wanted = range(source.covers_from.first, source.covers_to.last + 1)
    empty = [_month(ordinal) for ordinal in wanted if ordinal not in present]
    if not empty:
        return []
    named = ", ".join(month.label for month in empty[:NAMED_MONTHS])
    more = f" and {len(empty) - NAMED_MONTHS} more months" if len(empty) > NAMED_MONTHS else ""
    words = {"column": column.headings[0], "months": named + more}
    return [make_problem(Kind.MONTHS_WITHOUT_ROWS, where, count=len(empty), words=words)]


def _late_rows(source: Source, column: Column, ordinals: Array, rows: Rows, where: Place) -> list[Problem]:
    if source.covers_to is None:
        return []
    late = np.flatnonzero(ordinals > source.covers_to.last).tolist()
    words = {"column": column.headings[0], "covers": source.covers_to.last_month.label}
    return (
        [make_problem(Kind.LATER_THAN_COVERED, where, rows.addresses(column.name, late), words=words)] if late else []
    )


def _month(ordinal: int) -> Period:
    return Period.month(ordinal // 12, ordinal % 12 + 1)
