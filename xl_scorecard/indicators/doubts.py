"""Doubt: rows of a source about which something is doubtful, until they become one Problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from xl_scorecard.indicators.arrays import Integers, Mask
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity

PLACES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is doubtful in `rows` of `source`. The sentence goes on after "In 3 rows"."""

    code: str
    severity: Severity
    source: str
    rows: Mask
    sentence: str
    fix: str


def told(
    doubts: Iterable[Doubt], places: Mapping[str, Place], sheet_rows: Mapping[str, Integers]
) -> tuple[Problem, ...]:
    """Return one Problem for all rows of a source that have the same thing doubtful, in the order first found."""
    merged: dict[tuple[str, str, str], Doubt] = {}
    for doubt in doubts:
        key = (doubt.code, doubt.source, doubt.sentence)
        before = merged.get(key)
        merged[key] = replace(doubt, rows=doubt.rows | before.rows) if before else doubt
    found = (doubt for doubt in merged.values() if doubt.rows.any())
    return tuple(_problem(doubt, places[doubt.source], sheet_rows[doubt.source]) for doubt in found)


def _problem(doubt: Doubt, place: Place, sheet_rows: Integers) -> Problem:
    numbers = np.sort(sheet_rows[doubt.rows])
    places = tuple(replace(place, cell=f"row {number}") for number in numbers[:PLACES])
    count = len(numbers)
    return Problem(
        code=doubt.code,
        severity=doubt.severity,
        place=places[0],
        sentence=f"In {count:,} {'row' if count == 1 else 'rows'} {doubt.sentence}",
        fix=doubt.fix,
        count=count,
        places=places,
    )
