"""Peeking tells what is in a file by kind, so that a person can write a definition; never a value."""

from datetime import date, datetime

import openpyxl
import pytest

from tests.builders.source_workbooks import HEADINGS, cells_of, write_rows
from xl_scorecard.errors import SourceError
from xl_scorecard.model.source import ColumnType
from xl_scorecard.sources.peeking import peek, shape, with_values
from xl_scorecard.sources.proposing import propose

DAY = date(2012, 5, 14)
ROWS = [["Haringey"], [], HEADINGS, *[[f"a1b2c{n}", "Male" if n % 2 else "Female", DAY] for n in range(100, 120)]]


def only_sheet(path, rows, **fields):
    return peek(write_rows(path / "it.xlsx", rows, sheet="List 1", **fields)).sheets[0]


def test_sheets_headings_rows_and_cells_are_counted(tmp_path):
    sheet = only_sheet(tmp_path, ROWS)
    assert (sheet.shown, sheet.position, sheet.hidden, sheet.headings_row) == ("List 1", 1, False, 3)
    assert (sheet.rows, sheet.non_empty_cells) == (20, 1 + 3 + 60)
    assert [(column.letter, column.shown, column.filled) for column in sheet.columns] == [
        ("A", "Child Unique ID", 20),
        ("B", "Gender", 20),
        ("C", "Date of Contact", 20),
    ]


def test_each_column_has_its_likely_type_and_what_its_cells_look_like(tmp_path):
    columns = only_sheet(tmp_path, ROWS).columns
    assert [column.guess.type for column in columns] == [ColumnType.ID, ColumnType.CATEGORY, ColumnType.DATE]
    assert [column.guess.kinds for column in columns] == [
        ("text such as a9a9a999",),
        ("2 different words", "text such as Aaaaaa", "text such as Aaaa"),
        ("dates",),
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "kind", "seen"),
    [
        ("Date of Birth", [DAY] * 3, ColumnType.DATE_OF_BIRTH, "dates"),
        ("Date", ["14/05/2012", "2012-05-14", DAY], ColumnType.DATE, "dates kept as text"),
        ("Open?", ["Yes", "a) No", "y"], ColumnType.YES_NO, "yes or no"),
        ("Age", [1, 2, "c"], ColumnType.WHOLE_NUMBER, "whole numbers"),
        ("Number of Plans", [1, 2, 3], ColumnType.WHOLE_NUMBER, "whole numbers"),
        ("Score", [1.5, 2, 3], ColumnType.NUMBER, "whole numbers"),
        ("Attendance %", [95.5, 90.1, 88.2], ColumnType.PERCENTAGE, "numbers with decimals"),
        ("UPN", [1, 2, 3], ColumnType.ID, "whole numbers"),
        ("Case", ["x1", "x2", "x3"], ColumnType.ID, "text such as a9"),
        ("Surname", ["Smith", "Jones", "Brown"], ColumnType.NAME, "text such as Aaaaa"),
        ("Team", ["East"] * 9, ColumnType.CATEGORY, "1 different words"),
        ("Comment", ["Some words here", "Others there", "More"], ColumnType.TEXT, "text such as Aaaa aaaaa aaaa"),
        ("Nothing", [None, None, None], ColumnType.TEXT, None),
    ],
)
def test_the_type_of_a_column_is_guessed(tmp_path, heading, cells, kind, seen):
    columns = only_sheet(tmp_path, [["Key", heading], *[["k", cell] for cell in cells]]).columns
    assert columns[1].guess.type is kind
    assert (seen in columns[1].guess.kinds) if seen else columns[1].guess.kinds == ()


def test_numbers_shown_with_leading_zeros_are_likely_an_id(tmp_path):
    path = write_rows(tmp_path / "it.xlsx", [["Code"], [12], [13]])
    book = openpyxl.load_workbook(path)
    for row in (2, 3):
        book.active.cell(row, 1).number_format = "00000"
    book.save(path)
    guess = peek(path).sheets[0].columns[0].guess
    assert (guess.type, guess.kinds) == (ColumnType.ID, ("numbers shown with leading zeros",))


def test_shares_shown_as_percentages_are_likely_percentages(tmp_path):
    path = write_rows(tmp_path / "it.xlsx", [["Team", "Done"], ["a", 0.25], ["b", 1]])
    book = openpyxl.load_workbook(path)
    book.active["B2"].number_format = book.active["B3"].number_format = "0%"
    book.save(path)
    done = peek(path).sheets[0].columns[1].guess
    assert (done.type, done.kinds) == (ColumnType.PERCENTAGE, ("numbers shown as percentages",))


