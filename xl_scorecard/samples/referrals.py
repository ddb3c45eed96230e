"""Referral: a child referred to children's social care."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xl_scorecard.model.period import Period
from xl_scorecard.samples.chance import chance
from xl_scorecard.samples.days import WorkingDays, add_months
from xl_scorecard.samples.monthly import Month
from xl_scorecard.samples.people import Ids, pick

SOURCES = {
    "a) 1A: Individual": 62,
    "b) 1B: Individual": 28,
    "d) 1D: Individual": 22,
    "e) 2A: Schools": 148,
    "f) 2B: Education services": 24,
    "g) 3A: Health services": 38,
    "h) 3B: Health services": 44,
    "i) 3C: Health services": 52,
    "j) 3D: Health services": 34,
    "m) 4: Housing": 30,
    "n) 5A: LA services": 46,
    "p) 5C: LA services": 58,
    "q) 6: Police": 296,
    "r) 7: Other legal agency": 34,
    "s) 8: Other": 52,
    "t) 9: Anonymous": 24,
    "u) 10: Unknown": 8,
}
TEAMS = {"First Response": 70, "Assessment North": 14, "Assessment South": 12, "Disabled Children": 4}
OUT_OF_HOURS = 0.06
RETURNING = 0.05
ON_THE_EDGE = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One referral; `before` is how many the child had in the twelve months before, same day excluded."""

    child: str
    referred: date
    source: str
    team: str
    before: int


class Register:
    """Referrals so far, in order of date, and the latest of each child."""

    def __init__(self) -> None:
        self._dates: list[date] = []
        self._children: list[str] = []
        self._of_child: dict[str, list[date]] = {}

    def add(self, child: str, day: date) -> None:
        """Take note of a referral, not earlier than those before it."""
        self._dates.append(day)
        self._children.append(child)
        self._of_child.setdefault(child, []).append(day)

    def last_seen(self, rng: Random, first: date, last: date) -> str | None:
        """Return a child whose latest referral is in these days, or None."""
        low, high = bisect_left(self._dates, first), bisect_right(self._dates, last)
        for _ in range(60 if low < high else 0):
            n = rng.randrange(low, high)
            if self._of_child[self._children[n]][-1] == self._dates[n]:
                return self._children[n]
        return None

    def seen_since(self, child: str, day: date) -> int:
        """Return how many referrals the child has had from `day` on."""
        return sum(seen >= day for seen in self._of_child.get(child, ()))


def make_referrals(months: Sequence[Month], days: WorkingDays, ids: Ids) -> tuple[Referral, ...]:
    """Return all referrals, in order of date."""
    rng, register = chance("referrals"), Register()
    made: list[Referral] = []
    for month in months:
        dates = days_of(rng, days, month.period, month.referrals)
        again = set(rng.sample(range(len(dates)), month.re_referrals))
        for n, day in enumerate(dates):
            child = _again(rng, register, day) if n in again else _afresh(rng, register, day) or ids.new()
            made.append(_referral(rng, register, child, day))
            register.add(child, day)
    return tuple(made)


def days_of(rng: Random, days: WorkingDays, month: Period, count: int) -> list[date]:
    """Return `count` days of `month` in order, few of them at weekends and on bank holidays."""
    every = [month.start + timedelta(days=n) for n in range((month.end - month.start).days + 1)]
    weights = [1 if days.includes(day) else OUT_OF_HOURS for day in every]
    return sorted(rng.choices(every, weights, k=count))


def _again(rng: Random, register: Register, day: date) -> str:
    """Return a child referred within the twelve months before; some just twelve months before."""
    year_ago = add_months(day, -12)
    on_the_day = year_ago if day.day <= 28 and rng.random() < ON_THE_EDGE else None
    child = register.last_seen(rng, on_the_day, on_the_day) if on_the_day else None
    child = child or register.last_seen(rng, year_ago + timedelta(days=4), day - timedelta(days=6))
    if child is None:
        raise ValueError(f"nobody to refer again in {Period.containing(day).label}")
    return child


def _afresh(rng: Random, register: Register, day: date) -> str | None:
    """Return, now and then, a child last referred more than twelve months before; some a day more."""
    if rng.random() > RETURNING:
        return None
    year_ago = add_months(day, -12)
    gap = 1 if 1 < day.day <= 28 and rng.random() < 0.2 else 4
    return register.last_seen(rng, year_ago - timedelta(days=gap if gap == 1 else 400), year_ago - timedelta(days=gap))


def _referral(rng: Random, register: Register, child: str, day: date) -> Referral:
    return Referral(
        child=child,
        referred=day,
        source=pick(rng, SOURCES),
        team=pick(rng, TEAMS),
        before=register.seen_since(child, add_months(day, -12)),
    )
