"""A column of each type, and what is said of its odd cells."""

import math
from datetime import date, datetime, time

import pandas as pd
import pytest

from tests.builders.source_workbooks import cells_of, read_column
from xl_scorecard.model.problem import Severity
from xl_scorecard.model.source import Column, ColumnType
from xl_scorecard.sources.columns import type_column

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
