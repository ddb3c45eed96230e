"""What differs from the last closed month."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from tests.builders.little import LAST, little_definition
from xl_scorecard.history.changes import with_changes
from xl_scorecard.history.closing import Signed, close_month
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.history import History
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.status.assessing import assess_series

APRIL, MARCH = LAST.back(1), LAST.back(2)


@pytest.fixture
def definition(tmp_path):
    return little_definition(tmp_path / "definition.xlsx")


def card(definition, month, **values):
    """A scorecard of `month` whose R1, R2 and R3 have the values given by month, R2 as n of 100."""
    series = []
    for indicator in definition.indicators:
        figures = {
            period: Figure(
                period=period,
                value=Fraction(value),
                numerator=Fraction(value),
                denominator=Fraction(100) if indicator.denominator else None,
            )
            for period, value in values.get(indicator.code, {}).items()
            if period.last <= month.last
        }
        series.append(Series(indicator=indicator, figures=figures))
    built = datetime(2012, 6, 1)
    return assess_series(definition, Reference(), tuple(series), period=month, problems=(), files=(), built=built)


def closed(*cards):
    history = History()
    for one in cards:
        history = close_month(history, [one], Signed(on="2012-05-03", by="Ann"))
    return history


def changes(definition, before, now):
    history = closed(card(definition, APRIL, **before)).before(LAST)
    return with_changes(card(definition, LAST, **now), history).changes


def test_nothing_is_said_where_no_month_is_closed(definition):
    assert with_changes(card(definition, LAST, R1={LAST: 1}), History()).changes is None


def test_a_figure_of_a_closed_month_that_is_another_now_is_a_revision_with_both(definition):
    found = changes(definition, {"R1": {APRIL: 160}}, {"R1": {APRIL: 161, LAST: 167}})
    (revision,) = found.revised
    assert (revision.indicator.code, revision.period, revision.sentence) == ("R1", APRIL, "160 as published, 161 now")
    assert found.revision("R1", APRIL) is revision
    assert found.revision("R1", LAST) is None


def test_a_figure_that_is_gone_or_new_is_a_revision_too(definition):
    same = {"R3": {APRIL: 1}}
    (gone,) = changes(definition, {"R1": {APRIL: 160}, **same}, {"R1": {LAST: 1}, **same}).revised
    assert gone.sentence == "160 as published, no figure now"
    (new,) = changes(definition, {}, {"R1": {APRIL: 5}}).revised
    assert new.sentence == "no figure as published, 5 now"


@pytest.mark.parametrize(
    ("before", "now", "new_reds", "recovered"),
    [(19, 30, ["R2"], []), (30, 19, [], ["R2"]), (30, 31, [], []), (19, 18, [], []), (30, 22, [], ["R2"])],
)
def test_new_reds_and_recovered_are_told_by_the_headline(definition, before, now, new_reds, recovered):
    found = changes(definition, {"R2": {APRIL: before}}, {"R2": {APRIL: before, LAST: now}})
    assert [one.indicator.code for one in found.new_reds] == new_reds
    assert [one.indicator.code for one in found.recovered] == recovered


def test_movements_come_largest_first_relative_to_the_figure_before(definition):
    before = {"R1": {APRIL: 100}, "R2": {APRIL: 10}, "R3": {APRIL: 0}}
    now = {"R1": {APRIL: 100, LAST: 110}, "R2": {APRIL: 10, LAST: 5}, "R3": {APRIL: 0, LAST: 3}}
    found = changes(definition, before, now).movements
    assert [(one.indicator.code, one.share) for one in found] == [
        ("R3", 1),
        ("R2", Fraction(-1, 2)),
        ("R1", Fraction(1, 10)),
    ]
    assert found[1].direction is DirectionOfTravel.IMPROVED
    assert found[2].sentence == "from 100 to 110"


def test_it_is_compared_with_the_last_closed_month_and_with_no_later_one(definition):
    figures = {"R1": {MARCH: 1, APRIL: 2, LAST: 3}}
    history = closed(*(card(definition, month, **figures) for month in (MARCH, APRIL, LAST)))
    assert with_changes(card(definition, LAST, **figures), history.before(LAST)).changes.since == APRIL


def test_changes_in_a_sentence(definition):
    found = changes(definition, {"R1": {APRIL: 1}, "R2": {APRIL: 1}}, {"R1": {APRIL: 2}, "R2": {APRIL: 1, LAST: 50}})
    assert found.sentence == f"Since {APRIL.label}: 1 new red, 0 recovered, 1 figure revised."
    assert replace(found, revised=()).sentence.endswith("0 figures revised.")


def test_a_revised_figure_says_so_itself_and_others_do_not(definition):
    history = closed(card(definition, APRIL, R1={APRIL: 160})).before(LAST)
    marked = with_changes(card(definition, LAST, R1={APRIL: 161, LAST: 167}), history)
    (line, *_) = marked.lines
    assert line.assessments[APRIL].revised == "Revised: 160 as published, 161 now."
    assert line.assessments[LAST].revised == ""


def test_changes_in_words_for_a_cell(definition):
    before = {"R1": {APRIL: 160}, "R2": {APRIL: 30}}
    found = changes(definition, before, {"R1": {APRIL: 161, LAST: 167}, "R2": {APRIL: 30, LAST: 15}})
    assert found.recovered_in_words == "R2 (now Green)"
    assert found.new_reds_in_words == "None"
    assert found.revised_in_words == f"R1 {APRIL.label}: 160 as published, 161 now"
    assert found.movements_in_words == "R2 from 30.0% to 15.0%; R1 from 160 to 167"


def test_each_change_is_told_in_a_line_reds_first_and_what_is_too_much_is_counted(definition):
    before = {"R1": {APRIL.back(n): 100 for n in range(7)}, "R2": {APRIL: 1}}
    now = {"R1": {APRIL.back(n): 101 for n in range(7)} | {LAST: 102}, "R2": {APRIL: 1, LAST: 50}}
    history = closed(*(card(definition, APRIL.back(n), **before) for n in reversed(range(7))))
    told = with_changes(card(definition, LAST, **now), history.before(LAST)).changes.told
    assert [one.kind for one in told] == ["New red", "Moved most", "Moved most", *["Revised"] * 6]
    assert told[0].sentence == "Was Green, is Red."
    assert told[1].sentence == "From 1.0% to 50.0% since Apr 2012."
    assert told[3].sentence.endswith(": 100 as published, 101 now.")
    assert (told[-1].indicator, told[-1].sentence) == (
        None,
        "And 2 figures more: filter the column Revised in Figures.",
    )
