from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.judging import an_indicator
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.interval_reasons import interval_in_words, interval_reason, significance_reason
from xl_scorecard.status.intervals import interval_of
from xl_scorecard.status.significance import significances_of

MAY, YEAR = Period.parse("2012-05"), Period.parse("2010/11")
LOW, NONE = Polarity.LOW, Polarity.NONE


def assessment(cases, of, benchmark=None, *, polarity=LOW, confidence=95):
    """A share, or a count where `of` is None, with its interval and how it compares."""
    indicator = an_indicator(polarity, unit=Unit.PERCENT if of else Unit.COUNT, decimals=1 if of else 0)
    value = Fraction(100 * cases, of) if of else Fraction(cases)
    figure = Figure(period=MAY, value=value, numerator=Fraction(cases), denominator=Fraction(of) if of else None)
    statistic = Statistic.PROPORTION if of else Statistic.COUNT
    interval = interval_of(figure, statistic, Fraction(100), confidence=Fraction(confidence))
    benchmarks = () if benchmark is None else (a_benchmark(benchmark),)
    return Assessment(
        indicator=indicator,
        figure=figure,
        status=Status.NO_TARGET,
        reason="",
        interval=interval,
        significances=significances_of(interval, benchmarks, polarity),
    )


def a_benchmark(value):
    return Benchmark(indicator="K1", comparator="England", period=YEAR, value=Fraction(value))


def reason(*of, **more):
    made = assessment(*of, **more)
    return significance_reason(made, made.significances[0])


def test_an_interval_is_told_with_its_level_and_method():
    assert interval_in_words(assessment(4, 40)) == "4.0% to 23.1%"
    assert interval_reason(assessment(4, 40)) == (
        "4 of 40 in May 2012: 4.0% to 23.1% once chance is allowed for (95% interval, Wilson's method)."
    )
    assert "(99.8% interval, exact Poisson)" in interval_reason(assessment(4, None, confidence="99.8"))
    assert "Byar's method" in interval_reason(assessment(1250, None))
    assert interval_reason(assessment(1250, None)).startswith("1,250 in May 2012: 1,182 to 1,321 once")


def test_without_an_interval_there_are_no_words():
    bare = replace(assessment(4, 40, 6), interval=None)
    assert (interval_in_words(bare), interval_reason(bare)) == ("", "")
    assert significance_reason(bare, bare.significances[0]) == ""


def test_an_interval_without_lower_limit_says_up_to_what():
    made = assessment(4, 40)
    assert interval_in_words(replace(made, interval=replace(made.interval, lower=None))) == "up to 23.1%"


@pytest.mark.parametrize(
    ("cases", "benchmark", "polarity", "ending"),
    [
        (4, 6, LOW, "which includes England with 6.0% in 2010/11: Similar."),
        (20, 6, LOW, "which is wholly above England with 6.0% in 2010/11; lower is better: Worse."),
        (1, 30, LOW, "which is wholly below England with 30.0% in 2010/11; lower is better: Better."),
        (20, 6, NONE, "which is wholly above England with 6.0% in 2010/11: Higher."),
    ],
)
def test_significance_names_value_interval_comparator_and_both_periods(cases, benchmark, polarity, ending):
    told = reason(cases, 40, benchmark, polarity=polarity)
    assert told.startswith(f"{cases / 40:.1%} in May 2012 has the 95% interval ")
    assert told.endswith(f"(Wilson's method), {ending}")


def test_where_rounding_would_hide_the_difference_the_bounds_have_more_decimals():
    upper = assessment(4, 40).interval.upper
    just_above = Fraction(round(upper * 10000) + 1, 10000)
    assert f"to {float(upper):.4f}%" in reason(4, 40, just_above)
