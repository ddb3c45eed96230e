"""Closing months: the figures of a definition, and of each part of its dimensions, into history.xlsx beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from xl_scorecard import pipeline
from xl_scorecard.batch.lock import user_name
from xl_scorecard.history.closing import Signed, Way, close_month, re_open, refuse_unfit
from xl_scorecard.history.workbook import read_history, write_history
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.history import HISTORY_FILE, Closing
from xl_scorecard.model.period import Period
from xl_scorecard.pipeline import Progress
from xl_scorecard.sources.splitting import parts_of, split_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What was recorded, in order, and where."""

    closings: tuple[Closing, ...]
    path: Path


def close(
    path: Path,
    months: Sequence[Period],
    *,
    way: Way = Way.CLOSE,
    reason: str = "",
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Recorded:
    """Close months of a definition, correct their closing, or take it back; all of them or none.

    `password` opens source workbooks that are protected; it is recorded nowhere. Raises what `pipeline.assess` raises,
    RequestError where a month is in no state for it, and WriteError.
    """
    before = read_history(path.parent)
    for month in months:
        refuse_unfit(before.history, month, way)
    history, signed = before.history, Signed(on=_today(), by=user_name(), reason=reason)
    if way is Way.RE_OPEN:
        for month in months:
            history = re_open(history, month, signed)
    else:
        found = pipeline.read(path, allow_python=allow_python, password=password, progress=progress)
        found = replace(found, tables=split_tables(found.definition, found.tables))
        for month in months:
            progress(f"Closing {month.label}")
            cards = [pipeline.assess_read(replace(found, history=history), period=month, part=p) for p in _parts(found)]
            history = close_month(history, cards, signed, way=way)
    write_history(history, path.parent, replacing=before.sha256)
    return Recorded(closings=history.closings[len(before.history.closings) :], path=path.parent / HISTORY_FILE)


def _parts(found: pipeline.Read) -> Iterator[Part | None]:
    yield None
    for dimension in found.definition.dimensions:
        yield from parts_of(found.definition, found.tables, dimension)


def _today() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), tz=UTC) if epoch.isdigit() else datetime.now(UTC).astimezone()
    return now.date().isoformat()
