"""What a definition says of rows: merged cells, columns made of others, rows to leave out."""

from datetime import date

import openpyxl
import pytest

from tests.builders.source_workbooks import (
    CHILD,
    CONTACTED,
    GENDER,
    by_code,
    cells_of,
    contacts,
    define,
    read_contacts,
    write_rows,
)
from xl_scorecard.model.source import Column, ColumnType, LeaveOut, Spelling
from xl_scorecard.sources.reading import read_sources

DAY = date(2012, 5, 14)
TEAM = Column(name="team", headings=("Team",), type=ColumnType.TEXT)
FILLED = Column(name="team", headings=("Team",), type=ColumnType.TEXT, fill_down=True)


def in_teams(folder, column):
    rows = [["Team", "Child ID"], ["A", "c1"], [None, "c2"], ["", "c3"], ["B", "c4"], ["Total", 4], [None, "c5"]]
    tables = read_contacts(folder, rows, columns=(column, CHILD))
    return tables, tables.records["contacts"]["team"].tolist()


def test_an_empty_cell_takes_what_stands_above_it_where_the_definition_says_so(tmp_path):
    tables, teams = in_teams(tmp_path, FILLED)
    assert teams == ["A", "A", "A", "B", "B"]
    assert cells_of(by_code(tables)["SRC-024"]) == ["A3", "A4", "A7"]


def test_elsewhere_an_empty_cell_stays_empty(tmp_path):
    tables, teams = in_teams(tmp_path, TEAM)
    assert teams == ["A", None, None, "B", None]
    assert "SRC-024" not in by_code(tables)


def test_nothing_stands_above_the_first_row_but_the_heading(tmp_path):
    rows = [["Team", "Child ID"], [None, "c1"], ["A", "c2"]]
    frame = read_contacts(tmp_path, rows, columns=(FILLED, CHILD)).records["contacts"]
    assert frame["team"].tolist() == [None, "A"]


