"""SheetFacts: what a file says of a sheet besides its cells."""

from __future__ import annotations

from dataclasses import dataclass

from xl_scorecard.sources.area import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """Rows and columns are counted from 1. `cells` is how many cells exist in the file, with a value or without."""

    cells: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[range, ...] = ()
    filtered: bool = False
    merged: tuple[Area, ...] = ()
