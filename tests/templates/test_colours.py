"""The measures themselves, against values that others published."""

import pytest

from tests.templates.colours import SIGHTS, contrast, difference, lab


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("000000", "FFFFFF") == pytest.approx(21)


def test_contrast_does_not_depend_on_which_colour_is_named_first():
    assert contrast("767676", "FFFFFF") == contrast("FFFFFF", "767676") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(
    ("code", "expected"),
    [("FFFFFF", (100, 0, 0)), ("FF0000", (53.24, 80.09, 67.20)), ("0000FF", (32.30, 79.19, -107.86))],
)
def test_cielab_agrees_with_published_coordinates_of_srgb(code, expected):
    assert lab(code) == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize("sight", list(SIGHTS))
def test_grey_looks_the_same_to_everyone(sight):
    assert difference("808080", "808080", sight) == 0
    assert lab("808080", sight) == pytest.approx(lab("808080"), abs=0.02)


def test_red_and_green_of_one_lightness_grow_alike_without_red_or_green_cones():
    assert difference("B05050", "4E8A4E", "deutan") < difference("B05050", "4E8A4E") / 2
