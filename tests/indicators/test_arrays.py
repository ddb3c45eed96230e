from __future__ import annotations

import numpy as np
import pytest

from xl_scorecard.indicators.arrays import add_months, month_ordinals


def days(*words):
    return np.array(words, dtype="datetime64[D]")


@pytest.mark.parametrize(
    ("start", "months", "moved"),
    [
        ("2012-01-31", 1, "2012-02-29"),
        ("2011-01-31", 1, "2011-02-28"),
        ("2012-05-31", -3, "2012-02-29"),
        ("2012-03-31", 3, "2012-06-30"),
        ("2012-02-29", 12, "2013-02-28"),
        ("2012-02-29", 48, "2016-02-29"),
        ("2011-02-28", 12, "2012-02-28"),
        ("2012-05-15", 0, "2012-05-15"),
        ("2011-12-01", 1, "2012-01-01"),
        ("1969-12-31", 2, "1970-02-28"),
    ],
)
def test_months_later_is_the_same_day_or_the_month_s_last(start, months, moved):
    assert add_months(days(start), months).tolist() == days(moved).tolist()


def test_a_missing_day_stays_missing():
    assert np.isnat(add_months(days("NaT"), 3)).all()
    assert month_ordinals(days("NaT"))[0] < 0


def test_months_are_counted_as_periods_count_them():
    assert month_ordinals(days("2012-05-01", "2012-05-31", "1969-12-31")).tolist() == [24148, 24148, 1969 * 12 + 11]
