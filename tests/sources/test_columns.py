"""A column of each type, and what is said of its odd cells."""

import math
from datetime import date, datetime, time
from fractions import Fraction

import openpyxl
import pandas as pd
import pytest

from tests.builders.source_workbooks import (
    KEY,
    by_code,
    cells_of,
    contacts,
    define,
    read_column,
    read_contacts,
    write_rows,
)
from xl_scorecard.model.problem import Severity
from xl_scorecard.model.source import Column, ColumnType, Spelling
from xl_scorecard.sources.columns import type_column
from xl_scorecard.sources.reading import read_sources

DAY = date(2012, 5, 14)


def typed(kind, cells, **fields):
    return type_column(Column(name="it", headings=("It",), type=kind, **fields), cells)


def test_dates_of_both_python_kinds_and_blanks_are_read_together():
    values = typed(ColumnType.DATE, [DAY, datetime.combine(DAY, time(9, 30)), None, ""]).data
    assert values.dtype == "datetime64[ns]"
    assert values.tolist()[:2] == [pd.Timestamp(DAY).value] * 2
    assert pd.isna(values[2:]).all()


def test_odd_dates_are_grouped_by_kind_with_their_addresses(tmp_path):
    cells = ["14/05/2012", "31/09/2012", DAY, "soon", 41043, "never", *["1/5/2012"] * 6]
    values, problems = read_column(tmp_path, ColumnType.DATE, cells)
    assert [value.date() if pd.notna(value) else None for value in values[:6]] == [DAY, None, DAY, None, DAY, None]
    assert cells_of(problems["SRC-040"]) == ["B2", "B8", "B9", "B10", "B11"]
    assert problems["SRC-040"].count == 7
    assert cells_of(problems["SRC-042"]) == ["B3"]
    assert cells_of(problems["SRC-044"]) == ["B5", "B7"]
    assert problems["SRC-044"].sentence == "“It”: text, not a date; read as missing"
    assert str(problems["SRC-044"].place) == "contacts.xlsx › Contacts › B5"


def test_what_is_no_date_is_said_by_its_types_in_one_problem(tmp_path):
    _, problems = read_column(tmp_path, ColumnType.DATE, ["soon", 2012, True])
    assert problems["SRC-044"].sentence.startswith("“It”: text or a year or true or false, not a date")
    assert problems["SRC-044"].count == 3


def test_dates_that_no_record_can_have_are_missing(tmp_path):
    values, problems = read_column(tmp_path, ColumnType.DATE, [date(9999, 12, 31), date(1900, 1, 1), DAY])
    assert pd.isna(values[:2]).all()
    assert cells_of(problems["SRC-043"]) == ["B2", "B3"]


def test_a_time_of_day_is_dropped_knowingly(tmp_path):
    values, problems = read_column(tmp_path, ColumnType.DATE, [datetime.combine(DAY, time(23, 59)), DAY])
    assert values == [pd.Timestamp(DAY)] * 2
    assert problems["SRC-045"].count == 1


def test_numbers_kept_as_text_are_read_and_symbols_are_missing(tmp_path):
    values, problems = read_column(tmp_path, ColumnType.NUMBER, [1, 2.5, "9,556", "(12)", "[c]", "<5", "25,6%", None])
    assert values[:4] == [1, 2.5, 9556, -12]
    assert all(math.isnan(value) for value in values[4:])
    assert cells_of(problems["SRC-050"]) == ["B4", "B5"]
    assert cells_of(problems["SRC-023"]) == ["B6", "B7"]
    assert cells_of(problems["SRC-051"]) == ["B8"]


def test_a_number_with_decimals_is_not_a_whole_number(tmp_path):
    values, problems = read_column(tmp_path, ColumnType.WHOLE_NUMBER, [3, 3.5, "4"])
    assert values[0] == 3
    assert math.isnan(values[1])
    assert values[2] == 4
    assert cells_of(problems["SRC-052"]) == ["B3"]


@pytest.mark.parametrize(
    ("cells", "values"),
    [([0.256, 1, 0], [25.6, 100, 0]), ([25.6, 100, 0], [25.6, 100, 0]), (["25.6 %", 0.5], [25.6, 50])],
)
def test_percentages_are_per_cent(cells, values):
    assert typed(ColumnType.PERCENTAGE, cells).data.tolist() == values


