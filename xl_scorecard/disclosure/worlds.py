"""Worlds: other numbers that agree with everything shown.

Whoever reads a publication cannot tell the true numbers from any others that agree with all that is shown and known. So
two such worlds in which a hidden number differs are the proof that it cannot be had; nobody's cleverness changes that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from xl_scorecard.disclosure.books import Atom
from xl_scorecard.disclosure.counts import Sum

TRIES, MORE_TRIES = 400, 8_000
DEEPEST = 200
Number = Fraction | int
World = Mapping[int, Number]
"""By how much atoms differ from the true ones."""


@dataclass(slots=True)
class Limit:
    """A sum of atoms that lies between two numbers, and what it is now."""

    weights: tuple[tuple[int, int], ...]
    least: Number | None
    most: Number | None
    now: Number = 0

    @property
    def off(self) -> Number:
        """How far it has to move to lie in between; 0 where it does."""
        if self.least is not None and self.now < self.least:
            return self.least - self.now
        if self.most is not None and self.now > self.most:
            return self.most - self.now
        return 0


@dataclass(slots=True)
class Worlds:
    """Looks for worlds, and remembers those found. A limit is known by the number that `limit` returns."""

    atoms: list[Number]
    places: Mapping[Atom, int]
    found: list[World] = field(default_factory=list)
    stuck: set[int] = field(default_factory=set)
    _limits: list[Limit] = field(default_factory=list)
    _at: list[list[tuple[int, int]]] = field(default_factory=list)
    _room: list[tuple[Number, Number | None]] = field(default_factory=list)
    _moved: dict[int, Number] = field(default_factory=dict)
    _broken: dict[int, None] = field(default_factory=dict)
    tries: int = TRIES
    _left: int = 0

    @classmethod
    def of(cls, atoms: Mapping[Atom, Fraction]) -> Worlds:
        """Return the search among other numbers for these atoms, none of them below 0."""
        numbers = [_plain(number) for number in atoms.values()]
        worlds = cls(atoms=numbers, places={atom: place for place, atom in enumerate(atoms)})
        worlds._at = [[] for _ in numbers]
        worlds._room = [(min(0, number), None) for number in numbers]
        return worlds

    def limit(self, one: Sum, least: Number | None, most: Number | None) -> int:
        """Keep a sum between two numbers, which need not hold yet."""
        number = self._add(one, least, most)
        self._clear(number)
        return number

    def _add(self, one: Sum, least: Number | None, most: Number | None) -> int:
        weights = tuple((self.places[atom], weight) for atom, weight in sorted(one, key=str))
        now = sum(weight * self.atoms[place] for place, weight in weights)
        number = len(self._limits)
        self._limits.append(Limit(weights=weights, least=_whole(least), most=_whole(most), now=now))
        for place, weight in weights:
            self._at[place].append((number, weight))
        return number

    def loosen(self, number: int, least: Number | None, most: Number | None) -> None:
        """Give a limit other bounds."""
        self._limits[number].least, self._limits[number].most = _whole(least), _whole(most)
        self._clear(number)

    def truth(self, one: Sum) -> Number:
        """Return what a sum is."""
        return sum(weight * self.atoms[self.places[atom]] for atom, weight in one)

    def spread(self, one: Sum) -> tuple[Number, Number]:
        """Return how far below and above the truth a sum lies in the worlds found."""
        weights = [(self.places[atom], weight) for atom, weight in one]
        moved = [sum(weight * world.get(place, 0) for place, weight in weights) for world in self.found]
        return min([0, *moved]), max([0, *moved])

    def neighbours(self, numbers: Iterable[int]) -> set[int]:
        """Return the limits that share an atom with any of these."""
        atoms = {place for number in numbers for place, _ in self._limits[number].weights}
        return {number for place in atoms for number, _ in self._at[place]}

    def find(self, one: Sum, by: Number) -> bool:
        """Look for a world in which a sum is larger by so much (smaller, where negative), and keep it.

        `stuck` then has the limits that stood in the way, also where one was found.
        """
        truth = self.truth(one)
        goal = self._add(one, truth + by if by > 0 else None, truth + by if by < 0 else None)
        self._broken, self._moved, self._left = {goal: None}, {}, self.tries
        try:
            done = self._mend(0)
            if done:
                self.found.append(dict(self._moved))
            else:
                self.stuck |= self.neighbours([goal])
        finally:
            for place, moved in list(self._moved.items()):
                self._shift(place, -moved)
            self._drop(goal)
        return done

    def _mend(self, depth: int) -> bool:
        """Move atoms until no limit is broken; every atom one way only, so that it comes to an end."""
        if not self._broken:
            return True
        self._left -= 1
        if self._left < 0 or depth > DEEPEST:
            return False
        number = min(self._broken, key=lambda one: len(self._limits[one].weights))
        for place, step in self._steps(number):
            self._shift(place, step)
            if self._mend(depth + 1):
                return True
            self._shift(place, -step)
        self.stuck.add(number)
        return False

    def _steps(self, number: int) -> list[tuple[int, Number]]:
        """The moves that bring a broken limit nearer, those first that break least."""
        limit, found = self._limits[number], []
        for place, weight in limit.weights:
            step = self._step(place, weight, limit.off)
            if step:
                found.append((self._harm(place, step), place, step))
        return [(place, step) for _, place, step in sorted(found)]

    def _step(self, place: int, weight: int, off: Number) -> Number:
        far = -(-ceil(off if off > 0 else -off) // abs(weight))
        step = far if (off > 0) == (weight > 0) else -far
        if self._moved.get(place, 0) * step < 0:
            return 0
        least, most = self._room[place]
        if step < 0:
            return max(step, -((self.atoms[place] - least) // 1))
        return step if most is None else min(step, (most - self.atoms[place]) // 1)

    def _harm(self, place: int, step: Number) -> int:
        """How many limits a move breaks, less those that it mends."""
        harm = 0
        for number, weight in self._at[place]:
            limit = self._limits[number]
            before, limit.now = limit.off, limit.now + weight * step
            after, limit.now = limit.off, limit.now - weight * step
            harm += (after != 0) - (before != 0)
        return harm

    def _shift(self, place: int, step: Number) -> None:
        self.atoms[place] += step
        moved = self._moved.get(place, 0) + step
        if moved:
            self._moved[place] = moved
        else:
            self._moved.pop(place, None)
        for number, weight in self._at[place]:
            limit = self._limits[number]
            limit.now += weight * step
            if limit.off:
                self._broken.setdefault(number)
            else:
                self._broken.pop(number, None)

    def _clear(self, number: int) -> None:
        """Work out anew how far an atom may go, where this limit is of it alone."""
        weights = self._limits[number].weights
        if len(weights) != 1:
            return
        place = weights[0][0]
        alone = [(self._limits[other], weight) for other, weight in self._at[place] if self._is_alone(other)]
        ends = [(limit.least, limit.most) if weight > 0 else _turned(limit) for limit, weight in alone]
        least = max([min(0, self.atoms[place]), *(low for low, _ in ends if low is not None)])
        self._room[place] = least, min((high for _, high in ends if high is not None), default=None)

    def _is_alone(self, number: int) -> bool:
        return len(self._limits[number].weights) == 1

    def _drop(self, goal: int) -> None:
        for place, _ in self._limits.pop(goal).weights:
            self._at[place].pop()
        self.stuck.discard(goal)


def _turned(limit: Limit) -> tuple[Number | None, Number | None]:
    """The ends of what is taken away."""
    return None if limit.most is None else -limit.most, None if limit.least is None else -limit.least


def _plain(number: Number) -> Number:
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number


def _whole(bound: Number | None) -> Number | None:
    return None if bound is None else _plain(bound)
