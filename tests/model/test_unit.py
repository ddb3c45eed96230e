from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.model.unit import Unit, round_half_up, show

DIGITS = st.integers(-(10**9), 10**9)


@given(DIGITS, st.integers(0, 6), st.integers(0, 4))
def test_rounding_half_up_is_what_decimal_does(digits, places, decimals):
    value = Decimal(digits).scaleb(-places)
    expected = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert round_half_up(Fraction(value), decimals) == expected


@given(st.fractions(max_denominator=10**6, min_value=-(10**6), max_value=10**6), st.integers(0, 4))
def test_rounding_a_fraction_is_what_decimal_does_with_many_digits(value, decimals):
    many = Context(prec=60).divide(Decimal(value.numerator), Decimal(value.denominator))
    expected = many.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert round_half_up(value, decimals) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        ("16.25", 1, "16.3"),
        ("16.35", 1, "16.4"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("-0.04", 1, "0.0"),
        ("69.96", 1, "70.0"),
        ("541", 2, "541.00"),
    ],
)
def test_halves_go_away_from_zero_and_no_zero_is_negative(value, decimals, rounded):
    assert str(round_half_up(Fraction(value), decimals)) == rounded


def test_a_half_that_floats_miss_is_rounded_up():
    assert round(2.675, 2) == 2.67
    assert round_half_up(Fraction("2.675"), 2) == Decimal("2.68")


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        ("9556", Unit.COUNT, 0, "9,556"),
        ("16.25", Unit.PERCENT, 1, "16.3%"),
        ("112", Unit.PERCENT, 0, "112%"),
        ("37.4715", Unit.PER_10000, 2, "37.47"),
        ("12345.678", Unit.NUMBER, 1, "12,345.7"),
        ("-1234", Unit.COUNT, 0, "-1,234"),
        ("0", Unit.PERCENT, 1, "0.0%"),
        ("12.5", Unit.DAYS, 1, "12.5"),
    ],
)
def test_a_value_is_shown_as_people_read_it(value, unit, decimals, shown):
    assert show(Fraction(value), unit, decimals) == shown


@pytest.mark.parametrize(
    ("unit", "multiplier"),
    [
        (Unit.COUNT, 1),
        (Unit.PERCENT, 100),
        (Unit.PER_1000, 1_000),
        (Unit.PER_10000, 10_000),
        (Unit.PER_100000, 100_000),
        (Unit.DAYS, 1),
        (Unit.NUMBER, 1),
    ],
)
def test_a_unit_knows_what_a_ratio_is_multiplied_by(unit, multiplier):
    assert unit.multiplier == multiplier
