"""Reporting sheets: what is reported, aimed for, compared and said: Indicators, Targets, Benchmarks and the rest."""

from __future__ import annotations

from xl_scorecard.definitions.schema import FREQUENCIES, TARGET_KINDS
from xl_scorecard.definitions.sheets import Heading, Sheet, words
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.target import ToleranceUnit
from xl_scorecard.model.travel import TravelBasis
from xl_scorecard.model.unit import Unit

CONFIRMED = Heading(
    "confirmed",
    "Confirmed",
    help="The last year for which somebody has said that it still holds, for example 2012/13; or to fill.",
    rare=True,
)

INDICATORS = Sheet(
    field="indicators",
    name="Indicators",
    about="what the scorecard reports",
    more="One indicator a row, in the order printed.",
    key="B",
    headings=(
        Heading(
            "section",
            "Section",
            help="The heading that it is printed under, for example Child Protection.",
            width=24,
            needed=True,
        ),
        Heading("code", "Code", help="Its code, for example Op383.", width=13, needed=True),
        Heading(
            "title",
            "Title",
            help="Its name as printed, for example Re-referrals within 12 months of the previous referral.",
            width=44,
            needed=True,
        ),
        Heading(
            "unit",
            "Unit",
            help="What the figure is in, for example % or per 10,000.",
            choices=words(Unit),
            width=14,
            needed=True,
        ),
        Heading(
            "decimals",
            "Decimals",
            help="Digits shown after the point, for example 1.",
            width=12,
            needed=True,
            number=True,
        ),
        Heading(
            "polarity",
            "Polarity",
            help="HIGH if a high figure is good, LOW if a low one is, RANGE, or NONE.",
            width=13,
            choices=words(Polarity),
            needed=True,
        ),
        Heading(
            "numerator",
            "Numerator",
            help="The measure on top, for example re_referrals.",
            width=22,
            offers="measures",
            needed=True,
        ),
        Heading(
            "denominator",
            "Denominator",
            help="The measure that it is divided by, for example referrals; empty for a count.",
            width=22,
            offers="measures",
        ),
        Heading(
            "multiplier",
            "Multiplier",
            help="Leave empty: the unit decides (100 for %, 10,000 for per 10,000).",
            width=14,
            number=True,
        ),
        Heading("owner", "Owner", help="Who answers for it, for example Head of Safeguarding.", width=22),
        Heading(
            "definition",
            "Definition",
            help="What it measures, in full sentences, as they should stand on its page.",
            width=48,
        ),
        Heading("purpose", "Purpose", help="Why it is watched, in a sentence or two.", width=44),
        Heading(
            "since",
            "Since",
            help="The first period of this definition; a new one is a new row with the same code. Empty for always.",
            rare=True,
        ),
        Heading("until", "Until", help="The last period that it is reported for; empty while it is.", rare=True),
        Heading(
            "frequency",
            "Frequency",
            help="How often it is due, for example quarter; month if empty.",
            choices=words(FREQUENCIES),
            rare=True,
        ),
        Heading(
            "replaces",
            "Replaces",
            help="The code whose history it goes on with, for example NI59.",
            width=13,
            rare=True,
        ),
        Heading(
            "compared_with",
            "Compared with",
            help="What its trend is against: period before (if empty), or same period last year for what has seasons.",
            choices=words(TravelBasis),
            width=22,
            rare=True,
        ),
    ),
)

