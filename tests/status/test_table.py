import csv
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.scorecards import seed_scorecard
from xl_scorecard.model.period import Period
from xl_scorecard.status.table import COLUMNS, exact_float, figures_frame, write_csv


@pytest.fixture(scope="module")
def frame():
    return figures_frame(seed_scorecard())


@pytest.fixture(scope="module")
def rows():
    return list(csv.DictReader(StringIO(write_csv(seed_scorecard()))))


def row_of(rows, code, period):
    return next(row for row in rows if (row["code"], row["period"]) == (code, period))


def test_csv_has_the_columns_that_other_programs_rely_on():
    heading = write_csv(seed_scorecard()).splitlines()[0]
    assert heading == (
        "section,code,title,unit,polarity,period,numerator,denominator,value,target,status,trend,long_trend,reason"
    )


def test_there_is_a_row_for_every_month_complete_year_and_the_year_to_date(rows):
    periods = [row["period"] for row in rows if row["code"] == "HY64"]
    assert len(periods) == 29
    assert periods[:2] == ["2010-04", "2010-05"]
    assert periods[11:14] == ["2011-03", "2010/11", "2011-04"]
    assert periods[-4:] == ["2011/12", "2012-04", "2012-05", "2012/13 to 2012-05"]
    assert len(rows) == 16 * 29


def test_indicators_stand_in_printed_order(rows):
    codes = dict.fromkeys(row["code"] for row in rows)
    assert list(codes) == [line.indicator.code for line in seed_scorecard().lines]


def test_values_are_unrounded_and_closed_lists_are_names(rows):
    row = row_of(rows, "Op365", "2012-05")
    assert row["value"] == "3.571428571428571"
    assert (row["numerator"], row["denominator"], row["target"]) == ("1", "28", "10")
    assert [row[column] for column in ("unit", "polarity", "status", "trend")] == [
        "PERCENT",
        "LOW",
        "GREEN",
        "WORSENED",
    ]
    assert row_of(rows, "OP410a", "2012-05")["unit"] == "PER_10000"


def test_what_is_not_there_is_blank_and_zero_is_zero(rows):
    missing, zero = row_of(rows, "Op422", "2012-04"), row_of(rows, "Op422", "2012-05")
    assert [missing[column] for column in ("numerator", "denominator", "value", "target")] == [""] * 4
    assert (missing["status"], missing["reason"]) == (
        "NO_DATA",
        "No data for Apr 2012: not reported. Left blank in the report.",
    )
    assert zero["value"] == "0"


def test_the_frame_says_the_same_as_the_csv(frame, rows):
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == len(rows)
    for column in ("code", "period", "status", "reason"):
        assert frame[column].tolist() == [row[column] for row in rows]
    assert frame["value"].fillna(-1).tolist() == [float(row["value"] or -1) for row in rows]


def test_the_frame_has_numbers_to_work_with(frame):
    row = frame[(frame["code"] == "Op365") & (frame["period"] == "2012-05")].iloc[0]
    assert (row["numerator"], row["denominator"], row["value"]) == (1, 28, 3.571428571428571)
    assert type(row["numerator"]) is int
    missing = frame[(frame["code"] == "Op422") & (frame["period"] == "2012-04")].iloc[0]
    assert missing["numerator"] is None
    assert frame["value"].dtype == "float64"


def test_a_year_that_the_sources_do_not_cover_has_no_row():
    card = seed_scorecard(period=Period.parse("2011-02"))
    assert "2009/10" not in write_csv(card)
    assert "2010/11," not in write_csv(card)


@given(st.fractions(min_value=-(10**6), max_value=10**6))
def test_a_fraction_becomes_the_float_of_its_first_sixteen_digits(value):
    assert exact_float(value) == pytest.approx(value.numerator / value.denominator, rel=1e-15)
    assert exact_float(Fraction(541)) == 541
