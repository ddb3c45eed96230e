"""Opening: which cells of a plan open an indicator's page, and by which formula."""

from __future__ import annotations

from collections.abc import Mapping

from xl_scorecard.layout.plan import PlannedRow
from xl_scorecard.layout.value import Value
from xl_scorecard.ooxml.opening import opening_formula


def opening(value: Value, row: PlannedRow, pages: Mapping[int, str]) -> str:
    """Return the formula, without its "=", of a cell that opens the page of its row's indicator; "" for any other.

    `pages` are the names of the indicators' own sheets, by index.
    """
    if not value.opens or not value.content:
        return ""
    page = pages.get(row.items.get("indicator", -1))
    return opening_formula(page, value.shown) if page else ""
