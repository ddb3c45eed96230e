"""A figure taken apart: every row of the source is counted or left out for one reason."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings

from tests.builders import small_tables as small
from tests.builders.often import often
from tests.indicators.test_series import PYTHON, definitions, references, tables
from xl_scorecard.indicators.derivation import derive
from xl_scorecard.indicators.series import compute_series
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.reference import Reference

CASES = small.source("cases", "child:id begun:date! ended:date kind:category cost:number")


def sifted(measure, *lines, period="2012-05"):
    of = small.definition([CASES], [measure])
    derivation = derive(of, small.tables(of, {"cases": small.rows(CASES, *lines)}), measure.code, Period.parse(period))
    return dict(derivation.ingredients[0].sifted.tally())


def test_each_row_is_left_out_for_the_first_reason_that_holds():
    measure = small.measure("one", "cases", "begun", "kind | equals | Core", "cost | is at least | 5")
    lines = (
        "c1 2012-05-01 - Core 7",
        "c1 2012-05-31 - Core 3",
        "c2 2012-05-02 - Other 3",
        "c3 2012-04-30 - Core 7",
        "c4 -",
    )
    assert sifted(measure, *lines) == {
        "counted": 1,
        "“Begun” is empty, or no date": 1,
        "“Begun” is not in May 2012": 1,
        "not so: “Kind” is Core": 1,
        "not so: “Cost” is at least 5": 1,
    }


def test_of_rows_that_are_open_at_a_date_it_is_said_which_began_later_and_which_had_ended():
    measure = small.measure("one", "cases", "begun", kind="open at period end", end="ended")
    lines = (
        "c1 2012-05-31",
        "c2 2012-06-01",
        "c3 2012-01-01 2012-05-31",
        "c4 2012-01-01 2012-04-30",
        "c5 2012-01-01 2012-06-01",
    )
    assert sifted(measure, *lines) == {
        "counted": 2,
        "“Begun” is after 31/05/2012": 1,
        "“Ended” is before 01/05/2012": 1,
        "“Ended” is on or before 31/05/2012": 1,
    }


def test_of_several_rows_of_one_child_the_first_is_counted():
    measure = small.measure("one", "cases", "begun", distinct="child")
    lines = ("c1 2012-05-01", "c1 2012-05-02", "- 2012-05-03", "c2 2012-05-03")
    assert sifted(measure, *lines) == {
        "counted": 2,
        "“Child” is empty": 1,
        "the same “Child” is counted in a row above": 1,
    }


def test_rows_without_a_number_are_left_out_of_a_mean():
    measure = small.measure("one", "cases", "begun", kind="mean", column="cost")
    assert sifted(measure, "c1 2012-05-01 - - 4", "c1 2012-05-01") == {"counted": 1, "“Cost” has no number": 1}


def test_months_that_are_given_are_not_counted_from_rows():
    of = small.definition([CASES], [small.measure("one", "cases", "begun")])
    rows = {"cases": small.rows(CASES, "c1 2012-04-01", "c1 2012-05-01", "c2 2012-05-01")}
    given = Reference(given=(small.given("one", "2012-04", 9),))
    derivation = derive(of, small.tables(of, rows, given), "one", Period.parse("2012/13 to 2012-05"))
    assert derivation.figure.value == 11
    assert [(period.label, values) for period, values in derivation.pieces] == [("Apr 2012", (9,))]
    reason = "“Begun” is in a month that is given, not reported or not covered"
    assert derivation.ingredients[0].sifted.tally() == {"counted": 2, reason: 1}


@settings(max_examples=often(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(definition=definitions(), rows=tables, reference=references())
def test_the_rows_counted_make_every_figure_of_the_series(definition, rows, reference):
    month = Period.parse("2012-05")
    definition = definition.at(month)
    read = small.tables(definition, rows, reference)
    series, _ = compute_series(definition, read, month, PYTHON)
    for one in series:
        for period in (month, month.year_to_date, month.financial_year.back(1)):
            derivation = derive(definition, read, one.indicator.code, period, PYTHON)
            assert derivation.figure == one.figures[period]
            for ingredient in derivation.ingredients:
                if ingredient.sifted is not None:
                    counted = int(ingredient.sifted.counted.sum())
                    assert sum(ingredient.sifted.tally().values()) == len(rows["cases"])
                    if ingredient.measure.kind in (MeasureKind.COUNT, MeasureKind.OPEN):
                        assert counted == ingredient.value


def test_a_figure_of_something_not_in_use_has_no_ingredients():
    since = Period.parse("2012-05")
    of = small.definition([CASES], [small.measure("one", "cases", "begun")], [small.indicator("A", "one", since=since)])
    derivation = derive(of, small.tables(of, {"cases": []}), "A", Period.parse("2012-04"))
    assert derivation.ingredients == ()
    assert derivation.figure.missing == "not in use before May 2012"
    assert date(2012, 4, 30) + timedelta(days=1) == since.start
