"""Ties: what everybody knows of the numbers of cases.

A part is no larger than its whole, and what began less what ended is what there is more of. A remainder is a number of
cases too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from xl_scorecard.disclosure.books import Book, added
from xl_scorecard.disclosure.counts import NO_CASES, Counts, Sum
from xl_scorecard.disclosure.splits import Split, rows_of, splits_of
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.status.likeness import statistic_of

MOVING = (Accumulation.FLOW, Accumulation.STOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A sum that everybody knows to be at least 0, or (`exact`) to be what it is."""

    sum: Sum
    exact: bool = False


def ties_of(card: Scorecard, counts: Counts) -> tuple[Tie, ...]:
    """Return what ties the numbers of a scorecard. What does not hold of its own numbers is not known to anybody."""
    book = counts.book
    found = [
        *(Tie(sum=one) for one in _wholes_over_parts(card, book)),
        *(Tie(sum=one) for one in _rows_over_children(book)),
        *(Tie(sum=one) for code in book.known for one in _overlaps(book, code)),
        *_split_wholes(book),
        *_balances(book),
    ]
    known = [tie for tie in dict.fromkeys(found) if tie.sum and all(atom in counts.atoms for atom, _ in tie.sum)]
    return tuple(tie for tie in known if tie.exact or total(tie.sum, counts) >= 0)


def remainders(card: Scorecard, counts: Counts) -> dict[Sum, Fraction]:
    """Return what no figure shows but others tell: what is left of wholes without their parts, and who came or went."""
    book = counts.book
    left: dict[Sum, Fraction] = {frozenset({(atom, 1)}): number for atom, number in book.derived.items()}
    for part, whole in _parts(card, book):
        for period in sorted(book.known[part].keys() & book.known[whole].keys()):
            rest = book.known[whole][period] - book.known[part][period]
            left[added((1, book.over(whole, period)), (-1, book.over(part, period)))] = rest
    for split in _splits(book):
        for period in _known_in_all(book, split):
            left[_rest(book, split, period)] = _rest_number(book, split, period)
    return {one: rest for one, rest in left.items() if one and all(atom in counts.atoms for atom, _ in one)}


def total(one: Sum, counts: Counts) -> Fraction:
    """Return what a sum of atoms comes to."""
    return sum((weight * counts.atoms[atom] for atom, weight in one), Fraction(0))


def _parts(card: Scorecard, book: Book) -> Iterator[tuple[str, str]]:
    """Pairs of measures of which one counts some of what the other counts, the part first."""
    known = [measure for code in book.known if (measure := book.measures.get(code)) and measure.kind not in NO_CASES]
    shares = [
        (one.numerator, one.denominator)
        for one in (*card.definition.indicators, *card.definition.earlier)
        if statistic_of(card.definition, one) is Statistic.PROPORTION
    ]
    nested = [(part.code, whole.code) for part in known for whole in known if _counts_some_of(part, whole)]
    codes = {measure.code for measure in known}
    yield from (pair for pair in dict.fromkeys((*shares, *nested)) if codes.issuperset(pair))


def _counts_some_of(part: Measure, whole: Measure) -> bool:
    """The same rows by the same date, with further conditions."""
    narrower = set(whole.conditions) < set(part.conditions)
    return narrower and part.distinct == whole.distinct and rows_of(part) == rows_of(whole)


def _rows_over_children(book: Book) -> Iterator[Sum]:
    """Different children are no more than rows about them."""
    known = [book.measures[code] for code in book.known if code in book.measures]
    for part in (one for one in known if one.distinct):
        for whole in (one for one in known if not one.distinct and rows_of(one) == rows_of(part)):
            if set(whole.conditions) <= set(part.conditions):
                for period in sorted(book.known[part.code].keys() & book.known[whole.code].keys()):
                    yield added((1, book.over(whole.code, period)), (-1, book.over(part.code, period)))


def _wholes_over_parts(card: Scorecard, book: Book) -> Iterator[Sum]:
    """Month by month where months add up; that says it of every longer period too."""
    for part, whole in _parts(card, book):
        moving = all(book.accumulation(code) in MOVING for code in (part, whole))
        for period in sorted(book.known[part].keys() & book.known[whole].keys()):
            if period.kind is PeriodKind.MONTH or not moving or _has_unknown_months(book, part, whole, period):
                yield added((1, book.over(whole, period)), (-1, book.over(part, period)))


def _has_unknown_months(book: Book, part: str, whole: str, period: Period) -> bool:
    return any(len(periods) > 1 for code in (part, whole) for (_, periods), _ in book.over(code, period))


def _overlaps(book: Book, code: str) -> Iterator[Sum]:
    """Different children in a year are no fewer than in any part of it, and no more than in all its parts together."""
    measure = book.measures.get(code)
    if measure is None or measure.kind is not MeasureKind.COUNT or not measure.distinct:
        return
    known = sorted(book.known[code])
    for long in known:
        inside = [one for one in known if one != long and long.covers(one)]
        yield from (added((1, book.over(code, long)), (-1, book.over(code, one))) for one in inside)
        for kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR):
            pieces = [one for one in inside if one.kind is kind]
            if sum(len(one.months) for one in pieces) == len(long.months):
                yield added((-1, book.over(code, long)), *((1, book.over(code, one)) for one in pieces))


def _split_wholes(book: Book) -> Iterator[Tie]:
    """Parts without a row in common come to no more than the whole; to all of it, where they always do."""
    for split in _splits(book):
        periods = _known_in_all(book, split)
        complete = all(_rest_number(book, split, period) == 0 for period in periods)
        for period in periods:
            if period.kind is PeriodKind.MONTH:
                yield Tie(sum=_rest(book, split, period), exact=complete)


def _splits(book: Book) -> Iterator[Split]:
    return splits_of([book.measures[code] for code in book.known if code in book.measures])


def _known_in_all(book: Book, split: Split) -> list[Period]:
    return sorted(set.intersection(*(set(book.known[code]) for code in (split.whole, *split.parts))))


def _rest(book: Book, split: Split, period: Period) -> Sum:
    return added((1, book.over(split.whole, period)), *((-1, book.over(part, period)) for part in split.parts))


def _rest_number(book: Book, split: Split, period: Period) -> Fraction:
    parts = sum((book.known[part][period] for part in split.parts), Fraction(0))
    return book.known[split.whole][period] - parts


def _balances(book: Book) -> Iterator[Tie]:
    """Those open at a month's end are those open at the last one's, and who began, less who ended."""
    for stock, began, ended in list(book.flows_of_stocks()):
        if began not in book.known or ended not in book.known:
            continue
        months = sorted(period for period in book.known[stock] if period.kind is PeriodKind.MONTH)
        for before, month in pairwise(months):
            if month.last == before.last + 1 and month in book.known[began] and month in book.known[ended]:
                more = added((1, book.over(stock, month)), (-1, book.over(stock, before)))
                yield Tie(sum=added((1, more), (-1, book.over(began, month)), (1, book.over(ended, month))), exact=True)
