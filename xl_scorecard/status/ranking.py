"""Ranking: where a figure stands among those of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.rank import Rank

FEWEST_FOR_QUARTERS = 4
QUARTERS = 4
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth"}


def rank_among(value: Fraction | None, others: Sequence[Fraction], polarity: Polarity) -> Rank | None:
    """Return the place of `value` among itself and `others`; None without a value or without others.

    First is the best: the highest, or the lowest where low is good; where neither is, the highest. Ties share the
    smaller place. The quarter is cut where QUARTILE.INC cuts; a figure on a cut belongs to the better quarter.
    Source: LAIT; calculations.md, "Confidence intervals and significance".

    >>> rank_among(Fraction(7), [Fraction(n) for n in (9, 7, 5)], Polarity.HIGH)
    Rank(place=2, of=4, quarter=2)
    """
    if value is None or not others:
        return None
    turn = -1 if polarity is Polarity.LOW else 1
    everyone = [turn * one for one in (value, *others)]
    place = 1 + sum(one > turn * value for one in everyone)
    return Rank(place=place, of=len(everyone), quarter=_quarter(turn * value, everyone))


def quartile(values: Sequence[Fraction], number: int) -> Fraction:
    """Return the first, second or third quartile as Excel's QUARTILE.INC has it, exact.

    >>> quartile([Fraction(n) for n in (1, 2, 4, 7, 8, 9, 10, 12)], 1)
    Fraction(7, 2)
    """
    ordered = sorted(values)
    whole, part = divmod((len(ordered) - 1) * number, QUARTERS)
    if not part:
        return ordered[whole]
    return ordered[whole] + (ordered[whole + 1] - ordered[whole]) * Fraction(part, QUARTERS)


def figures_of_period(benchmarks: Iterable[Benchmark], period: Period) -> list[Fraction]:
    """Return one figure a comparator for exactly this period: only like is ranked with like."""
    found: dict[str, Fraction] = {}
    for benchmark in benchmarks:
        if benchmark.period == period:
            found.setdefault(benchmark.comparator.casefold(), benchmark.value)
    return list(found.values())


def rank_in_words(rank: Rank | None, polarity: Polarity) -> str:
    """Return the place in words; "" for None.

    >>> rank_in_words(Rank(place=3, of=11, quarter=2), Polarity.LOW)
    '3 of 11 (1 is the lowest, which is best); second quarter'
    """
    if rank is None:
        return ""
    first = {Polarity.HIGH: "the highest, which is best", Polarity.LOW: "the lowest, which is best"}
    quarter = f"; {ORDINALS[rank.quarter]} quarter" if rank.quarter else ""
    return f"{rank.place} of {rank.of} (1 is {first.get(polarity, 'the highest')}){quarter}"


def _quarter(value: Fraction, everyone: Sequence[Fraction]) -> int | None:
    if len(everyone) < FEWEST_FOR_QUARTERS:
        return None
    return next((QUARTERS - cut for cut in (3, 2, 1) if value >= quartile(everyone, cut)), QUARTERS)
