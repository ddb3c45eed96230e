"""Indicators whose definition changes: each figure by the definition that was in force at the end of its period."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import small_tables as small
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.target import Target
from xl_scorecard.model.travel import DirectionOfTravel, TravelBasis

CASES = small.source("cases", "begun:date! kind:category", covers="2010-04..2012-06")
MEASURES = [small.measure("all", "cases", "begun"), small.measure("core", "cases", "begun", "kind | equals | Core")]
ROWS = small.rows(
    CASES,
    "2012-02-01 Core",
    "2012-03-01 Core",
    "2012-03-02 Initial",
    "2012-04-01 Core",
    "2012-04-02 Initial",
    "2012-05-01 Core",
    "2012-05-02 Initial",
    "2012-05-03 Initial",
)
OLD = small.indicator("A", "core")
NEW = small.indicator("A", "all", since=Period.parse("2012/13"))


def definition(*indicators, earlier=(), **more):
    return replace(small.definition([CASES], MEASURES, indicators), earlier=earlier, **more)


def values(of, code="A", period="2012-05", reference=None):
    series, _ = small.series_of(of, {"cases": ROWS}, period, reference)
    return {one.code: figure for one, figure in series[code].figures.items()}


def test_a_change_of_definition_leaves_the_past_as_it_was():
    counted = values(definition(NEW, earlier=(OLD,)))
    assert [counted[code].value for code in ("2012-02", "2012-03", "2012-04", "2012-05")] == [1, 1, 2, 3]
    assert counted["2011/12"].value == 2
    assert counted["2012/13 to 2012-05"].value == 5
    assert values(definition(OLD), period="2012-03")["2011/12"].value == counted["2011/12"].value


def test_a_period_across_the_change_is_worked_out_by_one_definition_and_says_so():
    counted = values(definition(NEW, earlier=(OLD,)))
    assert counted["12 months to 2012-05"].value == 8
    assert counted["12 months to 2012-05"].remark == "All of it by the definition in force since 2012/13."
    assert counted["2012/13 to 2012-05"].remark == ""


def test_what_replaces_another_goes_on_with_its_history_and_its_given_figures():
    new = replace(NEW, code="B", replaces="A")
    reference = Reference(given=(small.given("A", "2010/11", 99),))
    counted = values(definition(OLD, new), "B", reference=reference)
    assert [counted[code].value for code in ("2012-03", "2012-04")] == [1, 2]
    assert counted["2010/11"].value == 99


def test_a_retired_code_keeps_its_history_in_the_scorecards_of_its_time():
    of = definition(replace(OLD, until=Period.parse("2011/12")), small.indicator("B", "all"))
    assert values(of, period="2012-03")["2012-03"].value == 1
    series, _ = small.series_of(of, {"cases": ROWS}, "2012-05")
    assert list(series) == ["B"]


def test_before_it_began_there_is_no_figure():
    counted = values(definition(NEW))
    assert counted["2012-03"].missing == "not in use before Apr 2012"
    assert counted["2012-04"].value == 2


class TestJudged:
    def card(self, of, **more):
        return small.card_of(of, {"cases": ROWS}, **more)

    def test_figures_before_and_after_a_change_are_not_compared(self):
        of = definition(replace(NEW, polarity=Polarity.LOW), earlier=(replace(OLD, polarity=Polarity.LOW),))
        line = small.line_of(self.card(of), "A")
        april, may = (line.assessments[Period.parse(month)] for month in ("2012-04", "2012-05"))
        assert april.trend is DirectionOfTravel.UNKNOWN
        assert april.trend_reason == "The definition changed, so Mar 2012 is not compared with."
        assert may.trend is DirectionOfTravel.WORSENED

    def test_nor_with_last_year_s_where_that_is_what_is_compared(self):
        versions = (replace(one, polarity=Polarity.LOW, compared_with=TravelBasis.LAST_YEAR) for one in (NEW, OLD))
        line = small.line_of(self.card(definition(next(versions), earlier=tuple(versions))), "A")
        assert line.assessments[Period.parse("2012-04")].trend_reason == (
            "The definition changed, so Apr 2011 is not compared with."
        )

    def test_each_version_is_judged_by_its_own_polarity_and_by_the_targets_of_its_code(self):
        new = replace(NEW, code="B", replaces="A", polarity=Polarity.HIGH)
        of = definition(
            replace(OLD, polarity=Polarity.LOW),
            new,
            targets=(
                Target(indicator="A", since=Period.year(2010), value=0, per=PeriodKind.MONTH),
                Target(indicator="B", since=Period.year(2010), value=1, per=PeriodKind.MONTH),
            ),
        )
        line = small.line_of(self.card(of), "B")
        words = [line.assessments[Period.parse(month)].status.value for month in ("2012-03", "2012-04")]
        assert words == ["Red", "Green"]
        assert {one.indicator.code for one in line.assessments.values()} == {"B"}
