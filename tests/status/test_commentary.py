"""Notes: carried forward with their age, wanted where something is red, and held against the figures they quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import small_tables as small
from xl_scorecard.layout.catalogue import printer
from xl_scorecard.layout.context import Context
from xl_scorecard.layout.field import parse_field
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import Headline
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.target import Target
from xl_scorecard.status.notes import age_in_words, last_note

CASES = small.source("cases", "begun:date! kind:category")
MEASURES = [small.measure("all", "cases", "begun"), small.measure("core", "cases", "begun", "kind | equals | Core")]
ROWS = small.rows(
    CASES, *["2012-04-10 Core"] * 3, *["2012-04-11 Other"] * 5, *["2012-05-10 Core"] * 9, "2012-05-11 Other"
)
TARGET = Target(indicator="R", since=Period.parse("2010/11"), value=40)


def note(text, period="2012-05", code="R"):
    return Note(indicator=code, period=Period.parse(period), text=text)


def card(*notes, required=False, **more):
    of = small.definition(
        [CASES],
        MEASURES,
        [
            replace(small.indicator("R", "core", "all", **more), polarity=Polarity.LOW),
            replace(small.indicator("C", "all"), title="Cases received", decimals=0),
        ],
        note_when_red=required,
        headline=Headline.MONTH,
    )
    england = Benchmark(
        indicator="R", comparator="England", period=Period.parse("2011/12"), value=small.Fraction("61.5")
    )
    reference = Reference(notes=notes, benchmarks=(england,))
    return small.card_of(replace(of, targets=(TARGET,)), {"cases": ROWS}, reference=reference)


def problems(code, *notes, **more):
    return [str(one) for one in card(*notes, **more).problems if one.code == code]


class TestCarriedForward:
    def test_the_latest_note_up_to_the_period_is_carried_forward_with_its_age(self):
        found = card(note("Old.", "2011-05"), note("March.", "2012-03"), note("Later.", "2012-06"))
        context = Context(card=found, line=small.line_of(found, "R"))
        fields = ("last_note", "last_note_period", "last_note_age", "note")
        shown = [printer(parse_field(f"indicator.{field} @ month"))(context).shown for field in fields]
        assert shown == ["March.", "Mar 2012", "2 months old", ""]

    @pytest.mark.parametrize(
        ("period", "age"),
        [("2012-05", "new"), ("2012-04", "1 month old"), ("2011-05", "12 months old"), ("2011/12", "2 months old")],
    )
    def test_a_note_is_as_old_as_the_end_of_what_it_speaks_of(self, period, age):
        assert age_in_words(note("x", period), Period.parse("2012-05")) == age

    def test_a_note_on_a_period_that_has_not_ended_is_not_carried(self):
        assert last_note((note("x", "2012/13"),), Period.parse("2012-05")) is None


class TestWantedWhereRed:
    def test_a_red_headline_without_a_note_is_a_problem_where_the_definition_asks_for_one(self):
        assert problems("NOTE-001", required=True) == [
            "definition.xlsx › Notes: R is red in May 2012 and has no note that says why."
        ]
        assert problems("NOTE-001") == []

    def test_a_note_on_the_period_is_enough_and_an_older_one_is_not(self):
        assert problems("NOTE-001", note("Because."), required=True) == []
        assert problems("NOTE-001", note("Because.", "2012-04"), required=True) != []


class TestQuoted:
    @pytest.mark.parametrize(
        "text",
        [
            "Nothing is quoted.",
            "It was 90% in May and 37.5% in April.",
            "90.0 per cent, or 9 of 10, and 12 out of 18 this year.",
            "England has 61.5%, the target is 40%.",
            "Rounded it was 38% in April.",
            "It rose by 52.5 points, above 80%, and can never exceed 100%.",
            "It fell by 3% less than 5 % expected.",
            "Section 17 of the Act, 2 of the children of 1 family.",
        ],
    )
    def test_what_stands_in_the_table_or_is_no_figure_of_it_is_not_told(self, text):
        assert problems("NOTE-002", note(text)) == []

    @pytest.mark.parametrize(
        ("text", "quoted"),
        [
            ("It was 91% in May.", "“91%”"),
            ("It was 37.6% in April and 90% in May.", "“37.6%”"),
            ("We had 8 of 10 in May.", "“8 of 10”"),
            ("Was 91 per cent; 7 out of 18 in all.", "“7 out of 18”, “91 per cent”"),
        ],
    )
    def test_what_the_table_does_not_have_is_told_with_what_it_has(self, text, quoted):
        (found,) = problems("NOTE-002", note(text))
        assert found.startswith(
            f"definition.xlsx › Notes: The note on R for May 2012 quotes {quoted}, which the table "
        )
        assert found.endswith("does not have of it: it has 90.0%.")

    def test_a_count_is_looked_for_before_a_word_of_the_title(self):
        assert problems("NOTE-002", note("There were 10 cases, 2 of them twins, in 3 weeks.", code="C")) == []
        assert "“11 cases”" in problems("NOTE-002", note("There were 11 cases.", code="C"))[0]

    def test_the_place_of_the_note_is_named(self):
        placed = replace(note("It was 91%."), place=Place(file="reference.xlsx", sheet="Notes", cell="C7"))
        assert problems("NOTE-002", placed)[0].startswith("reference.xlsx › Notes › C7: ")

    def test_without_a_figure_it_says_so(self):
        found = problems("NOTE-002", note("It was 91%.", "2012-06"), note("It was 91%.", "2009-06"))
        assert len(found) == 1
        assert found[0].endswith("which the table does not have of it: it has none.")
