"""Tables: everything that was read from the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import SourceFile

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """`records` by source name: a frame with a column for each declared Column.name, and `_row`, the row in the sheet.

    Ids, texts, categories and yes/no ("Yes", "No") are object columns with None for missing; dates are datetime64[ns]
    with NaT; numbers are float64 with NaN, percentages in per cent. `reference` is the definition's own and what the
    sources give, together. `files` has one entry for each source, in the definition's order.
    """

    records: Mapping[str, pd.DataFrame]
    reference: Reference
    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]

    def covered(self) -> Period | None:
        """Return the last month that every source of records covers; None where none says what it covers."""
        lasts = [file.covers_to for file in self.files if file.name in self.records and file.covers_to]
        return min(lasts).last_month if lasts else None
