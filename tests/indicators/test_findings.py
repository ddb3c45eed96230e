from __future__ import annotations

import pytest

from tests.builders import small_tables as small
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Severity
from xl_scorecard.model.reference import Reference

CASES = small.source("cases", "child:id begun:date! ended:date kind:category cost:number")
REVIEWS = small.source("reviews", "child:id reviewed:date!")
FIGURES = small.source("figures", "", covers="")
IN_TIME_WORDS = "ended | within working days of | 10 | begun"
ALL = small.measure("all", "cases", "ended", "kind | equals | a")
IN_TIME = small.measure("in_time", "cases", "ended", "kind | equals | a", IN_TIME_WORDS)
LASTED = small.measure("lasted", "cases", "ended", "ended | at least years after | 2 | begun")
STARTED = small.measure("started", "cases", "begun")
AGAIN = small.measure("again", "cases", "begun", "begun | earlier row within months | 12 | child")
OPEN = small.measure("open", "cases", "begun", kind="open at period end", end="ended")
LONG = small.measure(
    "long", "cases", "begun", "begun | open for at least months | 3", kind=OPEN.kind.value, end="ended"
)
REVIEWED = small.measure(
    "reviewed", "cases", "begun", "begun | every review in time | 3;6 | reviews", kind=OPEN.kind.value, end="ended"
)
POPULATION = small.measure("population", "figures", kind="given", title="Population")
MEASURES = [ALL, IN_TIME, LASTED, STARTED, AGAIN, OPEN, LONG, REVIEWED, POPULATION]


def problems(formulas, lines=(), reference=None, more=(), period="2012-05"):
    indicators = [small.indicator(f"I{number}", *formula) for number, formula in enumerate(formulas)]
    definition = small.definition([CASES, REVIEWS, FIGURES], [*MEASURES, *more], indicators)
    return small.series_of(definition, {"cases": small.rows(CASES, *lines)}, period, reference)[1]


def codes(*arguments, **more):
    return [(problem.code, problem.count) for problem in problems(*arguments, **more)]


def test_sound_rows_have_no_problems():
    lines = ("c1 2012-05-01 2012-05-02 a 1", "c2 2012-05-01 - b -")
    assert not problems([("in_time", "all"), ("again", "started"), ("open",), ("reviewed", "long")], lines)


class TestAnEndBeforeItsStart:
    def test_is_told_with_its_rows_and_both_headings(self):
        lines = ("c1 2012-05-03 2012-05-02 a", "c2 2012-05-01 2012-05-02 a", "c3 2012-05-09 2012-05-02 a")
        (problem,) = problems([("in_time", "all")], lines)
        assert (problem.code, problem.severity, problem.count) == ("IND-001", Severity.WARNING, 2)
        assert problem.place == Place(file="cases.xlsx", sheet="List", cell="row 2")
        assert [place.cell for place in problem.places] == ["row 2", "row 4"]
        assert problem.sentence == (
            "In 2 rows “Ended” is before “Begun”; such a row is never counted as in time, as lasting or as open."
        )

    def test_is_told_once_however_many_measures_look_at_it(self):
        lines = ("c1 2012-05-03 2012-05-02 a",)
        assert codes([("in_time", "all"), ("lasted",), ("open",), ("lasted", "open")], lines) == [("IND-001", 1)]

    def test_rows_of_different_measures_are_told_together(self):
        other = small.measure("b_in_time", "cases", "ended", "kind | equals | b", IN_TIME_WORDS)
        lines = ("c1 2012-05-03 2012-05-02 a", "c2 2012-05-03 2012-05-02 b", "c3 2012-05-03 2012-05-02 c")
        assert codes([("in_time", "all"), ("b_in_time",)], lines, more=[other]) == [("IND-001", 2)]

    def test_one_row_is_one_row_and_only_five_places_are_named(self):
        (one,) = problems([("lasted",)], ("c1 2012-05-03 2012-05-02 a",))
        assert one.sentence.startswith("In 1 row “Ended” is before “Begun”")
        (many,) = problems([("lasted",)], ["c1 2012-05-03 2012-05-02 a"] * 7)
        assert (many.count, len(many.places)) == (7, 5)

    @pytest.mark.parametrize(
        "line",
        [
            "c1 2012-05-03 2012-05-02 b",  # another kind, not looked at
            "c1 2010-03-31 2010-03-30 a",  # before the months covered
            "c1 2012-06-03 2012-06-02 a",  # after the period
        ],
    )
    def test_is_not_told_of_rows_that_count_nowhere(self, line):
        assert not codes([("in_time", "all")], (line,))

    def test_of_an_open_row_is_told_though_it_is_open_in_no_month(self):
        assert codes([("open",)], ("c1 2012-05-20 2012-05-19",)) == [("IND-001", 1)]


