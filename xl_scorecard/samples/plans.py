"""Plan: a child protection plan, from start to end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from xl_scorecard.model.period import Period
from xl_scorecard.samples.assessments import Assessment
from xl_scorecard.samples.chance import chance, weighted_sample
from xl_scorecard.samples.days import WorkingDays, add_months
from xl_scorecard.samples.monthly import Month
from xl_scorecard.samples.people import Ids, pick

OPEN_BEFORE = 294
ENDED_BEFORE = 130
MOVES_RECORDED = date(2011, 4, 1)
STAYS = 0.05
CATEGORIES = {
    "a) Neglect": 44,
    "b) Physical abuse": 13,
    "c) Sexual abuse": 6,
    "d) Emotional abuse": 29,
    "e) Multiple/not recommended": 8,
}
TEAMS = {"Safeguarding North": 38, "Safeguarding South": 36, "Safeguarding West": 20, "Disabled Children": 6}
AGES = {0: 26, 3: 21, 6: 16, 9: 12.5, 12: 9, 15: 6, 18: 4, 21: 2.5, 24: 2.5, 27: 1.5}
"""How old plans are that are open when the records begin: shares by age in months, in steps of three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One plan. `stays` marks one that will last two years; transfers are "Yes", "No", or "" where not recorded."""

    child: str
    started: date
    ended: date | None = None
    initial_category: str
    latest_category: str
    transferred_in: str = ""
    transferred_out: str = ""
    team: str
    stays: bool = False


class Caseload:
    """Plans open and ended so far."""

    def __init__(self, opened: Sequence[Plan], ended: Sequence[Plan]) -> None:
        self.open = list(opened)
        self.ended = list(ended)
        self._known = {plan.child for plan in (*opened, *ended)}

    def start(self, plan: Plan) -> None:
        """Take in a new plan."""
        self.open.append(plan)
        self._known.add(plan.child)

    def end(self, plans: Sequence[Plan]) -> None:
        """Take plans that have ended from those open."""
        children = {plan.child for plan in plans}
        self.open = [plan for plan in self.open if plan.child not in children]
        self.ended += plans

    def knows(self, child: str) -> bool:
        """Has the child, or had it ever, a plan?"""
        return child in self._known

    def free_again(self, day: date) -> list[str]:
        """Return the children whose last plan ended at least three months before `day`."""
        busy = {plan.child for plan in self.open}
        busy |= {plan.child for plan in self.ended if plan.ended and plan.ended > add_months(day, -3)}
        return [child for child in dict.fromkeys(plan.child for plan in self.ended) if child not in busy]


def make_plans(months: Sequence[Month], cores: Sequence[Assessment], days: WorkingDays, ids: Ids) -> tuple[Plan, ...]:
    """Return all plans in order of start: those of the covered months, those open before, and some ended before."""
    rng = chance("plans")
    covered = [month for month in months if month.plans_started]
    begin = covered[0].period.start
    caseload = Caseload(_open_before(rng, begin, days, ids), _ended_before(rng, begin, days, ids))
    for month in covered:
        _end_plans(rng, month, caseload, days)
        _start_plans(rng, month, caseload, cores, (days, ids))
    return tuple(sorted((*caseload.open, *caseload.ended), key=lambda plan: (plan.started, plan.child)))


def _new_plan(rng: Random, child: str, started: date, *, stays: bool) -> Plan:
    first = pick(rng, CATEGORIES)
    latest = pick(rng, CATEGORIES) if rng.random() < 0.12 else first
    return Plan(
        child=child,
        started=started,
        initial_category=first,
        latest_category=latest,
        team=pick(rng, TEAMS),
        stays=stays,
    )


def _working_day(rng: Random, days: WorkingDays, first: date, last: date) -> date:
    return rng.choice(days.between(first, last))


def _open_before(rng: Random, begin: date, days: WorkingDays, ids: Ids) -> list[Plan]:
    plans = []
    for months_old in rng.choices(list(AGES), list(AGES.values()), k=OPEN_BEFORE):
        last = add_months(begin, -months_old) - timedelta(days=1)
        started = _working_day(rng, days, add_months(begin, -months_old - 3), last)
        likely = STAYS * (1 + months_old / 4)
        stays = add_months(started, 23) <= begin or rng.random() < likely
        plans.append(_new_plan(rng, ids.new(), started, stays=stays))
    return plans


def _ended_before(rng: Random, begin: date, days: WorkingDays, ids: Ids) -> list[Plan]:
    """Return plans over when the records begin: whose children come again, come for a second time."""
    plans = []
    for _ in range(ENDED_BEFORE):
        ended = _working_day(rng, days, add_months(begin, -36), begin - timedelta(days=1))
        started = _working_day(rng, days, add_months(ended, -20), add_months(ended, -3))
        plans.append(replace(_new_plan(rng, ids.new(), started, stays=False), ended=ended))
    return plans


def _end_plans(rng: Random, month: Month, caseload: Caseload, days: WorkingDays) -> None:
    """End this month's plans: so many that lasted two years, so many that moved away."""
    plans, period = caseload.open, month.period
    long_weights = [float(_months_old(plan, period) - 22) if _two_years(plan, period) else 0 for plan in plans]
    long = weighted_sample(rng, plans, long_weights, month.ended_2_years)
    short_weights = [0 if plan.stays else _readiness(_months_old(plan, period)) for plan in plans]
    short = weighted_sample(rng, plans, short_weights, month.plans_ended - month.ended_2_years)
    moved = set(rng.sample(range(month.plans_ended), month.transferred_out))
    ended = []
    for n, plan in enumerate((*long, *short)):
        first = max(period.start, add_months(plan.started, 24)) if plan.stays else period.start
        day = _working_day(rng, days, first, period.end)
        ended.append(replace(plan, ended=day, transferred_out=_answer(period, yes=n in moved)))
    caseload.end(ended)