def test_percentages_written_in_two_ways_are_never_guessed_at(tmp_path):
    values, problems = read_column(tmp_path, ColumnType.PERCENTAGE, [0.256, 25.6, "30 %"])
    assert math.isnan(values[0])
    assert math.isnan(values[1])
    assert values[2] == 30
    assert cells_of(problems["SRC-053"]) == ["B2", "B3"]


def shown_as(folder, kind, formats, *cells):
    """A column of numbers, each with the format that it is shown in."""
    path = write_rows(folder / "contacts.xlsx", [["Key", "It"], *(["k", cell] for cell in cells)])
    book = openpyxl.load_workbook(path)
    for row, code in enumerate(formats, start=2):
        book.active.cell(row, 2).number_format = code
    book.save(path)
    tables = read_sources(define(folder, contacts(columns=(KEY, Column(name="it", headings=("It",), type=kind)))))
    return tables.records["contacts"]["it"].tolist(), by_code(tables)


def test_a_share_that_its_format_shows_as_a_percentage_is_one(tmp_path):
    formats = ["0.0%", "0%", "General", '0.0"%"']
    values, problems = shown_as(tmp_path, ColumnType.PERCENTAGE, formats, 0.256, 1.2, 25.5, 30)
    assert values == pytest.approx([25.6, 120, 25.5, 30])
    assert problems == {}
    values, _ = shown_as(tmp_path, ColumnType.NUMBER, formats, 0.256, 1.2, 25.5, 30)
    assert values == [0.256, 1.2, 25.5, 30]


def test_ids_are_text_with_none_for_missing(tmp_path):
    values, problems = read_column(tmp_path, ColumnType.ID, ["0012345", 12345, "a1b2 ", None, 1234567890123456, DAY])
    assert values == ["0012345", "12345", "a1b2", None, "1234567890123456", None]
    assert cells_of(problems["SRC-030"]) == ["B4"]
    assert cells_of(problems["SRC-031"]) == ["B6"]
    assert cells_of(problems["SRC-033"]) == ["B7"]


def test_text_columns_are_objects_that_pandas_has_not_changed():
    for kind in (ColumnType.ID, ColumnType.TEXT, ColumnType.YES_NO, ColumnType.CATEGORY):
        assert typed(kind, ["Yes", None, 1.0]).data.dtype == object


def test_cells_that_compare_equal_are_not_mistaken_for_each_other():
    assert typed(ColumnType.TEXT, [1, True, "1", 1.0]).data.tolist() == ["1", "TRUE", "1", "1"]


def test_true_is_not_taken_for_the_number_one_in_a_column_of_dates(tmp_path):
    _, problems = read_column(tmp_path, ColumnType.DATE, [1, True])
    assert cells_of(problems["SRC-043"]) == ["B2"]
    assert cells_of(problems["SRC-044"]) == ["B3"]


def test_yes_and_no_and_neither(tmp_path):
    values, problems = read_column(tmp_path, ColumnType.YES_NO, ["Y", "b) No", 1, False, "perhaps", None])
    assert values == ["Yes", "No", "Yes", "No", None, None]
    assert cells_of(problems["SRC-060"]) == ["B6"]


def test_a_value_that_is_not_allowed_is_missing_and_said(tmp_path):
    values, problems = read_column(
        tmp_path, ColumnType.CATEGORY, ["a) Male", "female", "Other"], allowed=("Male", "Female")
    )
    assert values == ["Male", "Female", None]
    assert cells_of(problems["SRC-061"]) == ["B4"]
    assert problems["SRC-061"].severity is Severity.WARNING


def test_other_spellings_of_an_allowed_value_are_read_as_it(tmp_path):
    spellings = (Spelling(word="M", means="a) Male"), Spelling(word="boy", means="a) Male"))
    cells = ["a) Male", "Male", "male", "M", "m ", "b) M", "Boy", "F", "girl"]
    values, problems = read_column(
        tmp_path, ColumnType.CATEGORY, cells, allowed=("a) Male", "b) Female"), spellings=spellings
    )
    assert values == [*["a) Male"] * 7, None, None]
    assert cells_of(problems["SRC-061"]) == ["B9", "B10"]