class TestACellThatAConditionNeeds:
    @pytest.mark.parametrize(
        ("formula", "line"),
        [
            (("in_time", "all"), "c1 - 2012-05-02 a"),
            (("lasted", "all"), "c1 - 2012-05-02 a"),
            (("in_time",), "c1 - 2012-05-02 a"),
            (("again", "started"), "- 2012-05-02 - a"),
            (("reviewed", "open"), "- 2012-05-02 - a"),
        ],
    )
    def test_is_told_when_it_is_blank(self, formula, line):
        assert codes([formula], (line,)) == [("IND-002", 1)]

    @pytest.mark.parametrize(
        ("formula", "line"),
        [
            (("in_time", "all"), "c1 - 2012-05-02 b"),  # the denominator does not count it
            (("in_time", "all"), "c1 - 2009-05-02 a"),
            (("in_time", "all"), "c1 2012-05-02 - a"),  # not finished: counted nowhere
            (("all",), "- - 2012-05-02 a"),  # nothing asks for it
            (("long", "open"), "c1 - - a"),
        ],
    )
    def test_is_not_told_where_it_does_not_matter(self, formula, line):
        assert not codes([formula], (line,))

    def test_the_sentence_names_the_column_and_no_child(self):
        (problem,) = problems([("again", "started")], ("- 2012-05-02",))
        assert problem.sentence == (
            "In 1 row “Child” is blank; they are looked at, but cannot be counted as meeting a condition that needs it."
        )
        assert problem.fix == "Fill in “Child”."


class TestAYearWithoutPopulation:
    def told(self, *years, period="2012-05"):
        given = tuple(small.given("population", year, 100) for year in years)
        return problems([("started", "population")] * 2, (), Reference(given=given), period=period)

    def test_is_told_once_with_the_year_that_is_used_instead(self):
        (problem,) = self.told("2010/11", "2011/12")
        assert (problem.code, problem.place) == ("IND-003", Place(file="figures.xlsx", sheet="List"))
        assert problem.sentence == "Population: no figure is given for 2012/13; 2011/12's is used."

    def test_is_told_for_each_year(self):
        assert [problem.sentence.split(";")[0][-7:] for problem in self.told("2009/10")] == [
            "2010/11",
            "2011/12",
            "2012/13",
        ]

    def test_without_an_earlier_one_figures_are_missing(self):
        sentences = [problem.sentence for problem in self.told("2011/12", "2012/13")]
        assert sentences == ["Population: no figure is given for 2010/11; figures that need it are missing."]

    def test_is_not_told_of_years_that_are_not_looked_at(self):
        assert not self.told("2010/11", "2011/12", period="2012-03")

    def test_is_not_told_where_the_figure_is_given(self):
        given = (small.given("population", "2010/11", 100), small.given("I0", "2011-04", 5))
        found = problems([("started", "population")], (), Reference(given=given), period="2011-04")
        assert [problem.code for problem in found] == ["IND-003"]  # the year to date needs it


def test_a_date_outside_the_known_years_is_told_by_column():
    lines = ("c1 1911-05-03 2012-05-02 a", "c2 2012-05-03 2102-05-02 a")
    found = problems([("in_time", "all")], lines)
    assert [(problem.code, problem.count) for problem in found] == [("IND-004", 1)]
    assert "“Begun” is outside 1978 to 2028" in found[0].sentence


def test_numbers_and_ids_that_are_left_out_are_told():
    mean = small.measure("mean", "cases", "begun", kind="mean", column="cost")
    sum_ = small.measure("sum", "cases", "begun", kind="sum", column="cost")
    apart = small.measure("apart", "cases", "begun", distinct="child")
    lines = ("c1 2012-05-03 - a -", "- 2012-05-03 - a 5", "c1 2009-05-03 - a -", "c3 2012-05-03 - a 1e15")
    found = codes([("mean",), ("sum",), ("apart",)], lines, more=[mean, sum_, apart])
    assert found == [("IND-005", 2), ("IND-005", 1)]


def test_a_figure_both_given_and_not_reported_is_told_and_the_given_one_is_shown():
    reference = Reference(
        given=(small.given("I0", "2012-05", 5), small.given("I0", "2012-04", 5)),
        not_reported=(small.not_reported("I0", "2012-05"), small.not_reported("I1", "2012-04")),
    )
    found = problems([("started",), ("all",)], (), reference)
    assert [(problem.code, problem.sentence.split(";")[0]) for problem in found] == [
        ("IND-006", "I0 has a given figure for May 2012, and is also said to be not reported")
    ]
