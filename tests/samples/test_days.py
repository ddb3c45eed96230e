"""Working days and steps of months."""

from datetime import date

import pytest

from xl_scorecard.samples.days import WorkingDays, add_months, age_on


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        (date(2012, 5, 1), 10, date(2012, 5, 16)),  # over the bank holiday of 7 May
        (date(2012, 4, 5), 1, date(2012, 4, 10)),  # Easter
        (date(2012, 4, 6), 1, date(2012, 4, 11)),  # Good Friday is rolled forward to Tuesday
        (date(2012, 5, 12), 1, date(2012, 5, 15)),  # Saturday is rolled forward to Monday
        (date(2011, 4, 28), 1, date(2011, 5, 3)),  # the royal wedding, and 1 May
    ],
)
def test_the_last_day_in_time(start, count, last):
    assert WorkingDays(2011, 2012).after(start, count) == last


def test_a_month_before_the_end_of_march_is_the_end_of_february():
    assert add_months(date(2011, 3, 31), -1) == date(2011, 2, 28)


def test_a_birthday_adds_a_year_on_the_day():
    born = date(2000, 5, 2)
    assert [age_on(date(2012, 5, day), born) for day in (1, 2)] == [11, 12]
