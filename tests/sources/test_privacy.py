"""A child's value is in no message, whatever is wrong with it."""

import traceback
from datetime import date

import pytest

from tests.builders.source_workbooks import HEADINGS, contacts, define, given, read_column, read_contacts, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.model.source import ColumnType, SourceKind
from xl_scorecard.sources.reading import read_sources

CHILD = "Zebedee"
CHILDS = [f"{CHILD} Quux", f"31/09/{CHILD}", f"99/99/2012{CHILD}", f"{CHILD}5 ", f"12{CHILD}%", f"(7{CHILD})"]
NUMBER = 7_777_777


def told(tables):
    """All that is said of the tables, however it is shown."""
    return repr((tables.problems, tables.files)) + "\n".join(f"{p} {p.fix}" for p in tables.problems)


@pytest.mark.parametrize("kind", list(ColumnType))
def test_no_problem_quotes_a_cell_of_any_type(tmp_path, kind):
    cells = [*CHILDS, NUMBER, NUMBER + 0.5, 1.7e300, date(7777, 7, 7), f"{NUMBER},{NUMBER}"]
    _, problems = read_column(tmp_path, kind, cells, required=True, allowed=("Male",))
    said = repr(problems) + "".join(f"{problem} {problem.fix}" for problem in problems.values())
    assert problems or kind in (ColumnType.TEXT, ColumnType.NAME)
    assert CHILD not in said
    assert "7777" not in said


def test_no_problem_quotes_what_stands_around_the_records(tmp_path):
    rows = [[CHILD, None, None, CHILD], [*HEADINGS, CHILD], *[[secret] * 4 for secret in CHILDS]]
    rows += [[f"Total {CHILD}", None, None, 1]]
    write_rows(tmp_path / "contacts.xlsx", rows, **{CHILD: [[CHILD]]})
    tables = read_sources(define(tmp_path, contacts(bad_row_limit=0.0)))
    assert len(tables.problems) >= 5
    assert CHILD not in told(tables)


@pytest.mark.parametrize("kind", [kind for kind in SourceKind if kind is not SourceKind.RECORDS])
def test_no_problem_quotes_a_row_of_what_is_given(tmp_path, kind):
    headings = [
        "Code",
        "Period",
        "Value",
        "Numerator",
        "Denominator",
        "Source",
        "Comparator",
        "Method",
        "Reason",
        "Note",
    ]
    rows = [[CHILD] * 10, [f"Щ{CHILD}"] * 10, ["Op368", CHILD, CHILD], ["Op368", "2012-05", CHILD, *[CHILD] * 7]]
    rows += [["Op368", "2012-06", 1, CHILD], [NUMBER] * 10]
    write_rows(tmp_path / "reference.xlsx", [headings, *rows])
    tables = read_sources(define(tmp_path, given(kind, bad_row_limit=0.0)))
    assert len(tables.problems) >= 3
    assert CHILD not in told(tables)
    assert str(NUMBER) not in told(tables)


@pytest.mark.parametrize(
    ("rows", "sheet"),
    [
        ([[CHILD, CHILD, CHILD], [CHILD] * 3], "Contacts"),
        ([["Child ID", CHILD, CHILD], [CHILD] * 3], "Contacts"),
        ([[*HEADINGS, "Gender"], [CHILD] * 4], "Contacts"),
        ([HEADINGS, [CHILD] * 3], CHILD),
    ],
)
def test_no_error_or_its_traceback_quotes_a_cell_or_a_sheet(tmp_path, rows, sheet):
    write_rows(tmp_path / "contacts.xlsx", rows, sheet=sheet)
    with pytest.raises(SourceError) as caught:
        read_sources(define(tmp_path, contacts(sheet="Contacts")))
    assert CHILD not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__cause__ is None


def test_the_values_do_reach_the_table(tmp_path):
    """So that the tests above search what was really read."""
    frame = read_contacts(tmp_path, [HEADINGS, [CHILD, CHILD, CHILD]]).records["contacts"]
    assert frame["child"].tolist() == [CHILD]
