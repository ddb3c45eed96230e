"""Plan: what will be written where; neutral, no engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xl_scorecard.layout.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A row of a finished sheet: the template's row it copies, the items it belongs to, and its values by column.

    `items` is the index of each item by list, outermost first: {"section": 0, "indicator": 3}.
    """

    source: int
    items: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[int, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSheet:
    """A sheet of the finished workbook: the template's sheet it copies, its name, its items, its rows from row 1."""

    source: str
    name: str
    items: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[PlannedRow, ...]
    last_row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The finished workbook's sheets, in order."""

    sheets: tuple[PlannedSheet, ...]

    @property
    def pages(self) -> dict[int, str]:
        """The name of each indicator's own sheet, the first where it has several, by the indicator's index."""
        pages: dict[int, str] = {}
        for sheet in self.sheets:
            if "indicator" in sheet.items:
                pages.setdefault(sheet.items["indicator"], sheet.name)
        return pages
