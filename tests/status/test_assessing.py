from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.judging import a_target, an_indicator, figures
from tests.builders.scorecards import BUILT, seed_scorecard
from tests.builders.seed_definition import seed_definition, seed_rows
from xl_scorecard.model.definition import Headline
from xl_scorecard.model.figure import Series
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.assessing import assess_series, headline_period, last_full_year

MAY, TO_DATE, YEAR = (Period.parse(text) for text in ("2012-05", "2012/13 to 2012-05", "2011/12"))


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


def line_of(card, code):
    return next(line for line in card.lines if line.indicator.code == code)


def assessed(indicator, given_figures, *targets, period="2012-05", measures=()):
    """The one line of a scorecard of one indicator."""
    definition = replace(seed_definition(), indicators=(indicator,), targets=targets, measures=measures)
    series = (Series(indicator=indicator, figures=figures(given_figures)),)
    made = assess_series(
        definition,
        replace(definition.reference, benchmarks=(), notes=()),
        series,
        period=Period.parse(period),
        problems=(),
        files=(),
        built=BUILT,
    )
    return next(made.lines)


def test_every_printed_cell_of_the_seed_is_shown_as_printed(card):
    rows = {row["code"]: row for row in seed_rows()}
    for line in card.lines:
        for label in ("2010/11", "2011/12", "Mar 2012", "Apr 2012", "May 2012"):
            value, printed = line.assessments[Period.parse(label)].value, rows[line.indicator.code][label]
            assert line.indicator.show(value) == (line.indicator.show(Fraction(printed)) if printed else ""), label


def test_sections_and_lines_stand_in_printed_order(card):
    assert [section.title for section in card.sections] == ["Contacts, Referrals and Assessments", "Child Protection"]
    assert [line.indicator.code for line in card.lines] == [row["code"] for row in seed_rows()]


def test_hy64_is_red_in_the_year_to_date_as_the_report_prints_it(card):
    headline = line_of(card, "HY64").headline_assessment
    assert (headline.period, headline.value, headline.status) == (TO_DATE, 10, Status.RED)
    assert headline.reason == (
        "10.0% in 2012/13 to May is above the target of at most 6.0% by 4.0 points; amber reaches 6.6%: Red."
    )
    assert headline.target_hint == "at most 6.0%"


def test_month_year_to_date_and_last_full_year_are_judged_side_by_side(card):
    line = line_of(card, "Op383")
    assert [line.assessments[period].status for period in (YEAR, MAY, TO_DATE)] == [
        Status.RED,
        Status.GREEN,
        Status.GREEN,
    ]


def test_a_figure_without_target_has_no_colour_and_no_direction_without_polarity(card):
    headline = line_of(card, "Op410").headline_assessment
    assert (headline.status, headline.reason) == (Status.NO_TARGET, "No target is set.")
    assert (headline.trend, headline.target_hint) == (DirectionOfTravel.UNKNOWN, "")


def test_a_period_that_is_not_reported_has_no_data_and_says_why(card):
    assessments = line_of(card, "Op421").assessments
    assert (
        assessments[Period.parse("2012-04")].reason == "No data for Apr 2012: not reported. Left blank in the report."
    )
    assert assessments[TO_DATE].status is Status.NO_DATA
    assert assessments[TO_DATE].shown == "1 of 2 months reported"


def test_a_missing_figure_keeps_its_target(card):
    april = line_of(card, "Op367").assessments[Period.parse("2012-04")]
    assert (april.status, april.target_hint) == (Status.NO_DATA, "at least 100.0%")


def test_small_denominators_are_flagged_beside_the_status(card):
    assert line_of(card, "HY64").assessments[MAY].flag == "Small numbers: 2 of 19."
    assert line_of(card, "HY64").assessments[TO_DATE].flag == ""


def test_annual_benchmarks_stand_beside_years_of_events_and_beside_all_percentages(card):
    referrals, again = line_of(card, "Op410"), line_of(card, "Op383")
    assert len(referrals.benchmarks) == len(again.benchmarks) == 2
    assert [len(referrals.assessments[period].benchmarks) for period in (YEAR, MAY, TO_DATE)] == [2, 0, 0]
    assert [len(again.assessments[period].benchmarks) for period in (YEAR, MAY, TO_DATE)] == [2, 2, 2]


