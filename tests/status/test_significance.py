from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.interval import Interval, IntervalMethod
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.significance import Comparison
from xl_scorecard.status.significance import compare, significances_of

HIGH, LOW, RANGE, NONE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE
BETTER, WORSE, SIMILAR = Comparison.BETTER, Comparison.WORSE, Comparison.SIMILAR
HIGHER, LOWER = Comparison.HIGHER, Comparison.LOWER
NUMBERS = st.fractions(min_value=-50, max_value=50, max_denominator=20)


def england(value):
    return Benchmark(indicator="K1", comparator="England", period=Period.parse("2010/11"), value=Fraction(value))


def between(lower, upper):
    return Interval(
        lower=None if lower is None else Fraction(lower),
        upper=Fraction(upper),
        confidence=Fraction(95),
        method=IntervalMethod.WILSON,
    )


@pytest.mark.parametrize(
    ("value", "high", "low", "neither"),
    [
        ("12.0001", WORSE, BETTER, LOWER),
        ("12", SIMILAR, SIMILAR, SIMILAR),
        ("10", SIMILAR, SIMILAR, SIMILAR),
        ("8", SIMILAR, SIMILAR, SIMILAR),
        ("7.9999", BETTER, WORSE, HIGHER),
    ],
)
def test_only_an_interval_wholly_on_one_side_differs(value, high, low, neither):
    found = [compare(between(8, 12), england(value), polarity) for polarity in (HIGH, LOW, NONE, RANGE)]
    assert found == [high, low, neither, neither]


def test_an_interval_without_lower_limit_is_never_higher():
    assert compare(between(None, 12), england(-5), HIGH) is SIMILAR
    assert compare(between(None, 12), england(13), HIGH) is WORSE


def test_every_benchmark_is_compared_by_itself_and_none_without_an_interval():
    found = significances_of(between(8, 12), [england(5), england(10)], LOW)
    assert [one.comparison for one in found] == [WORSE, SIMILAR]
    assert significances_of(None, [england(5)], LOW) == ()


@given(NUMBERS, NUMBERS, NUMBERS)
def test_turning_every_sign_and_the_polarity_changes_nothing(one, two, benchmark):
    lower, upper = sorted((one, two))
    assert compare(between(lower, upper), england(benchmark), HIGH) is compare(
        between(-upper, -lower), england(-benchmark), LOW
    )
