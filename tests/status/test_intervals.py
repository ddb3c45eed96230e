from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.often import often
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.interval import IntervalMethod, Statistic
from xl_scorecard.model.period import Period
from xl_scorecard.status.intervals import byar, exact_poisson, interval_of, quantile, wilson

PROPORTION, RATE, COUNT = Statistic.PROPORTION, Statistic.RATE, Statistic.COUNT
WILSON, BYAR, EXACT = IntervalMethod.WILSON, IntervalMethod.BYAR, IntervalMethod.EXACT
MAY = Period.parse("2012-05")
LEVELS = (Fraction(90), Fraction(95), Fraction("99.8"))


def a_figure(cases, of=None):
    numerator, denominator = Fraction(cases), None if of is None else Fraction(of)
    value = numerator / denominator if denominator else numerator
    return Figure(period=MAY, value=value, numerator=numerator, denominator=denominator)


def bounds(cases, of, statistic, multiplier=1, confidence=95):
    found = interval_of(a_figure(cases, of), statistic, Fraction(multiplier), confidence=Fraction(confidence))
    return found and (found.lower, found.upper)


@pytest.mark.parametrize(
    ("cases", "of", "statistic", "method"),
    [
        (4, 40, PROPORTION, WILSON),
        (0, 40, PROPORTION, WILSON),
        (40, 40, PROPORTION, WILSON),
        (41, 40, PROPORTION, None),
        (9, 49104, RATE, EXACT),
        (10, 49104, RATE, BYAR),
        (9, None, COUNT, EXACT),
        (10, None, COUNT, BYAR),
        (0, None, COUNT, EXACT),
        (-1, None, COUNT, None),
        ("12.5", None, COUNT, None),
        ("0.5", 40, PROPORTION, None),
        (4, 0, RATE, None),
        (4, None, RATE, None),
        (4, 40, None, None),
    ],
)
def test_each_kind_of_figure_has_its_method_and_others_none(cases, of, statistic, method):
    found = interval_of(a_figure(cases, of), statistic, Fraction(100))
    assert (found and found.method) is method


def test_a_missing_figure_and_one_given_without_its_parts_have_no_interval():
    assert interval_of(Figure(period=MAY, missing="not reported"), COUNT, Fraction(1)) is None
    assert interval_of(Figure(period=MAY, value=Fraction(45), given=True), PROPORTION, Fraction(100)) is None


def test_a_rate_is_the_counts_interval_over_its_population():
    lower, upper = bounds(184, 49104, RATE, 10_000)
    assert (float(lower), float(upper)) == pytest.approx((158.371877686 / 4.9104, 212.593465822 / 4.9104), rel=1e-9)


def test_none_of_forty_and_all_of_forty_reach_the_ends_of_the_scale():
    assert bounds(0, 40, PROPORTION, 100)[0] == 0
    assert bounds(40, 40, PROPORTION, 100)[1] == 100


def test_no_case_at_all_has_the_exact_upper_limit_of_minus_the_logarithm():
    lower, upper = exact_poisson(0, Fraction(95))
    assert lower == 0
    assert upper == pytest.approx(3.6888794541139363, rel=1e-12)


def test_a_lower_limit_that_would_be_negative_is_missing():
    assert byar(1, 10.0)[0] is None
    assert byar(0, 1.96)[0] is None
    assert byar(10, 1.96)[0] > 0


@pytest.mark.parametrize("confidence", LEVELS)
@pytest.mark.parametrize("cases", range(10))
def test_exact_limits_are_the_quantiles_of_chi_squared(cases, confidence):
    chi2 = pytest.importorskip("scipy.stats", reason="scipy is the independent oracle").chi2
    tail = float(1 - confidence / 100) / 2
    lower = chi2.ppf(tail, 2 * cases) / 2 if cases else 0
    upper = chi2.isf(tail, 2 * cases + 2) / 2
    assert exact_poisson(cases, confidence) == pytest.approx((lower, upper), rel=1e-9)


@pytest.mark.parametrize("confidence", LEVELS)
@pytest.mark.parametrize(("cases", "of"), [(0, 1), (1, 1), (1, 40), (26, 278), (417, 2306), (2306, 2306)])
def test_wilsons_limits_are_scipys(cases, of, confidence):
    stats = pytest.importorskip("scipy.stats", reason="scipy is the independent oracle")
    level = float(confidence / 100)
    theirs = stats.binomtest(cases, of).proportion_ci(confidence_level=level, method="wilson")
    assert wilson(cases, of, quantile(confidence)) == pytest.approx((theirs.low, theirs.high), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("cases", [10, 12, 20, 65, 500])
def test_byars_limits_are_near_the_exact_ones(cases):
    chi2 = pytest.importorskip("scipy.stats", reason="scipy is the independent oracle").chi2
    exact = chi2.ppf(0.025, 2 * cases) / 2, chi2.isf(0.025, 2 * cases + 2) / 2
    assert byar(cases, quantile(Fraction(95))) == pytest.approx(exact, rel=2e-3)


@settings(max_examples=often(50))
@given(st.integers(0, 300), st.integers(1, 300))
def test_the_value_lies_in_its_interval_and_more_confidence_makes_it_wider(cases, of):
    for statistic in (PROPORTION, RATE):
        narrow, wide = (bounds(cases, of, statistic, confidence=level) for level in (95, "99.8"))
        if narrow is None:
            assert statistic is PROPORTION
            assert cases > of
            continue
        assert wide[0] <= narrow[0] <= Fraction(cases, of) + Fraction(1, 10**12)
        assert Fraction(cases, of) - Fraction(1, 10**12) <= narrow[1] <= wide[1]


@settings(max_examples=often(50))
@given(st.integers(0, 200), st.integers(1, 200))
def test_a_share_and_the_share_of_the_others_have_mirrored_intervals(cases, more):
    of = cases + more
    lower, upper = bounds(cases, of, PROPORTION)
    other_lower, other_upper = bounds(of - cases, of, PROPORTION)
    assert (float(lower), float(upper)) == pytest.approx((1 - float(other_upper), 1 - float(other_lower)), abs=1e-12)
