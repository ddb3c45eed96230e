from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.judging import an_indicator, figures, months_before
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.travel import DirectionOfTravel, TravelBasis
from xl_scorecard.status.band import Band
from xl_scorecard.status.travel import long_travel, short_travel

HIGH, LOW, RANGE, NONE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE
IMPROVED, WORSENED = DirectionOfTravel.IMPROVED, DirectionOfTravel.WORSENED
UNCHANGED, UNKNOWN = DirectionOfTravel.UNCHANGED, DirectionOfTravel.UNKNOWN
MAY = Period.parse("2012-05")
BAND = Band(lower=Fraction(5), upper=Fraction(8))
PERCENTAGES = st.fractions(min_value=0, max_value=100, max_denominator=500)
OPPOSITE = {IMPROVED: WORSENED, WORSENED: IMPROVED, UNCHANGED: UNCHANGED, UNKNOWN: UNKNOWN}


@pytest.mark.parametrize(
    ("polarity", "now", "then", "direction"),
    [
        (LOW, "5.4", "16.25", IMPROVED),
        (LOW, "10.5", "9.5", WORSENED),
        (HIGH, "10.5", "9.5", IMPROVED),
        (HIGH, "9.5", "10.5", WORSENED),
        (HIGH, "9.5", "9.5", UNCHANGED),
        (HIGH, "9.54", "9.46", UNCHANGED),
        (HIGH, "9.55", "9.54", IMPROVED),
        (NONE, "9", "10", UNKNOWN),
    ],
)
def test_short_travel_compares_with_the_month_before_as_shown(polarity, now, then, direction):
    travel = short_travel(an_indicator(polarity), months_before("2012-05", now, then), MAY)
    assert travel.direction is direction


@pytest.mark.parametrize(
    ("now", "then", "direction"),
    [
        (10, 12, IMPROVED),
        (3, 4, WORSENED),
        (4, 9, UNCHANGED),
        (6, 7, UNCHANGED),
        (8, 9, IMPROVED),
        (9, 7, WORSENED),
    ],
)
def test_nearer_to_its_range_is_better(now, then, direction):
    travel = short_travel(an_indicator(RANGE), months_before("2012-05", now, then), MAY, band=BAND)
    assert travel.direction is direction


def test_a_range_indicator_without_a_range_has_no_direction():
    assert short_travel(an_indicator(RANGE), months_before("2012-05", 6, 7), MAY).direction is UNKNOWN


def test_a_year_to_date_is_compared_with_the_same_one_last_year():
    given_figures = figures({"2012/13 to 2012-05": 10, "2011/12 to 2011-05": 12, "2011/12 to 2012-03": 1, "2012-04": 1})
    travel = short_travel(an_indicator(LOW), given_figures, Period.parse("2012/13 to 2012-05"))
    assert travel.direction is IMPROVED
    assert travel.reason == "10.0% in 2012/13 to May is below 12.0% in 2011/12 to May; lower is better: Improved."


def test_a_year_is_compared_with_the_year_before():
    travel = short_travel(an_indicator(LOW), figures({"2011/12": "6.4", "2010/11": "5.8"}), Period.parse("2011/12"))
    assert travel.direction is WORSENED


@pytest.mark.parametrize(("now", "then"), [(None, 5), (5, None)])
def test_a_missing_figure_has_no_direction(now, then):
    assert short_travel(an_indicator(), months_before("2012-05", now, then), MAY).direction is UNKNOWN


def test_the_reason_names_the_period_without_a_figure():
    assert short_travel(an_indicator(), months_before("2012-05", 5), MAY).reason == (
        "There is no figure for Apr 2012 to compare with."
    )
    assert short_travel(an_indicator(), {}, MAY).reason == "There is no figure for May 2012."


def test_long_travel_compares_with_the_unweighted_mean_of_the_previous_twelve_months():
    months = months_before("2012-05", 5, *[8] * 11, 20, 1000)
    travel = long_travel(an_indicator(LOW), months, MAY)
    assert travel.direction is IMPROVED
    assert travel.reason == (
        "5.0% in May 2012 is below the mean of the previous 12 months, 9.0%; lower is better: Improved."
    )


@pytest.mark.parametrize(("found", "direction"), [(5, UNKNOWN), (6, IMPROVED)])
def test_long_travel_needs_six_months_with_a_figure(found, direction):
    values = [9 if count < found else None for count in range(12)]
    assert long_travel(an_indicator(LOW), months_before("2012-05", 5, *values), MAY).direction is direction


