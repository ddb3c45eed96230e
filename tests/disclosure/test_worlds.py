"""Other numbers that agree with everything shown: found where there are any, and never one that does not agree."""

from fractions import Fraction

import pytest

from xl_scorecard.disclosure.worlds import Worlds
from xl_scorecard.model.period import Period

MONTHS = Period.parse("Q1 2012/13").months
APRIL, MAY, JUNE = (("plans", (month,)) for month in MONTHS)


def worlds(*numbers: int) -> Worlds:
    return Worlds.of(dict(zip((APRIL, MAY, JUNE), map(Fraction, numbers), strict=True)))


def total(*atoms):
    return frozenset((atom, 1) for atom in atoms)


def test_what_nothing_limits_can_be_anything():
    found = worlds(3, 4, 5)
    assert found.find(total(APRIL), 100)
    assert found.spread(total(APRIL)) == (0, 100)


def test_in_a_known_total_one_is_more_where_another_is_less():
    found = worlds(3, 4, 5)
    found.limit(total(APRIL, MAY, JUNE), 12, 12)
    assert found.find(total(APRIL), 9)
    assert found.find(total(APRIL), -3)
    assert not found.find(total(APRIL), 10)
    assert found.spread(total(APRIL)) == (-3, 9)
    assert found.spread(total(APRIL, MAY, JUNE)) == (0, 0)


def test_what_is_shown_itself_stays_and_is_named_as_in_the_way():
    found = worlds(3, 4, 5)
    found.limit(total(APRIL, MAY), 7, 7)
    may = found.limit(total(MAY), 4, 4)
    assert not found.find(total(APRIL), 1)
    assert may in found.neighbours(found.stuck) | found.stuck


def test_what_is_loosened_may_move():
    found = worlds(3, 4, 5)
    found.limit(total(APRIL, MAY), 7, 7)
    may = found.limit(total(MAY), 4, 4)
    found.loosen(may, 1, None)
    assert found.find(total(APRIL), 3)
    assert not found.find(total(APRIL), 4)


def test_a_rounded_number_leaves_room_by_itself():
    found = worlds(3, 9, 9)
    found.limit(total(APRIL, MAY), 8, 12)
    found.limit(total(MAY), 8, 12)
    assert found.find(total(APRIL), 1)
    assert not found.find(total(APRIL), 2)


def test_a_difference_moves_both_ways():
    found = worlds(3, 4, 5)
    more = frozenset({(MAY, 1), (APRIL, -1)})
    found.limit(more, 0, None)
    assert found.find(total(APRIL), 5)
    (world,) = found.found
    assert world[found.places[MAY]] >= 4


def test_the_true_numbers_are_as_they_were_after_every_search():
    found = worlds(3, 4, 5)
    found.limit(total(APRIL, MAY, JUNE), 12, 12)
    for by in (2, 100, -3, -100):
        found.find(total(APRIL), by)
        assert found.atoms == [3, 4, 5]


@pytest.mark.parametrize("by", [1, -1])
def test_nothing_is_ever_below_0(by):
    found = worlds(0, 0, 0)
    found.limit(total(APRIL, MAY, JUNE), 0, 0)
    assert not found.find(total(APRIL), by)
