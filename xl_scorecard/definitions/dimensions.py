"""Dimensions: whether each names a source of records, a column of words in it, and a lookup that exists."""

from __future__ import annotations

from xl_scorecard.definitions.known import LABELS, Known, check_column
from xl_scorecard.definitions.names import Names, check_reference, check_single, name_key
from xl_scorecard.definitions.rows import Complaints, Draft, Row
from xl_scorecard.definitions.schema import DimensionRow, LookupRow
from xl_scorecard.definitions.values import quote
from xl_scorecard.model.source import SourceKind


def check_dimension(row: Row[DimensionRow], known: Known, lookups: Names[LookupRow]) -> Complaints:
    """Yield what is wrong with one row on the Dimensions sheet."""
    yield from check_reference(row, "source", known.sources)
    yield from check_column(row, "column", known, source=row.says.source, types=LABELS)
    yield from check_reference(row, "lookup", lookups)
    source = known.sources.row(row.says.source)
    if source is not None and source.sound("kind") and source.says.kind is not SourceKind.RECORDS:
        has = source.says.kind.value
        yield row.complaint("source", f"{quote(row.says.source)} holds {has}; only records can be split.")


def check_lookups(draft: Draft) -> Complaints:
    """Yield a complaint for every word that a lookup has twice, and for every lookup that no dimension uses."""
    yield from check_single(draft.lookups, "lookup", "word")
    used = {name_key(row.says.lookup) for row in draft.dimensions.rows}
    told: set[str] = set()
    for row in draft.lookups.rows:
        key = name_key(row.says.lookup)
        if row.sound("lookup") and draft.dimensions.whole and key not in used | told:
            told.add(key)
            yield row.complaint("lookup", f"{quote(row.says.lookup)} is used by no dimension; name it in Dimensions.")
