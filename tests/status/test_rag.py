from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.builders.judging import a_target
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.status.rag import is_meant_for, judge, target_in_force

HIGH, LOW, RANGE, NONE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE
GREEN, AMBER, RED, NO_TARGET = Status.GREEN, Status.AMBER, Status.RED, Status.NO_TARGET
FRACTIONS = st.fractions(min_value=-200, max_value=200, max_denominator=60)
AMOUNTS = st.fractions(min_value=0, max_value=80, max_denominator=20)
TOLERANCES = st.none() | st.builds(Tolerance, amount=AMOUNTS, unit=st.sampled_from(ToleranceUnit))
BETTER = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}
POINTS = ToleranceUnit.POINTS


@pytest.mark.parametrize(
    ("polarity", "target", "value", "status"),
    [
        (HIGH, a_target(70, points=5), "70", GREEN),
        (HIGH, a_target(70, points=5), "69.99999", AMBER),
        (HIGH, a_target(70, points=5), "65", AMBER),
        (HIGH, a_target(70, points=5), "64.99999", RED),
        (HIGH, a_target(70, points=5), "112", GREEN),
        (LOW, a_target(6, percent=10), "6", GREEN),
        (LOW, a_target(6, percent=10), "6.00001", AMBER),
        (LOW, a_target(6, percent=10), "6.6", AMBER),
        (LOW, a_target(6, percent=10), "6.60001", RED),
        (LOW, a_target(6, percent=10), "0", GREEN),
        (RANGE, a_target(between=(5, 8), points=1), "5", GREEN),
        (RANGE, a_target(between=(5, 8), points=1), "8", GREEN),
        (RANGE, a_target(between=(5, 8), points=1), "4.99999", AMBER),
        (RANGE, a_target(between=(5, 8), points=1), "4", AMBER),
        (RANGE, a_target(between=(5, 8), points=1), "3.99999", RED),
        (RANGE, a_target(between=(5, 8), points=1), "8.00001", AMBER),
        (RANGE, a_target(between=(5, 8), points=1), "9", AMBER),
        (RANGE, a_target(between=(5, 8), points=1), "9.00001", RED),
        (RANGE, a_target(between=(50, 80), percent=10), "45", AMBER),
        (RANGE, a_target(between=(50, 80), percent=10), "44.99999", RED),
        (RANGE, a_target(between=(50, 80), percent=10), "88", AMBER),
        (RANGE, a_target(between=(50, 80), percent=10), "88.00001", RED),
        (HIGH, a_target(70, amber=60), "60", AMBER),
        (HIGH, a_target(70, amber=60), "59.99999", RED),
        (LOW, a_target(6, amber=9), "9", AMBER),
        (LOW, a_target(6, amber=9), "9.00001", RED),
        (HIGH, a_target(70), "69.99999", RED),
        (LOW, a_target(0, percent=10), "0", GREEN),
        (LOW, a_target(0, percent=10), "0.00001", RED),
        (HIGH, a_target(-10, percent=10), "-11", AMBER),
        (HIGH, a_target(-10, percent=10), "-11.00001", RED),
        (NONE, a_target(70, points=5), "70", NO_TARGET),
        (HIGH, a_target(between=(5, 8)), "6", NO_TARGET),
        (RANGE, a_target(6), "6", NO_TARGET),
    ],
)
def test_each_edge_belongs_to_the_better_colour(polarity, target, value, status):
    assert judge(Fraction(value), polarity, target) is status


def test_a_value_is_judged_exactly_where_floats_would_go_wrong():
    assert 7 / 100 * 100 > 7
    assert judge(Fraction(7, 100) * 100, LOW, a_target(7)) is GREEN


@given(better=FRACTIONS, worse=FRACTIONS, value=FRACTIONS, tolerance=TOLERANCES, amber=st.none() | FRACTIONS)
def test_a_better_value_never_has_a_worse_status(better, worse, value, tolerance, amber):
    target = Target(indicator="K1", since=Period.year(2010), value=value, tolerance=tolerance, amber=amber)
    low, high = sorted((better, worse))
    assert BETTER[judge(high, HIGH, target)] >= BETTER[judge(low, HIGH, target)]
    assert BETTER[judge(low, LOW, target)] >= BETTER[judge(high, LOW, target)]


