"""Headings are found where people put them, and what is missing is said with what is nearest."""

from datetime import date

import pytest

from tests.builders.source_workbooks import CHILD, CONTACTED, GENDER, HEADINGS, by_code, cells_of, read_contacts
from xl_scorecard.errors import SourceError
from xl_scorecard.model.place import Place
from xl_scorecard.model.source import Column, ColumnType

RECORD = ["c1", "Male", date(2012, 5, 14)]


def refused(folder, rows, **fields):
    with pytest.raises(SourceError) as caught:
        read_contacts(folder, rows, **fields)
    return caught.value


@pytest.mark.parametrize("above", [0, 1, 29])
def test_headings_are_found_in_the_first_thirty_rows(tmp_path, above):
    title = [["Haringey Council"], *[[]] * 28][:above]
    tables = read_contacts(tmp_path, [*title, HEADINGS, RECORD])
    assert tables.records["contacts"]["_row"].tolist() == [above + 2]
    assert tables.files[0].left_out == {}


def test_headings_below_the_thirtieth_row_are_not_found(tmp_path):
    error = refused(tmp_path, [*[["x"]] * 30, HEADINGS, RECORD])
    assert "none of its first 30 rows" in error.sentence
    assert "“Child Unique ID”" in error.sentence


def test_an_empty_sheet_is_said(tmp_path):
    assert "the sheet is empty" in refused(tmp_path, []).sentence


@pytest.mark.parametrize(
    "heading",
    [
        "date of contact",
        "Date  of\nContact ",
        "\ufeffDate of\u00a0Contact",
        "Dat\u200be of Contact",
        "Ｄate of Contact",
        "Dateof Contact",
    ],
)
def test_a_heading_is_found_whatever_its_case_spaces_and_invisible_characters(tmp_path, heading):
    tables = read_contacts(tmp_path, [["Child Unique ID", "Gender", heading], RECORD])
    assert len(tables.records["contacts"].dropna()) == 1
    assert {problem.code: cells_of(problem) for problem in tables.problems} == {"SRC-008": ["C1"]}


def test_quotes_in_a_heading_may_be_straight_or_curly(tmp_path):
    column = Column(name="age", headings=("Child's age",), type=ColumnType.NUMBER, required=True)
    assert len(read_contacts(tmp_path, [["Child’s age"], [3]], columns=(column,)).records["contacts"]) == 1


def test_any_of_a_columns_headings_will_do(tmp_path):
    tables = read_contacts(tmp_path, [["Child ID", "Gender", "Date of Contact"], RECORD])
    assert tables.records["contacts"]["child"].tolist() == ["c1"]


def test_the_order_of_columns_does_not_matter(tmp_path):
    tables = read_contacts(
        tmp_path, [["Date of Contact", "Team", "Gender", "Child ID"], [RECORD[2], "x", "Male", "c1"]]
    )
    assert tables.records["contacts"]["child"].tolist() == ["c1"]


def test_a_missing_required_heading_names_the_nearest_and_where_it_stands(tmp_path):
    error = refused(tmp_path, [["Title"], ["Child ID", "Gender", "Date of Contct"], RECORD])
    assert str(error).startswith("contacts.xlsx › Contacts › A2: no column is headed “Date of Contact”")
    assert "the nearest is “Date of Contct” in C2" in error.sentence
    assert "Columns" in error.fix


def test_all_missing_required_headings_are_told_at_once(tmp_path):
    columns = (CHILD, CONTACTED, Column(name="e", headings=("Ended",), type=ColumnType.DATE, required=True))
    error = refused(tmp_path, [["Child ID", "Gender"], RECORD], columns=columns)
    assert "“Date of Contact”; “Ended”" in error.sentence


def test_what_is_not_near_a_heading_is_never_quoted(tmp_path):
    error = refused(tmp_path, [["Child ID", "Jane Smith"], ["c1", "x"]])
    assert "Jane" not in str(error)


def test_a_missing_optional_heading_is_a_problem_and_a_column_that_is_all_missing(tmp_path):
    tables = read_contacts(tmp_path, [["Child ID", "Gendre", "Date of Contact"], RECORD])
    problem = by_code(tables)["SRC-005"]
    assert "“Gender” (the nearest is “Gendre” in B1)" in problem.sentence
    assert cells_of(problem) == ["A1"]
    assert tables.records["contacts"]["gender"].tolist() == [None]


def test_a_missing_optional_date_is_a_column_without_dates(tmp_path):
    ended = Column(name="ended", headings=("Ended",), type=ColumnType.DATE)
    tables = read_contacts(tmp_path, [HEADINGS, RECORD], columns=(CHILD, GENDER, CONTACTED, ended))
    assert tables.records["contacts"]["ended"].isna().all()
    assert str(tables.records["contacts"]["ended"].dtype) == "datetime64[ns]"


@pytest.mark.parametrize("second", ["Gender", " gender", "GENDER\u200b"])
def test_two_columns_under_one_heading_are_an_error_that_names_both(tmp_path, second):
    error = refused(tmp_path, [[*HEADINGS, second], [*RECORD, "Female"]])
    assert "B1 and D1 are both headings for “Gender”" in error.sentence


