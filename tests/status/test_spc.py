from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.charting import chart, limits, month, months
from tests.builders.judging import a_target
from tests.builders.often import often
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.spc import Assurance, Side, Signal, SignalFound, Variation
from xl_scorecard.model.status import Status
from xl_scorecard.status.rag import judge
from xl_scorecard.status.spc import assurance_of, control_chart, variation_of

HIGH, LOW, RANGE, NONE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE
PASSING, FAILING, HIT_OR_MISS = Assurance.PASSING, Assurance.FAILING, Assurance.HIT_OR_MISS
STEADY = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11]
NUMBERS = st.lists(st.fractions(min_value=0, max_value=30, max_denominator=60), min_size=13, max_size=30)
MIRRORED = {
    Variation.COMMON_CAUSE: Variation.COMMON_CAUSE,
    Variation.IMPROVEMENT_HIGH: Variation.IMPROVEMENT_LOW,
    Variation.IMPROVEMENT_LOW: Variation.IMPROVEMENT_HIGH,
    Variation.CONCERN_HIGH: Variation.CONCERN_LOW,
    Variation.CONCERN_LOW: Variation.CONCERN_HIGH,
}


def last(made):
    return made.points[max(made.points)]


def variations(made):
    return [point.variation for point in made.points.values()]


@pytest.mark.parametrize(("number", "variation"), [(12, None), (13, Variation.COMMON_CAUSE)])
def test_nothing_is_read_from_limits_before_thirteen_months(number, variation):
    point = last(chart(*[*STEADY, 10][:number]))
    assert point.variation is variation
    assert point.baseline.limits.months == number
    assert (point.limits is None) is (variation is None)


def test_two_months_are_a_chart_with_limits_that_are_not_shown_and_one_is_none():
    assert last(chart(4, 6)).baseline.limits.mean == 5
    assert control_chart(months(4), HIGH) is None
    assert control_chart(months(4, None, None), HIGH) is None


@pytest.mark.parametrize(
    ("polarity", "value", "variation"),
    [
        (HIGH, 40, Variation.IMPROVEMENT_HIGH),
        (HIGH, -20, Variation.CONCERN_LOW),
        (LOW, 40, Variation.CONCERN_HIGH),
        (LOW, -20, Variation.IMPROVEMENT_LOW),
        (NONE, 40, Variation.NEUTRAL_HIGH),
        (NONE, -20, Variation.NEUTRAL_LOW),
        (RANGE, 40, Variation.NEUTRAL_HIGH),
        (RANGE, -20, Variation.NEUTRAL_LOW),
        (HIGH, 11, Variation.COMMON_CAUSE),
        (LOW, 11, Variation.COMMON_CAUSE),
    ],
)
def test_what_stands_out_is_turned_by_what_is_good(polarity, value, variation):
    assert last(chart(*STEADY, value, polarity=polarity)).variation is variation


@pytest.mark.parametrize(("first", "second"), [(Side.HIGH, Side.LOW), (Side.LOW, Side.HIGH)])
def test_the_first_signal_decides(first, second):
    found = [
        SignalFound(signal=signal, side=side, first=month(0), last=month(6), months=7)
        for signal, side in ((Signal.TREND, first), (Signal.SHIFT, second))
    ]
    expected = Variation.IMPROVEMENT_HIGH if first is Side.HIGH else Variation.CONCERN_LOW
    assert variation_of(found, HIGH) is expected


@pytest.mark.parametrize(
    ("target", "high", "low"),
    [
        ("16.0001", FAILING, PASSING),
        ("16", HIT_OR_MISS, HIT_OR_MISS),
        ("10", HIT_OR_MISS, HIT_OR_MISS),
        ("4", HIT_OR_MISS, HIT_OR_MISS),
        ("3.9999", PASSING, FAILING),
    ],
)
def test_assurance_compares_the_target_with_the_limits_not_the_value(target, high, low):
    for value in (Fraction(0), Fraction(20)):
        assert assurance_of(limits(10, 6), HIGH, a_target(target), value) is high
        assert assurance_of(limits(10, 6), LOW, a_target(target), value) is low


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [(HIGH, 10, PASSING), (HIGH, "10.0001", FAILING), (LOW, 10, PASSING), (LOW, "9.9999", FAILING)],
)
def test_where_nothing_moves_the_value_itself_is_compared(polarity, target, assurance):
    assert assurance_of(limits(10, 0), polarity, a_target(target), Fraction(10)) is assurance


