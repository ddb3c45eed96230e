"""Benchmarks: which comparators' figures a figure may be compared with."""

from __future__ import annotations

from collections.abc import Iterable

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period


def benchmarks_of(indicator: Indicator, benchmarks: Iterable[Benchmark]) -> tuple[Benchmark, ...]:
    """Return all benchmarks of an indicator in order of period, otherwise as given."""
    own = (benchmark for benchmark in benchmarks if benchmark.indicator == indicator.code)
    return tuple(sorted(own, key=lambda benchmark: benchmark.period))


def comparable_benchmarks(benchmarks: Iterable[Benchmark], period: Period, *, grows: bool) -> tuple[Benchmark, ...]:
    """Return for each comparator the latest benchmark that a figure of `period` may be compared with.

    Like with like: where figures grow with the period (a count of events, its rate), only a benchmark of the same kind
    of period, or of another twelve months for twelve months; otherwise any. None that begins after the period ends, nor
    one that ended before. Source: calculations.md, "Like with like".
    """
    latest: dict[str, Benchmark] = {}
    for benchmark in sorted(benchmarks, key=lambda benchmark: benchmark.period):
        if benchmark.until is not None and benchmark.until.last < period.last:
            continue
        same_kind = benchmark.period.kind is period.kind or (benchmark.period.kind.is_year and period.kind.is_year)
        if benchmark.period.first <= period.last and (same_kind or not grows):
            latest[benchmark.comparator] = benchmark
    return tuple(latest.values())