@pytest.mark.parametrize("kind", [ColumnType.ID, ColumnType.TEXT, ColumnType.CATEGORY])
def test_leading_zeros_that_a_number_format_shows_belong_to_a_code(tmp_path, kind):
    path = write_rows(tmp_path / "contacts.xlsx", [["It"], [123], [12345678], [1.5], [-7], [123]])
    book = openpyxl.load_workbook(path)
    for row in range(2, 6):
        book.active.cell(row, 1).number_format = "00000"
    book.save(path)
    column = Column(name="it", headings=("It",), type=kind)
    values = read_sources(define(tmp_path, contacts(columns=(column,)))).records["contacts"]["it"].tolist()
    assert values == ["00123", "12345678", "1.5", "-7", "123"]


def test_a_number_stays_a_number_whatever_its_format(tmp_path):
    path = write_rows(tmp_path / "contacts.xlsx", [["It"], [123]])
    book = openpyxl.load_workbook(path)
    book.active["A2"].number_format = "00000"
    book.save(path)
    column = Column(name="it", headings=("It",), type=ColumnType.NUMBER)
    tables = read_sources(define(tmp_path, contacts(columns=(column,))))
    assert tables.records["contacts"]["it"].tolist() == [123]
    assert tables.problems == ()


@pytest.mark.parametrize(
    ("kind", "limits", "cells", "values", "codes"),
    [
        (ColumnType.WHOLE_NUMBER, {"minimum": Fraction(0)}, [-1, 0, 1], [math.nan, 0, 1], {"SRC-063": ["B2"]}),
        (ColumnType.NUMBER, {"maximum": Fraction(18)}, [18, 18.1, 2], [18, math.nan, 2], {"SRC-064": ["B3"]}),
        (ColumnType.PERCENTAGE, {"maximum": Fraction(100)}, [25.6, 101], [25.6, math.nan], {"SRC-064": ["B3"]}),
        (ColumnType.DATE, {"minimum": DAY}, [DAY, date(2012, 5, 13)], [DAY, None], {"SRC-063": ["B3"]}),
        (ColumnType.DATE_OF_BIRTH, {"maximum": DAY}, [DAY, date(2012, 5, 15)], [DAY, None], {"SRC-064": ["B3"]}),
    ],
)
def test_what_is_outside_the_declared_limits_is_missing_and_said(tmp_path, kind, limits, cells, values, codes):
    found, problems = read_column(tmp_path, kind, cells, **limits)
    dated = kind in (ColumnType.DATE, ColumnType.DATE_OF_BIRTH)
    assert [None if pd.isna(one) else one.date() if dated else one for one in found] == [
        None if pd.isna(one) else one for one in values
    ]
    assert {code: cells_of(problem) for code, problem in problems.items()} == codes
    limit = next(iter(limits.values()))
    assert (f"{limit:%d/%m/%Y}" if dated else str(limit)) in next(iter(problems.values())).sentence


def test_a_value_outside_the_limits_makes_a_row_bad_where_it_is_required(tmp_path):
    column = Column(name="it", headings=("It",), type=ColumnType.DATE, required=True, minimum=DAY)
    tables = read_contacts(tmp_path, [["It"], [date(2011, 1, 1)], [DAY]], columns=(column,))
    assert tables.files[0].bad_rows == 1


def test_a_value_that_should_stand_once_is_said_where_it_stands_again(tmp_path):
    values, problems = read_column(tmp_path, ColumnType.ID, ["a", "b", "a ", None, None, "a"], unique=True)
    assert values == ["a", "b", "a", None, None, "a"]
    assert cells_of(problems["SRC-062"]) == ["B4", "B7"]


def test_a_value_of_another_kind_that_reads_the_same_is_the_same(tmp_path):
    _, problems = read_column(tmp_path, ColumnType.ID, ["12", 12], unique=True)
    assert cells_of(problems["SRC-062"]) == ["B3"]
