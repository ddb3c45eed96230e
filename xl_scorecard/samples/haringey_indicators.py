"""The example's indicators: what each measures and why, in plain words; who answers for it; how it is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.model.unit import Unit
from xl_scorecard.samples.seed import YEARS, Line, Seed

DECIMALS = {Unit.COUNT: 0, Unit.PERCENT: 1, Unit.PER_10000: 2}
TENTH = Tolerance(amount=Fraction(10), unit=ToleranceUnit.PERCENT_OF_TARGET)
FIVE_POINTS = Tolerance(amount=Fraction(5), unit=ToleranceUnit.POINTS)

FRONT_DOOR = "Head of First Response"
ASSESSMENT = "Head of Assessment"
SAFEGUARDING = "Head of Safeguarding"
CONFERENCES = "Head of Child Protection Conferences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the definition says of an indicator that the report does not."""

    code: str
    numerator: str
    denominator: str = ""
    owner: str
    definition: str
    purpose: str


def haringey_indicators(seed: Seed) -> tuple[Indicator, ...]:
    """Return the 16 indicators, in printed order."""
    words = {one.code: one for one in (*_front_door_words(), *_assessment_words(), *_plan_words(), *_quality_words())}
    return tuple(_indicator(line, words[code]) for code, line in seed.lines.items())


def haringey_targets(seed: Seed) -> tuple[Target, ...]:
    """Return the six targets, in force since 2010/11: amber reaches a tenth of the target; for reviews, five points."""
    return tuple(
        Target(
            indicator=line.code,
            since=YEARS[0],
            value=Fraction(line.target),
            tolerance=FIVE_POINTS if line.code == "Op367" else TENTH,
        )
        for line in seed.lines.values()
        if line.target is not None
    )


def _indicator(line: Line, words: Words) -> Indicator:
    unit = Unit(line.unit)
    return Indicator(
        code=line.code,
        section=line.section,
        title=line.title,
        unit=unit,
        decimals=DECIMALS[unit],
        polarity=Polarity[line.polarity],
        numerator=words.numerator,
        denominator=words.denominator,
        multiplier=Fraction(unit.multiplier),
        owner=words.owner,
        definition=words.definition,
        purpose=words.purpose,
    )


def _front_door_words() -> tuple[Words, ...]:
    return (
        Words(
            code="Op504",
            numerator="contacts",
            owner=FRONT_DOOR,
            definition="Every time someone tells the council of a worry about a child, counted on the day it arrives. "
            "A child may be counted more than once.",
            purpose="It shows how much work arrives at the front door, and when.",
        ),
        Words(
            code="Op410",
            numerator="referrals",
            owner=FRONT_DOOR,
            definition="Contacts that were passed on to children's social care, counted by the date of the referral.",
            purpose="It shows how many children may need help from a social worker.",
        ),
        Words(
            code="OP410a",
            numerator="referrals",
            denominator="population",
            owner=FRONT_DOOR,
            definition="Referrals in the period for every 10,000 children aged 0 to 17 in the borough. A month is not "
            "multiplied up to a year.",
            purpose="It lets us compare a year with councils of another size.",
        ),
        Words(
            code="Op383",
            numerator="re_referrals",
            denominator="referrals",
            owner=FRONT_DOOR,
            definition="Of the referrals in the period, those of a child who had an earlier referral in the twelve "
            "months before. Another referral on the same day does not count as earlier.",
            purpose="A child who comes back soon may not have had the right help the first time.",
        ),
    )


def _assessment_words() -> tuple[Words, ...]:
    return (
        Words(
            code="Op368",
            numerator="initial_assessments",
            denominator="referrals",
            owner=ASSESSMENT,
            definition="Initial assessments finished in the period, as a share of the referrals received in it. The "
            "two are not the same children, so it can pass 100%.",
            purpose="It shows whether children who are referred go on to be assessed.",
        ),
        Words(
            code="HY59",
            numerator="initial_in_10_days",
            denominator="initial_assessments",
            owner=ASSESSMENT,
            definition="Of the initial assessments finished in the period, those finished no later than the tenth "
            "working day after the referral.",
            purpose="Children should not wait long before we know what help they need.",
        ),
        Words(
            code="Op60",
            numerator="core_in_35_days",
            denominator="core_assessments",
            owner=ASSESSMENT,
            definition="Of the core assessments finished in the period, those finished no later than the 35th working "
            "day after they started.",
            purpose="A full assessment should be thorough, and still end in good time.",
        ),
    )


def _plan_words() -> tuple[Words, ...]:
    return (
        Words(
            code="Op388",
            numerator="plans_open",
            owner=SAFEGUARDING,
            definition="Children on a child protection plan at the end of the last day of the period.",
            purpose="It shows how many children we judge to be at risk of serious harm.",
        ),
        Words(
            code="OP388a",
            numerator="plans_open",
            denominator="population",
            owner=SAFEGUARDING,
            definition="Children on a plan at the end of the period for every 10,000 children aged 0 to 17.",
            purpose="It lets us compare the number of plans with councils of another size.",
        ),
        Words(
            code="OP411",
            numerator="plans_started",
            owner=SAFEGUARDING,
            definition="Child protection plans that started in the period, those of children who moved here included.",
            purpose="With the plans that end, it explains why the number of children on a plan rises or falls.",
        ),
        Words(
            code="OP413",
            numerator="plans_ended",
            owner=SAFEGUARDING,
            definition="Child protection plans that ended in the period, for whatever reason.",
            purpose="With the plans that start, it explains why the number of children on a plan rises or falls.",
        ),
        Words(
            code="Op421",
            numerator="transferred_in",
            owner=SAFEGUARDING,
            definition="Plans that started in the period because a child on another council's plan moved here.",
            purpose="These children are known to be at risk and new to us: their plan must not lapse.",
        ),
        Words(
            code="Op422",
            numerator="transferred_out",
            owner=SAFEGUARDING,
            definition="Plans that ended in the period because the child moved to another council's area.",
            purpose="It reminds us to hand over each of these plans, and to be told that it was taken up.",
        ),
    )


def _quality_words() -> tuple[Words, ...]:
    return (
        Words(
            code="HY64",
            numerator="plans_ended_2_years",
            denominator="plans_ended",
            owner=CONFERENCES,
            definition="Of the plans that ended in the period, those that had lasted two years or more.",
            purpose="A plan should change a child's life within two years. Where many last longer, the help may not be "
            "working.",
        ),
        Words(
            code="Op365",
            numerator="second_plans",
            denominator="plans_started",
            owner=CONFERENCES,
            definition="Of the plans that started in the period, those of a child who had been on a plan before, "
            "however long ago.",
            purpose="A plan should make a lasting difference. A child who needs a second one was not safe for long.",
        ),
        Words(
            code="Op367",
            numerator="plans_reviewed_in_time",
            denominator="plans_open_3_months",
            owner=CONFERENCES,
            definition="Of the children on a plan for three months or more at the end of the period, those whose every "
            "review was in time: the first within three months, each later one within six months of the one before.",
            purpose="Reviews keep a plan moving and see to it that no child is forgotten.",
        ),
    )
