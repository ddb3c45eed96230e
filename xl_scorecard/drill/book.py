"""Book: a drill workbook while it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from xl_scorecard.drill.numbering import Numbering
from xl_scorecard.drill.page import Page, Value
from xl_scorecard.indicators.records import NUMERIC, Records
from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.period import Period

if TYPE_CHECKING:
    from openpyxl import Workbook


@dataclass(slots=True)
class Book:
    """A drill workbook being written: its sheets' names, the numbers of its ids, and where the days off stand."""

    workbook: Workbook
    workings: Workings
    period: Period
    numbering: Numbering = field(default_factory=Numbering)
    off: str = ""
    sheets: int = 0
    pages: list[Page] = field(default_factory=list)

    def page(self, name: str, rows: int) -> Page:
        """Return a new sheet."""
        taken = {one.casefold() for one in self.workbook.sheetnames}
        title, number = name[:31], 2
        while title.casefold() in taken:
            title, number = f"{name[:27]} {number}", number + 1
        self.pages.append(Page(sheet=self.workbook.create_sheet(title), rows=rows))
        return self.pages[-1]


def cell_values(records: Records, name: str, rows: Sequence[int]) -> list[Value]:
    """Return what rows have in a column, as cells hold it."""
    kind, places = records.column(name).type, np.asarray(rows, dtype=np.int64)
    if kind.is_date:
        days = records.days(name)[places]
        return [None if np.isnat(day) else day.astype(object) for day in days]
    if kind in NUMERIC:
        return [None if np.isnan(number) else float(number) for number in records.numbers(name)[places]]
    values = records.frame[name].to_numpy(dtype=object)[places]
    return [str(value) if isinstance(value, str) else None for value in values]
