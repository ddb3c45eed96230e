"""Lists: the records as sheets, with the headings of Ofsted's Annex A lists where one exists."""

from __future__ import annotations

from collections import Counter

from xl_scorecard.samples.assessments import INITIAL
from xl_scorecard.samples.chance import chance
from xl_scorecard.samples.records import Records
from xl_scorecard.samples.workbooks import Row, Sheet

CHILD = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
CONTACTS = (*CHILD, "Date of Contact", "Contact Source")
REFERRALS = (
    *CHILD,
    "Date of referral",
    "Referral Source",
    "Referral NFA?",
    "Number of Referrals in Last 12 Months",
    "Allocated Team",
)
ASSESSMENTS = (
    *CHILD,
    "Type of Assessment",
    "Date of referral",
    "Assessment Start Date",
    "Assessment Authorisation Date",
    "Allocated Team",
)
PLANS = (
    *CHILD,
    "Child Protection Plan Start Date",
    "Initial Category of Abuse",
    "Latest Category of Abuse",
    "Date of latest review conference",
    "Child Protection Plan End Date",
    "Number of Previous Child Protection Plans",
    "Transferred In?",
    "Transferred Out?",
    "Allocated Team",
)
REVIEWS = ("Child Unique ID", "Child Protection Plan Start Date", "Date of Review Conference")
REMARK = "The children in this list do not exist: every row is invented."
NO_FURTHER_ACTION = 0.14


def contact_list(records: Records) -> Sheet:
    """Return List 1: contacts of the covered months."""
    rows = ((c.child, *records.children[c.child].cells(c.contacted), c.contacted, c.source) for c in records.contacts)
    return _sheet("List 1 Contacts", "List 1: contacts", CONTACTS, tuple(rows))


def referral_list(records: Records) -> Sheet:
    """Return List 3: referrals, those of the year before the covered months too, for looking back."""
    rng = chance("no further action")
    assessed = {(one.child, one.referred) for one in records.assessments if one.type == INITIAL}
    first = min(day for _, day in assessed)
    rows: list[Row] = []
    for r in records.referrals:
        taken_up = (r.child, r.referred) in assessed or (r.referred < first and rng.random() > NO_FURTHER_ACTION)
        answer = "No" if taken_up else "Yes"
        child = records.children[r.child].cells(r.referred)
        rows.append((r.child, *child, r.referred, r.source, answer, r.before, r.team))
    return _sheet("List 3 Referrals", "List 3: referrals", REFERRALS, tuple(rows))


def assessment_list(records: Records) -> Sheet:
    """Return List 4: assessments finished in the covered months, and those still going on."""
    rows = (
        (
            a.child,
            *records.children[a.child].cells(a.authorised or a.started),
            a.type,
            a.referred,
            a.started,
            a.authorised,
            a.team,
        )
        for a in records.assessments
        if a.authorised is None or a.authorised >= records.covers.start
    )
    return _sheet("List 4 Assessments", "List 4: assessments", ASSESSMENTS, tuple(rows))


def plan_list(records: Records) -> Sheet:
    """Return List 7: plans open in the covered months, and those that ended in the years before."""
    latest = {(review.child, review.plan_started): review.reviewed for review in records.reviews}
    before: Counter[str] = Counter()
    rows: list[Row] = []
    for plan in records.plans:
        rows.append(
            (
                plan.child,
                *records.children[plan.child].cells(plan.started),
                plan.started,
                plan.initial_category,
                plan.latest_category,
                latest.get((plan.child, plan.started)),
                plan.ended,
                before[plan.child],
                plan.transferred_in or None,
                plan.transferred_out or None,
                plan.team,
            )
        )
        before[plan.child] += 1
    return _sheet("List 7 Plans", "List 7: child protection plans", PLANS, tuple(rows))


def review_list(records: Records) -> Sheet:
    """Return the review conferences of all these plans."""
    rows = tuple((review.child, review.plan_started, review.reviewed) for review in records.reviews)
    return _sheet("Reviews", "Review conferences of child protection plans", REVIEWS, rows)


def _sheet(name: str, title: str, headings: tuple[str, ...], rows: tuple[Row, ...]) -> Sheet:
    return Sheet(name=name, title=title, remark=REMARK, headings=headings, rows=rows)