def test_what_is_odd_is_told_as_a_problem_with_its_cell(tmp_path):
    sheet = only_sheet(tmp_path, [["Title"], *ROWS[2:], ["a1", "Male", "15/05/2012"], ["a2", "Male", "#N/A"]])
    told = {problem.code: cells_of(problem) for problem in sheet.problems}
    assert told == {"SRC-007": ["A1"], "SRC-040": ["C23"], "SRC-021": ["C24"]}


def test_a_sheet_without_headings_is_told_and_so_is_an_empty_one(tmp_path):
    path = write_rows(tmp_path / "it.xlsx", [[1, DAY], [2, DAY]], sheet="List 1", **{"List 2": []})
    first, second = peek(path).sheets
    assert (first.headings_row, first.columns, [one.code for one in first.problems]) == (0, (), ["SRC-027"])
    assert (second.non_empty_cells, [one.code for one in second.problems]) == (0, ["SRC-026"])


def test_an_error_in_a_sheet_without_headings_is_told_by_its_letter(tmp_path):
    sheet = only_sheet(tmp_path, [[1, DAY], [2, "#N/A"], [3, "=1+1"]])
    assert {one.code: cells_of(one) for one in sheet.problems} == {
        "SRC-027": [""],
        "SRC-021": ["B2"],
        "SRC-022": ["B3"],
    }


def test_one_sheet_may_be_asked_for_and_the_others_are_counted(tmp_path):
    path = write_rows(tmp_path / "it.xlsx", [HEADINGS], sheet="List 1", **{"List 2": [["Team"], ["x"]]})
    found = peek(path, "#2")
    assert ([sheet.shown for sheet in found.sheets], found.others) == (["List 2"], 1)
    with pytest.raises(SourceError, match="no sheet “List 3”"):
        peek(path, "List 3")


def test_hidden_sheets_rows_and_tables_are_told(tmp_path):
    path = write_rows(tmp_path / "it.xlsx", ROWS[2:], sheet="List 1", Front=[["x"]])
    book = openpyxl.load_workbook(path)
    book["List 1"].sheet_state = "hidden"
    book["List 1"].row_dimensions[3].hidden = True
    book["List 1"].add_table(openpyxl.worksheet.table.Table(displayName="Contacts", ref="A1:C21"))
    book.save(path)
    sheet = peek(path).sheets[0]
    assert (sheet.hidden, sheet.tables) == (True, ("Contacts",))
    assert {one.code: cells_of(one) for one in sheet.problems} == {"SRC-001": [""], "SRC-002": ["A3"]}


def test_headings_and_names_that_may_be_a_persons_are_told_by_their_shape(tmp_path):
    path = write_rows(tmp_path / "it.xlsx", [["Child ID", "Zebedee Quux"], ["a1", "x"]], sheet="Zebedee Quux")
    found = peek(path)
    assert (found.sheets[0].shown, found.sheets[0].columns[1].shown) == ("sheet 1", "Aaaaaaa Aaaa")
    opened = with_values(found).sheets[0]
    assert (opened.shown, opened.columns[1].shown) == ("Zebedee Quux", "Zebedee Quux")


@pytest.mark.parametrize(
    ("text", "masked"), [("Zoë O'Neil-7", "Aaa A'Aaaa-9"), ("漢字", "aa"), ("x" * 99, f"{'a' * 24}…")]
)
def test_a_shape_keeps_nothing_of_a_text(text, masked):
    assert shape(text) == masked


def test_a_csv_file_is_peeked_into_like_a_workbook(tmp_path):
    (tmp_path / "it.csv").write_text("Child ID;Date of Contact\n0012;14/05/2012\n0013;\n", encoding="utf-8")
    sheet = peek(tmp_path / "it.csv").sheets[0]
    assert [column.guess.type for column in sheet.columns] == [ColumnType.ID, ColumnType.DATE]
    assert sheet.problems == ()


def test_rows_for_a_definition_are_proposed_with_the_months_that_the_dates_cover(tmp_path):
    rows = [
        [*HEADINGS, "Gender"],
        ["a1", "Male", datetime(2012, 5, 14), "x"],
        ["a2", "Male", DAY.replace(month=7), "y"],
    ]
    sheet = only_sheet(tmp_path, rows)
    source, columns = propose(sheet, tmp_path / "sources" / "it.xlsx", tmp_path / "definition.xlsx")
    assert source == {
        "name": "it",
        "file": "sources/it.xlsx",
        "sheet": "List 1",
        "kind": "records",
        "covers_from": "2012-05",
        "covers_to": "2012-07",
    }
    assert [column["name"] for column in columns] == ["child_unique_id", "gender", "date_of_contact", "gender_2"]
    assert [column["required"] for column in columns] == ["Yes", "", "Yes", ""]


def test_nothing_is_proposed_for_a_sheet_without_headings(tmp_path):
    assert propose(only_sheet(tmp_path, [[1], [2]]), tmp_path / "it.xlsx", tmp_path / "definition.xlsx") is None
