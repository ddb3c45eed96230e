"""Rows that come many at a time are as if they came one by one."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.readers import cells_of_grid
from xl_scorecard.sources.grid_blocks import BlockBuilder
from xl_scorecard.sources.grid_building import GridBuilder
from xl_scorecard.sources.xml_blocks import TooWideError

CELLS = st.one_of(
    st.just(""),
    st.booleans(),
    st.floats(-1e9, 1e9),
    st.integers(-9, 9),
    st.dates(date(1900, 3, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(9999, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.timedeltas(timedelta(0), timedelta(9)).map(lambda length: timedelta(seconds=length.seconds)),
    st.text(max_size=2),
)


@given(blocks=st.lists(st.lists(st.lists(CELLS, max_size=4), max_size=3), max_size=3), first=st.integers(0, 2))
def test_rows_read_at_once_are_as_if_read_one_by_one(blocks, first):
    """True is not taken for 1, nor a date for its midnight, nor nothing for a word."""
    at_once, one_by_one, number = BlockBuilder(), GridBuilder(), 1
    for rows in blocks:
        at_once.add_rows(number, rows, first_column=first)
        for row in rows:
            one_by_one.add_row(number, enumerate(row, start=first))
            number += 1
    assert cells_of_grid(at_once.grid()) == {
        place: cell.replace("\r\n", "\n") if isinstance(cell, str) else cell
        for place, cell in cells_of_grid(one_by_one.grid()).items()
    }
    assert at_once.cells == one_by_one.cells


def test_a_block_wider_than_a_sheet_is_refused():
    with pytest.raises(TooWideError):
        BlockBuilder().add_rows(1, [[1.0] * 16_384], first_column=1)