@given(value=FRACTIONS, edges=st.tuples(FRACTIONS, FRACTIONS), tolerance=TOLERANCES, step=AMOUNTS)
def test_a_value_nearer_to_its_range_never_has_a_worse_status(value, edges, tolerance, step):
    lower, upper = sorted(edges)
    assume(not lower <= value <= upper)
    target = Target(indicator="K1", since=Period.year(2010), lower=lower, upper=upper, tolerance=tolerance)
    further = value - step if value < lower else value + step
    assert BETTER[judge(value, RANGE, target)] >= BETTER[judge(further, RANGE, target)]


@given(value=FRACTIONS, aim=FRACTIONS, tolerance=TOLERANCES, amber=st.none() | FRACTIONS)
def test_flipping_the_sign_of_value_target_and_polarity_changes_nothing(value, aim, tolerance, amber):
    target = Target(indicator="K1", since=Period.year(2010), value=aim, tolerance=tolerance, amber=amber)
    flipped_amber = None if amber is None else -amber
    flipped = Target(indicator="K1", since=Period.year(2010), value=-aim, tolerance=tolerance, amber=flipped_amber)
    assert judge(value, HIGH, target) is judge(-value, LOW, flipped)
    assert judge(value, LOW, target) is judge(-value, HIGH, flipped)


@given(value=FRACTIONS, edges=st.tuples(FRACTIONS, FRACTIONS), tolerance=TOLERANCES)
def test_flipping_the_sign_of_value_and_range_changes_nothing(value, edges, tolerance):
    lower, upper = sorted(edges)
    target = Target(indicator="K1", since=Period.year(2010), lower=lower, upper=upper, tolerance=tolerance)
    flipped = Target(indicator="K1", since=Period.year(2010), lower=-upper, upper=-lower, tolerance=tolerance)
    assert judge(value, RANGE, target) is judge(-value, RANGE, flipped)


@given(value=FRACTIONS, aim=FRACTIONS, polarity=st.sampled_from([HIGH, LOW]), unit=st.sampled_from(ToleranceUnit))
def test_a_tolerance_of_zero_is_never_amber(value, aim, polarity, unit):
    tolerance = Tolerance(amount=Fraction(0), unit=unit)
    target = Target(indicator="K1", since=Period.year(2010), value=aim, tolerance=tolerance)
    assert judge(value, polarity, target) in (GREEN, RED)


def test_the_target_in_force_at_the_end_of_the_period_judges_it():
    old = a_target(14, until=Period.parse("2011/12"))
    new = a_target(10, since="2012/13")
    targets = (new, old)
    assert target_in_force(targets, "K1", Period.parse("2011/12")) is old
    assert target_in_force(targets, "K1", Period.parse("2012-03")) is old
    assert target_in_force(targets, "K1", Period.parse("2012-04")) is new
    assert target_in_force(targets, "K1", Period.parse("2012/13 to 2012-05")) is new
    assert target_in_force(targets, "K1", Period.parse("2010-03")) is None
    assert target_in_force(targets, "K2", Period.parse("2012-04")) is None


def test_of_two_targets_in_force_the_one_set_last_judges():
    open_ended, later = a_target(14), a_target(10, since="2012/13")
    assert target_in_force((open_ended, later), "K1", Period.parse("2012-05")) is later
    assert target_in_force((later, open_ended), "K1", Period.parse("2012-05")) is later
    assert target_in_force((later, open_ended), "K1", Period.parse("2012-03")) is open_ended


@pytest.mark.parametrize(
    ("per", "period", "grows", "meant"),
    [
        (PeriodKind.MONTH, "2012-05", True, True),
        (PeriodKind.MONTH, "2011/12", True, False),
        (PeriodKind.MONTH, "2012/13 to 2012-05", True, False),
        (PeriodKind.YEAR, "2011/12", True, True),
        (PeriodKind.YEAR, "2012-05", True, False),
        (PeriodKind.YEAR, "2012/13 to 2012-05", True, False),
        (None, "2012-05", True, False),
        (None, "2012-05", False, True),
        (None, "2012/13 to 2012-05", False, True),
    ],
)
def test_a_count_is_judged_only_in_the_kind_of_period_its_target_is_for(per, period, grows, meant):
    assert is_meant_for(a_target(20, per=per), Period.parse(period), grows=grows) is meant
