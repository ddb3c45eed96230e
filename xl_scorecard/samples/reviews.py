"""Review: a review conference of a child protection plan; nearly all are held in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xl_scorecard.model.period import Period
from xl_scorecard.samples.chance import chance
from xl_scorecard.samples.days import WorkingDays, add_months
from xl_scorecard.samples.monthly import Month, share_near
from xl_scorecard.samples.plans import Plan
from xl_scorecard.samples.seed import Seed

FIRST, LATER = 3, 6
SOON = timedelta(days=21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review conference."""

    child: str
    plan_started: date
    reviewed: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A review of `plan`, the `number`th from 0, that will be held after its `deadline`."""

    plan: Plan
    number: int
    deadline: date

    def shows_at(self, day: date) -> bool:
        """Is the plan open at `day`, with a review late by then?"""
        return self.deadline < day and self.plan.ended is not None and self.plan.ended > day


def make_reviews(months: Sequence[Month], plans: Sequence[Plan], seed: Seed, days: WorkingDays) -> tuple[Review, ...]:
    """Return all review conferences, in order of date.

    Where the report prints how many children were reviewed in time (Op367), just as many were not; after a late
    review a plan counts as late until it ends, so that late ones are chosen among plans that end.
    """
    rng, end = chance("reviews"), months[-1].period.end
    held = {plan: _in_time(rng, plan, plan.started, 0, (days, end)) for plan in plans}
    for slip in _choose_slips(rng, months, held, _printed_late(seed, plans)):
        held[slip.plan] = _with_slip(rng, slip, held[slip.plan], (days, end))
    made = [Review(child=p.child, plan_started=p.started, reviewed=day) for p, dates in held.items() for day in dates]
    return tuple(sorted(made, key=lambda review: (review.reviewed, review.child)))


def on_plan_3_months(plans: Sequence[Plan], day: date) -> int:
    """Return how many plans are open at `day` and have been for three months."""
    return sum(add_months(plan.started, FIRST) <= day and (plan.ended is None or plan.ended > day) for plan in plans)


def _printed_late(seed: Seed, plans: Sequence[Plan]) -> dict[date, int]:
    """Return how many children with a late review the report implies, by day."""
    late = {}
    for period, percent in seed.lines["Op367"].figures.items():
        children = on_plan_3_months(plans, period.end)
        late[period.end] = children - share_near(percent, children, exactly=True)[0]
    return late


def _in_time(rng: Random, plan: Plan, since: date, number: int, until: tuple[WorkingDays, date]) -> list[date]:
    """Return the reviews after `since`, the `number`th from 0 first, each a few days before it is due."""
    days, end = until
    last, held = min(plan.ended or end, end), []
    while True:
        early, late = (60, 86) if number == 0 else (132, 176)
        day = rng.choice(days.between(since + timedelta(days=early), since + timedelta(days=late)))
        if day > last:
            break
        held.append(day)
        since, number = day, number + 1
    if plan.ended and plan.ended - since >= SOON:
        held.append(plan.ended)
    return held


def _choose_slips(
    rng: Random, months: Sequence[Month], held: Mapping[Plan, list[date]], printed: Mapping[date, int]
) -> list[Slip]:
    """Return late reviews: at each printed day just as many plans show one, at other months' ends about as planned."""
    slips: list[Slip] = []
    for month in months:
        end = month.period.end
        goal = printed.get(end, month.late_reviews)
        candidates = _candidates(month.period, held, {slip.plan for slip in slips})
        rng.shuffle(candidates)
        for slip in candidates:
            if _count(slips, end) < goal and _leaves_room(slip, slips, printed):
                slips.append(slip)
    return slips


def _candidates(month: Period, held: Mapping[Plan, list[date]], taken: set[Plan]) -> list[Slip]:
    """Return the reviews due in `month` of plans that are open at its end and end later."""
    found, start, end = [], month.start, month.end
    for plan, dates in held.items():
        if plan.ended is None or plan.ended <= end or plan.started > end or plan in taken:
            continue
        for number, since in enumerate((plan.started, *dates)):
            deadline = add_months(since, LATER if number else FIRST)
            if start <= deadline < end - timedelta(days=1):
                found.append(Slip(plan=plan, number=number, deadline=deadline))
    return found


def _leaves_room(slip: Slip, slips: Sequence[Slip], printed: Mapping[date, int]) -> bool:
    return all(not slip.shows_at(day) or _count(slips, day) < late for day, late in printed.items())


def _count(slips: Sequence[Slip], day: date) -> int:
    return sum(slip.shows_at(day) for slip in slips)


def _with_slip(rng: Random, slip: Slip, dates: list[date], until: tuple[WorkingDays, date]) -> list[date]:
    """Return the dates with the slip's review held some days after it was due, or when the plan ended."""
    days, _ = until
    ended = slip.plan.ended or until[1]
    overdue = rng.choice(days.between(slip.deadline + timedelta(days=5), slip.deadline + timedelta(days=33)))
    day = min(overdue, ended)
    after = _in_time(rng, slip.plan, day, slip.number + 1, until) if day < ended else []
    return [*dates[: slip.number], day, *after]
