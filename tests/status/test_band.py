from fractions import Fraction

import pytest

from tests.builders.judging import a_target
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.status.band import Band, amber_band, green_band


@pytest.mark.parametrize(("value", "distance", "edge"), [(4, 1, 5), (5, 0, 5), (6, 0, 6), (8, 0, 8), (10, 2, 8)])
def test_distance_is_how_far_outside_its_nearest_edge(value, distance, edge):
    band = Band(lower=Fraction(5), upper=Fraction(8))
    assert (band.distance(Fraction(value)), band.nearest_edge(Fraction(value))) == (distance, edge)


def test_an_open_side_has_no_edge():
    assert Band(lower=Fraction(5)).holds(Fraction(10**9))
    assert Band(upper=Fraction(5)).holds(Fraction(-(10**9)))


def test_an_explicit_threshold_widens_the_side_it_lies_on_and_no_other():
    below, above = (a_target(between=(5, 8), amber=amber) for amber in (4, 9))
    assert amber_band(Polarity.RANGE, below) == Band(lower=Fraction(4), upper=Fraction(8))
    assert amber_band(Polarity.RANGE, above) == Band(lower=Fraction(5), upper=Fraction(9))


def test_a_threshold_on_the_green_side_leaves_nothing_amber():
    target = a_target(70, amber=80)
    assert amber_band(Polarity.HIGH, target) == green_band(Polarity.HIGH, target)