def test_a_range_and_what_has_no_polarity_have_no_assurance():
    assert assurance_of(limits(10, 6), RANGE, a_target(between=(5, 8)), Fraction(10)) is None
    assert assurance_of(limits(10, 6), RANGE, a_target(between=(20, 30)), Fraction(10)) is None
    assert assurance_of(limits(10, 6), NONE, a_target(10), Fraction(10)) is None


def test_a_month_without_a_figure_is_left_out_and_its_neighbours_follow_one_another():
    made = chart(*STEADY[:6], None, *STEADY[6:], 10)
    assert month(6) not in made.points
    assert last(made).baseline.limits == last(chart(*STEADY, 10)).baseline.limits
    assert made.baselines[0].months == 13


def test_only_months_are_on_the_chart():
    year = Period.parse("2010/11")
    figures = months(*STEADY, 10)
    more = figures | {year: replace(figures[month(0)], period=year)}
    assert control_chart(more, HIGH) == control_chart(figures, HIGH)


def test_the_order_in_which_figures_are_given_makes_no_difference():
    figures = months(*STEADY, 40)
    assert control_chart(dict(reversed(figures.items())), HIGH) == control_chart(figures, HIGH)


def test_from_a_rebase_on_mean_limits_and_runs_begin_anew():
    low, high = [*STEADY, 10], [value + 50 for value in [*STEADY, 10]]
    made = chart(*low, *high, rebased=[13])
    assert [(one.first, one.last, one.rebased) for one in made.baselines] == [
        (month(0), month(12), False),
        (month(13), month(25), True),
    ]
    assert made.baselines[1].limits.mean == made.baselines[0].limits.mean + 50
    assert set(variations(made)) == {Variation.COMMON_CAUSE}
    assert set(variations(chart(*low, *high))) != {Variation.COMMON_CAUSE}


@pytest.mark.parametrize(("at", "before"), [(12, 12), (13, 13), (14, 14)])
def test_the_month_of_the_rebase_belongs_to_the_new_limits(at, before):
    made = chart(*STEADY, *STEADY, 10, rebased=[at])
    assert made.baselines[0].months == before
    assert made.points[month(at)].baseline is made.baselines[1]


def test_a_run_does_not_cross_a_rebase():
    rising = [*STEADY, 10, *range(1, 14)]
    crossing = chart(*rising, rebased=[17])
    assert all(one.first >= month(17) for number in range(17, 26) for one in crossing.points[month(number)].signals)


def test_after_a_rebase_limits_are_shown_again_from_thirteen_months():
    made = chart(*STEADY, *STEADY, rebased=[12])
    assert last(made).limits is None
    assert last(made).baseline.limits.months == 12


def test_a_rebase_before_the_first_month_or_after_the_last_leaves_one_baseline():
    assert len(chart(*STEADY, 10, rebased=[-5]).baselines) == 1
    assert len(chart(*STEADY, 10, rebased=[50]).baselines) == 1


def test_a_rebase_that_is_given_as_a_year_means_its_first_month():
    rebase = Rebase(indicator="K1", since=Period.parse("2011/12"), reason="Changed")
    made = control_chart(months(*STEADY, *STEADY), HIGH, rebases=[rebase])
    assert made.baselines[1].first == Period.parse("2011-04")


@settings(max_examples=often(25))
@given(NUMBERS)
def test_turning_values_and_polarity_turns_high_and_low_and_nothing_else(values):
    straight, turned = chart(*values, polarity=HIGH), chart(*[-value for value in values], polarity=LOW)
    assert variations(turned) == [MIRRORED[one] for one in variations(straight)]


@settings(max_examples=often(25))
@given(NUMBERS, st.fractions(min_value=0, max_value=30, max_denominator=60))
def test_turning_values_target_and_polarity_leaves_the_assurance(values, target):
    straight, turned = last(chart(*values)), last(chart(*[-value for value in values]))
    assert assurance_of(straight.limits, HIGH, a_target(target), straight.value) is assurance_of(
        turned.limits, LOW, a_target(-target), turned.value
    )


@settings(max_examples=often(25))
@given(NUMBERS, st.fractions(min_value=0, max_value=30, max_denominator=60))
def test_what_is_consistently_passed_was_met_by_every_month_within_the_limits(values, target):
    made = chart(*values)
    limits_now = last(made).limits
    if assurance_of(limits_now, HIGH, a_target(target), last(made).value) is not PASSING:
        return
    inside = [value for value in values if limits_now.lower <= value <= limits_now.upper]
    assert all(judge(value, HIGH, a_target(target)) is Status.GREEN for value in inside)
