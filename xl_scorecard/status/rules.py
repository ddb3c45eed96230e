"""Rules: how this scorecard's figures are worked out and judged, in plain English for its readers."""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.indicators.wording import describe_working_days
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.definition import Definition, Headline
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import PeriodKind
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.travel import TravelBasis
from xl_scorecard.status.beside_rules import beside_rules
from xl_scorecard.status.flags import SMALL
from xl_scorecard.status.travel import MIN_PERIODS, WINDOW, YEARS_NEEDED

Rule = tuple[str, str]
POOLING = (
    "A year, or a year to date, is worked out from all of its months together: the sum of the numerators "
    "divided by the sum of the denominators, never the mean of monthly percentages."
)
AT_A_DATE = "A number at a date (such as children on a plan) is that of the period's last day."
ROUNDING = (
    "Figures are kept exact and rounded only to be shown, half up: 16.25 is shown as 16.3. Statuses are judged "
    "on the unrounded figure; where rounding hides a miss, the reason says so."
)
GIVEN = "A figure that was given for an indicator and a period is used instead of a computed one, and is marked."
POPULATIONS = (
    "A rate uses the population of the financial year that the period ends in, and is not divided by 12 for a "
    "month. A year without a population uses the latest earlier one, and the sheet Data quality says so."
)
EARLIER_ROWS = (
    "An earlier row counts when its date is before the day and not before the same day that many calendar "
    "months earlier; the same day does not count."
)
LASTING = "Something lasted two years when it ended on or after the same day two years after it started."
REVIEWS = (
    "Every review must be on time: the first soon enough after the start, no later one longer than allowed "
    "after the one before, and the last not too long before the day looked at."
)
STATUS = (
    "Green meets the target, amber misses it by no more than the tolerance, red by more. A figure on an edge "
    "has the better colour. The target is the one in force at the end of the period. Without a target there is "
    "no colour; a target per month or per year judges only months or years."
)
TRAVEL = (
    "Improved or worsened against the period before (a year to date: the same months a year earlier), as shown, "
    "so that figures that look the same are unchanged. The long one is against the mean of the previous {window} "
    "periods and needs at least {months} months, or {years} years. Where neither high nor low is good there is none."
)
SEASONS = (
    "{codes}: a month, quarter or half-year against the same one a year earlier, as it has seasons; the long one against "
    "the mean of the same one in the years before, of which it needs {years}."
)
LIKE_WITH_LIKE = (
    "A number of events, or its rate, in a month or a year to date is not compared with a whole year's "
    "benchmark; percentages and numbers at a date are."
)
HEADLINES = {
    Headline.LAST_FULL_YEAR: "the last full financial year",
    Headline.YEAR_TO_DATE: "the year to date",
    Headline.MONTH: "the month of the scorecard",
}
CONDITION_RULES = {
    ConditionTest.EARLIER_WITHIN_MONTHS: ("Earlier within months", EARLIER_ROWS),
    ConditionTest.YEARS_AFTER: ("Lasting years", LASTING),
    ConditionTest.REVIEWED_IN_TIME: ("Reviews in time", REVIEWS),
}


def rules(definition: Definition) -> tuple[Rule, ...]:
    """Return the calculation rules that this scorecard uses, each a title and a text, options as chosen."""
    return (
        *_figure_rules(definition),
        *_measure_rules(definition),
        *_judging_rules(definition),
        *beside_rules(definition),
    )


def hidden_numbers(card: Scorecard) -> tuple[Rule, ...]:
    """Return how small numbers are hidden in this scorecard; nothing where none are."""
    return (("Hidden numbers", card.suppression.sentence),) if card.suppression.hides else ()


def given_figures(card: Scorecard) -> tuple[Rule, ...]:
    """Return each figure of this scorecard that was given instead of worked out, with where it comes from."""
    return tuple(
        ("Given figure", f"{line.indicator.code} in {period} is {assessment.shown}. {assessment.figure.remark}")
        for line in card.lines
        for period, assessment in line.assessments.items()
        if assessment.figure.given
    )


def _figure_rules(definition: Definition) -> Iterator[Rule]:
    yield "Pooling", POOLING
    if any(measure.kind is MeasureKind.OPEN for measure in definition.measures):
        yield "Numbers at a date", AT_A_DATE
    yield "Rounding", ROUNDING
    yield "Not reported", _not_reported(definition)
    yield "Given figures", GIVEN


def _measure_rules(definition: Definition) -> Iterator[Rule]:
    tests = {condition.test for measure in definition.measures for condition in measure.conditions}
    if ConditionTest.WITHIN_WORKING_DAYS in tests:
        yield "Working days", describe_working_days(definition)
    yield from (rule for test, rule in CONDITION_RULES.items() if test in tests)
    if any(_is_population(definition, measure) for measure in definition.measures):
        yield "Populations", POPULATIONS


def _judging_rules(definition: Definition) -> Iterator[Rule]:
    months, years = MIN_PERIODS[PeriodKind.MONTH], MIN_PERIODS[PeriodKind.YEAR]
    yield "Status", STATUS
    yield "Headline", f"The summary counts the statuses of {HEADLINES[definition.settings.headline]}."
    yield "Direction of travel", TRAVEL.format(window=WINDOW, months=months, years=years)
    yearly = [one.code for one in definition.indicators if one.compared_with is TravelBasis.LAST_YEAR]
    if yearly:
        yield "Compared with last year", SEASONS.format(codes=", ".join(yearly), years=YEARS_NEEDED)
    yield "Like with like", LIKE_WITH_LIKE
    yield (
        "Small numbers",
        f"A percentage of fewer than {SMALL} is marked: one case more or less moves it by more than five points.",
    )


def _not_reported(definition: Definition) -> str:
    blank = "A figure that is not reported is blank with its reason, never zero."
    if definition.settings.partial_periods:
        return f"{blank} A longer period is worked out from the months that are reported."
    return f"{blank} A longer period with such a month in it has no figure and says how many months were reported."


def _is_population(definition: Definition, measure: Measure) -> bool:
    below = {indicator.denominator for indicator in definition.indicators}
    return measure.kind is MeasureKind.GIVEN and measure.code in below
