from fractions import Fraction

from tests.builders.judging import an_indicator
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.period import Period
from xl_scorecard.status.benchmarks import benchmarks_of, comparable_benchmarks


def a_benchmark(period, comparator="England", indicator="K1"):
    return Benchmark(indicator=indicator, comparator=comparator, period=Period.parse(period), value=Fraction(6))


ANNUAL = (a_benchmark("2010/11"), a_benchmark("2010/11", "SN"))


def test_an_annual_benchmark_of_events_is_compared_with_years_only():
    assert comparable_benchmarks(ANNUAL, Period.parse("2011/12"), grows=True) == ANNUAL
    assert comparable_benchmarks(ANNUAL, Period.parse("2012-05"), grows=True) == ()
    assert comparable_benchmarks(ANNUAL, Period.parse("2012/13 to 2012-05"), grows=True) == ()


def test_a_percentage_or_a_stock_is_compared_with_an_annual_benchmark_in_every_period():
    for period in ("2011/12", "2012-05", "2012/13 to 2012-05", "2010-05"):
        assert comparable_benchmarks(ANNUAL, Period.parse(period), grows=False) == ANNUAL


def test_the_latest_benchmark_that_has_begun_is_taken_for_each_comparator():
    newer = a_benchmark("2011/12")
    entries = (newer, *ANNUAL)
    assert comparable_benchmarks(entries, Period.parse("2012-05"), grows=False) == (newer, ANNUAL[1])
    assert comparable_benchmarks(entries, Period.parse("2010/11"), grows=False) == ANNUAL
    assert comparable_benchmarks(entries, Period.parse("2009/10"), grows=False) == ()


def test_a_monthly_benchmark_of_events_is_compared_with_months():
    monthly = (a_benchmark("2012-04"),)
    assert comparable_benchmarks(monthly, Period.parse("2012-05"), grows=True) == monthly


def test_a_line_keeps_all_of_its_benchmarks_in_order_of_period():
    newer, other = a_benchmark("2011/12"), a_benchmark("2010/11", indicator="K2")
    assert benchmarks_of(an_indicator(), (newer, other, *ANNUAL)) == (*ANNUAL, newer)
