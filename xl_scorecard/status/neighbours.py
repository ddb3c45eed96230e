"""Neighbours: the statistical neighbours' figures made into one benchmark, by a method that is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from statistics import median

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import NeighbourMethod, Settings
from xl_scorecard.model.period import Period

COMPARATOR = "Statistical neighbours"
Key = tuple[str, Period]


def with_neighbours(benchmarks: Sequence[Benchmark], settings: Settings) -> tuple[Benchmark, ...]:
    """Return the benchmarks with one more for every indicator and period that neighbours have a figure for.

    None is made without a method: a mean and a median differ, and which of them it is must be said. One that is given
    under the same name stays alone. `method` says how it was made and of how many: "median of 9 of 10 neighbours".
    Source: LAIT uses the mean, DfE's dashboard the median (calculations.md, "Confidence intervals and significance").
    """
    if settings.neighbour_method is None or not settings.neighbours:
        return tuple(benchmarks)
    return (*benchmarks, *_made(benchmarks, settings.neighbours, settings.neighbour_method))


def middle(values: Sequence[Fraction], method: NeighbourMethod) -> Fraction:
    """Return the unweighted mean or the median (of an even number: halfway between the two in the middle), exact.

    >>> middle([Fraction(1), Fraction(2), Fraction(6)], NeighbourMethod.MEAN)
    Fraction(3, 1)
    >>> middle([Fraction(1), Fraction(2), Fraction(6)], NeighbourMethod.MEDIAN)
    Fraction(2, 1)
    """
    match method:
        case NeighbourMethod.MEAN:
            return sum(values, Fraction(0)) / len(values)
        case NeighbourMethod.MEDIAN:
            return Fraction(median(values))


def neighbours_of(benchmarks: Iterable[Benchmark], names: Sequence[str]) -> Iterator[Benchmark]:
    """Yield the benchmarks whose comparator is one of `names`, however case and spaces are typed."""
    keys = {_key(name) for name in names}
    return (benchmark for benchmark in benchmarks if _key(benchmark.comparator) in keys)


def _made(benchmarks: Sequence[Benchmark], names: Sequence[str], method: NeighbourMethod) -> Iterator[Benchmark]:
    given = {(one.indicator, one.period) for one in benchmarks if _key(one.comparator) == _key(COMPARATOR)}
    found: dict[Key, dict[str, Fraction]] = {}
    for one in neighbours_of(benchmarks, names):
        found.setdefault((one.indicator, one.period), {}).setdefault(_key(one.comparator), one.value)
    for (indicator, period), values in found.items():
        if (indicator, period) not in given:
            yield Benchmark(
                indicator=indicator,
                comparator=COMPARATOR,
                period=period,
                value=middle(list(values.values()), method),
                method=_method_in_words(method, len(values), len({_key(name) for name in names})),
            )


def _method_in_words(method: NeighbourMethod, found: int, named: int) -> str:
    many = str(found) if found == named else f"{found} of {named}"
    return f"{method.value} of {many} {'neighbour' if named == 1 else 'neighbours'}"


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
