"""Coverage: the months that a source's rows are complete for."""

from __future__ import annotations

import numpy as np

from xl_scorecard.indicators.arrays import month_ordinals
from xl_scorecard.indicators.records import Records
from xl_scorecard.model.source import ColumnType, SourceFile


def coverage_of(records: Records, file: SourceFile | None) -> range:
    """Return the ordinals of the months covered: as declared; where not, from the first row's month to the last's."""
    since = records.source.covers_from or (file.covers_from if file else None)
    until = records.source.covers_to or (file.covers_to if file else None)
    found = range(0) if since and until else _months_of_rows(records)
    start = since.first if since else found.start
    stop = until.last + 1 if until else found.stop
    return range(start, max(start, stop))


def _months_of_rows(records: Records) -> range:
    """Of the first required date column, or else the first one."""
    dates = [column for column in records.source.columns if column.type is ColumnType.DATE]
    for column in sorted(dates, key=lambda column: not column.required):
        days = records.days(column.name)
        months = month_ordinals(days[~np.isnat(days)])
        return range(int(months.min()), int(months.max()) + 1) if months.size else range(0)
    return range(0)
