"""The records hang together as real ones would."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

START, END = "child protection plan start date", "child protection plan end date"
REFERRED, BEGUN, AUTHORISED = "date of referral", "assessment start date", "assessment authorisation date"
CHILD = "child unique id"
EVENTS = {
    "contacts": ("date of contact",),
    "referrals": (REFERRED,),
    "assessments": (BEGUN, AUTHORISED),
    "plans": (START, END),
}
FIRST, LAST = date(2010, 4, 1), date(2012, 5, 31)


def test_ids_have_eight_characters(records):
    assert {len(row[CHILD]) for rows in records.values() for row in rows} == {8}


def test_a_child_is_the_same_person_in_every_list(records):
    people = defaultdict(set)
    for name in EVENTS:
        for row in records[name]:
            people[row[CHILD]].add((row["gender"], row["ethnicity"], row["date of birth"]))
    assert all(len(described) == 1 for described in people.values())


def test_children_are_0_to_17_years_old_at_every_event(records):
    for name, headings in EVENTS.items():
        for row in records[name]:
            ages = [_age(row[heading], row["date of birth"]) for heading in headings if row[heading]]
            assert all(0 <= age <= 17 for age in ages)


def test_rows_lie_in_the_covered_months_or_are_for_looking_back(records):
    assert all(FIRST <= row["date of contact"] <= LAST for row in records["contacts"])
    assert all(date(2009, 4, 1) <= row[REFERRED] <= LAST for row in records["referrals"])
    assert all(row[AUTHORISED] is None or FIRST <= row[AUTHORISED] <= LAST for row in records["assessments"])
    assert all(row[START] <= LAST and (row[END] is None or row[END] <= LAST) for row in records["plans"])


def test_no_assessment_without_its_referral(records):
    referrals = {(row[CHILD], row[REFERRED]) for row in records["referrals"]}
    assert all((row[CHILD], row[REFERRED]) in referrals for row in records["assessments"])


def test_no_referral_has_two_assessments_of_a_type(records):
    seen = [(row[CHILD], row[REFERRED], row["type of assessment"]) for row in records["assessments"]]
    assert len(seen) == len(set(seen))


def test_no_assessment_ends_before_it_starts_or_starts_before_its_referral(records):
    for row in records["assessments"]:
        assert row[REFERRED] <= row[BEGUN] <= (row[AUTHORISED] or LAST)


def test_a_referral_without_further_action_has_no_assessment(records):
    assessed = {(row[CHILD], row[REFERRED]) for row in records["assessments"]}
    closed = [row for row in records["referrals"] if row["referral nfa?"] == "Yes"]
    assert not [row for row in closed if (row[CHILD], row[REFERRED]) in assessed]
    assert 0.03 < len(closed) / len(records["referrals"]) < 0.2


def test_every_referral_of_the_covered_months_began_as_a_contact(records):
    contacts = defaultdict(set)
    for row in records["contacts"]:
        contacts[row[CHILD]].add(row["date of contact"])
    for row in records["referrals"]:
        if row[REFERRED] >= FIRST:
            assert any(0 <= (row[REFERRED] - day).days <= 1 for day in contacts[row[CHILD]])


def test_nobody_is_referred_twice_on_a_day(records):
    seen = [(row[CHILD], row[REFERRED]) for row in records["referrals"]]
    assert len(seen) == len(set(seen))


def test_no_child_is_on_two_plans_at_once(records):
    for plans in _by_child(records["plans"]).values():
        for earlier, later in pairwise(plans):
            assert earlier[END] is not None
            assert earlier[START] < earlier[END] < later[START]


def test_the_number_of_previous_plans_is_that_of_the_rows(records):
    for plans in _by_child(records["plans"]).values():
        assert [plan["number of previous child protection plans"] for plan in plans] == list(range(len(plans)))


def test_every_review_lies_in_its_plan_and_the_latest_is_named(records):
    plans = {(row[CHILD], row[START]): row for row in records["plans"]}
    latest = {}
    for row in records["reviews"]:
        plan, day = plans[row[CHILD], row[START]], row["date of review conference"]
        assert plan[START] < day <= (plan[END] or LAST)
        latest[row[CHILD], row[START]] = max(day, latest.get((row[CHILD], row[START]), day))
    for key, plan in plans.items():
        assert plan["date of latest review conference"] == latest.get(key)


def test_moves_are_recorded_from_april_2011_on(records):
    for row in records["plans"]:
        assert (row["transferred in?"] is None) == (row[START] < date(2011, 4, 1))
        if row[END]:
            assert (row["transferred out?"] is None) == (row[END] < date(2011, 4, 1))


def test_edges_of_the_rules_occur(records):
    """Twelve months to the day, and two years to the day or nearly: a wrong comparison shows in the figures."""
    days = defaultdict(set)
    for row in records["referrals"]:
        days[row[CHILD]].add(row[REFERRED])
    gaps = {(later - earlier).days for dates in days.values() for earlier in dates for later in dates}
    assert {365, 366} <= gaps
    assert any(row[END] and 0 <= (row[END] - row[START]).days - 730 < 40 for row in records["plans"])


def _by_child(plans):
    found = defaultdict(list)
    for plan in sorted(plans, key=lambda plan: plan[START]):
        found[plan[CHILD]].append(plan)
    return found


def _age(day, born):
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
