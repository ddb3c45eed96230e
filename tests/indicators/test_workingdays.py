from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from xl_scorecard.indicators.workingdays import WorkingDays, outside_known_years
from xl_scorecard.model.definition import WorkingDayConvention

INCLUSIVE = WorkingDays(convention=WorkingDayConvention.INCLUSIVE)


def day(word):
    return np.array([word], dtype="datetime64[D]")


def within(end, start, count, calendar=None):
    return bool((calendar or WorkingDays()).within(day(end), day(start), count)[0])


# Friday 2 March 2012; nothing but weekends in the way
@pytest.mark.parametrize(
    ("end", "start", "count", "in_time"),
    [
        ("2012-03-02", "2012-03-02", 0, True),
        ("2012-03-05", "2012-03-02", 0, False),
        ("2012-03-16", "2012-03-02", 10, True),  # the tenth working day itself
        ("2012-03-17", "2012-03-02", 10, False),  # the Saturday after a Friday deadline
        ("2012-03-19", "2012-03-02", 10, False),
        ("2012-03-01", "2012-03-02", 10, False),  # ends before it starts
        ("2012-03-02", "2012-03-02", 10, True),
        ("2012-03-19", "2012-03-03", 10, True),  # a Saturday counts from Monday the 5th
        ("2012-03-20", "2012-03-03", 10, False),
        ("2012-03-04", "2012-03-03", 0, True),  # both on the weekend: before the first working day
        ("NaT", "2012-03-02", 10, False),
        ("2012-03-02", "NaT", 10, False),
        ("NaT", "NaT", 10, False),
    ],
)
def test_within_n_working_days_reaches_to_the_end_of_the_nth(end, start, count, in_time):
    assert within(end, start, count) is in_time


@pytest.mark.parametrize(
    ("end", "start", "count", "in_time"),
    [
        ("2012-04-10", "2012-04-05", 1, True),  # Good Friday and Easter Monday do not count
        ("2012-04-11", "2012-04-05", 1, False),
        ("2012-04-11", "2012-04-06", 1, True),  # a start on Good Friday counts from Tuesday
        ("2012-05-08", "2012-05-04", 1, True),  # May Day
        ("2012-06-06", "2012-06-01", 1, True),  # the spring holiday was moved to 4 June, the jubilee on the 5th
        ("2012-06-07", "2012-06-01", 1, False),
        ("2011-05-03", "2011-04-28", 1, True),  # the royal wedding, a weekend, May Day
        ("2012-01-03", "2011-12-30", 1, True),  # New Year's Day fell on a Sunday
        ("2022-09-20", "2022-09-16", 1, True),  # the state funeral
    ],
)
def test_england_s_bank_holidays_are_not_working_days(end, start, count, in_time):
    assert within(end, start, count) is in_time


def test_scotland_s_holidays_are_working_days():
    assert within("2013-01-02", "2012-12-31", 1)  # 2 January is Scotland's own
    assert not within("2013-01-03", "2012-12-31", 1)


@pytest.mark.parametrize(
    ("end", "count", "in_time"),
    [("2012-03-15", 10, True), ("2012-03-16", 10, False), ("2012-03-02", 1, True), ("2012-03-05", 1, False)],
)
def test_inclusive_counts_the_start_as_day_one(end, count, in_time):
    assert within(end, "2012-03-02", count, INCLUSIVE) is in_time


def test_inclusive_nothing_is_within_no_days():
    assert not within("2012-03-02", "2012-03-02", 0, INCLUSIVE)


def test_inclusive_a_saturday_is_day_one_on_monday():
    assert within("2012-03-05", "2012-03-03", 1, INCLUSIVE)
    assert not within("2012-03-06", "2012-03-03", 1, INCLUSIVE)


def test_closure_days_are_not_working_days():
    closed = WorkingDays(closure_days=(date(2012, 3, 5), date(2012, 3, 10)))
    assert within("2012-03-06", "2012-03-02", 1, closed)
    assert not within("2012-03-07", "2012-03-02", 1, closed)


def test_deadlines_of_many_years_come_in_the_order_asked():
    starts = np.array(["2027-12-24", "1985-01-01", "NaT", "2012-03-02"], dtype="datetime64[D]")
    assert WorkingDays().deadlines(starts, 1).astype(str).tolist() == ["2027-12-29", "1985-01-03", "NaT", "2012-03-05"]


def test_deadlines_reach_into_the_next_year_s_holidays():
    assert WorkingDays().deadlines(day("2012-12-31"), 1).astype(str).tolist() == ["2013-01-02"]
    assert WorkingDays().deadlines(day("2010-06-01"), 1000).astype(str).tolist() == ["2014-05-16"]


def test_years_far_off_are_counted_by_rule():
    assert within("2262-04-10", "2262-04-09", 1)
    assert within("1700-03-02", "1700-03-01", 1)


@pytest.mark.parametrize(
    ("word", "outside"),
    [("1977-12-31", True), ("1978-01-01", False), ("2028-12-31", False), ("2029-01-01", True), ("NaT", False)],
)
def test_bank_holidays_are_known_from_1978_to_2028(word, outside):
    assert bool(outside_known_years(day(word))[0]) is outside


def test_no_days_have_no_deadlines():
    assert WorkingDays().within(np.array([], "datetime64[D]"), np.array([], "datetime64[D]"), 10).tolist() == []
