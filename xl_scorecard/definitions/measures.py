"""Measures: whether a row on the Measures sheet has what its kind needs."""

from __future__ import annotations

import re

from xl_scorecard.definitions.known import ALL, DATES, NUMBERS, Known, check_column, fitting
from xl_scorecard.definitions.names import check_reference
from xl_scorecard.definitions.rows import Complaints, Row
from xl_scorecard.definitions.schema import MeasureRow
from xl_scorecard.definitions.values import quote
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.source import SourceKind

FUNCTION = r"[\w./-]+\.py:[^\W\d]\w*"
TYPES = {"date": DATES, "end": DATES, "column": NUMBERS, "distinct": ALL}
NEEDED = {
    MeasureKind.COUNT: ("date",),
    MeasureKind.SUM: ("date", "column"),
    MeasureKind.MEAN: ("date", "column"),
    MeasureKind.MEDIAN: ("date", "column"),
    MeasureKind.OPEN: ("date", "end"),
    MeasureKind.GIVEN: (),
    MeasureKind.PYTHON: ("function",),
}


def check_measure(row: Row[MeasureRow], known: Known) -> Complaints:
    """Yield what is wrong with one measure."""
    yield from check_reference(row, "source", known.sources)
    for field, types in TYPES.items():
        yield from check_column(row, field, known, source=row.says.source, types=types)
    if row.sound("kind"):
        yield from _check_source(row, known)
        for field in NEEDED[row.says.kind]:
            if row.sound(field) and not getattr(row.says, field):
                yield _missing(row, field, known)


def _check_source(row: Row[MeasureRow], known: Known) -> Complaints:
    if row.says.kind is MeasureKind.PYTHON:
        yield from _check_function(row)
        return
    given = row.says.kind is MeasureKind.GIVEN
    wanted = SourceKind.FIGURES if given else SourceKind.RECORDS
    source = known.sources.row(row.says.source)
    if not row.says.source and not given and row.sound("source"):
        yield row.complaint("source", f"{row.label('source')} is empty; {_kind(row)} needs a source of records.")
    elif source is not None and source.sound("kind") and source.says.kind is not wanted:
        has = source.says.kind.value
        yield row.complaint("source", f"{quote(row.says.source)} holds {has}; {_kind(row)} needs {wanted.value}.")


def _check_function(row: Row[MeasureRow]) -> Complaints:
    function = row.says.function
    if "function" not in row.raw.cells:
        yield row.complaint("kind", '"python" needs a column Function with one such as measures.py:visits; add it.')
    elif function and not re.fullmatch(FUNCTION, function):
        yield row.complaint("function", f"{quote(function)} names no function; write one such as measures.py:visits.")
    if row.says.source:
        yield row.complaint("source", f"{quote(row.says.source)} is not used; a function receives every source.")


def _missing(row: Row[MeasureRow], field: str, known: Known) -> DefinitionError:
    if field == "function":
        return row.complaint(field, f"{row.label(field)} is empty; write one such as measures.py:visits.")
    what = "number" if field == "column" else "date"
    start = f"{row.label(field)} is empty; {_kind(row)} needs a {what} column there"
    if known.sources.row(row.says.source) is None:
        return row.complaint(field, f"{start}.")
    return row.complaint(field, f"{start}; {fitting(known.columns_of(row.says.source), TYPES[field])}")


def _kind(row: Row[MeasureRow]) -> str:
    return f'"{row.says.kind.value}"'