def test_long_travel_says_how_many_months_it_had():
    few = long_travel(an_indicator(LOW), months_before("2012-05", 5, 9, None, 9), MAY)
    assert few.reason == "Only 2 of the previous 12 months have a figure; a mean needs 6."
    none = long_travel(an_indicator(LOW), months_before("2012-05", 5), MAY)
    assert none.reason == "None of the previous 12 months has a figure; a mean needs 6."
    some = long_travel(an_indicator(LOW), months_before("2012-05", 5, *[9] * 7), MAY)
    assert "the mean of 7 of the previous 12 months, 9.0%" in some.reason


def test_long_travel_of_years_needs_two():
    year = Period.parse("2011/12")
    one = figures({"2011/12": 5, "2010/11": 9})
    assert long_travel(an_indicator(LOW), one, year).direction is UNKNOWN
    two = figures({"2011/12": 5, "2010/11": 9, "2009/10": 8})
    assert long_travel(an_indicator(LOW), two, year).reason == (
        "5.0% in 2011/12 is below the mean of 2 earlier years, 8.5%; lower is better: Improved."
    )


def test_fewer_periods_may_be_allowed():
    months = months_before("2012-05", 5, 9)
    assert long_travel(an_indicator(LOW), months, MAY, min_periods=1).direction is IMPROVED


class TestYearOnYear:
    YEARLY = an_indicator(LOW, compared_with=TravelBasis.LAST_YEAR)

    @pytest.mark.parametrize(
        ("period", "before", "others"),
        [
            ("2012-05", "2011-05", ["2012-04", "2010-05"]),
            ("Q1 2012/13", "Q1 2011/12", ["Q4 2011/12", "Q1 2010/11"]),
            ("H1 2012/13", "H1 2011/12", ["H2 2011/12"]),
            ("2011/12", "2010/11", ["2009/10"]),
            ("2012/13 to 2012-05", "2011/12 to 2011-05", ["2012-04"]),
            ("12 months to 2012-05", "12 months to 2011-05", ["12 months to 2012-04"]),
        ],
    )
    def test_every_period_is_compared_with_the_same_one_a_year_earlier(self, period, before, others):
        known = figures({period: 10, before: 12} | dict.fromkeys(others, 1))
        assert short_travel(self.YEARLY, known, Period.parse(period)).direction is IMPROVED

    def test_the_reason_names_last_year(self):
        travel = short_travel(self.YEARLY, figures({"2012-05": 10, "2011-05": 12, "2012-04": 1}), MAY)
        assert travel.reason == "10.0% in May 2012 is below 12.0% in May 2011; lower is better: Improved."

    def test_without_last_year_s_figure_there_is_no_direction(self):
        travel = short_travel(self.YEARLY, figures({"2012-05": 10, "2012-04": 12}), MAY)
        assert (travel.direction, travel.reason) == (UNKNOWN, "There is no figure for May 2011 to compare with.")

    def test_the_long_one_is_against_the_mean_of_the_same_month_of_earlier_years(self):
        known = figures({"2012-05": 10, "2011-05": 12, "2010-05": 11, "2012-04": 1, "2011-04": 1})
        assert long_travel(self.YEARLY, known, MAY).reason == (
            "10.0% in May 2012 is below the mean of May in 2 earlier years, 11.5%; lower is better: Improved."
        )

    @pytest.mark.parametrize(("years", "direction"), [(1, UNKNOWN), (2, IMPROVED), (12, IMPROVED)])
    def test_the_long_one_needs_two_years_and_looks_at_twelve(self, years, direction):
        known = figures({"2012-05": 10} | {f"{2012 - back}-05": 11 for back in range(1, years + 1)} | {"1999-05": 0})
        assert long_travel(self.YEARLY, known, MAY).direction is direction

    def test_too_few_years_are_counted(self):
        travel = long_travel(self.YEARLY, figures({"Q1 2012/13": 1, "Q1 2011/12": 2}), Period.parse("Q1 2012/13"))
        assert travel.reason == "Only 1 of the previous 12 years has a figure for Q1; a mean needs 2."


@given(now=PERCENTAGES, then=PERCENTAGES)
def test_the_opposite_polarity_has_the_opposite_direction(now, then):
    months = months_before("2012-05", now, then)
    high, low = (short_travel(an_indicator(polarity), months, MAY).direction for polarity in (HIGH, LOW))
    assert high is OPPOSITE[low]


@given(now=PERCENTAGES, then=PERCENTAGES)
def test_figures_that_look_the_same_are_unchanged(now, then):
    indicator = an_indicator(HIGH)
    direction = short_travel(indicator, months_before("2012-05", now, then), MAY).direction
    assert (direction is UNCHANGED) == (indicator.show(now) == indicator.show(then))
