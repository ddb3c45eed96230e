"""Significance: does a figure differ from a benchmark by more than chance?"""

from __future__ import annotations

from collections.abc import Iterable

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.interval import Interval
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.significance import Comparison, Significance

GOOD = {Polarity.HIGH: Comparison.HIGHER, Polarity.LOW: Comparison.LOWER}


def significances_of(
    interval: Interval | None, benchmarks: Iterable[Benchmark], polarity: Polarity
) -> tuple[Significance, ...]:
    """Return how the figure that has `interval` compares with each benchmark; none without an interval."""
    if interval is None:
        return ()
    return tuple(
        Significance(benchmark=benchmark, comparison=compare(interval, benchmark, polarity)) for benchmark in benchmarks
    )


def compare(interval: Interval, benchmark: Benchmark, polarity: Polarity) -> Comparison:
    """Return how an interval lies to the point value of a benchmark.

    Wholly below it is lower, wholly above it higher, otherwise similar: a benchmark on an edge is held. Where high or
    low is good, lower and higher become better or worse. Source: OHID, Public health technical guidance
    (calculations.md, "Confidence intervals and significance").
    """
    if interval.upper < benchmark.value:
        found = Comparison.LOWER
    elif interval.lower is not None and interval.lower > benchmark.value:
        found = Comparison.HIGHER
    else:
        return Comparison.SIMILAR
    if polarity not in GOOD:
        return found
    return Comparison.BETTER if GOOD[polarity] is found else Comparison.WORSE