def test_notes_stand_beside_the_period_they_speak_of(card):
    line = line_of(card, "HY64")
    assert [note.period.code for note in line.notes] == ["2012-05", "2012-04"]
    assert line.assessments[TO_DATE].note == line.assessments[MAY].note == line.notes[0]
    assert line.assessments[YEAR].note is None
    assert line_of(card, "Op368").assessments[YEAR].note is not None


def test_the_history_is_every_month_covered_up_to_the_period(card):
    assert [month.code for month in (card.history[0], card.history[-1])] == ["2010-04", "2012-05"]
    assert len(card.history) == 26
    assert all(month in line.assessments for line in card.lines for month in card.history)


def test_an_earlier_period_hides_what_came_later():
    earlier = seed_scorecard(period=Period.parse("2012-03"))
    assert earlier.history[-1].code == "2012-03"
    assert all(period.last <= earlier.period.last for line in earlier.lines for period in line.assessments)
    assert line_of(earlier, "HY64").notes == ()


@pytest.mark.parametrize(
    ("headline", "month", "period"),
    [
        (Headline.LAST_FULL_YEAR, "2012-05", "2011/12"),
        (Headline.LAST_FULL_YEAR, "2012-03", "2011/12"),
        (Headline.LAST_FULL_YEAR, "2012-02", "2010/11"),
        (Headline.YEAR_TO_DATE, "2012-05", "2012/13 to 2012-05"),
        (Headline.YEAR_TO_DATE, "2012-03", "2011/12 to 2012-03"),
        (Headline.MONTH, "2012-05", "2012-05"),
    ],
)
def test_the_headline_is_the_one_the_definition_names(headline, month, period):
    assert headline_period(headline, Period.parse(month)) == Period.parse(period)


@pytest.mark.parametrize("headline", Headline)
def test_every_line_has_its_headline(headline):
    assert all(line.headline_assessment.period == line.headline for line in seed_scorecard(headline=headline).lines)


def test_a_period_that_no_source_covers_is_there_without_data():
    line = assessed(an_indicator(), {"2012-05": 5})
    year = line.assessments[last_full_year(MAY)]
    assert (year.status, year.shown) == (Status.NO_DATA, "not covered by the sources")


def test_a_new_target_does_not_recolour_last_year():
    old, new = a_target(14, until=Period.parse("2011/12")), a_target(10, since="2012/13")
    values = {"2012-03": 12, "2012-04": 12, "2012-05": 12, "2011/12": 12}
    line = assessed(an_indicator(Polarity.LOW), values, new, old)
    statuses = [line.assessments[Period.parse(text)].status for text in ("2012-03", "2011/12", "2012-04")]
    assert statuses == [Status.GREEN, Status.GREEN, Status.RED]


def test_a_target_per_month_judges_months_and_no_other_period():
    indicator = an_indicator(Polarity.HIGH, unit=Unit.COUNT, decimals=0, denominator="")
    target = a_target(20, per=PeriodKind.MONTH)
    line = assessed(indicator, {"2012-05": 25, "2011/12": 250, "2012/13 to 2012-05": 45}, target)
    month, year, to_date = (line.assessments[period] for period in (MAY, YEAR, TO_DATE))
    assert (month.status, month.target_hint) == (Status.GREEN, "at least 20 per month")
    assert (year.status, year.target, year.target_hint) == (Status.NO_TARGET, None, "")
    assert to_date.reason == "The target is per month and is not compared with a year to date."


def test_a_number_at_a_date_needs_no_word_on_month_or_year():
    indicator = an_indicator(Polarity.LOW, unit=Unit.COUNT, decimals=0, numerator="open", denominator="")
    stock = Measure(code="open", title="Open cases", source="cases", kind=MeasureKind.OPEN)
    line = assessed(indicator, {"2012-05": 25, "2011/12": 18}, a_target(20), measures=(stock,))
    assert [line.assessments[period].status for period in (MAY, YEAR)] == [Status.RED, Status.GREEN]


def test_a_range_indicator_travels_towards_its_range():
    target = a_target(between=(5, 8), points=1)
    line = assessed(an_indicator(Polarity.RANGE), {"2012-04": 12, "2012-05": 10}, target)
    month = line.assessments[MAY]
    assert (month.status, month.trend) == (Status.RED, DirectionOfTravel.IMPROVED)
    assert month.trend_reason == (
        "10.0% in May 2012 is below 12.0% in Apr 2012; nearer to between 5.0% and 8.0% is better: Improved."
    )
