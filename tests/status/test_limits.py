from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.charting import limits
from tests.builders.often import often
from xl_scorecard.status.limits import process_limits

VALUES = st.lists(st.fractions(min_value=-1000, max_value=1000, max_denominator=300), min_size=2, max_size=30)
SPIKE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def of(*values, screening=False):
    return process_limits([Fraction(value) for value in values], screening=screening)


def test_one_month_has_no_limits_and_two_have():
    assert of(4) is None
    assert (of(4, 6).mean, of(4, 6).upper) == (5, 5 + Fraction("5.32"))


def test_limits_are_kept_with_the_counts_that_they_were_computed_from():
    found = of(*SPIKE)
    assert (found.months, found.ranges, found.screened) == (18, 17, 0)


def test_outlying_ranges_are_left_out_once_where_that_is_chosen():
    plain, screened = of(*SPIKE), of(*SPIKE, screening=True)
    assert screened.screened == 2
    assert screened.mean == plain.mean
    assert screened.upper == screened.mean + Fraction("2.66")
    assert plain.upper == plain.mean + Fraction("2.66") * Fraction(15 + 8 + 9, 17)


def test_a_range_just_at_the_threshold_is_left_out_and_one_below_it_stays():
    threshold = Fraction("3.267")
    ranges_at = [Fraction(0), *[Fraction(1)] * 9, threshold * 9 / (10 - threshold)]
    mean = sum(ranges_at[1:]) / 10
    assert ranges_at[-1] == threshold * mean
    heights = [sum(ranges_at[: end + 1]) for end in range(len(ranges_at))]
    assert of(*heights, screening=True).screened == 1
    assert of(*heights[:-1], heights[-1] - Fraction(1, 1000), screening=True).screened == 0


def test_where_nothing_moves_the_limits_are_the_mean_and_nothing_is_screened():
    found = of(5, 5, 5, screening=True)
    assert (found.lower, found.mean, found.upper, found.screened) == (5, 5, 5, 0)


@pytest.mark.parametrize(("months", "shown"), [(12, False), (13, True)])
def test_limits_are_shown_from_thirteen_months(months, shown):
    assert limits(10, 6, enough=months).shown is shown


@settings(max_examples=often(30))
@given(VALUES)
def test_the_mean_is_between_the_near_limits_and_they_between_the_limits(values):
    found = process_limits(values)
    assert found.lower <= found.near_lower <= found.mean <= found.near_upper <= found.upper
    assert found.mean - found.lower == found.upper - found.mean


@settings(max_examples=often(30))
@given(VALUES)
def test_the_order_backwards_makes_no_difference(values):
    assert process_limits(values) == process_limits(values[::-1])


@settings(max_examples=often(30))
@given(VALUES, st.fractions(min_value=-50, max_value=50, max_denominator=50))
def test_what_is_added_to_every_value_is_added_to_every_limit(values, more):
    one, two = process_limits(values), process_limits([value + more for value in values])
    assert (two.mean - one.mean, two.lower - one.lower, two.upper - one.upper) == (more, more, more)
