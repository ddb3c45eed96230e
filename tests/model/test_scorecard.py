import pytest

from tests.builders.judging import an_indicator
from tests.builders.scorecards import seed_scorecard
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Severity, most_serious_first
from xl_scorecard.model.status import Status


def test_a_scorecard_counts_the_headlines_of_its_sections():
    card = seed_scorecard()
    assert card.count(Status.RED) == sum(section.count(Status.RED) for section in card.sections) == 1
    assert len(list(card.lines)) == sum(len(section.lines) for section in card.sections)


def test_an_assessment_without_a_value_shows_why():
    figure = Figure(period=Period.month(2012, 4), missing="not reported")
    assessment = Assessment(indicator=an_indicator(), figure=figure, status=Status.NO_DATA, reason="No data.")
    assert (assessment.shown, assessment.value, assessment.period) == ("not reported", None, figure.period)


def test_a_place_leaves_out_what_it_does_not_know():
    assert str(Place(file="plans.xlsx", cell="C4")) == "plans.xlsx › C4"
    assert str(Place()) == ""


def test_problems_sort_by_how_much_they_matter_and_keep_their_order():
    problems = seed_scorecard().problems
    ranked = most_serious_first(tuple(reversed(problems)))
    assert [problem.severity for problem in ranked] == sorted(
        (problem.severity for problem in problems), key=list(Severity).index
    )
    warnings = [problem for problem in reversed(problems) if problem.severity is Severity.WARNING]
    assert list(ranked[1:4]) == warnings


@pytest.mark.parametrize(
    ("kind", "distinct", "accumulation"),
    [
        (MeasureKind.COUNT, "", Accumulation.FLOW),
        (MeasureKind.COUNT, "child", Accumulation.RECOMPUTED),
        (MeasureKind.SUM, "", Accumulation.FLOW),
        (MeasureKind.MEAN, "", Accumulation.RECOMPUTED),
        (MeasureKind.MEDIAN, "", Accumulation.RECOMPUTED),
        (MeasureKind.OPEN, "", Accumulation.STOCK),
        (MeasureKind.GIVEN, "", Accumulation.STOCK),
    ],
)
def test_a_measure_adds_up_keeps_the_last_or_is_worked_out_again(kind, distinct, accumulation):
    measure = Measure(code="m", title="M", source="s", kind=kind, distinct=distinct)
    assert measure.accumulation is accumulation
