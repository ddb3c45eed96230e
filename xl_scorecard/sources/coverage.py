"""Coverage: do the rows of a source fill the months that it is said to cover, and does each stand there once?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column, ColumnType, Source
from xl_scorecard.sources.grid import Array
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.records import Records

NAMED_MONTHS = 5
EPOCH_MONTH = Period.month(1970, 1).first
ROWS_TO_COMPARE = 40
"""Fewer rows in a month halve by chance."""


def check_records(source: Source, records: Records) -> Iterator[Problem]:
    """Yield what is wrong with the rows of a source taken together, from however many files.

    Rows are counted by the source's first required date. Earlier rows than covered are there for looking back: no
    Problem.
    """
    if not records.rows:
        yield make_problem(Kind.NO_ROWS, records.where)
        return
    for column in source.columns:
        if column.unique:
            yield from _repeated(column, records)
    dated = next((c for c in source.columns if c.required and c.type is ColumnType.DATE), None)
    if dated is not None:
        ordinals = _month_ordinals(records.frame[dated.name].to_numpy())
        yield from _empty_months(source, dated, ordinals, records)
        yield from _late_rows(source, dated, ordinals, records)
        yield from _halved_months(source, dated, ordinals, records)


def _repeated(column: Column, records: Records) -> Iterator[Problem]:
    values = records.frame[column.name]
    again = (values.duplicated() & values.notna()).to_numpy()
    yield from records.tell(Kind.NOT_UNIQUE, column.name, again, {"column": column.headings[0]})


def _month_ordinals(dates: Array) -> Array:
    """Months counted as Period does, one for each row; missing dates are far below any month."""
    return dates.astype("datetime64[M]").astype(np.int64) + EPOCH_MONTH


def _empty_months(source: Source, column: Column, ordinals: Array, records: Records) -> Iterator[Problem]:
    if source.covers_from is None or source.covers_to is None:
        return
    present = set(np.unique(ordinals).tolist())
    wanted = range(source.covers_from.first, source.covers_to.last + 1)
    empty = [ordinal for ordinal in wanted if ordinal not in present]
    if empty:
        words = {"column": column.headings[0], "months": _named(empty)}
        yield make_problem(Kind.MONTHS_WITHOUT_ROWS, records.where, count=len(empty), words=words)


def _late_rows(source: Source, column: Column, ordinals: Array, records: Records) -> Iterator[Problem]:
    if source.covers_to is not None:
        words = {"column": column.headings[0], "covers": source.covers_to.last_month.label}
        yield from records.tell(Kind.LATER_THAN_COVERED, column.name, ordinals > source.covers_to.last, words)


def _halved_months(source: Source, column: Column, ordinals: Array, records: Records) -> Iterator[Problem]:
    """Months covered with at most half the rows of the month before, where that has enough not to halve by chance."""
    if source.covers_from is None or source.covers_to is None:
        return
    counts = {
        month: int((ordinals == month).sum()) for month in range(source.covers_from.first, source.covers_to.last + 1)
    }
    halved = [
        month
        for month, count in counts.items()
        if 0 < count * 2 <= counts.get(month - 1, 0) and counts[month - 1] >= ROWS_TO_COMPARE
    ]
    if halved:
        words = {"column": column.headings[0], "months": _named(halved)}
        yield make_problem(Kind.HALF_MONTH, records.where, count=len(halved), words=words)


def _named(ordinals: list[int]) -> str:
    named = ", ".join(_month(ordinal).label for ordinal in ordinals[:NAMED_MONTHS])
    more = len(ordinals) - NAMED_MONTHS
    return f"{named} and {more} more months" if more > 0 else named


def _month(ordinal: int) -> Period:
    return Period.month(ordinal // 12, ordinal % 12 + 1)
