"""Published: a plain workbook that screen readers and zoomed screens read well; the edition for everybody outside.

Source: the Government Analysis Function's guidance on releasing statistics in spreadsheets: one table a sheet and marked up
as one, its title in A1, one thing a cell above it, notes in words, symbols in square brackets, no blank or merged cells, no
meaning in colour, nothing hidden, nothing floating, no frozen panes, 12 points in a font without serifs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FONT = {"font_name": "Arial", "font_size": 12, "valign": "top"}
A4 = 9
TITLE_HEIGHT, LINE_HEIGHT, HEADING_HEIGHT = 27, 18, 36
PLAIN, WRAPPED, NUMBER = "plain", "wrapped", "number"
STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "text_wrap": True, "bottom": 1},
    "number heading": {"bold": True, "text_wrap": True, "bottom": 1, "align": "right", "indent": 1},
    PLAIN: {"align": "left"},
    WRAPPED: {"align": "left", "text_wrap": True},
    NUMBER: {"align": "right", "indent": 1},
    "link": {"align": "left", "font_color": "#0563C1", "underline": 1},
}
WHOSE = "{{ scorecard.title }}, {{ scorecard.period }}"
SYMBOLS_TOLD = (
    "Symbols in square brackets, or a star, stand where there is no number. The worksheet Symbols says what they mean."
)
ONE_TABLE = "This worksheet contains one table."

Column = tuple[str, str, str, float]
"""Its heading, what its cells hold, their style and the width in characters."""

HEADLINES: tuple[Column, ...] = (
    ("Section", "{{ indicator.section }}", WRAPPED, 28),
    ("Code", "{{ indicator.code }}", PLAIN, 12),
    ("Indicator", "{{ indicator.title }}", WRAPPED, 60),
    ("Unit", "{{ indicator.unit }}", PLAIN, 14),
    ("Good is", "{{ indicator.polarity }}", WRAPPED, 24),
    ("Period", "{{ indicator.period @ headline }}", PLAIN, 18),
    ("Value", "{{ indicator.value_marked @ headline }}", NUMBER, 14),
    ("Target", "{{ indicator.target_marked }}", NUMBER, 14),
    ("Status", "{{ indicator.status_word }}", PLAIN, 14),
    ("Change on the period before", "{{ indicator.trend_marked @ headline }}", PLAIN, 18),
    ("Change in the long run", "{{ indicator.long_trend_marked @ headline }}", PLAIN, 18),
)
FIGURES: tuple[Column, ...] = (
    ("Code", "{{ figure.code }}", PLAIN, 12),
    ("Indicator", "{{ figure.title }}", WRAPPED, 60),
    ("Period", "{{ figure.period }}", PLAIN, 24),
    ("Kind of period", "{{ figure.kind }}", PLAIN, 18),
    ("Value", "{{ figure.value_marked }}", NUMBER, 14),
    ("Unit", "{{ figure.unit }}", PLAIN, 14),
    ("Numerator", "{{ figure.numerator_marked }}", NUMBER, 14),
    ("Denominator", "{{ figure.denominator_marked }}", NUMBER, 16),
    ("Target", "{{ figure.target_marked }}", NUMBER, 14),
    ("Status", "{{ figure.status_word }}", PLAIN, 14),
    ("Change on the period before", "{{ figure.trend_marked }}", PLAIN, 18),
    ("Reason", "{{ figure.reason }}", WRAPPED, 70),
)
DEFINITIONS: tuple[Column, ...] = (
    ("Code", "{{ indicator.code }}", PLAIN, 12),
    ("Indicator", "{{ indicator.title }}", WRAPPED, 60),
    ("What it measures", "{{ indicator.definition }}", WRAPPED, 70),
    ("How it is worked out", "{{ indicator.formula }}", WRAPPED, 60),
)
METHODS: tuple[Column, ...] = (
    ("Rule", "{{ rule.title }}", WRAPPED, 30),
    ("What it says", "{{ rule.text }}", WRAPPED, 110),
)
SYMBOLS = (
    ("{{ scorecard.symbol }}", "Hidden, so that nobody can be recognised. {{ scorecard.suppression }}"),
    ("[x]", "Not available: there is no such figure, or it was not reported."),
    ("[z]", "Not applicable: there can be no such figure, for example a target where none is set."),
)
CONTENTS = (
    ("Symbols", "What stands where there is no number, and what it means"),
    ("Table_1", "Headlines: every indicator in the period that its status is judged for"),
    ("Table_2", "Figures: every indicator in every month, full year and year to date"),
    ("Definitions", "What every indicator measures and how it is worked out"),
    ("Methods", "How figures are worked out, judged and hidden"),
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A workbook and its few styles."""

    book: Workbook
    made: dict[str, Format] = field(default_factory=dict)

    def style(self, name: str) -> Format:
        """Return a style, made when first asked for."""
        if name not in self.made:
            self.made[name] = self.book.add_format({**FONT, **STYLES[name]})
        return self.made[name]

    def sheet(self, name: str, *above: str) -> Worksheet:
        """Add a sheet with its title in A1 and one thing a cell below it."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_selection("A1")
        for row, text in enumerate(above):
            sheet.set_row(row, TITLE_HEIGHT if row == 0 else LINE_HEIGHT)
            sheet.write_string(row, 0, text, self.style("title" if row == 0 else PLAIN))
        return sheet

    def table(self, sheet: Worksheet, *, row: int, name: str, columns: Sequence[Column]) -> None:
        """Mark up a table of one prototype row under its headings; `row` is that of the headings, from 0."""
        headings = [
            {"header": heading, "header_format": self.style("number heading" if style == NUMBER else "heading")}
            for heading, _, style, _ in columns
        ]
        sheet.set_row(row, HEADING_HEIGHT)
        sheet.repeat_rows(row)
        look = {"name": name, "style": None, "autofilter": False, "columns": headings}
        sheet.add_table(row, 0, row + 1, len(columns) - 1, look)
        for place, (_, text, style, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            sheet.write_string(row + 1, place, text, self.style(style))


def build_published(book: Workbook) -> None:
    """Write the published edition: cover, contents, symbols, two tables of figures, definitions, methods."""
    plain = Plain(book)
    _write_cover(plain)
    _write_contents(plain)
    _write_symbols(plain)
    first = plain.sheet("Table_1", f"Table 1: Headlines: {WHOSE}", ONE_TABLE, SYMBOLS_TOLD)
    plain.table(first, row=3, name="Headlines", columns=HEADLINES)
    second = plain.sheet("Table_2", f"Table 2: Figures: {WHOSE}", ONE_TABLE, SYMBOLS_TOLD)
    plain.table(second, row=3, name="Figures", columns=FIGURES)
    blank = "A blank cell means that nothing is recorded."
    definitions = plain.sheet("Definitions", f"Definitions: {WHOSE}", ONE_TABLE, blank)
    plain.table(definitions, row=3, name="Definitions_of_indicators", columns=DEFINITIONS)
    methods = plain.sheet("Methods", f"Methods: {WHOSE}", ONE_TABLE)
    plain.table(methods, row=2, name="Methods_used", columns=METHODS)


def _write_cover(plain: Plain) -> None:
    cover = plain.sheet("Cover", WHOSE)
    cover.set_portrait()
    cover.set_column(0, 0, 100)
    for row, text in enumerate(
        (
            "{{ scorecard.organisation }}. {{ scorecard.edition }}.",
            "{{ scorecard.summary }}",
            "Status is that of {{ scorecard.headline }}.",
            "{{ scorecard.suppression }}",
            "Everything that is judged of figures is judged of the figures as they are shown here.",
            "Questions: {{ scorecard.prepared_by }}.",
        ),
        start=1,
    ):
        cover.write_string(row, 0, text, plain.style(WRAPPED))


def _write_contents(plain: Plain) -> None:
    sheet = plain.sheet(
        "Contents", f"Contents: {WHOSE}", "This worksheet contains one table, with a link to each worksheet."
    )
    _write_fixed(plain, sheet, "Contents_of_workbook", ("Worksheet", "What it holds"), CONTENTS)
    for row, (name, _) in enumerate(CONTENTS, start=3):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", plain.style("link"), string=name)


def _write_symbols(plain: Plain) -> None:
    sheet = plain.sheet("Symbols", f"Symbols: {WHOSE}", ONE_TABLE)
    _write_fixed(plain, sheet, "Symbols_used", ("Symbol", "What it means"), SYMBOLS)


def _write_fixed(
    plain: Plain, sheet: Worksheet, name: str, headings: tuple[str, str], rows: Sequence[tuple[str, str]]
) -> None:
    columns = [{"header": heading, "header_format": plain.style("heading")} for heading in headings]
    look = {"name": name, "style": None, "autofilter": False, "columns": columns}
    sheet.add_table(2, 0, 2 + len(rows), 1, look)
    sheet.set_row(2, HEADING_HEIGHT // 2)
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    for row, texts in enumerate(rows, start=3):
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, plain.style(WRAPPED))
