from fractions import Fraction

import pytest

from xl_scorecard.model.period import Period
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit


@pytest.mark.parametrize(
    ("period", "is_in_force"),
    [
        ("2011-03", False),
        ("2010/11", False),
        ("2011-04", True),
        ("2011/12", True),
        ("2012/13 to 2012-05", True),
        ("2013-03", True),
        ("2013-04", False),
    ],
)
def test_a_target_is_in_force_where_the_period_ends_between_its_first_and_last(period, is_in_force):
    target = Target(indicator="K1", since=Period.parse("2011/12"), until=Period.parse("2012/13"), value=Fraction(6))
    assert target.in_force(Period.parse(period)) is is_in_force


def test_a_target_without_end_stays_in_force():
    target = Target(indicator="K1", since=Period.parse("2011-10"), value=Fraction(6))
    assert target.in_force(Period.parse("2111/12"))
    assert not target.in_force(Period.parse("2011-09"))


@pytest.mark.parametrize(
    ("unit", "target", "points"),
    [
        (ToleranceUnit.POINTS, 6, 10),
        (ToleranceUnit.PERCENT_OF_TARGET, 6, Fraction(3, 5)),
        (ToleranceUnit.PERCENT_OF_TARGET, -6, Fraction(3, 5)),
        (ToleranceUnit.PERCENT_OF_TARGET, 0, 0),
    ],
)
def test_a_tolerance_is_points_or_per_cent_of_the_target(unit, target, points):
    assert Tolerance(amount=Fraction(10), unit=unit).around(Fraction(target)) == points
