from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.model.period import Period, PeriodKind

YEARS = st.integers(1950, 2150)
MONTHS = st.builds(Period.month, YEARS, st.integers(1, 12))
PERIODS = st.one_of(
    MONTHS,
    st.builds(Period.quarter, YEARS, st.integers(1, 4)),
    st.builds(Period.year, YEARS),
    MONTHS.map(lambda month: month.year_to_date),
)


@pytest.mark.parametrize(
    ("text", "label", "code", "start", "end"),
    [
        ("2012-05", "May 2012", "2012-05", date(2012, 5, 1), date(2012, 5, 31)),
        ("2012-2", "Feb 2012", "2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("May 2012", "May 2012", "2012-05", date(2012, 5, 1), date(2012, 5, 31)),
        ("  may   2012 ", "May 2012", "2012-05", date(2012, 5, 1), date(2012, 5, 31)),
        ("September 2011", "Sep 2011", "2011-09", date(2011, 9, 1), date(2011, 9, 30)),
        ("DEC-2011", "Dec 2011", "2011-12", date(2011, 12, 1), date(2011, 12, 31)),
        ("2011/12", "2011/12", "2011/12", date(2011, 4, 1), date(2012, 3, 31)),
        ("1999/00", "1999/00", "1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("Q1 2012/13", "Q1 2012/13", "Q1 2012/13", date(2012, 4, 1), date(2012, 6, 30)),
        ("q4 2012/13", "Q4 2012/13", "Q4 2012/13", date(2013, 1, 1), date(2013, 3, 31)),
        ("2012/13 to 2012-05", "2012/13 to May", "2012/13 to 2012-05", date(2012, 4, 1), date(2012, 5, 31)),
        ("2012/13 to Jan 2013", "2012/13 to Jan", "2012/13 to 2013-01", date(2012, 4, 1), date(2013, 1, 31)),
        ("H1 2012/13", "H1 2012/13", "H1 2012/13", date(2012, 4, 1), date(2012, 9, 30)),
        ("h2 2012/13", "H2 2012/13", "H2 2012/13", date(2012, 10, 1), date(2013, 3, 31)),
        ("Calendar year 2012", "calendar year 2012", "calendar year 2012", date(2012, 1, 1), date(2012, 12, 31)),
        (
            "academic year 2011/12",
            "academic year 2011/12",
            "academic year 2011/12",
            date(2011, 9, 1),
            date(2012, 8, 31),
        ),
        ("12 months to May 2012", "12 months to May 2012", "12 months to 2012-05", date(2011, 6, 1), date(2012, 5, 31)),
    ],
)
def test_a_period_is_read_as_people_write_it(text, label, code, start, end):
    period = Period.parse(text)
    assert (period.label, period.code, str(period)) == (label, code, label)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2012",
        "2012-13",
        "2012-00",
        "2011/13",
        "2012/12",
        "Mayday 2012",
        "Ma 2012",
        "Q5 2012/13",
        "H3 2012/13",
        "calendar year 12",
        "academic year 2012/14",
        "12 months to 2012/13",
        "2012/13 to 2012-03",
    ],
)
def test_what_is_no_period_is_refused_without_being_quoted(text):
    with pytest.raises(ValueError, match=r"^not a period; expected a month such as 2012-05 or a year such as 2012/13$"):
        Period.parse(text)


@given(PERIODS)
def test_a_code_is_read_back_as_the_same_period(period):
    assert Period.parse(period.code) == period


@given(PERIODS.filter(lambda period: period.kind is not PeriodKind.YEAR_TO_DATE))
def test_a_label_is_read_back_as_the_same_period(period):
    assert Period.parse(period.label) == period


@given(PERIODS)
def test_months_run_from_the_first_to_the_last_without_a_gap(period):
    months = period.months
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(two.start - one.end == timedelta(days=1) for one, two in pairwise(months))
    assert all(period.covers(month) for month in months)


@given(MONTHS)
def test_a_month_belongs_to_the_financial_year_that_covers_it(month):
    year = month.financial_year
    assert year.covers(month)
    assert (year.start.month, year.start.day, len(year.months)) == (4, 1, 12)
    assert (month.year_to_date.start, month.year_to_date.end) == (year.start, month.end)


