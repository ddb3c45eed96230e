"""The example's measures: what is counted in which list."""

from __future__ import annotations

from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.samples.assessments import CORE, CORE_DAYS, INITIAL, INITIAL_DAYS
from xl_scorecard.samples.reviews import FIRST, LATER


def haringey_measures() -> tuple[Measure, ...]:
    """Return every measure, in the order of the lists."""
    return (*_front_door(), *_assessments(), *_plans_begun_and_ended(), *_plans_open(), _population())


def _front_door() -> tuple[Measure, ...]:
    earlier = Condition(column="referred", test=ConditionTest.EARLIER_WITHIN_MONTHS, value="12", other="child")
    return (
        _count("contacts", "Contacts received", "contacts", "contacted"),
        _count("referrals", "Referrals received", "referrals", "referred"),
        _count(
            "re_referrals",
            "Referrals of a child referred in the twelve months before",
            "referrals",
            "referred",
            earlier,
        ),
    )


def _assessments() -> tuple[Measure, ...]:
    initial, core = _equals("type", INITIAL), _equals("type", CORE)
    return (
        _authorised("initial_assessments", "Initial assessments finished", initial),
        _authorised(
            "initial_in_10_days",
            "Initial assessments finished within 10 working days of the referral",
            initial,
            _within(INITIAL_DAYS, "referred"),
        ),
        _authorised("core_assessments", "Core assessments finished", core),
        _authorised(
            "core_in_35_days",
            "Core assessments finished within 35 working days of their start",
            core,
            _within(CORE_DAYS, "started"),
        ),
    )


def _plans_begun_and_ended() -> tuple[Measure, ...]:
    two_years = Condition(column="ended", test=ConditionTest.YEARS_AFTER, value="2", other="started")
    again = Condition(column="started", test=ConditionTest.EARLIER_ROW, other="child")
    return (
        _count("plans_started", "Child protection plans that started", "plans", "started"),
        _count("plans_ended", "Child protection plans that ended", "plans", "ended"),
        _count(
            "transferred_in",
            "Plans that started because the child moved here on one",
            "plans",
            "started",
            _equals("transferred_in", "Yes"),
        ),
        _count(
            "transferred_out",
            "Plans that ended because the child moved away on one",
            "plans",
            "ended",
            _equals("transferred_out", "Yes"),
        ),
        _count("plans_ended_2_years", "Plans that ended after two years or more", "plans", "ended", two_years),
        _count("second_plans", "Plans that started for a child with an earlier plan", "plans", "started", again),
    )


def _plans_open() -> tuple[Measure, ...]:
    three_months = Condition(column="started", test=ConditionTest.OPEN_FOR_MONTHS, value=str(FIRST))
    in_time = Condition(
        column="started", test=ConditionTest.REVIEWED_IN_TIME, value=f"{FIRST};{LATER}", other="reviews"
    )
    return (
        _open("plans_open", "Children on a child protection plan"),
        _open("plans_open_3_months", "Children on a plan for three months or more", three_months),
        _open(
            "plans_reviewed_in_time",
            "Children on a plan for three months or more with every review in time",
            three_months,
            in_time,
        ),
    )


def _population() -> Measure:
    return Measure(
        code="population", title="Children aged 0 to 17 in the borough", source="population", kind=MeasureKind.GIVEN
    )


def _count(code: str, title: str, source: str, date: str, *conditions: Condition) -> Measure:
    return Measure(code=code, title=title, source=source, kind=MeasureKind.COUNT, date=date, conditions=conditions)


def _authorised(code: str, title: str, *conditions: Condition) -> Measure:
    return _count(code, title, "assessments", "authorised", *conditions)


def _open(code: str, title: str, *conditions: Condition) -> Measure:
    return Measure(
        code=code,
        title=title,
        source="plans",
        kind=MeasureKind.OPEN,
        date="started",
        end="ended",
        conditions=conditions,
    )


def _equals(column: str, value: str) -> Condition:
    return Condition(column=column, test=ConditionTest.EQUALS, value=value)


def _within(days: int, start: str) -> Condition:
    return Condition(column="authorised", test=ConditionTest.WITHIN_WORKING_DAYS, value=str(days), other=start)
