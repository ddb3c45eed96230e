"""Assessment: an initial assessment of a referral, or the core assessment that follows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xl_scorecard.model.period import Period
from xl_scorecard.samples.chance import chance, weighted_sample
from xl_scorecard.samples.days import WorkingDays
from xl_scorecard.samples.monthly import Month
from xl_scorecard.samples.people import pick
from xl_scorecard.samples.referrals import Referral

INITIAL, CORE = "Initial", "Core"
INITIAL_DAYS, CORE_DAYS = 10, 35
PATIENCE = timedelta(days=65)
TEAMS = {"Assessment North": 48, "Assessment South": 44, "Disabled Children": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One assessment; `authorised` is None where it is not finished."""

    type: str
    child: str
    referred: date
    started: date
    authorised: date | None
    team: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Someone to assess: `since` when, to be done by the `deadline`, in time or late."""

    child: str
    referred: date
    since: date
    deadline: date


def make_initial(months: Sequence[Month], referrals: Sequence[Referral], days: WorkingDays) -> tuple[Assessment, ...]:
    """Return all initial assessments, and those that are still going on at the end."""
    rng = chance("initial assessments")
    waiting = [
        Waiting(child=r.child, referred=r.referred, since=r.referred, deadline=days.after(r.referred, INITIAL_DAYS))
        for r in referrals_to_assess(rng, months, referrals)
    ]
    made: list[Assessment] = []
    for month in months:
        for one, authorised in _month_of_work(rng, month.period, (month.initial, month.initial_in_time), waiting, days):
            started = min(one.since + timedelta(days=rng.choice((0, 0, 1, 1, 2, 3))), authorised)
            made.append(_finished(INITIAL, one, started, authorised, pick(rng, TEAMS)))
    return (*made, *_going_on(rng, months[-1].period.end, waiting))


def referrals_to_assess(rng: Random, months: Sequence[Month], referrals: Sequence[Referral]) -> list[Referral]:
    """Return the referrals that need an assessment: as many of each month as are assessed in its year."""
    shares = _assessed_shares(months)
    by_month: defaultdict[Period, list[Referral]] = defaultdict(list)
    for referral in referrals:
        by_month[Period.containing(referral.referred)].append(referral)
    needed: list[Referral] = []
    for month in months:
        of_month = by_month[month.period]
        count = min(len(of_month), round(len(of_month) * shares[month.period.financial_year]))
        needed += [of_month[n] for n in sorted(rng.sample(range(len(of_month)), count))]
    return needed


def make_core(months: Sequence[Month], initial: Sequence[Assessment], days: WorkingDays) -> tuple[Assessment, ...]:
    """Return all core assessments; each starts when the initial one of the same referral is done."""
    rng = chance("core assessments")
    waiting = [_to_follow(rng, one, one.authorised, days) for one in initial if one.authorised]
    made: list[Assessment] = []
    for month in months:
        for one, authorised in _month_of_work(rng, month.period, (month.core, month.core_in_time), waiting, days):
            made.append(_finished(CORE, one, one.since, authorised, pick(rng, TEAMS)))
    return tuple(made)


def _assessed_shares(months: Sequence[Month]) -> dict[Period, float]:
    years = {month.period.financial_year for month in months}
    shares = {}
    for year in years:
        of_year = [month for month in months if month.period.financial_year == year and month.initial]
        shares[year] = sum(m.initial for m in of_year) / sum(m.referrals for m in of_year)
    return shares


def _to_follow(rng: Random, initial: Assessment, authorised: date, days: WorkingDays) -> Waiting:
    since = authorised + timedelta(days=rng.choice((0, 0, 1, 2)))
    return Waiting(child=initial.child, referred=initial.referred, since=since, deadline=days.after(since, CORE_DAYS))


def _month_of_work(
    rng: Random, month: Period, wanted: tuple[int, int], waiting: list[Waiting], days: WorkingDays
) -> list[tuple[Waiting, date]]:
    """Take from `waiting` and return those finished in `month`, each with its day: `wanted` in all, and in time."""
    total, in_time = wanted
    if not total:
        return []
    end = month.end
    ready = [one for one in waiting if one.since < end and end - one.deadline < PATIENCE]
    late = _pick_late(rng, month, total - in_time, ready, days)
    left = _without(ready, late)
    prompt = _pick_prompt(rng, month, in_time, left, days)
    waiting[:] = _without(waiting, [*late, *prompt])
    return sorted([*late, *prompt], key=lambda pair: (pair[1], pair[0].since, pair[0].child))


def _pick_late(
    rng: Random, month: Period, count: int, ready: Sequence[Waiting], days: WorkingDays
) -> list[tuple[Waiting, date]]:
    """Return those finished after their deadline, likelier those who wait longest, each with its day."""
    start, end = month.start, month.end
    open_days = [days.between(max(start, one.deadline + timedelta(days=1)), end) for one in ready]
    weights = [(end - one.deadline).days ** 2.0 if left else 0 for one, left in zip(ready, open_days, strict=True)]
    chosen = weighted_sample(rng, range(len(ready)), weights, count)
    return [(ready[n], _early(rng, open_days[n])) for n in chosen]


def _pick_prompt(
    rng: Random, month: Period, count: int, ready: Sequence[Waiting], days: WorkingDays
) -> list[tuple[Waiting, date]]:
    """Return those finished by their deadline, each with its day."""
    start, end = month.start, month.end
    open_days = [days.between(max(start, one.since + timedelta(days=1)), min(end, one.deadline)) for one in ready]
    weights = [float(len(left)) for left in open_days]
    chosen = weighted_sample(rng, range(len(ready)), weights, count)
    return [(ready[n], _late(rng, open_days[n])) for n in chosen]


def _early(rng: Random, days: list[date]) -> date:
    return days[int(len(days) * rng.random() ** 2)]


def _late(rng: Random, days: list[date]) -> date:
    return days[len(days) - 1 - int(len(days) * rng.random() ** 2)]


def _without(waiting: Sequence[Waiting], done: Sequence[tuple[Waiting, date]]) -> list[Waiting]:
    gone = {(one.child, one.referred) for one, _ in done}
    return [one for one in waiting if (one.child, one.referred) not in gone]


def _finished(kind: str, one: Waiting, started: date, authorised: date, team: str) -> Assessment:
    return Assessment(
        type=kind, child=one.child, referred=one.referred, started=started, authorised=authorised, team=team
    )


def _going_on(rng: Random, end: date, waiting: Sequence[Waiting]) -> list[Assessment]:
    return [
        Assessment(
            type=INITIAL,
            child=one.child,
            referred=one.referred,
            started=min(one.since + timedelta(days=rng.choice((0, 1, 1, 2))), end),
            authorised=None,
            team=pick(rng, TEAMS),
        )
        for one in waiting
        if end - one.deadline < PATIENCE
    ]