@pytest.mark.parametrize(
    ("text", "count", "before"),
    [
        ("2012-05", 1, "2012-04"),
        ("2012-01", 1, "2011-12"),
        ("2012-05", 12, "2011-05"),
        ("2011/12", 1, "2010/11"),
        ("Q1 2012/13", 1, "Q4 2011/12"),
        ("2012/13 to 2012-05", 1, "2011/12 to 2011-05"),
        ("2012-05", 0, "2012-05"),
        ("2012-05", -1, "2012-06"),
    ],
)
def test_back_goes_to_the_same_kind_of_period_earlier(text, count, before):
    assert Period.parse(text).back(count) == Period.parse(before)


@given(PERIODS, st.integers(-40, 40))
def test_back_and_forth_ends_where_it_began(period, count):
    assert period.back(count).back(-count) == period
    assert period.back(count).kind is period.kind


def test_periods_sort_by_their_end_and_the_longer_of_two_comes_first():
    names = ["2011/12", "Q4 2011/12", "2012-03", "2012-04", "2012/13 to 2012-04", "2012/13 to 2012-05", "2012-05"]
    periods = [Period.parse(name) for name in names]
    assert sorted(set(periods)) == periods


@given(st.lists(PERIODS, min_size=2, max_size=8))
def test_sorted_periods_end_one_after_the_other(periods):
    ends = [period.end for period in sorted(periods)]
    assert ends == sorted(ends)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_the_month_of_a_day_contains_it(day):
    month = Period.containing(day)
    assert month.start <= day <= month.end
    assert month.last_month == month


def test_a_month_to_date_in_april_is_another_period_than_the_month():
    april = Period.parse("2012-04")
    assert april.year_to_date != april
    assert april.year_to_date.kind is PeriodKind.YEAR_TO_DATE


@pytest.mark.parametrize(
    ("month", "quarter", "half", "calendar", "academic"),
    [
        ("2012-03", "Q4 2011/12", "H2 2011/12", "calendar year 2012", "academic year 2011/12"),
        ("2012-04", "Q1 2012/13", "H1 2012/13", "calendar year 2012", "academic year 2011/12"),
        ("2012-08", "Q2 2012/13", "H1 2012/13", "calendar year 2012", "academic year 2011/12"),
        ("2012-09", "Q2 2012/13", "H1 2012/13", "calendar year 2012", "academic year 2012/13"),
        ("2012-10", "Q3 2012/13", "H2 2012/13", "calendar year 2012", "academic year 2012/13"),
        ("2013-01", "Q4 2012/13", "H2 2012/13", "calendar year 2013", "academic year 2012/13"),
    ],
)
def test_a_month_lies_in_one_period_of_each_kind(month, quarter, half, calendar, academic):
    period = Period.parse(month)
    kinds = (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.ACADEMIC_YEAR)
    assert [period.within(kind).label for kind in kinds] == [quarter, half, calendar, academic]


@given(month=MONTHS, kind=st.sampled_from(PeriodKind))
def test_whatever_a_month_lies_in_covers_it_and_has_the_length_of_its_kind(month, kind):
    period = month.within(kind)
    assert period.kind is kind
    assert period.covers(month)
    assert Period.parse(period.code) == period
    assert len(period.months) == kind.length or kind is PeriodKind.YEAR_TO_DATE


def test_the_one_before_of_each_kind_ends_the_day_before_it_begins_or_a_year_earlier():
    for kind in (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.ACADEMIC_YEAR):
        period = Period.month(2012, 12).within(kind)
        assert period.back(1).end + timedelta(days=1) == period.start
    rolling = Period.month(2012, 5).within(PeriodKind.ROLLING_YEAR)
    assert rolling.back(1).label == "12 months to May 2011"


def test_a_year_is_any_twelve_months_that_are_whole():
    kinds = {kind for kind in PeriodKind if kind.is_year}
    years = {PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.ROLLING_YEAR}
    assert kinds == years