def _answer(month: Period, *, yes: bool) -> str:
    return "" if month.start < MOVES_RECORDED else "Yes" if yes else "No"


def _months_old(plan: Plan, month: Period) -> int:
    return month.last - Period.containing(plan.started).last


def _two_years(plan: Plan, month: Period) -> bool:
    """Is it one that stays, and two years old a few days before the month's end?"""
    return plan.stays and add_months(plan.started, 24) <= month.end - timedelta(days=5)


def _readiness(months_old: int) -> float:
    """Return how ready a plan is to end: seldom before the first review, always before two years."""
    steps = (
        (1, 0.0),
        (3, 0.12),
        (6, 0.8),
        (9, 1.2),
        (12, 1.5),
        (15, 1.8),
        (18, 2.2),
        (21, 5.0),
        (23, 500.0),
        (24, 1e6),
    )
    return next((weight for limit, weight in steps if months_old < limit), 0.0)


def _start_plans(
    rng: Random, month: Month, caseload: Caseload, cores: Sequence[Assessment], means: tuple[WorkingDays, Ids]
) -> None:
    """Start this month's plans: so many for a second or later time, so many who moved here on one."""
    days, ids = means
    starts = sorted(_working_day(rng, days, month.period.start, month.period.end) for _ in range(month.plans_started))
    again = set(rng.sample(range(len(starts)), month.second_plans))
    moved = set(rng.sample([n for n in range(len(starts)) if n not in again], month.transferred_in))
    for n, started in enumerate(starts):
        if n in again:
            child = rng.choice(caseload.free_again(started))
        else:
            child = (None if n in moved else _assessed(rng, caseload, cores, started)) or ids.new()
        plan = _new_plan(rng, child, started, stays=rng.random() < STAYS)
        caseload.start(replace(plan, transferred_in=_answer(month.period, yes=n in moved)))


def _assessed(rng: Random, caseload: Caseload, cores: Sequence[Assessment], day: date) -> str | None:
    """Return a child whose core assessment was finished in the weeks before, and who never had a plan."""
    low = bisect_left(cores, day - timedelta(days=75), key=_finished)
    high = bisect_right(cores, day, key=_finished)
    children = [core.child for core in cores[low:high] if not caseload.knows(core.child)]
    return rng.choice(children) if children else None


def _finished(core: Assessment) -> date:
    return core.authorised or date.max
