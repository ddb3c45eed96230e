"""Children: children who do not exist, with ids, birth dates, genders and ethnicities as Annex A codes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xl_scorecard.samples.chance import chance
from xl_scorecard.samples.days import add_months, age_on

CHILDREN = 40_000
GENDERS = {"a) Male": 507, "b) Female": 486, "c) Not stated/recorded (or unborn)": 7}
ETHNICITIES = {
    "a) WBRI": 205,
    "b) WIRI": 18,
    "c) WIRT": 12,
    "d) WOTH": 158,
    "e) WROM": 14,
    "f) MWBC": 66,
    "g) MWBA": 28,
    "h) MWAS": 14,
    "i) MOTH": 52,
    "j) AIND": 16,
    "k) APKN": 12,
    "l) ABAN": 26,
    "m) AOTH": 28,
    "n) BCRB": 118,
    "o) BAFR": 132,
    "p) BOTH": 44,
    "q) CHNE": 8,
    "r) OOTH": 30,
    "s) REFU": 5,
    "t) NOBT": 14,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What a list says of a child beside what happened."""

    gender: str
    ethnicity: str
    born: date

    def cells(self, day: date) -> tuple[str, str, date, int]:
        """Return gender, ethnicity, date of birth and age on `day`."""
        return self.gender, self.ethnicity, self.born, age_on(day, self.born)


class Ids:
    """Ids of eight characters, none twice and in no order."""

    def __init__(self) -> None:
        self._left = iter(chance("ids").sample(range(100_000, 1_000_000), CHILDREN))

    def new(self) -> str:
        """Return an id that nobody has yet."""
        return f"DM{next(self._left)}"


def describe_children(events: Iterable[tuple[str, date]]) -> dict[str, Child]:
    """Return every child by id, such that each is 0 to 17 years old at each of their `events`."""
    rng = chance("children")
    spans: dict[str, tuple[date, date]] = {}
    for child, day in events:
        first, last = spans.get(child, (day, day))
        spans[child] = min(first, day), max(last, day)
    return {child: _describe(rng, first, last) for child, (first, last) in spans.items()}


def pick(rng: Random, weights: Mapping[str, int]) -> str:
    """Return one of the words, likelier where its weight is larger."""
    return rng.choices(list(weights), list(weights.values()))[0]


def _describe(rng: Random, first: date, last: date) -> Child:
    earliest = add_months(last, -12 * 18) + timedelta(days=2)
    younger = int((first - earliest).days * rng.betavariate(1.25, 1.05))
    return Child(gender=pick(rng, GENDERS), ethnicity=pick(rng, ETHNICITIES), born=earliest + timedelta(days=younger))