TARGETS = Sheet(
    field="targets",
    name="Targets",
    about="what is aimed for, and from when",
    more="One target a row. A new target is a new row, so that past years keep theirs: end the old one under Until.",
    headings=(
        Heading(
            "indicator",
            "Indicator",
            help="A code from the Indicators sheet, for example Op383.",
            offers="indicators",
            needed=True,
        ),
        Heading(
            "since", "Since", help="The first period that it holds for, for example 2010/11 or 2012-04.", needed=True
        ),
        Heading("until", "Until", help="The last period, for example 2011/12; empty while in force."),
        Heading(
            "value",
            "Target",
            help="For HIGH and LOW: the value to reach, in the indicator's unit, for example 70.",
            number=True,
        ),
        Heading("lower", "Lower", help="For RANGE: the lowest good value, for example 40.", number=True),
        Heading("upper", "Upper", help="For RANGE: the highest good value, for example 60.", number=True),
        Heading(
            "tolerance",
            "Tolerance",
            help="How far off is still amber, for example 10; empty for no amber.",
            number=True,
        ),
        Heading(
            "tolerance_unit",
            "Tolerance unit",
            help="points of the unit (70% less 5 points is 65%), or % of target (70% less 10% of it is 63%).",
            width=24,
            choices=words(ToleranceUnit),
        ),
        Heading(
            "amber",
            "Amber threshold",
            help="Instead of a tolerance: the value at which red begins, for example 63.",
            width=18,
            number=True,
        ),
        Heading(
            "per",
            "Per",
            help="For a figure that adds up: month if it is meant for a month, year if for a year.",
            choices=words(TARGET_KINDS),
        ),
        CONFIRMED,
    ),
)

INDICATOR = Heading(
    "indicator",
    "Indicator",
    help="A code from the Indicators sheet, for example Op383.",
    offers="indicators",
    needed=True,
)
PERIOD = Heading("period", "Period", help="A month or a financial year, for example 2012-05 or 2010/11.", needed=True)

BENCHMARKS = Sheet(
    field="benchmarks",
    name="Benchmarks",
    about="what others had",
    more="One figure a row; a source may hold them instead.",
    headings=(
        INDICATOR,
        Heading("comparator", "Comparator", help="Whose figure it is, for example England.", width=28, needed=True),
        PERIOD,
        Heading(
            "value", "Value", help="The figure, in the indicator's unit, for example 25.6.", needed=True, number=True
        ),
        Heading("method", "Method", help="How it was worked out, for example mean of ten authorities.", width=36),
        Heading(
            "source", "Source", help="Where it was published, for example DfE, Children in Need 2010-11.", width=44
        ),
        Heading("until", "Until", help="The last period that is compared with it; empty for any later one.", rare=True),
        CONFIRMED,
    ),
)

GIVEN = Sheet(
    field="given",
    name="Given figures",
    about="figures that cannot be counted",
    more="One figure a row; a source may hold them instead.",
    optional=True,
    headings=(
        Heading(
            "code",
            "Code",
            help="A code from the Indicators or the Measures sheet, for example population.",
            width=20,
            needed=True,
        ),
        PERIOD,
        Heading("value", "Value", help="The figure, for example 49,104.", number=True),
        Heading(
            "numerator", "Numerator", help="Instead of the value: the top of the fraction, for example 26.", number=True
        ),
        Heading(
            "denominator", "Denominator", help="With a numerator: what it is divided by, for example 160.", number=True
        ),
        Heading("source", "Source", help="Where it comes from, for example ONS 2011.", width=44),
        CONFIRMED,
    ),
)

NOT_REPORTED = Sheet(
    field="not_reported",
    name="Not reported",
    about="what is left blank, and why",
    more="One indicator and period a row; a source may hold these instead. Blank is not zero.",
    headings=(
        INDICATOR,
        PERIOD,
        Heading(
            "reason",
            "Reason",
            help="Why there is no figure, for example Not collected before April 2011.",
            width=70,
            needed=True,
        ),
    ),
)

NOTES = Sheet(
    field="notes",
    name="Notes",
    about="what staff say about a figure",
    more="One note a row; a source may hold them instead.",
    headings=(
        INDICATOR,
        PERIOD,
        Heading(
            "text",
            "Note",
            help="One or two sentences, for example Three children of one family ended their plans in May.",
            width=90,
            needed=True,
        ),
    ),
)
