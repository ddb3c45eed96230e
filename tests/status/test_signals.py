"""Every signal at both of its edges, and all of them against plain loops."""

from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.charting import limits, month
from xl_scorecard.model.spc import Side, Signal
from xl_scorecard.status.signals import find_signals

HIGH, LOW = Side.HIGH, Side.LOW
LIMITS = limits(10, 6)
SCATTERED = st.lists(st.integers(min_value=2, max_value=18), max_size=25)
RUNS = st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.integers(1, 9)), min_size=1, max_size=5)
WALKS = RUNS.map(lambda runs: list(accumulate((sign for sign, length in runs for _ in range(length)), initial=10)))
SMALL = st.one_of(SCATTERED, WALKS)


def signals(*values, of=LIMITS):
    """For each month the words of what it is part of."""
    exact = [Fraction(value) for value in values]
    found = find_signals([month(number) for number in range(len(values))], exact, of)
    return [{(one.signal, one.side) for one in told} for told in found]


def with_signal(signal, *values):
    """The numbers of the months that are part of a signal, and the sides that it points to."""
    found = signals(*values)
    return (
        [number for number, told in enumerate(found) if signal in {one for one, _ in told}],
        {side for told in found for one, side in told if one is signal},
    )


@pytest.mark.parametrize(
    ("value", "sides"),
    [("16", set()), ("16.0001", {HIGH}), ("4", set()), ("3.9999", {LOW}), ("10", set())],
)
def test_outside_is_beyond_a_limit_and_not_on_it(value, sides):
    assert with_signal(Signal.OUTSIDE, value)[1] == sides


@pytest.mark.parametrize(
    ("values", "months", "sides"),
    [
        ([11, 12] * 3, [], set()),
        ([11, 12] * 3 + [11], [0, 1, 2, 3, 4, 5, 6], {HIGH}),
        ([9, 8] * 3 + [9], [0, 1, 2, 3, 4, 5, 6], {LOW}),
        ([11, 12, 11, 10, 11, 12, 11, 12], [], set()),
        ([11, 12, 11, "9.9999", 11, 12, 11, 12], [], set()),
        ([11, 12, 11, "10.0001", 11, 12, 11], [0, 1, 2, 3, 4, 5, 6], {HIGH}),
        ([9, *[11, 12] * 4, 9], [1, 2, 3, 4, 5, 6, 7, 8], {HIGH}),
        ([10] * 9, [], set()),
    ],
)
def test_a_shift_is_seven_months_on_one_side_and_one_on_the_mean_breaks_it(values, months, sides):
    assert with_signal(Signal.SHIFT, *values) == (months, sides)


@pytest.mark.parametrize(
    ("values", "months", "sides"),
    [
        ([7, 8, 9, 10, 11, 12], [], set()),
        ([7, 8, 9, 10, 11, 12, 13], [0, 1, 2, 3, 4, 5, 6], {HIGH}),
        ([13, 12, 11, 10, 9, 8, 7], [0, 1, 2, 3, 4, 5, 6], {LOW}),
        ([7, 8, 9, 9, 10, 11, 12, 13], [], set()),
        ([7, 8, 9, "9.0001", 10, 11, 12], [0, 1, 2, 3, 4, 5, 6], {HIGH}),
        ([9, 7, 8, 9, 10, 11, 12, 13, 14, 8], [1, 2, 3, 4, 5, 6, 7, 8], {HIGH}),
    ],
)
def test_a_trend_is_seven_months_that_each_rise_or_fall_and_a_tie_breaks_it(values, months, sides):
    assert with_signal(Signal.TREND, *values) == (months, sides)


def test_a_trend_points_the_way_it_goes_wherever_the_mean_is():
    assert signals(5, 6, 7, 8, "8.5", 9, "9.5")[-1] == {(Signal.TREND, HIGH), (Signal.SHIFT, LOW)}


def test_a_peak_belongs_to_the_trend_that_ends_in_it():
    up_and_down = [4, 5, 6, 7, 8, 9, 15, 9, 8, 7, 6, 5, 4]
    assert (Signal.TREND, HIGH) in signals(*up_and_down)[6]
    assert (Signal.TREND, LOW) in signals(*up_and_down)[7]


