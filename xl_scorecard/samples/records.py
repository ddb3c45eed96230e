"""Records: all that happened to the children of the example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xl_scorecard.model.period import Period
from xl_scorecard.samples.assessments import Assessment, make_core, make_initial
from xl_scorecard.samples.contacts import Contact, make_contacts
from xl_scorecard.samples.days import WorkingDays
from xl_scorecard.samples.monthly import plan_months
from xl_scorecard.samples.people import Child, Ids, describe_children
from xl_scorecard.samples.plans import Plan, make_plans
from xl_scorecard.samples.referrals import Referral, make_referrals
from xl_scorecard.samples.reviews import Review, make_reviews
from xl_scorecard.samples.seed import Seed


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything in order of date, and the children by id; `covers` is the months that are complete."""

    covers: Period
    children: Mapping[str, Child]
    contacts: tuple[Contact, ...]
    referrals: tuple[Referral, ...]
    assessments: tuple[Assessment, ...]
    plans: tuple[Plan, ...]
    reviews: tuple[Review, ...]


def make_records(seed: Seed) -> Records:
    """Return records from which every figure of the seed comes out, the same every time."""
    months, ids = plan_months(seed), Ids()
    days = WorkingDays(months[0].period.start.year - 4, months[-1].period.end.year + 1)
    referrals = make_referrals(months, days, ids)
    initial = make_initial(months, referrals, days)
    core = make_core(months, initial, days)
    plans = make_plans(months, core, days, ids)
    reviews = make_reviews(months, plans, seed, days)
    contacts = make_contacts(months, referrals, days, ids)
    covered = [month.period for month in months if month.contacts]
    return Records(
        covers=Period(covered[-1].last, covered[0].first, covered[0].kind_value),
        children=describe_children(_events(contacts, referrals, (*initial, *core), plans, reviews)),
        contacts=contacts,
        referrals=referrals,
        assessments=_in_order((*initial, *core)),
        plans=plans,
        reviews=reviews,
    )


def _in_order(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    return tuple(sorted(assessments, key=lambda one: (one.authorised or date.max, one.started, one.child, one.type)))


def _events(
    contacts: Iterable[Contact],
    referrals: Iterable[Referral],
    assessments: Iterable[Assessment],
    plans: Iterable[Plan],
    reviews: Iterable[Review],
) -> Iterator[tuple[str, date]]:
    """Yield every child with every day on which something happened to it."""
    yield from ((contact.child, contact.contacted) for contact in contacts)
    yield from ((referral.child, referral.referred) for referral in referrals)
    yield from ((one.child, one.authorised or one.started) for one in assessments)
    yield from ((plan.child, day) for plan in plans for day in (plan.started, plan.ended) if day)
    yield from ((review.child, review.reviewed) for review in reviews)