def test_two_headings_of_one_column_are_an_error_too(tmp_path):
    assert "A1 and D1" in refused(tmp_path, [[*HEADINGS, "Child ID"], [*RECORD, "c2"]]).sentence


def test_doubled_headings_that_nobody_asks_for_do_not_matter(tmp_path):
    assert len(read_contacts(tmp_path, [[*HEADINGS, "Notes", "Notes"], RECORD]).records["contacts"]) == 1


def test_a_heading_with_a_letter_that_only_looks_latin_is_read_and_said(tmp_path):
    tables = read_contacts(tmp_path, [["Child ID", "Gеnder", "Date of Contact"], RECORD])
    problem = by_code(tables)["SRC-006"]
    assert "CYRILLIC SMALL LETTER IE" in problem.sentence
    assert cells_of(problem) == ["B1"]
    assert tables.records["contacts"]["gender"].tolist() == ["Male"]


def test_the_row_with_most_headings_wins_over_a_title_that_has_one(tmp_path):
    tables = read_contacts(tmp_path, [["Gender"], HEADINGS, RECORD])
    assert tables.records["contacts"]["_row"].tolist() == [3]


def test_a_heading_as_declared_is_nothing_odd(tmp_path):
    assert read_contacts(tmp_path, [HEADINGS, RECORD]).problems == ()


def test_rows_above_the_headings_are_said(tmp_path):
    tables = read_contacts(tmp_path, [["Haringey"], [], ["List 1"], HEADINGS, RECORD])
    assert cells_of(by_code(tables)["SRC-007"]) == ["A1", "A3"]


def column(name, heading, kind=ColumnType.TEXT, **fields):
    return Column(name=name, headings=(heading,), type=kind, **fields)


@pytest.mark.parametrize("heading", ["Date of Contact (system)", "Date of Contact", "date of  contact: 2012"])
def test_a_heading_may_be_a_pattern(tmp_path, heading):
    dated = column("contacted", "Date of contact*", ColumnType.DATE, required=True)
    tables = read_contacts(tmp_path, [["Child ID", heading], ["c1", RECORD[2]]], columns=(CHILD, dated))
    assert tables.records["contacts"]["contacted"].notna().all()


def test_a_pattern_that_two_headings_meet_is_an_error_that_names_both(tmp_path):
    dated = column("contacted", "Date*", ColumnType.DATE)
    error = refused(tmp_path, [["Child ID", "Date in", "Date out"], RECORD], columns=(CHILD, dated))
    assert "B1 and C1" in error.sentence
    assert error.code == "SRC-142"


def test_a_heading_itself_goes_before_a_pattern(tmp_path):
    columns = (CHILD, Column(name="team", headings=("Team*", "Team"), type=ColumnType.TEXT))
    frame = read_contacts(tmp_path, [["Child ID", "Team *"], ["c1", "x"]], columns=columns).records["contacts"]
    assert frame["team"].tolist() == ["x"]


TWO_ROWS = [["Child ID", "Plan", None, "Review", None], [None, "Start", "End", "Start", "End"]]


def test_headings_may_stand_in_two_rows(tmp_path):
    columns = (CHILD, column("ended", "Plan > End"), column("reviewed", "Review > Start"))
    rows = [["Overview"], *TWO_ROWS, ["c1", "a", "b", "c", "d"]]
    tables = read_contacts(tmp_path, rows, columns=columns)
    frame = tables.records["contacts"]
    assert frame[["child", "ended", "reviewed"]].to_numpy().tolist() == [["c1", "b", "c"]]
    assert frame["_row"].tolist() == [4]


def test_a_heading_in_two_rows_that_is_not_there_is_missing(tmp_path):
    columns = (CHILD, column("ended", "Plan > Closure", required=True))
    assert "“Plan > Closure”" in refused(tmp_path, [*TWO_ROWS, ["c1"]], columns=columns).sentence


def test_a_column_may_be_declared_by_its_place(tmp_path):
    columns = (CHILD, column("team", "Column C"))
    frame = read_contacts(tmp_path, [["Child ID", "x", None], ["c1", "a", "b"]], columns=columns).records["contacts"]
    assert frame["team"].tolist() == ["b"]


def test_a_missing_heading_names_the_cell_of_the_definition_to_edit_and_the_command(tmp_path):
    place = Place(file="definition.xlsx", sheet="Columns", cell="C7")
    dated = column("contacted", "Date of Contact", ColumnType.DATE, required=True, place=place)
    error = refused(tmp_path, [["Child ID", "Date of Contct"], RECORD], columns=(CHILD, dated))
    assert "definition.xlsx › Columns › C7" in error.fix
    assert "check --accept" in error.fix


def test_without_a_likely_alias_no_command_is_offered(tmp_path):
    place = Place(file="definition.xlsx", sheet="Columns", cell="C7")
    dated = column("contacted", "Date of Contact", ColumnType.DATE, required=True, place=place)
    assert "--accept" not in refused(tmp_path, [["Child ID", "zzz"], RECORD], columns=(CHILD, dated)).fix


def test_a_near_heading_that_may_be_a_name_is_pointed_at_and_not_quoted(tmp_path):
    error = refused(tmp_path, [["Child ID", "Gender", "Date of Contact Zebedee"], RECORD])
    assert "(the nearest is in C1)" in error.sentence
