"""A little scorecard that is open in Excel: figures, a page an indicator, lists that grow and shrink, a note column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.builders.little import LAST, Row, little_definition, little_rows, write_little, write_rows
from tests.builders.templates import Dress, make_template
from xl_scorecard import pipeline
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.model.mail import MailSettings, Recipient
from xl_scorecard.model.measure import Measure, MeasureKind

SHEETS = {
    "Summary": {
        "A1": "{{ scorecard.title }}",
        "A2": "{{ scorecard.period }}",
        "B2": "{{ scorecard.headline }}",
        "C2": "Aim",
        "A4": "Not green",
        "A5": "{{ each indicator where status is red or amber or no target, worst first, or say Nothing. }}"
        "{{ indicator.code }}",
        "B5": "{{ indicator.reason }}",
        "C5": "{{ indicator.value }}",
        "D5": "{{ indicator.link }}",
        "A7": "{{ scorecard.problems_sentence }}",
        "A8": "{{ each problem, most serious first, or say No problem. }}{{ problem.severity }}",
        "B8": "{{ problem.sentence }}",
        "C8": "{{ problem.count }}",
    },
    "Card": {
        "A1": "Code",
        "B1": "Title",
        "C1": "{{ label @ month-1 }}",
        "D1": "{{ label @ month }}",
        "E1": "Status",
        "F1": "Note",
        "G1": "{{ scorecard.period_end }}",
        "A2": "{{ indicator.code }}",
        "B2": "{{ indicator.title }}",
        "C2": "{{ indicator.value @ month-1 }}",
        "D2": "{{ indicator.value }}",
        "E2": "{{ indicator.status }}",
        "F2": "{{ indicator.note }}",
        "G2": "{{ indicator.shown }}",
        "D4": "=SUM(D2:D2)",
    },
    "{indicator.code}": {
        "A1": "{{ indicator.code }}",
        "B1": "{{ indicator.title }}",
        "C1": "{{ indicator.polarity }}",
        "A3": "Month",
        "B3": "Figure",
        "C3": "Of",
        "A4": "{{ each period, last 6 }}{{ period.label }}",
        "B4": "{{ period.value }}",
        "C4": "{{ period.denominator }}",
    },
}


def dress(_book: object, sheets: dict[str, object]) -> None:
    """Links to the indicators' pages, and what is printed at the head."""
    sheets["Summary"].write_url("A5", "internal:'{indicator.code}'!A1", string=SHEETS["Summary"]["A5"])
    for sheet in sheets.values():
        sheet.set_header("&L{{ scorecard.title }}&R{{ scorecard.period }}")


def dress_fully(book: object, sheets: dict[str, object]) -> None:
    """All that a refresh can change besides cells: links, headers, a chart's alternative text, rows that grow."""
    dress(book, sheets)
    page = sheets["{indicator.code}"]
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='{indicator.code}'!$B$4:$B$4"})
    page.insert_chart(
        "F2", chart, {"description": "The figures of {{ indicator.title }}, {{ indicator.shown }} the latest"}
    )
    sheets["Summary"].set_column("B:B", 12)
    sheets["Summary"].write("B5", SHEETS["Summary"]["B5"], book.add_format({"text_wrap": True}))


def write_live(
    folder: Path, *, rows: Iterable[Row] | None = None, name: str = "live.xlsx", dress: Dress = dress, **changes: object
) -> Path:
    """Write sources, definition and template, build the workbook, and return its path."""
    definition = write_little(folder, rows=little_rows() if rows is None else rows, **changes)
    make_template(folder / "template.xlsx", SHEETS, dress)
    return pipeline.build(definition, out=folder / name).path


def more_rows(folder: Path, rows: Iterable[Row]) -> None:
    """Put other records into the source."""
    write_rows(folder / "referrals.xlsx", rows)


def one_more(rows: list[Row]) -> list[Row]:
    """The same records and one more in the last month: figures change, nothing else does."""
    return [*rows, ("C9999", date(2012, 5, 30), None, "North", 0)]


def reach_june(path: Path, **changes: object) -> None:
    """Let the source cover one more month, with a record in it."""
    definition = little_definition(path, **changes)
    source = replace(definition.sources[0], covers_to=LAST.back(-1))
    write_definition(replace(definition, sources=(source,)), path)
    june = [(child, date(2012, 6, day.day), None, team, 0) for child, day, _, team, _ in little_rows()[-14:]]
    more_rows(path.parent, [*little_rows(), *june])


def one_more_indicator(path: Path) -> None:
    """Put another indicator before those of a definition: the workbook has to be rebuilt."""
    definition = read_definition(path)
    more = replace(definition.indicators[0], code="R0", title="All")
    write_definition(replace(definition, indicators=(more, *definition.indicators)), path)


def untidy(rows: list[Row], *, times: int = 3) -> list[Row]:
    """The same records, some with an end before their beginning and some without a date: problems are found."""
    broken = [(f"D{n}", date(2012, 5, 20), date(2012, 5, 1), "North", 0) for n in range(times)]
    return [*rows, *broken, *[("E1", None, None, "South", 0)] * times]  # type: ignore[list-item]


def with_mail(path: Path, **changes: object) -> None:
    """Let a definition be mailed to one person."""
    mail = MailSettings(
        sender="team@council.example",
        own_domains=("council.example",),
        recipients=(Recipient(address="ann@council.example"),),
    )
    write_definition(replace(read_definition(path), mail=replace(mail, **changes)), path)


FUNCTION = """
from pathlib import Path

Path(__file__).with_name("ran.txt").write_text("yes")


def twice(tables):
    return 2 * tables["referrals"]["referred"].dt.to_period("M").value_counts()
"""


def with_function(path: Path, name: str = "more.py") -> None:
    """Let a definition's referrals be worked out by a Python function: twice as many. Its file leaves a trace: ran.txt."""
    definition = read_definition(path)
    count, *rest = definition.measures
    made = Measure(code=count.code, title=count.title, source="", kind=MeasureKind.PYTHON, function=f"{name}:twice")
    (path.parent / name).write_text(FUNCTION, encoding="utf-8")
    write_definition(replace(definition, measures=(made, *rest)), path)
