"""Explore: choose an indicator and a period, and see the figure, its 24 months and a chart; landscape.

The formulas are those of every Excel since 2007 and of LibreOffice: INDEX and MATCH over the table Figures.
"""

from __future__ import annotations

from look import ACCENT, BARS, FONT, GOOD, HAIRLINE, MISSED, NEAR, QUIET, TAB_BOARD
from page import Page, set_columns, set_print, set_screen, show_red_words, show_status

NAME = "Explore"
LOOKED_UP = (
    ("Aim", "target_hint", "line", 18),
    ("Note", "note", "line", 60),
    ("Key", "code }} {{ figure.title }}, {{ figure.period", "quiet", 90),
)
COLUMNS = (("A", 14), ("B", 62), ("C", 2), ("D", 17), ("E", 15), ("F", 16), ("G", 12), ("H:I", 12.5), ("J", 13))
LAST, WHERE, VALUE, TARGET = "J", "L", "M", "N"
INDICATOR, PERIOD, REASON, NOTE, HEADINGS = 4, 5, 7, 8, 10
PERIODS = ("year to date", "full year", "full year-1", *(f"month-{back}" for back in reversed(range(24))))
FIRST = HEADINGS + 1
FIRST_MONTH, LAST_PERIOD = FIRST + 3, FIRST + len(PERIODS) - 1
LIST_HEADINGS = LAST_PERIOD + 2
LISTED = LIST_HEADINGS + 1
ANSWER = (
    ("E", "Figure", "As shown", "right"),
    ("F", "Aim", "Aim", "spaced"),
    ("G", "Status", "Status", "worded"),
    ("H", "Numerator", "Numerator", "right"),
    ("I", "Denominator", "Denominator", "right"),
    ("J", "Trend", "Trend", "worded"),
)
STYLES = {"Figure": "line right strong", "Aim": "small spaced", "Status": "line worded", "Trend": "small worded"}
TITLE = "Month by month. Dark: the figure. Light: its target."
ALT_TEXT = (
    "Column chart of the chosen indicator, {{ label @ month-23 }} to {{ label @ month }}: a dark column for each "
    "month's figure and a light one for its target. The table beside it has the same figures."
)
WIDTH, HEIGHT = 545, 545


def write_explore(page: Page) -> None:
    """Write the sheet."""
    set_columns(page, (*COLUMNS, ("K", 2), (f"{WHERE}:{TARGET}", 12)))
    _write_head(page)
    _write_choices(page)
    _write_periods(page)
    _write_list(page)
    _draw(page)
    _show_words(page, f"G{PERIOD}")
    show_red_words(page, f"G{FIRST}:G{LAST_PERIOD}")
    set_screen(page, tab=TAB_BOARD, freeze=(PERIOD, 0))
    page.sheet.set_selection(f"B{INDICATOR}")
    set_print(page, area=f"A1:{LAST}{LISTED}", landscape=True, repeat=(1, 2))


def _write_head(page: Page) -> None:
    page.heights({1: 33, 2: 18, 3: 8})
    page.row(1, ("A", "Explore: {{ scorecard.title }}", "title banner"), ("BCDEFGHIJ", "", "banner"))
    what = "{{ scorecard.organisation }} · {{ scorecard.period }}"
    page.write("A2", f"{what} · Choose an indicator and a period in the two boxes", "subtitle")


def _write_choices(page: Page) -> None:
    """Write the two drop-downs, and beside and below them the answer."""
    page.heights({INDICATOR: 24, PERIOD: 32, REASON - 1: 8, REASON: 30, NOTE: 44, NOTE + 1: 6})
    worst = "{{ each indicator, worst first, at most 1 }}{{ indicator.code }} {{ indicator.title }}"
    page.row(INDICATOR, ("A", "Indicator", "strong"), ("B", worst, "choice"))
    page.row(PERIOD, ("A", "Period", "strong"), ("B", "{{ label @ headline }}", "choice"))
    _drop_down(page, f"B{INDICATOR}", f"=$B${LISTED}:$B${LISTED}", "Choose an indicator from the list.")
    _drop_down(page, f"B{PERIOD}", f"=$D${FIRST}:$D${LAST_PERIOD}", "Choose a period from the list.")
    page.write(f"D{INDICATOR}", "The answer", "section headed")
    page.write(f"D{PERIOD}", "", "answer")
    for column, heading, _, side in ANSWER:
        page.write(f"{column}{INDICATOR}", heading, f"heading {side} headed")
    _write_answer(page, PERIOD, also="answer")
    page.formula(f"E{PERIOD}", looked_up("As shown", f"${WHERE}{PERIOD}"), "answer title right")
    page.write(f"{WHERE}{INDICATOR}", "Row in Figures", "heading right headed")
    page.formula(f"{WHERE}{PERIOD}", _where(f"$B${PERIOD}"), "small right")
    for row, label, column in ((REASON, "Why", "Reason"), (NOTE, "Note", "Note")):
        page.write(f"A{row}", label, "strong top")
        page.formula(f"B{row}", looked_up(column, f"${WHERE}${PERIOD}"), "prose")


