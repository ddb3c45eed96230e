"""A scorecard as it is shown: what is hidden leaves no trace in it, and nothing else is changed."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.judging import an_indicator
from tests.builders.scorecards import BUILT, seed_scorecard
from tests.builders.seed_definition import seed_definition
from tests.builders.seed_series import MAY
from tests.builders.small_counts import card_of, months
from tests.builders.twins import twins
from xl_scorecard.disclosure.counts import count_up
from xl_scorecard.disclosure.secondary import Choice
from xl_scorecard.disclosure.suppression import show_without, suppress
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.suppression import DFE, NHS, NONE, Edition, Suppression
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.assessing import assess_series

APRIL = Period.parse("2012-04")


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return seed_scorecard()


@pytest.fixture(scope="module")
def shown(card) -> Scorecard:
    return suppress(card, DFE)


def line_of(card: Scorecard, code: str) -> Line:
    return next(line for line in card.lines if line.indicator.code == code)


def noted(code: str, text: str, mode: Suppression = DFE) -> str:
    """What is left of a note on May 2012, where 2 of 20 began again and nothing else is hidden."""
    whole = card_of(months({}, again={"2012-05": 2}), ["B", "S", "V"])
    note = Note(indicator=code, period=MAY, text=text)
    lines = tuple(_noted(line, note) if line.indicator.code == code else line for line in whole.lines)
    shown = suppress(replace(whole, sections=(replace(whole.sections[0], lines=lines),)), mode)
    found = line_of(shown, code).assessments[MAY].note
    return found.text if found else ""


def _noted(line: Line, note: Note) -> Line:
    assessments = {**line.assessments, note.period: replace(line.assessments[note.period], note=note)}
    return replace(line, notes=(note,), assessments=assessments)


def test_a_small_number_its_share_and_its_status_are_hidden_and_its_denominator_is_not(shown):
    may = line_of(shown, "HY64").assessments[MAY]
    assert (may.shown, may.value, may.figure.numerator, may.figure.denominator) == ("[c]", None, None, 19)
    assert may.status is Status.SUPPRESSED
    assert may.reason == "Hidden ([c]): it is made of 1 to 5 cases, or would tell such a number."


def test_0_of_12_is_shown_as_0(shown):
    april = line_of(shown, "Op365").assessments[APRIL]
    assert (april.shown, april.figure.numerator, april.figure.denominator) == ("0.0%", 0, 12)
    assert april.status is Status.GREEN


def test_nothing_that_is_judged_of_a_hidden_figure_is_left(shown):
    may = line_of(shown, "HY64").assessments[MAY]
    assert may.trend is DirectionOfTravel.UNKNOWN
    assert (may.spc, may.interval, may.cases_to_target, may.forecast, may.rank, may.flag) == (None,) * 5 + ("",)
    assert may.significances == ()


def test_a_trend_against_a_hidden_figure_is_not_known_and_says_that_it_is_not_shown(shown):
    march = line_of(shown, "Op365").assessments[Period.parse("2012-03")]
    if march.trend is DirectionOfTravel.UNKNOWN:
        assert march.trend_reason.startswith("No figure is shown for Feb 2012")


def test_the_control_chart_is_made_of_the_months_that_are_shown(shown):
    line = line_of(shown, "HY64")
    drawn = line.spc.points if line.spc else {}
    assert all(line.assessments[month].value is not None for month in drawn)


def test_benchmarks_and_targets_stay_as_they_are(card, shown):
    for before, after in zip(card.lines, shown.lines, strict=True):
        assert before.benchmarks == after.benchmarks
        assert {p: a.target for p, a in before.assessments.items()} == {
            p: a.target for p, a in after.assessments.items()
        }


def test_where_nothing_is_hidden_every_judgement_is_the_same(card):
    nothing = Choice(hidden=frozenset(), small=frozenset())
    again = show_without(card, count_up(card), nothing, DFE)
    for before, after in zip(card.lines, again.lines, strict=True):
        for period, assessment in before.assessments.items():
            bare = replace(assessment, figure=replace(assessment.figure, remark=""))
            now = after.assessments[period]
            assert replace(now, figure=replace(now.figure, remark="")) == bare
        assert (before.spc, before.notes, before.benchmarks) == (after.spc, after.notes, after.benchmarks)


def test_the_mode_none_changes_nothing_but_the_edition(card):
    assert suppress(card, NONE) == card
    assert suppress(card, NONE, edition=Edition.PUBLISHED) == replace(card, edition=Edition.PUBLISHED)


def test_the_scorecard_given_is_untouched_and_hiding_twice_is_hiding_once(card, shown):
    assert seed_scorecard() == card
    assert suppress(shown, DFE) == shown


@pytest.mark.parametrize("mode", [DFE, pytest.param(NHS, marks=pytest.mark.slow)], ids=str)
def test_what_is_shown_does_not_depend_on_what_is_hidden(card, mode):
    """Whatever stood in the hidden figures, and in all that is judged and said of them, the same scorecard is shown."""
    one, other = twins(card, mode)
    assert one == other


def test_what_is_found_of_notes_is_held_against_shown_figures_only():
    """“The note quotes 31%, which the table does not have of it: it has 10%” would tell that."""
    whole = card_of(months({}, again={"2012-05": 2}), ["B", "S"])
    notes = (Note(indicator="S", period=MAY, text="31% began again."), Note(indicator="B", period=MAY, text="Usual."))
    definition = replace(whole.definition, settings=replace(whole.definition.settings, note_when_red=True))
    series = tuple(Series(indicator=one.indicator, figures=figures_of(one)) for one in whole.lines)
    reference = replace(definition.reference, notes=notes)
    judged = assess_series(definition, reference, series, period=MAY, problems=(), files=(), built=BUILT)
    assert "it has 10.0%" in next(one.sentence for one in judged.problems if one.code == "NOTE-002")
    assert [one.code for one in suppress(judged, DFE).problems] == []


def figures_of(line: Line) -> dict[Period, Figure]:
    return {period: one.figure for period, one in line.assessments.items()}


@pytest.mark.parametrize(
    ("text", "withheld"),
    [
        ("Two of the 20 were of one family.", True),
        ("2 began again.", True),
        ("10% began again.", True),
        ("The other 18 had never been on a plan.", True),
        ("Both are known to the team.", True),
        ("A tenth of the 20 began again.", True),
        ("The 2nd child this year.", True),
        ("The second child in the month.", True),
        ("Only a few.", True),
        ("It doubled since April.", True),
        ("Thirty-two visits.", True),
        ("Looked at each quarter, and on the 2nd of May.", False),
        ("20 began in all.", False),
        ("They are looked at every week since 14 May 2012.", False),
        ("Better than in 2011/12.", False),
        ("", False),
    ],
)
def test_a_note_with_a_number_that_is_not_shown_is_withheld_where_anything_is_hidden(text, withheld):
    """In figures or in words; a kept note tells nothing of the hidden number either."""
    assert noted("S", text) == ("Withheld: it speaks of numbers that are not shown." if withheld else text)


def test_a_note_on_an_indicator_that_counts_some_of_the_same_rows_is_withheld_too():
    assert noted("B", "Of those that began, two began again.").startswith("Withheld")


def test_a_note_on_an_indicator_that_has_nothing_to_do_with_what_is_hidden_stays():
    assert noted("V", "Two more people visit families.") == "Two more people visit families."


def test_nor_can_it_speak_of_a_hidden_number_of_an_indicator_that_it_names():
    assert noted("V", "Two more than S has.").startswith("Withheld")
    assert noted("V", "All as usual, unlike S.") == "All as usual, unlike S."


def test_where_numbers_are_rounded_a_note_does_not_tell_the_exact_one():
    assert noted("V", "21 visits, one more than usual.", NHS).startswith("Withheld")
    assert noted("V", "About 20 visits, as usual.", NHS) == "About 20 visits, as usual."


def test_problems_say_what_was_found_but_not_how_often_nor_in_which_cell(card, shown):
    assert len(shown.problems) == len(card.problems)
    assert {problem.count for problem in shown.problems} == {0}
    assert {problem.place.cell for problem in shown.problems} == {""}
    assert all(problem.places == () for problem in shown.problems)


def test_rows_of_sources_are_told_to_the_nearest_hundred(shown):
    assert [file.rows for file in shown.sources] == [17500, 7800, 900, 0]
    assert all(number % 100 == 0 for file in shown.sources for number in file.left_out.values())
    assert all(file.sha256 for file in shown.sources)


def test_what_changed_since_internal_closings_and_the_given_figures_do_not_go_along(shown):
    assert shown.changes is None
    assert shown.definition.reference.given == ()
    assert shown.definition.reference.notes == ()
    assert (shown.suppression, shown.edition) == (DFE, Edition.INTERNAL)


def test_the_summary_counts_what_is_suppressed(shown):
    assert shown.count(Status.SUPPRESSED) == 2
    assert all(
        line.headline_assessment.status is not Status.RED or line.headline_assessment.value for line in shown.lines
    )


def middle(kind: MeasureKind, figures: dict[Period, Figure]) -> Line:
    """The line of an indicator that is the mean, or the median, of a column."""
    indicator = an_indicator(code="K1", unit=Unit.DAYS, numerator="days", denominator="")
    seed = seed_definition()
    definition: Definition = replace(
        seed,
        measures=(Measure(code="days", title="Days", source="plans", kind=kind, date="started", column="days"),),
        indicators=(indicator,),
        targets=(),
    )
    series = (Series(indicator=indicator, figures=figures),)
    whole = assess_series(definition, seed.reference, series, period=MAY, problems=(), files=(), built=BUILT)
    return line_of(suppress(whole, DFE), "K1")


@pytest.mark.parametrize("kind", [MeasureKind.MEAN, MeasureKind.MEDIAN])
@pytest.mark.parametrize(("cases", "hidden"), [(1, True), (5, True), (6, False), (None, True)])
def test_a_mean_of_few_cases_is_hidden_and_so_is_one_of_nobody_knows_how_many(kind, cases, hidden):
    rows = None if cases is None else Fraction(cases)
    figure = Figure(period=MAY, value=Fraction(31), numerator=Fraction(31), cases=rows)
    assert ("value" in middle(kind, {MAY: figure}).assessments[MAY].figure.hidden) is hidden


def test_a_large_sum_of_few_rows_is_hidden():
    figure = Figure(period=MAY, value=Fraction(310), numerator=Fraction(310), cases=Fraction(2))
    assert "value" in middle(MeasureKind.SUM, {MAY: figure}).assessments[MAY].figure.hidden


def test_given_figures_do_not_say_what_would_have_been_worked_out(shown):
    worded = [a.figure.remark for line in shown.lines for a in line.assessments.values()]
    assert not any("worked out it would be" in remark for remark in worded)
