"""Filters: cleared before writing, since Excel fills only the rows that it shows; set again where all is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from xl_scorecard.excel.engine import is_busy
from xl_scorecard.ooxml.obstacles import Filter

if TYPE_CHECKING:
    import xlwings

Step = Callable[[], object]


def clearing(sheet: xlwings.Sheet, found: Filter) -> Iterator[tuple[Step, Step]]:
    """Yield for each filtered column what clears its filter, and what sets it again as it was."""
    first = found.area.split(":")[0]
    table = next((t for t in sheet.tables if t.range[0].get_address(False, False) == first), None)  # noqa: FBT003
    autofilter = (table or sheet.range(found.area)).autofilter
    kept = _criteria(autofilter)
    for number in found.fields:
        yield partial(autofilter.clear, number), partial(_set_again, autofilter, kept.get(number))


def _criteria(autofilter: Any) -> dict[int, Any]:
    """What each column is filtered by; nothing where Excel does not tell: its filter then stays cleared."""
    try:
        return {found.field: found for found in autofilter.criteria}
    except Exception as error:
        if is_busy(error):
            raise
        return {}


def _set_again(autofilter: Any, kept: Any) -> None:
    """A filter by colour, by icon or by a rule such as "above average" is not told, so it cannot be set again."""
    try:
        match getattr(kept, "type", ""):
            case "values":
                autofilter.apply_values(kept.field, kept.values)
            case "comparison":
                autofilter.apply_comparison(kept.field, kept.operator, kept.value1, kept.value2)
            case "top_items" | "bottom_items" as way:
                getattr(autofilter, f"apply_{way}")(kept.field, kept.count)
            case "top_percent" | "bottom_percent" as way:
                getattr(autofilter, f"apply_{way}")(kept.field, kept.percent)
    except Exception as error:
        if is_busy(error):
            raise
