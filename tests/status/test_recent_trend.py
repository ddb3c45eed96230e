from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.often import often
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.recent_trend import TrendMarker
from xl_scorecard.status.recent_trend import CRITICAL, recent_trend, recent_trend_reason, regression

LAST = Period.parse("2011/12")
HIGH, LOW, NONE = Polarity.HIGH, Polarity.LOW, Polarity.NONE
FIVE = st.lists(st.integers(1, 400), min_size=5, max_size=5)


def trend(*cases, polarity=NONE, of=1000):
    return recent_trend(figures(*cases, of=of), LAST, Statistic.PROPORTION, Fraction(100), polarity=polarity)


def figures(*cases, of=1000):
    """Shares of the years that end with 2011/12, oldest first; None is no figure."""
    years = [LAST.back(len(cases) - 1 - number) for number in range(len(cases))]
    return {
        year: Figure(period=year, missing="not reported")
        if number is None
        else Figure(period=year, value=Fraction(100 * number, of), numerator=Fraction(number), denominator=Fraction(of))
        for year, number in zip(years, cases, strict=True)
    }


@pytest.mark.parametrize(
    ("polarity", "rising", "falling"),
    [
        (HIGH, TrendMarker.INCREASING_BETTER, TrendMarker.DECREASING_WORSE),
        (LOW, TrendMarker.INCREASING_WORSE, TrendMarker.DECREASING_BETTER),
        (NONE, TrendMarker.INCREASING, TrendMarker.DECREASING),
    ],
)
def test_a_trend_is_turned_by_what_is_good(polarity, rising, falling):
    years = (100, 130, 160, 190, 220)
    assert trend(*years, polarity=polarity).marker is rising
    assert trend(*years[::-1], polarity=polarity).marker is falling


def test_what_moves_no_more_than_chance_has_no_significant_change():
    found = trend(100, 104, 99, 103, 101)
    assert (found.marker, found.chi_squared < CRITICAL) == (TrendMarker.NO_CHANGE, True)


def test_one_year_that_makes_the_whole_slope_is_not_a_trend():
    found = trend(100, 100, 99, 98, 200)
    assert (found.chi_squared > CRITICAL, found.steady) == (True, False)
    assert found.marker is TrendMarker.NO_CHANGE
    assert "not the same way whichever year is left out" in recent_trend_reason(found)


@pytest.mark.parametrize("cases", [(100, 130, 160, 190), (100, 130, None, 160, 190, 220), (100, None, 160, 190, 220)])
def test_a_gap_or_too_few_years_is_no_trend_at_all(cases):
    assert trend(*cases[-5:]) is None


def test_only_the_last_five_years_count():
    assert trend(900, 100, 130, 160, 190, 220) == trend(100, 130, 160, 190, 220)


def test_a_figure_without_interval_is_no_trend():
    assert recent_trend(figures(100, 130, 160, 190, 220), LAST, None, Fraction(100), polarity=NONE) is None


def test_without_any_change_the_slope_is_nothing():
    slope, chi_squared, _ = regression([(10.0, 9.0, 11.0)] * 5)
    assert (slope, chi_squared) == (0, 0)


@settings(max_examples=often(50))
@given(FIVE)
def test_years_backwards_turn_the_slope_and_keep_its_weight(cases):
    one, two = trend(*cases), trend(*cases[::-1])
    assert two.chi_squared == pytest.approx(one.chi_squared, rel=1e-6, abs=1e-6)
    turned = {TrendMarker.INCREASING: TrendMarker.DECREASING, TrendMarker.DECREASING: TrendMarker.INCREASING}
    if abs(one.chi_squared - CRITICAL) > 1e-6:
        assert two.marker is turned.get(one.marker, one.marker)


def test_a_trend_says_what_was_compared():
    rising, level = (
        recent_trend_reason(trend(*cases)) for cases in ((100, 130, 160, 190, 220), (100, 104, 99, 103, 101))
    )
    assert rising == (
        "The weighted line through the five years 2007/08 to 2011/12 slopes by more than chance (χ² 71.0, above 9.55), "
        "whichever year is left out: Increasing."
    )
    assert level == (
        "The weighted line through the five years 2007/08 to 2011/12 is nearly level (χ² 0.0, not above 9.55): No "
        "significant change."
    )
    assert recent_trend_reason(None) == ""