def _drop_down(page: Page, cell: str, cells: str, words: str) -> None:
    page.sheet.data_validation(
        cell,
        {
            "validate": "list",
            "source": cells,
            "input_message": words,
            "error_title": "Not in the list",
            "error_message": words,
        },
    )


def _where(period: str) -> str:
    """The formula of the row in Figures of the chosen indicator and a period; 0 where there is none."""
    return f'=IFERROR(MATCH($B${INDICATOR}&", "&{period},Figures[Key],0),0)'


def looked_up(column: str, where: str) -> str:
    """Return the formula that looks a column of Figures up; nothing where there is no row or the cell is blank."""
    found = f"INDEX(Figures[{column}],{where})"
    return f'=IF({where}=0,"",IF({found}="","",{found}))'


def _write_answer(page: Page, row: int, *, also: str) -> None:
    for column, heading, name, _ in ANSWER:
        formula = looked_up(name, f"${WHERE}{row}")
        page.formula(f"{column}{row}", formula, f"{STYLES.get(heading, 'whole quiet')} {also}")


def _write_periods(page: Page) -> None:
    page.heights({HEADINGS: 24})
    page.row(HEADINGS, ("A", "24 months", "section"), ("B", "", "heading"), also="headed")
    page.write(f"D{HEADINGS}", "Every period", "section headed")
    for column, heading, _, side in ANSWER:
        page.write(f"{column}{HEADINGS}", heading, f"heading {side} headed")
    for column, heading in ((WHERE, "Row in Figures"), (VALUE, "Drawn: figure"), (TARGET, "Drawn: target")):
        page.write(f"{column}{HEADINGS}", heading, "heading right headed")
    for row, at in enumerate(PERIODS, start=FIRST):
        page.heights({row: 15.75})
        page.write(f"D{row}", f"{{{{ label @ {at} }}}}", "line ruled")
        _write_answer(page, row, also="ruled")
        page.formula(f"{WHERE}{row}", _where(f"$D{row}"), "small right")
        for column, name in ((VALUE, "Value"), (TARGET, "Target")):
            page.formula(f"{column}{row}", looked_up(name, f"${WHERE}{row}"), "small right")


def _write_list(page: Page) -> None:
    """Write every indicator: what the first drop-down offers, and how each stands."""
    page.heights({LIST_HEADINGS - 1: 12, LIST_HEADINGS: 24, LISTED: 18})
    page.row(
        LIST_HEADINGS,
        ("A", "Every indicator", "section"),
        ("BCDIJ", "", "heading"),
        ("E", "{{ label @ headline }}", "heading right"),
        ("F", "Aim", "heading spaced"),
        ("G", "Status", "heading worded"),
        ("H", "Looked after by", "heading indented"),
        also="headed",
    )
    page.row(
        LISTED,
        ("A", "{{ indicator.unit }}", "quiet"),
        ("B", "{{ indicator.code }} {{ indicator.title }}", "text"),
        ("E", "{{ indicator.value @ headline }}", "figure strong"),
        ("F", "{{ indicator.target_hint }}", "small spaced"),
        ("G", "{{ indicator.status }}", "status"),
        ("H", "{{ indicator.owner }}", "small indented"),
        ("CDIJ", "", "line"),
        also="ruled",
    )
    show_status(page, f"G{LISTED}")


def _show_words(page: Page, cells: str) -> None:
    """Give statuses that are written as words their fills."""
    for word, colours in (("Green", GOOD), ("Amber", NEAR), ("Red", MISSED)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": page.look.fill(colours)}
        page.sheet.conditional_format(cells, rule)


def _draw(page: Page) -> None:
    """Draw the chart: of each month its target, and half before it its figure."""
    chart = page.look.book.add_chart({"type": "column"})
    for column, name, colour in ((TARGET, "Target", BARS), (VALUE, "Figure", ACCENT)):
        chart.add_series(
            {
                "name": name,
                "categories": f"='{NAME}'!$D${FIRST_MONTH}:$D${LAST_PERIOD}",
                "values": f"='{NAME}'!${column}${FIRST_MONTH}:${column}${LAST_PERIOD}",
                "fill": {"color": colour},
                "gap": 45,
                "overlap": 55,
            }
        )
    font = {"name": FONT, "size": 9, "color": QUIET}
    place = {"x": 0.01, "y": 0.01}
    chart.set_title({"name": TITLE, "overlay": True, "name_font": {**font, "bold": True}, "layout": place})
    chart.set_legend({"none": True})
    quiet = {"major_tick_mark": "none", "minor_tick_mark": "none", "num_font": font}
    chart.set_x_axis({**quiet, "num_font": {**font, "rotation": -90}, "line": {"color": QUIET}})
    lines = {"visible": True, "line": {"color": HAIRLINE, "width": 0.75}}
    chart.set_y_axis({**quiet, "min": 0, "line": {"none": True}, "major_gridlines": lines})
    chart.set_plotarea({"layout": {"x": 0.075, "y": 0.1, "width": 0.9, "height": 0.72}})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    page.sheet.insert_chart(f"A{FIRST}", chart, {"object_position": 2, "description": ALT_TEXT})
