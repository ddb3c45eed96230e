"""Which rows are records, which are bad, and what is said of the sheet."""

from datetime import date

import openpyxl
import pandas as pd
import pytest

from tests.builders.binary_workbooks import write_binary
from tests.builders.source_workbooks import (
    GENDER,
    HEADINGS,
    by_code,
    cells_of,
    contacts,
    define,
    month,
    read_contacts,
    write_rows,
)
from xl_scorecard.model.problem import Severity
from xl_scorecard.model.source import LeaveOut
from xl_scorecard.sources.reading import read_sources

DAY = date(2012, 5, 14)
RECORD = ["c1", "Male", DAY]


@pytest.mark.parametrize(
    "word",
    ["Total", "TOTAL: 2", "Grand total", "Totals", "Sub-total", " total\u00a0", "East Total", "N & S\nsub-totals:"],
)
def test_a_total_row_is_left_out_and_counted(tmp_path, word):
    tables = read_contacts(tmp_path, [HEADINGS, RECORD, [word, None, 6722], RECORD])
    assert len(tables.records["contacts"]) == 2
    assert tables.files[0].left_out == {"total rows": 1}
    assert cells_of(by_code(tables)["SRC-012"]) == ["A3"]
    assert tables.files[0].bad_rows == 0


@pytest.mark.parametrize(
    "row",
    [
        ["Total Care Ltd", "Male", DAY],
        ["East Total", "Male", DAY],
        ["Total Care Ltd", "Male", " 14/05/2012"],
        ["totally1", None, None],
        ["subtotal1", None, None],
        ["c2", "Total", None],
    ],
)
def test_a_record_is_never_taken_for_a_total(tmp_path, row):
    tables = read_contacts(tmp_path, [HEADINGS, RECORD, row])
    assert len(tables.records["contacts"]) == 2


def test_without_a_date_that_a_record_needs_the_end_of_a_text_is_no_sign_of_a_total(tmp_path):
    rows = [["Child ID", "Gender"], ["Overall total", "Male"], ["Total", None]]
    tables = read_contacts(tmp_path, rows, columns=contacts().columns[:2])
    assert tables.records["contacts"]["child"].tolist() == ["Overall total"]


def test_the_word_total_may_stand_in_a_column_that_nobody_asks_for(tmp_path):
    tables = read_contacts(tmp_path, [["", *HEADINGS], ["", *RECORD], ["Total", 1, None, None]])
    assert tables.files[0].left_out == {"total rows": 1}


def test_blank_rows_between_records_are_left_out_and_counted(tmp_path):
    rows = [HEADINGS, RECORD, [], [" ", "", "\u00a0"], RECORD, [], []]
    tables = read_contacts(tmp_path, rows)
    assert tables.files[0].left_out == {"blank rows": 2}
    assert tables.records["contacts"]["_row"].tolist() == [2, 5]


def test_a_row_without_its_required_date_stays_but_is_bad(tmp_path):
    tables = read_contacts(tmp_path, [HEADINGS, RECORD, ["c2", "Male", None], ["c3", "Male", "soon"]])
    frame = tables.records["contacts"]
    assert frame["contacted"].isna().tolist() == [False, True, True]
    assert (tables.files[0].rows, tables.files[0].bad_rows) == (3, 2)
    assert cells_of(by_code(tables)["SRC-020"]) == ["C3"]
    assert cells_of(by_code(tables)["SRC-044"]) == ["C4"]


@pytest.mark.parametrize(("limit", "usable"), [(0.5, True), (0.49, False), (0.0, False)])
def test_a_source_is_unusable_over_its_limit_of_bad_rows_and_not_at_it(tmp_path, limit, usable):
    tables = read_contacts(tmp_path, [HEADINGS, RECORD, ["c2", "Male", "soon"]], bad_row_limit=limit)
    assert tables.files[0].usable is usable
    assert ("SRC-011" in by_code(tables)) is not usable


def test_an_unusable_source_says_how_many_rows_are_bad(tmp_path):
    problem = by_code(read_contacts(tmp_path, [HEADINGS, RECORD, ["c2", "Male", "soon"]], bad_row_limit=0.05))[
        "SRC-011"
    ]
    assert problem.severity is Severity.ERROR
    assert "1 of 2 rows" in problem.sentence
    assert "5.0%" in problem.sentence


def test_headings_without_rows_are_always_said(tmp_path):
    tables = read_contacts(tmp_path, [HEADINGS], covers_from=month("2012-04"), covers_to=month("2012-05"))
    assert [problem.code for problem in tables.problems] == ["SRC-010"]
    assert tables.problems[0].severity is Severity.ERROR
    assert len(tables.records["contacts"]) == 0
    assert tables.records["contacts"]["contacted"].dtype == "datetime64[ns]"


def test_a_month_covered_but_without_rows_is_said(tmp_path):
    tables = read_contacts(tmp_path, [HEADINGS, RECORD], covers_from=month("2012-03"), covers_to=month("2012-06"))
    problem = by_code(tables)["SRC-013"]
    assert "in Mar 2012, Apr 2012, Jun 2012," in problem.sentence
    assert problem.count == 3
    assert problem.severity is Severity.WARNING


def test_many_months_without_rows_are_named_five_and_counted(tmp_path):
    tables = read_contacts(tmp_path, [HEADINGS, RECORD], covers_from=month("2011-05"), covers_to=month("2012-05"))
    assert "Sep 2011 and 7 more months" in by_code(tables)["SRC-013"].sentence


