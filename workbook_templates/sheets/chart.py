"""The chart of an indicator's page: months as columns, the target as a thin line, the benchmark dashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from look import ACCENT, BARS, COMPARATOR, FONT, HAIRLINE, INK, QUIET
from page import PAGE, Page

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart

TITLE = "Month by month. Dark line: target. Dashed line: England."
ALT_TEXT = (
    "Column chart of {{ indicator.title }}, month by month over two years, with its target as a dark line and, where it "
    "can be compared, England's figure as a dashed line. The table Month by month on this sheet has the same figures."
)
WIDTH, HEIGHT = 543, 308  # pixels: from column C to I, and the rows of prose beside it
MONTHS = 24
ASIDE = "\u00a0" * 2  # clear of the last column
BEYOND = "\u00a0" * 16  # clear of the label Target too, where both lines run at one height


def draw_chart(page: Page, *, row: int, month: int) -> None:
    """Draw the chart from `row` on, of the prototype row `month`; it gets higher where rows beside it do."""
    columns = page.look.book.add_chart({"type": "column"})
    latest = [*[None] * (MONTHS - 1), {"fill": {"color": ACCENT}}]
    columns.add_series(_series("C", month, fill={"color": BARS}, gap=60, points=latest))
    lines = page.look.book.add_chart({"type": "line"})
    target = {"color": INK, "width": 1.5}
    lines.add_series(_series("F", month, line=target, smooth=False, data_labels=_end_label(f"{ASIDE}Target", INK)))
    dashed = {"color": COMPARATOR, "width": 1.5, "dash_type": "dash"}
    label = _end_label(f"{BEYOND}England", QUIET)
    lines.add_series(_series("I", month, line=dashed, smooth=False, data_labels=label))
    columns.combine(lines)
    _set_look(columns)
    columns.set_size({"width": WIDTH, "height": HEIGHT})
    place = {"object_position": 1, "description": ALT_TEXT}
    page.sheet.insert_chart(f"C{row}", columns, place)


def _series(column: str, row: int, **look: object) -> dict[str, object]:
    return {
        "name": f"='{PAGE}'!${column}${row - 1}",
        "categories": f"='{PAGE}'!$A${row}:$A${row}",
        "values": f"='{PAGE}'!${column}${row}:${column}${row}",
        **look,
    }


def _end_label(words: str, colour: str) -> dict[str, object]:
    """Name a line at its last month, instead of a legend; the other months have no label."""
    font = {"name": FONT, "size": 9, "color": colour}
    others = [{"delete": True}] * (MONTHS - 1)
    return {"value": True, "position": "right", "font": font, "custom": [*others, {"value": words, "font": font}]}


def _set_look(chart: Chart) -> None:
    font = {"name": FONT, "size": 9, "color": QUIET}
    place = {"x": 0.01, "y": 0.01}
    chart.set_title({"name": TITLE, "overlay": True, "name_font": {**font, "bold": True}, "layout": place})
    chart.set_legend({"none": True})
    chart.set_x_axis(
        {
            "num_font": {**font, "rotation": -90},
            "line": {"color": QUIET},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",
        }
    )
    chart.set_y_axis(
        {
            "num_font": font,
            "num_format": "General",
            "num_format_linked": True,
            "min": 0,
            "line": {"none": True},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",
            "major_gridlines": {"visible": True, "line": {"color": HAIRLINE, "width": 0.75}},
        }
    )
    chart.set_plotarea({"layout": {"x": 0.075, "y": 0.13, "width": 0.765, "height": 0.64}})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.show_blanks_as("gap")
