"""Secondary suppression: what else is hidden, so that no small number can be had from what is shown.

A small number is protected where there are worlds, agreeing with all that is shown and known, in which it is more than
the threshold, and whose least and greatest are as far apart as the threshold is high. Readers know that nothing hidden
is 0, since 0 is shown. Where no such world is found, the cheapest number that stands in the way is hidden too: figures
that no table prints before months, months before years, small ones before large ones. What no world needed hidden is
shown again. Source: the feasibility interval and sliding protection of the ESSnet handbook on disclosure control.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from xl_scorecard.disclosure.counts import Counts, Place, Sum
from xl_scorecard.disclosure.middles import hidden_middles
from xl_scorecard.disclosure.ties import remainders, ties_of
from xl_scorecard.disclosure.worlds import MORE_TRIES, TRIES, Number, Worlds
from xl_scorecard.disclosure.worth import UNPRINTED, worth
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import Suppression

Cost = tuple[int, int, Fraction, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What earlier editions told: numbers that stand unchanged, by figure and part, and what was hidden then."""

    shown: Mapping[tuple[Place, str], Suppression] = field(default_factory=dict)
    hidden: frozenset[tuple[Place, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is hidden: `small` numbers for what they are, all of them included in `hidden`.

    `out` are small numbers that cannot be protected any more: earlier editions tell them. `middles` are the means and
    medians that are hidden.
    """

    hidden: frozenset[Sum]
    small: frozenset[Sum]
    out: frozenset[Sum] = frozenset()
    middles: frozenset[Place] = frozenset()


def choose(card: Scorecard, counts: Counts, mode: Suppression, earlier: Earlier | None = None) -> Choice:
    """Return which numbers of a scorecard are to be hidden."""
    if not mode.hides:
        return Choice(hidden=frozenset(), small=frozenset())
    earlier = earlier or Earlier()
    chooser = Chooser(card, counts, mode, earlier)
    out = [one for one in chooser.to_protect() if not chooser.protect(one)]
    chooser.show_again()
    told, kept = (frozenset(place for place, _ in some) for some in (earlier.shown, earlier.hidden))
    return Choice(
        hidden=frozenset(chooser.hidden),
        small=frozenset(chooser.small),
        out=frozenset(out),
        middles=hidden_middles(card, counts, mode, told=told, kept=kept),
    )


class Chooser:
    """Hides numbers one by one until every small one is protected."""

    def __init__(self, card: Scorecard, counts: Counts, mode: Suppression, earlier: Earlier) -> None:
        self.counts, self.mode = counts, mode
        self.remainders = remainders(card, counts)
        few = {one for one, rows in counts.rows.items() if mode.is_small(rows) and counts.numbers.get(one, 0) > 0}
        self.small = {one for one, number in counts.numbers.items() if mode.is_small(number)} | few
        self.far = {one: max(mode.threshold, ceil(counts.numbers[one])) for one in few}
        kept = _sums(counts, earlier.hidden)
        self.must = self.small | {one for one in kept if counts.numbers[one] > 0}
        self.hidden = set(self.must)
        self.worlds = Worlds.of(counts.atoms)
        self.limits = {one: self.worlds.limit(one, *self._bounds(one)) for one in counts.numbers}
        self.by_limit = {number: one for one, number in self.limits.items()}
        self.told = self._tell(earlier)
        for tie in ties_of(card, counts):
            now = self.worlds.truth(tie.sum)
            self.worlds.limit(tie.sum, now if tie.exact else 0, now if tie.exact else None)
        self.costs = {one: _cost(card, counts, one) for one in counts.numbers}

    def to_protect(self) -> Iterator[Sum]:
        """Yield every small number, and every small remainder: those with most in their way last."""
        rests = [one for one, number in self.remainders.items() if self.mode.is_small(number)]
        return iter(sorted({*self.small, *rests}, key=lambda one: (len(one), str(sorted(one, key=str)))))

    def protect(self, one: Sum) -> bool:
        """Hide what has to be hidden for a small number; False where that does not help."""
        while not self._is_protected(one):
            candidates = self._in_the_way()
            if not candidates:
                return self._is_protected_after_all(one)
            cheapest = min(candidates, key=self.costs.__getitem__)
            unprinted = [other for other in candidates if self.costs[other][0] == UNPRINTED]
            for other in unprinted or [cheapest]:
                self._hide(other)
        return True

    def _is_protected_after_all(self, one: Sum) -> bool:
        """Look longer where nothing is left to hide."""
        self.worlds.tries = MORE_TRIES
        found = self._is_protected(one)
        self.worlds.tries = TRIES
        return found

    def show_again(self) -> None:
        """Show what is the same in every world that was needed: it was hidden in vain."""
        for one in sorted(self.hidden - self.must, key=self.costs.__getitem__, reverse=True):
            least, most = self._printed_bounds(one)
            truth, (below, above) = self.worlds.truth(one), self.worlds.spread(one)
            if least <= truth + below and truth + above <= most:
                self.hidden.remove(one)

    def _is_protected(self, one: Sum) -> bool:
        """Are there worlds far enough apart, found before or now?"""
        self.worlds.stuck.clear()
        number, far = self.worlds.truth(one), self.far.get(one, self.mode.threshold)
        if self._is_spread(one) or (self.worlds.find(one, far) and self._is_spread(one)):
            return True
        for less in range(min(int(number), far), 0, -1):
            if -self.worlds.spread(one)[0] >= less or self.worlds.find(one, -less):
                break
        below, above = self.worlds.spread(one)
        more = max(far + below, self.mode.threshold + 1 - number)
        return above >= more or self.worlds.find(one, more)

    def _is_spread(self, one: Sum) -> bool:
        below, above = self.worlds.spread(one)
        far = self.far.get(one, self.mode.threshold)
        return self.worlds.truth(one) + above > self.mode.threshold and above - below >= far

    def _in_the_way(self) -> list[Sum]:
        """Shown numbers that stood in the way of the last search, or hold fast what could have made room."""
        near = self.worlds.stuck | self.worlds.neighbours(self.worlds.stuck)
        found = [self.by_limit[number] for number in near if number in self.by_limit]
        return [one for one in found if self._can_be_hidden(one)]

    def _can_be_hidden(self, one: Sum) -> bool:
        fixed = one in self.hidden or one in self.counts.public or one in self.told
        return not fixed and self.counts.numbers[one] != 0

    def _hide(self, one: Sum) -> None:
        self.hidden.add(one)
        self.worlds.loosen(self.limits[one], *self._bounds(one))

    def _bounds(self, one: Sum) -> tuple[Number | None, Number | None]:
        """Between what a reader knows a number to lie: where it is hidden, only that it is not 0."""
        if one not in self.hidden:
            return self._printed_bounds(one)
        number = self.counts.numbers[one]
        return (1 - self._offset(one), None) if number > 0 else (None, None)

    def _printed_bounds(self, one: Sum) -> tuple[Fraction, Fraction]:
        number, off = self.counts.numbers[one], self._offset(one)
        if one in self.counts.public:
            return number - off, number - off
        least, most = self.mode.span(self.mode.rounded(number))
        return least - off, most - off

    def _offset(self, one: Sum) -> Fraction:
        """By how much a number is not the sum of its parts, where it was given: readers may know that too."""
        return self.counts.numbers[one] - Fraction(self.worlds.truth(one))

    def _tell(self, earlier: Earlier) -> set[Sum]:
        """What earlier editions showed limits every world, and cannot be hidden any more."""
        told = set()
        for (place, part), mode in earlier.shown.items():
            one = _sum(self.counts, place, part)
            if one is not None and one in self.counts.numbers:
                off, public = self._offset(one), one in self.counts.public
                number = self.counts.numbers[one]
                least, most = (number, number) if public else mode.span(mode.rounded(number))
                self.worlds.limit(one, least - off, most - off)
                told.add(one)
        return told


def _sums(counts: Counts, figures: Iterable[tuple[Place, str]]) -> set[Sum]:
    found = (_sum(counts, place, part) for place, part in figures)
    return {one for one in found if one is not None and one in counts.numbers}


def _sum(counts: Counts, place: Place, part: str) -> Sum | None:
    made = counts.made.get(place)
    if made is None:
        return None
    return made.bottom if part == "denominator" else made.top


def _cost(card: Scorecard, counts: Counts, one: Sum) -> Cost:
    """What readers would miss most costs most."""
    places = counts.places[one]
    rank = max(worth(card, code, period) for code, period in places)
    return rank, len(places), abs(counts.numbers[one]), str(sorted(one, key=str))