@pytest.mark.parametrize(("column", "codes"), [(TEAM, {"SRC-009"}), (FILLED, {"SRC-024"})])
def test_merged_cells_are_said_unless_they_are_filled_down(tmp_path, column, codes):
    path = write_rows(tmp_path / "contacts.xlsx", [["Team", "Child ID"], ["A", "c1"], [None, "c2"], ["B", "c3"]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("C2:C3")
    book.save(path)
    tables = read_sources(define(tmp_path, contacts(columns=(column, CHILD))))
    assert set(by_code(tables)) == codes
    assert [cells_of(problem) for problem in tables.problems] == [["A2"] if column is TEAM else ["A3"]]


def test_a_row_without_anything_but_what_is_filled_down_is_no_record(tmp_path):
    rows = [["Team", "Child ID"], ["A", "c1"], [], [None, "c2"]]
    frame = read_contacts(tmp_path, rows, columns=(FILLED, CHILD)).records["contacts"]
    assert frame["child"].tolist() == ["c1", "c2"]


JOINED = (
    Column(name="area", headings=("Area",), type=ColumnType.TEXT),
    Column(name="number", headings=("No",), type=ColumnType.TEXT),
    Column(name="child", headings=("child",), type=ColumnType.ID, required=True, join_of=("area", "number")),
)


def test_a_column_may_be_made_of_two_others(tmp_path):
    tables = read_contacts(tmp_path, [["Area", "No"], ["N", "0012"], [" S ", 7]], columns=JOINED)
    assert tables.records["contacts"]["child"].tolist() == ["N 0012", "S 7"]
    assert tables.problems == ()


def test_an_id_that_lacks_a_part_is_missing_and_said(tmp_path):
    tables = read_contacts(tmp_path, [["Area", "No"], ["N", "1"], ["S", None], [None, "2"]], columns=JOINED)
    assert tables.records["contacts"]["child"].tolist() == ["N 1", None, None]
    problem = by_code(tables)["SRC-025"]
    assert cells_of(problem) == ["A3", "A4"]
    assert "area and number" in problem.sentence
    assert tables.files[0].bad_rows == 2


def test_a_text_is_made_of_what_is_there(tmp_path):
    whole = Column(name="name", headings=("name",), type=ColumnType.NAME, join_of=("area", "number"))
    frame = read_contacts(tmp_path, [["Area", "No"], ["Ann", None], ["Ann", "Lee"]], columns=(*JOINED[:2], whole))
    assert frame.records["contacts"]["name"].tolist() == ["Ann", "Ann Lee"]


def test_a_column_made_of_one_that_is_not_there_is_missing(tmp_path):
    tables = read_contacts(tmp_path, [["Area"], ["N"]], columns=JOINED)
    assert tables.records["contacts"]["child"].tolist() == [None]
    assert "SRC-005" in by_code(tables)


ROWS = [
    ["Child ID", "Gender", "Date of Contact"],
    ["c1", "a) Male", DAY],
    ["c2", "f", DAY],
    ["c3", None, DAY],
    ["c4", "Test", DAY],
]
SEX = Column(
    name="gender",
    headings=("Gender",),
    type=ColumnType.CATEGORY,
    allowed=("a) Male", "b) Female"),
    spellings=(Spelling(word="F", means="b) Female"),),
)


def kept(folder, *rules, rows=ROWS, columns=(CHILD, SEX, CONTACTED)):
    tables = read_contacts(folder, rows, columns=columns, leave_out=rules)
    return tables.records["contacts"]["child"].tolist(), tables


@pytest.mark.parametrize(
    ("rule", "children"),
    [
        (LeaveOut(column="gender", words=("test",)), ["c1", "c2", "c3"]),
        (LeaveOut(column="gender", words=("Male", "Test")), ["c2", "c3"]),
        (LeaveOut(column="gender", words=("b) Female",)), ["c1", "c3", "c4"]),
        (LeaveOut(column="gender"), ["c1", "c2", "c4"]),
        (LeaveOut(column="gender", unless=True), ["c3"]),
        (LeaveOut(column="gender", words=("Test",), unless=True), ["c4"]),
        (LeaveOut(column="child", words=("C1",)), ["c2", "c3", "c4"]),
    ],
)
def test_rows_that_the_definition_leaves_out_are_counted_and_said(tmp_path, rule, children):
    found, tables = kept(tmp_path, rule)
    assert found == children
    assert tables.files[0].left_out == {f"rows where {rule}": 4 - len(children)}
    problem = by_code(tables)["SRC-015"]
    assert (problem.count, str(rule) in problem.sentence) == (4 - len(children), True)


def test_several_rules_leave_out_the_rows_of_each(tmp_path):
    rules = (LeaveOut(column="gender"), LeaveOut(column="gender", words=("Test",)))
    found, tables = kept(tmp_path, *rules)
    assert found == ["c1", "c2"]
    assert tables.files[0].left_out == {"rows where gender is empty": 1, "rows where gender is Test": 1}


def test_a_number_or_a_date_is_left_out_by_what_a_person_sees(tmp_path):
    rows = [["Child ID", "Gender", "Date of Contact"], [12, "Male", DAY], [13, "Male", date(2012, 5, 15)]]
    found, _ = kept(tmp_path, LeaveOut(column="child", words=("12",)), rows=rows, columns=(CHILD, GENDER, CONTACTED))
    assert found == ["13"]
    rule = LeaveOut(column="contacted", words=("14/05/2012",))
    assert kept(tmp_path, rule, rows=rows, columns=(CHILD, GENDER, CONTACTED))[0] == ["13"]


def test_a_rule_about_a_column_that_is_not_there_leaves_nothing_out(tmp_path):
    found, _ = kept(tmp_path, LeaveOut(column="gender"), rows=[["Child ID", "Date of Contact"], ["c1", DAY]])
    assert found == ["c1"]
