"""Contact: someone tells the council about a child; some contacts become referrals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xl_scorecard.model.period import Period
from xl_scorecard.samples.chance import chance
from xl_scorecard.samples.days import WorkingDays
from xl_scorecard.samples.monthly import Month
from xl_scorecard.samples.people import Ids, pick
from xl_scorecard.samples.referrals import SOURCES, Referral, days_of

KNOWN_ALREADY = 0.22
DAY_BEFORE = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact about a child."""

    child: str
    contacted: date
    source: str


def make_contacts(
    months: Sequence[Month], referrals: Sequence[Referral], days: WorkingDays, ids: Ids
) -> tuple[Contact, ...]:
    """Return all contacts in order of date: one behind every referral of the covered months, and many more."""
    rng = chance("contacts")
    covered = [month for month in months if month.contacts]
    start = covered[0].period.start
    made = [_behind(rng, referral, start) for referral in referrals if referral.referred >= start]
    there = Counter(Period.containing(contact.contacted) for contact in made)
    known = [contact.child for contact in made]
    for month in covered:
        for day in days_of(rng, days, month.period, month.contacts - there[month.period]):
            child = rng.choice(known) if rng.random() < KNOWN_ALREADY else ids.new()
            known.append(child)
            made.append(Contact(child=child, contacted=day, source=pick(rng, SOURCES)))
    return tuple(sorted(made, key=lambda contact: (contact.contacted, contact.child)))


def _behind(rng: Random, referral: Referral, start: date) -> Contact:
    before = referral.referred - timedelta(days=1)
    contacted = before if rng.random() < DAY_BEFORE and before >= start else referral.referred
    return Contact(child=referral.child, contacted=contacted, source=referral.source)
