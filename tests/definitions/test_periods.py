from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.definitions.periods import as_period
from xl_scorecard.definitions.values import RefusedError
from xl_scorecard.definitions.written import written
from xl_scorecard.model.period import Period

MAY = Period.month(2012, 5)


@pytest.mark.parametrize(
    "value",
    [
        "2012-05",
        "May 2012",
        "may 2012",
        "May-12",
        "May 12",
        "May '12",
        date(2012, 5, 17),
        datetime.combine(date(2012, 5, 1), time()),
        "2012-05-31",
        "01/05/2012",
        41030,
        41060.0,
    ],
)
def test_a_month_is_read_however_it_is_typed(value):
    assert as_period(value) == MAY


@pytest.mark.parametrize("value", ["Sept 2012", "Sept-12", "Sep-12", "September 2012"])
def test_september_has_two_short_names(value):
    assert as_period(value) == Period.month(2012, 9)


@pytest.mark.parametrize("text", ["2010/11", "Q1 2012/13", "2012/13 to 2012-05"])
def test_years_quarters_and_years_to_date_are_read(text):
    assert as_period(text) == Period.parse(text)


@pytest.mark.parametrize("value", [None, "", "  "])
def test_nothing_is_no_period(value):
    assert as_period(value) is None


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("2010/12", '"2010/12" is not a period; did you mean 2010/11?'),
        ("2010/2011", '"2010/2011" is not a period; did you mean 2010/11?'),
        ("05/2012", '"05/2012" is not a period; did you mean 2012-05?'),
        (2012, '"2012" is not a period; write a month such as 2012-05 or a financial year such as 2012/13.'),
        (19_999, '"19999" is not a period; write a month such as 2012-05 or a financial year such as 2012/13.'),
        (80_001, '"80001" is not a period; write a month such as 2012-05 or a financial year such as 2012/13.'),
        ("2012-13", '"2012-13" is not a period; write a month such as 2012-05 or a financial year such as 2012/13.'),
        ("0012-05", '"0012-05" is not a period; write a month such as 2012-05 or a financial year such as 2012/13.'),
        (
            "last year",
            '"last year" is not a period; write a month such as 2012-05 or a financial year such as 2012/13.',
        ),
    ],
)
def test_what_is_no_period_is_refused_with_the_nearest(value, sentence):
    with pytest.raises(RefusedError) as refused:
        as_period(value)
    assert str(refused.value) == sentence


@given(st.dates(date(1901, 1, 1), date(2198, 12, 31)), st.sampled_from(["month", "year", "to date"]))
def test_every_period_that_is_written_reads_back(day, kind):
    month = Period.containing(day)
    period = {"month": month, "year": month.financial_year, "to date": month.year_to_date}[kind]
    assert as_period(written(period)) == period
