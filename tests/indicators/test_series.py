"""Series against a second engine of plain loops, and the laws that pooling obeys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import small_tables as small
from tests.builders.brute_force import BruteForce
from tests.builders.often import often
from xl_scorecard.indicators.series import compute_series
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.definition import Definition, WorkingDayConvention
from xl_scorecard.model.measure import Accumulation, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.reference import Reference

Draw = Callable[..., Any]
CASES = small.source(
    "cases", "child:id begun:date! ended:date kind:category cost:number team:text", covers="2011-02..2012-05"
)
REVIEWS = small.source("reviews", "child:id reviewed:date!", covers="2011-02..2012-05")
MONTH = Period.month(2012, 5)
CONDITIONS = (
    "kind | equals | initial",
    "kind | does not equal | Initial",
    "kind | is one of | Core; other",
    "ended | is one of | 2012-04-10; 2012-05-31",
    "kind | is blank",
    "ended | is not blank",
    "cost | is blank",
    "cost | is at least | 2.5",
    "cost | is under | 2.5",
    "cost | equals | 2.5",
    "begun | is at least | 2012-04-30",
    "begun | is under | 2012-04-30",
    "ended | within working days of | 3 | begun",
    "ended | within working days of | 1 | begun",
    "ended | at least years after | 1 | begun",
    "ended | at least months after | 1 | begun",
    "begun | earlier row within months | 1 | child",
    "begun | earlier row within months | 12 | child",
    "begun | any earlier row | | child",
    "ended | under years after | 1 | begun",
    "ended | under months after | 1 | begun",
    "child | has a row in | | reviews",
    "child | has no row in | child | reviews",
)
AT_DATE = (
    "begun | open for at least months | 1",
    "begun | every review in time | 1;2 | reviews",
    "begun | every review in time | 3;6 | reviews",
)
EDGES = (
    *("2011-02-28", "2011-03-31", "2011-04-30", "2011-05-01", "2011-05-31", "2012-02-29", "2012-03-31", "2012-04-05"),
    *("2012-04-06", "2012-04-07", "2012-04-10", "2012-04-11", "2012-04-12", "2012-04-30", "2012-05-01", "2012-05-31"),
)
days = st.one_of(
    st.none(),
    st.sampled_from([date.fromisoformat(day) for day in EDGES]),
    st.sampled_from([date(2012, 4, 4), date(2012, 4, 11)]),
    st.integers(0, 500).map(lambda number: date(2011, 1, 20) + timedelta(days=number)),
)
children = st.sampled_from(["c1", "c2", "c3", None])
cases = st.fixed_dictionaries(
    {
        "child": children,
        "begun": days,
        "ended": days,
        "kind": st.sampled_from(["Initial", "Core", "Other", None]),
        "cost": st.sampled_from([None, 0.1, 0.2, 2.5, -1.25, 1_000_000.75, 7.0]),
        "team": st.sampled_from(["North", "South", None]),
    }
)
reviews = st.fixed_dictionaries({"child": children, "reviewed": days})
tables = st.fixed_dictionaries({"cases": st.lists(cases, max_size=14), "reviews": st.lists(reviews, max_size=8)})
quick = settings(max_examples=often(60), deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def measures(draw: Draw, code: str) -> Any:
    kind = draw(st.sampled_from([kind for kind in MeasureKind if kind is not MeasureKind.GIVEN]))
    if kind is MeasureKind.PYTHON:
        over = draw(st.sampled_from([None, Accumulation.STOCK]))
        return small.measure(code, "", kind=kind.value, function="visits.py:begun", over_months=over)
    asked = st.lists(st.sampled_from(CONDITIONS), max_size=2, unique=True)
    conditions = draw(asked)
    if kind is MeasureKind.OPEN:
        conditions += draw(st.lists(st.sampled_from(AT_DATE), max_size=2, unique=True))
        return small.measure(
            code, "cases", "begun", *conditions, kind=kind.value, end=draw(st.sampled_from(["", "ended"]))
        )
    more = {"distinct": draw(st.sampled_from(["", "child"]))} if kind is MeasureKind.COUNT else {"column": "cost"}
    return small.measure(code, "cases", draw(st.sampled_from(["begun", "ended"])), *conditions, kind=kind.value, **more)


@st.composite
def definitions(draw: Draw, indicators: Any = None) -> Definition:
    population = small.measure("population", "figures", kind="given")
    return small.definition(
        [CASES, REVIEWS, small.source("figures", "", covers="")],
        [draw(measures("one")), draw(measures("two")), population],
        indicators or draw(st.sampled_from([SIMPLE, COMPOSED, SUCCEEDED])),
        working_days=draw(st.sampled_from(WorkingDayConvention)),
        closure_days=draw(st.sampled_from([(), (date(2012, 4, 11), date(2012, 5, 2))])),
        partial_periods=draw(st.booleans()),
    )


SIMPLE = (small.indicator("A", "one"), small.indicator("B", "one", "two"), small.indicator("C", "two", "population"))
COMPOSED = (
    small.indicator("A", "one - two", "population + one"),
    small.indicator("B", "one + two + one"),
    small.indicator("C", "A + two - B", "B + C2"),
    small.indicator("C2", "one - population"),
)
CHANGED = Period.parse("2011-12")
SUCCEEDED = (
    small.indicator("A", "one", since=CHANGED, replaces="A0"),
    small.indicator("A0", "two", "population", since=Period.parse("2011-05")),
    small.indicator("B", "one", "two", until=Period.parse("2012-04")),
    small.indicator("C", "A", "one", since=Period.parse("2011/12")),
)


def begun(tables):
    """A Python measure: how many cases began, by month."""
    days = tables["cases"]["begun"].dropna()
    months = pd.period_range("2010-01", "2013-01", freq="M")
    return days.dt.to_period("M").value_counts().reindex(months, fill_value=0)


def begun_slowly(rows, month):
    """The same, of one month, of plain rows."""
    return sum(row["begun"] is not None and (row["begun"].year, row["begun"].month) == month for row in rows["cases"])


PYTHON = {"visits.py:begun": begun}
SLOW_PYTHON = {"visits.py:begun": begun_slowly}


@st.composite
def references(draw: Draw) -> Reference:
    periods = st.sampled_from(["2012-05", "2012-04", "2011-12", "2011/12", "2010/11"])
    silent = draw(st.lists(st.tuples(st.sampled_from("ABC"), periods), max_size=3, unique=True))
    return Reference(
        given=(small.given("population", "2010/11", 40), small.given("population", "2011/12", 50)),
        not_reported=tuple(small.not_reported(code, period) for code, period in silent),
    )


@quick
@given(definition=definitions(), rows=tables, reference=references())
def test_every_figure_is_what_plain_loops_over_the_rows_make(definition, rows, reference):
    slow = BruteForce(definition, rows, reference, SLOW_PYTHON)
    series, _ = small.series_of(definition, rows, "2012-05", reference, PYTHON)
    for one in series.values():
        for period, figure in one.figures.items():
            assert (figure.value, figure.missing) == slow.figure(one.indicator, period), (one.indicator.code, period)


@pytest.mark.parametrize("words", [*CONDITIONS, *AT_DATE])
def test_each_condition_alone_is_what_plain_loops_make(words):
    measure = small.measure("one", "cases", "begun", words, kind="open at period end", end="ended")
    definition = small.definition([CASES, REVIEWS], [measure])

    @settings(max_examples=often(25), deadline=None, suppress_health_check=list(HealthCheck))
    @given(rows=tables)
    def agrees(rows):
        slow = BruteForce(definition, rows, Reference())
        series, _ = small.series_of(definition, rows)
        for period, figure in series["one"].figures.items():
            assert (figure.value, figure.missing) == slow.figure(series["one"].indicator, period)

    agrees()


def test_no_condition_goes_untested():
    tried = {small.condition(words).test for words in (*CONDITIONS, *AT_DATE)}
    assert tried == set(ConditionTest)


@quick
@given(definition=definitions(), rows=tables)
def test_the_order_of_rows_changes_nothing(definition, rows):
    turned = {name: lines[::-1] for name, lines in rows.items()}
    assert _figures(definition, rows) == _figures(definition, turned)


@quick
@given(definition=definitions(), rows=tables, later=st.lists(cases, max_size=4))
def test_rows_after_the_period_change_nothing(definition, rows, later):
    moved = [row | {"begun": date(2012, 6, 1), "ended": date(2012, 6, 2)} for row in later]
    assert _figures(definition, rows) == _figures(definition, rows | {"cases": rows["cases"] + moved})


@quick
@given(rows=tables)
def test_rows_before_the_months_covered_change_no_count(rows):
    definition = small.definition([CASES], [small.measure("one", "cases", "begun")])
    early = [dict.fromkeys(row) | {"begun": date(2011, 1, 31)} for row in rows["cases"]]
    assert _figures(definition, rows) == _figures(definition, rows | {"cases": early + rows["cases"]})


@quick
@given(definition=definitions(SIMPLE), rows=tables)
def test_the_months_of_a_flow_add_up_to_every_longer_period(definition, rows):
    series, _ = small.series_of(definition, rows, functions=PYTHON)
    flows = {one.code for one in definition.measures if one.accumulation is Accumulation.FLOW}
    for one in series.values():
        if {one.indicator.numerator, one.indicator.denominator} <= flows | {""}:
            for period, figure in one.figures.items():
                if period.kind is not PeriodKind.MONTH and not figure.missing:
                    months = [one.figures[month] for month in period.months]
                    assert figure.numerator == sum(month.numerator for month in months)
                    if figure.denominator is not None:
                        assert figure.denominator == sum(month.denominator for month in months)


@quick
@given(definition=definitions(SIMPLE), rows=tables)
def test_a_stock_s_year_is_its_last_month(definition, rows):
    series, _ = small.series_of(definition, rows, functions=PYTHON)
    stocks = {one.code for one in definition.measures if one.accumulation is Accumulation.STOCK}
    for one in series.values():
        if {one.indicator.numerator, one.indicator.denominator} <= stocks | {""}:
            for period, figure in one.figures.items():
                assert figure.value == one.figures[period.last_month].value


@quick
@given(definition=definitions(), rows=tables, cut=st.sampled_from(["2012-03", "2012-04"]))
def test_an_earlier_month_says_the_same_whether_or_not_later_ones_are_there(definition, rows, cut):
    now, then = _figures(definition, rows), _figures(definition, rows, cut)
    both = now.keys() & then.keys()
    assert both
    assert {key: now[key] for key in both} == {key: then[key] for key in both}


def test_a_measure_that_two_indicators_use_is_worked_out_once(monkeypatch):
    from xl_scorecard.indicators import series as room

    counted, real = [], room.work_out

    def watched(measure, workings):
        counted.append(measure.code)
        return real(measure, workings)

    monkeypatch.setattr(room, "work_out", watched)
    definition = small.definition(
        [CASES],
        [small.measure("one", "cases", "begun"), small.measure("unused", "cases", "begun")],
        [small.indicator("A", "one"), small.indicator("B", "one", "one")],
    )
    small.series_of(definition, {"cases": []})
    assert counted == ["one"]


def test_series_come_in_the_order_of_the_indicators():
    definition = small.definition(
        [CASES], [small.measure("one", "cases", "begun")], [small.indicator(code, "one") for code in "CAB"]
    )
    series, _ = compute_series(definition, small.tables(definition, {}), MONTH)
    assert [one.indicator.code for one in series] == ["C", "A", "B"]


def test_values_are_exact_fractions():
    definition = small.definition(
        [CASES], [small.measure("one", "cases", "begun")], [small.indicator("A", "one", "one")]
    )
    definition = replace(definition, indicators=(replace(definition.indicators[0], multiplier=Fraction(100)),))
    rows = small.rows(CASES, "c1 2012-05-01", "c2 2012-05-02")
    assert small.figures_of(definition, {"cases": rows})["2012-05"].value == Fraction(100)


def _figures(definition, rows, period="2012-05"):
    series, _ = small.series_of(definition, rows, period, functions=PYTHON)
    return {(code, one): figure for code, entry in series.items() for one, figure in entry.figures.items()}
