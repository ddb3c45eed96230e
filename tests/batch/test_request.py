"""What a batch is asked for."""

from pathlib import Path

import pytest

from xl_scorecard.batch.request import Request, parse_periods
from xl_scorecard.errors import RequestError


@pytest.mark.parametrize(
    ("text", "first", "last", "count"),
    [
        ("2012-05", "2012-05", "2012-05", 1),
        ("2011-04..2012-05", "2011-04", "2012-05", 14),
        ("2011/12", "2011-04", "2012-03", 12),
        ("2011/12..2012-05", "2011-04", "2012-05", 14),
        ("Apr 2012..May 2012", "2012-04", "2012-05", 2),
    ],
)
def test_a_range_of_periods_is_its_months(text, first, last, count):
    months = parse_periods(text)
    assert (months[0].code, months[-1].code, len(months)) == (first, last, count)


@pytest.mark.parametrize("text", ["2012-05..2012-04", "May", "2012-05..", "..", ""])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(RequestError):
        parse_periods(text)


def test_without_a_number_there_is_one_job_for_each_processor():
    assert Request(definitions=(), out=Path()).size >= 1
    assert Request(definitions=(), out=Path(), jobs=3).size == 3
