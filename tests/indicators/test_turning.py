"""The year turns: what was set for the year before must be confirmed, or is told with its cell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import small_tables as small
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.target import Target
from xl_scorecard.model.waiting import Waiting

CASES = small.source("cases", "begun:date!", covers="2010-04..2013-06")
CELL = Place(file="definition.xlsx", sheet="Targets", cell="K5")
YEAR = Period.parse("2012/13")
TARGET = Target(indicator="A", since=Period.parse("2010/11"), value=5, per=PeriodKind.MONTH, place=CELL)
ENGLAND = Benchmark(
    indicator="A",
    comparator="England",
    period=Period.parse("2010/11"),
    value=5,
    place=Place(file="reference.xlsx", sheet="Benchmarks", cell="G7"),
)


def told(month="2012-04", targets=(), benchmarks=(), given=(), waiting=(), **more):
    measures = [small.measure("all", "cases", "begun"), small.measure("population", "figures", kind="given")]
    indicators = [small.indicator("A", "all", **more), small.indicator("R", "all", "population")]
    indicators = [replace(one, polarity=Polarity.LOW) for one in indicators]
    of = replace(
        small.definition([CASES, small.source("figures", "", covers="")], measures, indicators),
        targets=tuple(targets),
        waiting=tuple(waiting),
    )
    reference = Reference(
        given=tuple(given) or (small.given("population", "2015/16", 1),), benchmarks=tuple(benchmarks)
    )
    _, problems = small.series_of(of, {}, month, reference)
    return [(one.code, str(one)) for one in problems if one.code in ("IND-003", "IND-007", "IND-008")]


def test_a_target_that_goes_on_unconfirmed_is_told_with_its_cell_in_the_first_month_of_the_year():
    sentence = "A: its target, in force since 2010/11, is not confirmed for 2012/13."
    assert ("IND-007", f"definition.xlsx › Targets › K5: {sentence}") in told(targets=[TARGET])


@pytest.mark.parametrize("month", ["2012-03", "2012-05", "2013-03"])
def test_in_other_months_it_is_not(month):
    assert not [code for code, _ in told(month, targets=[TARGET]) if code == "IND-007"]


@pytest.mark.parametrize(
    "changes",
    [
        {"confirmed": YEAR},
        {"confirmed": Period.parse("2013/14")},
        {"confirmed": Period.parse("2012-04")},
        {"until": Period.parse("2012/13")},
        {"since": YEAR},
        {"since": Period.parse("2012-04")},
    ],
)
def test_what_is_confirmed_has_an_end_or_was_set_this_year_needs_no_more(changes):
    assert not [code for code, _ in told(targets=[replace(TARGET, **changes)]) if code == "IND-007"]


def test_a_confirmation_for_last_year_is_none_for_this():
    assert [code for code, _ in told(targets=[replace(TARGET, confirmed=Period.parse("2011/12"))])].count(
        "IND-007"
    ) == 1


def test_what_is_due_by_the_quarter_is_told_when_its_first_quarter_is():
    quarterly = {"targets": [TARGET], "frequency": PeriodKind.QUARTER}
    assert [month for month in ("2012-04", "2012-05", "2012-06") if "IND-007" in dict(told(month, **quarterly))] == [
        "2012-06"
    ]


def test_of_each_comparator_the_latest_figure_must_be_confirmed():
    newer = replace(ENGLAND, period=Period.parse("2011/12"), place=Place(file="reference.xlsx", cell="G9"))
    found = told(benchmarks=[ENGLAND, newer, replace(ENGLAND, comparator="SN", confirmed=YEAR)])
    assert [text for code, text in found if code == "IND-007"] == [
        "reference.xlsx › G9: A: England's figure of 2011/12 is not confirmed for 2012/13."
    ]


@pytest.mark.parametrize("changes", [{"period": YEAR}, {"until": Period.parse("2011/12")}, {"confirmed": YEAR}])
def test_a_benchmark_of_this_year_one_that_has_ended_and_one_confirmed_need_no_more(changes):
    assert not [code for code, _ in told(benchmarks=[replace(ENGLAND, **changes)]) if code == "IND-007"]


class TestPopulations:
    OLD = replace(small.given("population", "2011/12", 40), place=Place(file="reference.xlsx", sheet="P", cell="C6"))

    def test_a_year_without_one_is_told_with_the_cell_of_the_one_used(self):
        found = [text for code, text in told(given=[self.OLD]) if code == "IND-003" and "2012/13" in text]
        assert found == ["reference.xlsx › P › C6: Population: no figure is given for 2012/13; 2011/12's is used."]

    def test_one_that_is_confirmed_for_the_year_is_not(self):
        given = [replace(self.OLD, confirmed=YEAR)]
        assert not [text for code, text in told(given=given) if code == "IND-003" and "2012/13" in text]


class TestWaiting:
    def test_a_target_to_fill_is_told_in_every_month_until_it_is(self):
        waiting = Target(indicator="A", since=YEAR, place=CELL)
        for month in ("2012-04", "2012-09"):
            sentence = "A: its target from 2012/13 on is not filled in; until then it has none."
            assert ("IND-008", f"definition.xlsx › Targets › K5: {sentence}") in told(month, targets=[waiting])
        assert "IND-008" not in dict(told("2012-03", targets=[waiting]))

    def test_a_benchmark_or_a_figure_to_fill_is_told_once_its_year_has_begun(self):
        place = Place(file="definition.xlsx", sheet="Benchmarks", cell="H6")
        rows = [
            Waiting(code="A", comparator="England", period=YEAR, place=place),
            Waiting(code="population", period=Period.parse("2013/14")),
        ]
        assert [text for code, text in told("2012-06", waiting=rows) if code == "IND-008"] == [
            "definition.xlsx › Benchmarks › H6: A: England's figure of 2012/13 is not filled in."
        ]
