"""Our reader and openpyxl's give the same table, whatever stands in the cells."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.readers import careful_grid
from xl_scorecard.model.place import Place
from xl_scorecard.model.source import Column, ColumnType, Source
from xl_scorecard.sources.book import book_of
from xl_scorecard.sources.readers import read_fast
from xl_scorecard.sources.records import read_records

DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
MOMENTS = st.builds(
    lambda day, minutes: datetime.combine(day, time()) + timedelta(minutes=minutes), DAYS, st.integers(0, 1439)
)
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"))
WORDS = st.sampled_from(
    [
        "Male",
        "a) Female",
        "Yes",
        "[c]",
        "#N/A",
        "=1+1",
        "14/05/2012",
        "31/09/2012",
        "25.6 %",
        " 9,556 ",
        "Total",
        "a_x000D_b",
        "_x0041_",
        "<&>\"'",
        "two\nlines",
    ]
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: round(number, 3)),
    st.floats(-9e307, 9e307),
    DAYS,
    MOMENTS,
    st.times(max_value=time(23, 59)).map(lambda moment: moment.replace(second=0, microsecond=0)),
    WORDS,
    st.text(LETTERS, max_size=8),
)
COLUMNS = tuple(
    Column(name=kind.name, headings=(f"As {kind.value}",), type=kind, allowed=("Male", "Female")) for kind in ColumnType
)
SOURCE = Source(name="it", file="it.xlsx", columns=COLUMNS)


def workbook_of(cells):
    book = openpyxl.Workbook()
    book.active.append([column.headings[0] for column in COLUMNS])
    for cell in cells:
        book.active.append([cell] * len(COLUMNS))
    stream = io.BytesIO()
    book.save(stream)
    book.close()
    return stream.getvalue()


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(cells=st.lists(CELLS, min_size=1, max_size=25))
def test_both_readers_give_the_same_table_and_the_same_problems(cells):
    book = book_of(workbook_of(cells), "it.xlsx")
    fast, careful = (
        read_records(grid, SOURCE, Place())
        for grid in (read_fast(book.package, book.sheets)[1], careful_grid(book, book.sheets[0]))
    )
    pd.testing.assert_frame_equal(fast.frame, careful.frame)
    assert fast.left_out == careful.left_out
    assert fast.problems == careful.problems
