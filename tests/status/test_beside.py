"""What stands beside a status in a whole scorecard: never mixed into it, and each where it applies."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.charting import months
from tests.builders.judging import a_target, an_indicator, figures
from tests.builders.scorecards import BUILT, seed_scorecard
from tests.builders.seed_definition import seed_definition
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import NeighbourMethod
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.recent_trend import TrendMarker
from xl_scorecard.model.significance import Comparison
from xl_scorecard.model.spc import Assurance, Variation
from xl_scorecard.model.status import Status
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.assessing import assess_series

MAY, TO_DATE, YEAR = (Period.parse(text) for text in ("2012-05", "2012/13 to 2012-05", "2011/12"))
LATE = Measure(code="late", title="Late", source="cases", kind=MeasureKind.COUNT)
CLOSED = Measure(code="closed", title="Closed", source="cases", kind=MeasureKind.COUNT)
STEADY = [10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10]


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


def line_of(card, code):
    return next(line for line in card.lines if line.indicator.code == code)


def assessed(given_figures, *, indicator=None, targets=(), benchmarks=(), rebases=(), **settings):
    """The one line of the scorecard of May 2012 of one indicator."""
    indicator = indicator or an_indicator(Polarity.LOW)
    seed = seed_definition()
    definition = replace(
        seed,
        indicators=(indicator,),
        targets=targets,
        measures=(LATE, CLOSED),
        rebases=rebases,
        settings=replace(seed.settings, **settings),
    )
    made = assess_series(
        definition,
        replace(definition.reference, benchmarks=benchmarks, notes=()),
        (Series(indicator=indicator, figures=given_figures),),
        period=MAY,
        problems=(),
        files=(),
        built=BUILT,
    )
    return next(made.lines)


def a_share(period, cases, of=100):
    return Figure(period=period, value=Fraction(100 * cases, of), numerator=Fraction(cases), denominator=Fraction(of))


def a_benchmark(comparator, value, period=YEAR):
    return Benchmark(indicator="K1", comparator=comparator, period=period, value=Fraction(value))


def test_status_travel_variation_assurance_and_significance_stand_side_by_side(card):
    month = line_of(card, "Op383").assessments[MAY]
    assert month.status is Status.GREEN
    assert month.spc.variation is Variation.IMPROVEMENT_LOW
    assert month.assurance is Assurance.HIT_OR_MISS
    assert [one.comparison for one in month.significances] == [Comparison.BETTER, Comparison.BETTER]
    full = line_of(card, "Op367").assessments[MAY]
    assert (full.status, full.assurance) == (Status.GREEN, Assurance.FAILING)


def test_a_status_is_the_same_whatever_stands_beside_it():
    plain = assessed(months(*STEADY, 60), targets=(a_target(12),))
    other = assessed(
        months(*STEADY, 60),
        targets=(a_target(12),),
        benchmarks=(a_benchmark("England", 90),),
        rebases=(Rebase(indicator="K1", since=Period.parse("2011-04"), reason="Changed"),),
        confidence_level=Fraction("99.8"),
        screen_outliers=True,
    )
    for period, assessment in plain.assessments.items():
        beside = other.assessments[period]
        assert (assessment.status, assessment.reason, assessment.trend) == (
            beside.status,
            beside.reason,
            beside.trend,
        )


def test_the_boards_question_of_the_seed_is_answered(card):
    found = line_of(card, "HY64").headline_assessment.cases_to_target
    assert (found.cases, found.of, found.most, found.too_many) == (4, 40, 2, 2)


def test_the_chart_of_a_line_has_its_months_and_the_assessment_of_a_month_its_point(card):
    line = line_of(card, "HY64")
    assert len(line.spc.points) == 26
    assert line.assessments[MAY].spc is line.spc.points[MAY]
    assert line.assessments[TO_DATE].spc is line.assessments[YEAR].spc is None


def test_an_indicator_that_is_given_by_year_has_no_chart(card):
    assert line_of(card, "OP410a").spc is None or MAY in line_of(card, "OP410a").spc.points
    lone = assessed({YEAR: a_share(YEAR, 5)})
    assert (lone.spc, lone.assessments[YEAR].spc) == (None, None)


def test_rebase_dates_of_another_indicator_set_nothing_anew():
    rebase = Rebase(indicator="K1", since=Period.parse("2011-04"), reason="Changed")
    assert len(assessed(months(*STEADY), rebases=(rebase,)).spc.baselines) == 2
    assert len(assessed(months(*STEADY), rebases=(replace(rebase, indicator="K2"),)).spc.baselines) == 1


def test_screening_is_a_setting():
    plain, screened = (assessed(months(*STEADY, 60), screen_outliers=chosen) for chosen in (False, True))
    assert (plain.spc.baselines[0].limits.screened, screened.spc.baselines[0].limits.screened) == (0, 1)


def test_the_confidence_level_is_a_setting_and_widens_intervals():
    usual, wide = (
        assessed({MAY: a_share(MAY, 10)}, confidence_level=Fraction(level)).assessments[MAY].interval
        for level in ("95", "99.8")
    )
    assert wide.lower < usual.lower < 10 < usual.upper < wide.upper
    assert wide.confidence == Fraction("99.8")


def test_a_month_without_target_has_variation_but_no_assurance():
    month = assessed(months(*STEADY, 10)).assessments[MAY]
    assert (month.spc.variation, month.assurance) == (Variation.COMMON_CAUSE, None)


def test_only_comparable_benchmarks_are_compared():
    contacts = an_indicator(Polarity.NONE, unit=Unit.COUNT, decimals=0, denominator="")
    given_figures = figures({"2012-05": 50, "2011/12": 500})
    given_figures = {period: replace(figure, numerator=figure.value) for period, figure in given_figures.items()}
    line = assessed(given_figures, indicator=contacts, benchmarks=(a_benchmark("England", 400),))
    assert line.assessments[MAY].significances == ()
    assert [one.comparison for one in line.assessments[YEAR].significances] == [Comparison.HIGHER]


def test_the_year_that_is_running_is_projected_and_no_other(card):
    line = line_of(card, "Op410")
    assert [period for period, one in line.assessments.items() if one.forecast] == [TO_DATE]
    assert line.assessments[TO_DATE].forecast.value == line.assessments[TO_DATE].value * 6
    assert line_of(card, "Op388").assessments[TO_DATE].forecast is None


def test_a_projection_has_no_status(card):
    forecast = line_of(card, "HY64").assessments[TO_DATE].forecast
    assert not any(isinstance(getattr(forecast, name), Status) for name in type(forecast).__slots__)


def test_a_recent_trend_is_that_of_full_years():
    years = {YEAR.back(back): a_share(YEAR.back(back), 400 - 60 * back, 1000) for back in range(5)}
    line = assessed(years)
    assert line.assessments[YEAR].recent_trend.marker is TrendMarker.INCREASING_WORSE
    assert line.assessments[YEAR.back(1)].recent_trend is None
    assert line.assessments[MAY].recent_trend is None


def test_neighbours_make_one_benchmark_and_a_rank_for_the_same_year_only():
    theirs = [a_benchmark(name, value) for name, value in (("Hackney", 4), ("Islington", 8), ("Lewisham", 6))]
    line = assessed(
        {YEAR: a_share(YEAR, 5), MAY: a_share(MAY, 5)},
        benchmarks=(*theirs, a_benchmark("England", 3)),
        neighbours=("Hackney", "Islington", "Lewisham"),
        neighbour_method=NeighbourMethod.MEDIAN,
    )
    made = line.benchmarks[-1]
    assert (made.comparator, made.value, made.method) == ("Statistical neighbours", 6, "median of 3 neighbours")
    assert (line.assessments[YEAR].rank.place, line.assessments[YEAR].rank.of) == (2, 4)
    assert line.assessments[MAY].rank is None


def test_without_neighbours_there_is_no_rank():
    line = assessed({YEAR: a_share(YEAR, 5)}, benchmarks=(a_benchmark("England", 3),))
    assert line.assessments[YEAR].rank is None


def test_beside_a_missing_figure_stands_nothing(card):
    missing = line_of(card, "Op421").assessments[Period.parse("2012-04")]
    assert missing.status is Status.NO_DATA
    assert (missing.spc, missing.interval, missing.cases_to_target, missing.forecast) == (None, None, None, None)


def test_a_ratio_of_two_different_groups_has_no_interval_and_is_compared_with_nothing(card):
    headline = line_of(card, "Op368").headline_assessment
    assert (headline.interval, headline.significances) == (None, ())
