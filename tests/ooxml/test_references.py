import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.ooxml.references import (
    cell_name,
    column_letters,
    column_number,
    parse_area,
    quote_sheet,
    split_cell,
)


@given(st.integers(1, 16_384))
def test_a_columns_letters_and_number_belong_together(number):
    assert column_number(column_letters(number)) == number


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_cells_name_and_its_row_and_column_belong_together(row, column):
    assert split_cell(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize(
    "text",
    [
        "A1",
        "$A$1",
        "A$1:B2",
        "A:C",
        "$A:$C",
        "1:3",
        "$1:$2",
        "'Data'!A1",
        "'{indicator.code}'!$C$20:$C$43",
        "'It''s'!A1",
    ],
)
def test_an_area_is_written_as_it_was_read(text):
    assert str(parse_area(text)) == text


@pytest.mark.parametrize("text", ["TRUE", "Sales", "A0", "XFE1", "A1B", "Sales[Total]", "A1:B", "", "A1048577"])
def test_what_is_no_area_is_not_taken_for_one(text):
    assert parse_area(text) is None


def test_a_sheet_is_always_quoted_because_a_code_looks_like_a_cell():
    assert str(parse_area("Op410!A1")) == "'Op410'!A1"
    assert quote_sheet("Children's") == "'Children''s'"


def test_a_single_cell_that_grows_becomes_a_range_with_its_dollar_signs():
    area = parse_area("$C$20")
    assert area is not None
    assert str(area.with_rows(20, 43)) == "$C$20:$C$43"