def test_rows_later_than_covered_stay_and_are_said_and_earlier_ones_are_not(tmp_path):
    rows = [HEADINGS, ["c1", "Male", date(2012, 3, 31)], RECORD, ["c2", "Male", date(2012, 6, 1)]]
    tables = read_contacts(tmp_path, rows, covers_from=month("2012-05"), covers_to=month("2012-05"))
    assert len(tables.records["contacts"]) == 3
    assert [problem.code for problem in tables.problems] == ["SRC-014"]
    assert cells_of(tables.problems[0]) == ["C4"]


def test_covered_is_the_last_month_that_all_records_cover(tmp_path):
    write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD])
    may, april = contacts(covers_to=month("2012-05")), contacts(name="others", covers_to=month("2012-04"))
    assert read_sources(define(tmp_path, may, april)).covered() == month("2012-04")
    assert read_sources(define(tmp_path, may, contacts(name="others"))).covered() == month("2012-05")
    assert read_sources(define(tmp_path, contacts(covers_to=month("2011/12")))).covered() == month("2012-03")
    assert read_sources(define(tmp_path, contacts())).covered() is None


def test_hidden_rows_columns_sheets_and_filters_are_said_and_included(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD, RECORD], Front=[["x"]])
    book = openpyxl.load_workbook(path)
    sheet = book["Contacts"]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = "A1:C3"
    sheet.auto_filter.add_filter_column(1, ["Male"])
    sheet.sheet_state = "hidden"
    book.save(path)
    tables = read_sources(define(tmp_path, contacts(sheet="Contacts")))
    assert len(tables.records["contacts"]) == 2
    assert {problem.code: cells_of(problem) for problem in tables.problems} == {
        "SRC-001": [""],
        "SRC-002": ["A3"],
        "SRC-003": ["B1"],
        "SRC-004": ["A1"],
    }
    assert {problem.severity for problem in tables.problems} == {Severity.NOTE}


@pytest.mark.parametrize(("unless", "children"), [(False, ["c1", "c3"]), (True, ["c2"])])
def test_hidden_rows_are_left_out_where_the_definition_says_so(tmp_path, unless, children):
    path = write_rows(tmp_path / "contacts.xlsx", [HEADINGS, *([f"c{n}", *RECORD[1:]] for n in (1, 2, 3))])
    book = openpyxl.load_workbook(path)
    book["Contacts"].row_dimensions[3].hidden = True
    book.save(path)
    rule = LeaveOut(column="Row", words=("Hidden",), unless=unless)
    tables = read_sources(define(tmp_path, contacts(leave_out=(rule,))))
    assert tables.records["contacts"]["child"].tolist() == children
    assert tables.files[0].left_out == {f"rows where {rule}": 3 - len(children)}
    assert ("SRC-002" in by_code(tables), "SRC-015" in by_code(tables)) == (unless, True)


def test_where_hidden_rows_cannot_be_told_and_should_be_left_out_it_is_said(tmp_path):
    write_binary(tmp_path / "contacts.xlsb", [list(HEADINGS), ["c1", "Male", 41043.0]])
    rule = LeaveOut(column="row", words=("hidden",))
    tables = read_sources(define(tmp_path, contacts(file="contacts.xlsb", leave_out=(rule,))))
    assert len(tables.records["contacts"]) == 1
    assert cells_of(by_code(tables)["SRC-028"]) == ["A1"]


def test_the_frame_has_the_declared_columns_and_the_row_in_the_sheet(tmp_path):
    frame = read_contacts(tmp_path, [["Title"], HEADINGS, RECORD, [12345, "b) Female", "15/05/2012"]]).records[
        "contacts"
    ]
    assert frame.to_dict("list") == {
        "child": ["c1", "12345"],
        "gender": ["Male", "Female"],
        "contacted": [pd.Timestamp(2012, 5, 14), pd.Timestamp(2012, 5, 15)],
        "_row": [3, 4],
    }
    assert [str(dtype) for dtype in frame.dtypes] == ["object", "object", "datetime64[ns]", "int64"]


def test_two_columns_may_be_read_from_one_heading(tmp_path):
    again = type(GENDER)(name="sex", headings=GENDER.headings, type=GENDER.type)
    frame = read_contacts(tmp_path, [["Gender"], ["Male"]], columns=(GENDER, again)).records["contacts"]
    assert frame["sex"].tolist() == frame["gender"].tolist() == ["Male"]


def test_a_workbook_that_counts_from_1904_gives_the_same_dates(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [])
    book = openpyxl.load_workbook(path)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in (HEADINGS, RECORD, ["c2", "Male", 41043 - 1462]):
        book.active.append(list(row))
    book.save(path)
    frame = read_sources(define(tmp_path, contacts())).records["contacts"]
    assert frame["contacted"].tolist() == [pd.Timestamp(DAY)] * 2


def test_several_sources_may_sit_in_one_workbook_which_is_opened_once(tmp_path, monkeypatch):
    write_rows(tmp_path / "contacts.xlsx", [HEADINGS, RECORD], Others=[HEADINGS, RECORD, RECORD])
    opened = []
    read_bytes = type(tmp_path).read_bytes
    monkeypatch.setattr(type(tmp_path), "read_bytes", lambda path: opened.append(path) or read_bytes(path))
    sources = (contacts(sheet="Contacts"), contacts(name="others", sheet="Others"), contacts(name="again"))
    tables = read_sources(define(tmp_path, *sources))
    assert [len(tables.records[name]) for name in ("contacts", "others", "again")] == [1, 2, 1]
    assert [file.name for file in tables.files] == ["contacts", "others", "again"]
    assert len(opened) == 1


def test_a_file_may_be_named_with_the_slashes_of_windows(tmp_path):
    write_rows(tmp_path / "sources" / "contacts.xlsx", [HEADINGS, RECORD])
    tables = read_sources(define(tmp_path, contacts(file="sources\\contacts.xlsx")))
    assert tables.files[0].file == "contacts.xlsx"
