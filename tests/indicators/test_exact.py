from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.indicators.exact import exact, median

decimals = st.decimals(min_value=-99999, max_value=99999, places=3)


def total(*numbers: float) -> Fraction:
    return exact(np.array(numbers, dtype=np.float64)).sums(np.zeros(len(numbers), dtype=np.int64), 1)[0]


def test_a_tenth_and_two_tenths_make_three_tenths():
    assert total(0.1, 0.2) == Fraction(3, 10)


def test_a_float_with_noise_is_the_decimal_that_excel_shows():
    assert total(0.1 + 0.2) == Fraction(3, 10)


def test_whole_numbers_of_fifteen_digits_add_up_exactly():
    assert total(*[999_999_999_999_999.0] * 1000) == 999_999_999_999_999_000


def test_a_third_is_taken_to_nine_decimals():
    assert total(1 / 3) == Fraction(333_333_333, 10**9)


def test_no_numbers_make_nothing():
    assert total() == 0


@given(st.lists(st.tuples(decimals, st.integers(0, 4))))
def test_sums_by_group_are_those_of_decimals(rows):
    numbers = np.array([float(number) for number, _ in rows], dtype=np.float64)
    groups = np.array([group for _, group in rows], dtype=np.int64)
    expected = [sum((Fraction(number) for number, place in rows if place == group), Fraction(0)) for group in range(5)]
    assert list(exact(numbers).sums(groups, 5)) == expected


@pytest.mark.parametrize(
    ("numbers", "scale", "middle"),
    [
        ([5], 1, 5),
        ([1, 9, 5], 1, 5),
        ([1, 2], 1, Fraction(3, 2)),
        ([15, 25, 5, 100], 10, 2),
        ([-3, 4], 1, Fraction(1, 2)),
    ],
)
def test_the_median_is_the_middle_or_half_way_between_the_two(numbers, scale, middle):
    assert median(numbers, scale) == middle