@pytest.mark.parametrize(
    ("values", "months", "sides"),
    [
        (["14.0001", 11, 15], [0, 2], {HIGH}),
        ([14, 11, 15], [], set()),
        ([16, 11, "14.0001"], [0, 2], {HIGH}),
        (["16.0001", 11, 15], [], set()),
        ([15, 9, 15], [], set()),
        ([15, 10, 15], [], set()),
        ([15, 5, 15], [], set()),
        ([5, 9, "5.9999"], [0, 2], {LOW}),
        ([6, 9, 5], [], set()),
        ([15, 15], [], set()),
        ([15, 11, 11, 15], [], set()),
        ([15, 15, 15], [0, 1, 2], {HIGH}),
    ],
)
def test_two_of_three_are_beyond_a_near_limit_and_all_three_on_that_side(values, months, sides):
    assert with_signal(Signal.TWO_OF_THREE, *values) == (months, sides)


def test_signals_stand_in_order_of_precedence():
    rising = [Fraction(value) for value in ("10.5", "11", "11.5", "12", "12.5", "14.5", "15", "17")]
    found = find_signals([month(number) for number in range(8)], rising, LIMITS)
    assert [one.signal for one in found[7]] == [Signal.OUTSIDE, Signal.TREND, Signal.SHIFT]
    assert [one.signal for one in found[6]] == [Signal.TREND, Signal.TWO_OF_THREE, Signal.SHIFT]


def test_a_signal_says_which_months_make_it_up():
    values = [Fraction(value) for value in (9, 11, 12, 11, 12, 11, 12, 11, 12)]
    shift = find_signals([month(number) for number in range(9)], values, LIMITS)[8][0]
    assert (shift.first, shift.last, shift.months) == (month(1), month(8), 8)


def test_where_nothing_moves_nothing_stands_out():
    assert signals(*[5] * 20, of=limits(5, 0)) == [set()] * 20


@given(SMALL)
def test_plain_loops_find_the_same(values):
    assert signals(*values) == [looped(values, number) for number in range(len(values))]


@given(SMALL)
def test_turning_every_sign_turns_every_side(values):
    turned = signals(*[-value for value in values], of=limits(-10, 6))
    other = {HIGH: LOW, LOW: HIGH}
    assert turned == [{(signal, other[side]) for signal, side in told} for told in signals(*values)]


def looped(values, number):
    """The signals of one month, looked for in every run of months that it could be part of."""
    value = values[number]
    told = {(Signal.OUTSIDE, HIGH)} if value > 16 else {(Signal.OUTSIDE, LOW)} if value < 4 else set()
    for start in range(max(number - 6, 0), number + 1):
        seven = values[start : start + 7]
        told |= of_seven(seven) if len(seven) == 7 else set()
    for start in range(max(number - 2, 0), number + 1):
        three = values[start : start + 3]
        told |= of_three(three, value) if len(three) == 3 else set()
    peak = {(Signal.TREND, HIGH), (Signal.TREND, LOW)}
    return told - {ends_later(values, number)} if peak <= told else told


def of_seven(seven):
    told = {(Signal.SHIFT, HIGH)} if min(seven) > 10 else set()
    told |= {(Signal.SHIFT, LOW)} if max(seven) < 10 else set()
    told |= {(Signal.TREND, HIGH)} if all(seven[at] < seven[at + 1] for at in range(6)) else set()
    return told | ({(Signal.TREND, LOW)} if all(seven[at] > seven[at + 1] for at in range(6)) else set())


def of_three(three, value):
    if min(three) > 10 and sum(14 < one <= 16 for one in three) >= 2 and 14 < value <= 16:
        return {(Signal.TWO_OF_THREE, HIGH)}
    if max(three) < 10 and sum(4 <= one < 6 for one in three) >= 2 and 4 <= value < 6:
        return {(Signal.TWO_OF_THREE, LOW)}
    return set()


def ends_later(values, number):
    """Of two trends that meet in a month, the one that begins in it."""
    return (Signal.TREND, HIGH if values[number + 1] > values[number] else LOW)
