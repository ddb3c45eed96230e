from __future__ import annotations

from fractions import Fraction

import pytest

from tests.builders import small_tables as small
from xl_scorecard.errors import DefinitionError

CASES = small.source("cases", "child:id begun:date! ended:date cost:number")
REVIEWS = small.source("reviews", "child:id noted:date reviewed:date!")
OPEN = {"kind": "open at period end", "end": "ended"}


def figures(measure, lines, reviews=(), period="2012-05", **settings):
    definition = small.definition([CASES, REVIEWS], [measure], **settings)
    rows = {"cases": small.rows(CASES, *lines), "reviews": small.rows(REVIEWS, *reviews)}
    return small.figures_of(definition, rows, period)


def value(measure, lines, period="2012-05", reviews=()):
    """The measure's value in the period, and "missing" words where there is none."""
    figure = figures(measure, lines, reviews)[period]
    return figure.missing or figure.value


def test_a_count_counts_the_rows_of_the_month_from_its_first_day_to_its_last():
    lines = ("c1 2012-04-30", "c2 2012-05-01", "c2 2012-05-31", "c3 2012-06-01", "c4 -")
    counted = figures(small.measure("one", "cases", "begun"), lines)
    assert [counted[month].value for month in ("2012-03", "2012-04", "2012-05")] == [0, 1, 2]
    assert counted["2012/13 to 2012-05"].value == 3


def test_a_plain_count_is_its_own_numerator_and_has_no_denominator():
    figure = figures(small.measure("one", "cases", "begun"), ["c1 2012-05-01"])["2012-05"]
    assert (figure.value, figure.numerator, figure.denominator) == (1, 1, None)


def test_a_distinct_count_counts_a_child_once_in_a_month_and_once_in_the_year():
    lines = ("c1 2012-04-02", "c1 2012-04-03", "c1 2012-05-01", "c2 2012-05-01", "- 2012-05-02")
    counted = figures(small.measure("one", "cases", "begun", distinct="child"), lines)
    assert [counted[month].value for month in ("2012-04", "2012-05", "2012/13 to 2012-05")] == [1, 2, 2]


@pytest.mark.parametrize(
    ("kind", "april", "may", "both"),
    [
        ("sum", "0.30", "10", "10.30"),
        ("mean", "0.15", "10", "10.30/3"),
        ("median", "0.15", "10", "0.20"),
    ],
)
def test_sums_means_and_medians_are_of_all_rows_of_the_period(kind, april, may, both):
    lines = ("c1 2012-04-02 - 0.1", "c1 2012-04-03 - 0.2", "c1 2012-05-01 - 10", "c2 2012-05-01 - -")
    worked = figures(small.measure("one", "cases", "begun", kind=kind, column="cost"), lines)
    top, _, bottom = both.partition("/")
    assert worked["2012-04"].value == Fraction(april)
    assert worked["2012-05"].value == Fraction(may)
    assert worked["2012/13 to 2012-05"].value == Fraction(top) / int(bottom or 1)


@pytest.mark.parametrize(("kind", "nothing"), [("sum", 0), ("mean", "no cases"), ("median", "no cases")])
def test_without_rows_a_sum_is_nothing_and_a_mean_or_median_has_no_cases(kind, nothing):
    assert value(small.measure("one", "cases", "begun", kind=kind, column="cost"), ["c1 2012-04-30 - 5"]) == nothing


@pytest.mark.parametrize(
    ("line", "march", "april", "may"),
    [
        ("c1 2012-04-30 -", 0, 1, 1),  # started on the last day
        ("c1 2012-05-01 -", 0, 0, 1),
        ("c1 2012-03-31 2012-04-30", 1, 0, 0),  # ended on the last day: not open at its end
        ("c1 2012-03-31 2012-05-01", 1, 1, 0),
        ("c1 2012-04-30 2012-04-30", 0, 0, 0),
        ("c1 2012-04-30 2012-04-01", 0, 0, 0),  # ends before it starts
        ("c1 2012-05-02 2012-03-01", 0, 0, 0),
        ("c1 2001-01-01 -", 1, 1, 1),  # long before the months covered
        ("c1 2012-06-01 -", 0, 0, 0),
        ("c1 - 2012-06-01", 0, 0, 0),
        ("c1 - -", 0, 0, 0),
    ],
)
def test_open_at_period_end_means_started_by_then_and_not_ended_by_then(line, march, april, may):
    counted = figures(small.measure("one", "cases", "begun", **OPEN), [line])
    assert [counted[month].value for month in ("2012-03", "2012-04", "2012-05")] == [march, april, may]
    assert counted["2011/12"].value == march
    assert counted["2012/13 to 2012-05"].value == may


def test_without_an_end_column_everything_started_stays_open():
    measure = small.measure("one", "cases", "begun", kind="open at period end")
    assert value(measure, ["c1 2012-04-01 2012-04-02"]) == 1


@pytest.mark.parametrize(
    ("begun", "counted"),
    [("2012-02-29", 1), ("2012-02-28", 1), ("2012-03-01", 0), ("2012-02-01", 1), ("2010-01-01", 1)],
)
def test_open_for_three_months_counts_the_day_three_months_before_the_last(begun, counted):
    measure = small.measure("one", "cases", "begun", "begun | open for at least months | 3", **OPEN)
    assert value(measure, [f"c1 {begun}"]) == counted


# Plans looked at on 31 May 2012; "3;6": the first review within three months, later ones six months apart.
@pytest.mark.parametrize(
    ("begun", "reviews", "in_time"),
    [
        ("2012-02-29", "", 0),  # due on 29 May
        ("2012-03-01", "", 1),  # due on 1 June
        ("2012-03-30", "", 1),
        ("2012-01-15", "2012-04-15", 1),  # three months after, exactly
        ("2012-01-15", "2012-04-16", 0),
        ("2011-08-31", "2011-11-30 2012-05-30", 1),  # November has no 31st; six months after, exactly
        ("2011-08-31", "2011-12-01", 0),
        ("2011-08-31", "2011-11-29 2012-05-30", 0),  # six months and a day
        ("2011-08-31", "2011-11-30", 0),  # the next was due on 30 May
        ("2011-09-15", "2011-11-30 2011-12-01", 1),  # the last is six months old on 1 June
        ("2011-09-15", "2011-11-30 2012-06-01", 0),  # what comes later does not count yet
        ("2011-08-31", "2012-05-30 2011-11-30", 1),  # in any order
        ("2011-05-01", "2011-07-01 2012-03-01 2012-05-01", 0),  # once late, always late
        ("2012-01-15", "2012-01-15", 0),  # a review on the first day is not a review of it
        ("2012-01-15", "2012-01-15 2012-04-15", 1),
        ("2012-01-15", "2011-12-01 2012-04-15", 1),  # of an earlier plan
        ("2012-01-15", "2012-04-15 2012-04-15", 1),
        ("2012-02-01", "-", 0),
    ],
)
def test_reviewed_in_time_means_every_review_was_in_time(begun, reviews, in_time):
    measure = small.measure("one", "cases", "begun", "begun | every review in time | 3;6 | reviews", **OPEN)
    held = [f"c1 2001-01-01 {day}" for day in reviews.split()] + ["c2 - 2012-04-01", "- - 2012-02-01", "c1 - -"]
    assert value(measure, [f"c1 {begun}"], reviews=held) == in_time


def test_a_plan_is_late_from_the_day_after_a_review_was_due_and_only_then():
    measure = small.measure("one", "cases", "begun", "begun | every review in time | 3;6 | reviews", **OPEN)
    counted = figures(measure, ["c1 2011-12-30", "c2 2011-12-31"], ["c3 - 2012-01-31"])
    assert [counted[month].value for month in ("2011-12", "2012-02", "2012-03", "2012-04")] == [2, 2, 1, 0]


def test_a_plan_without_a_child_is_not_reviewed_in_time():
    measure = small.measure("one", "cases", "begun", "begun | every review in time | 3 | reviews", **OPEN)
    assert value(measure, ["- 2012-05-01"]) == 0


def test_without_any_reviews_a_plan_is_in_time_until_the_first_is_due():
    measure = small.measure("one", "cases", "begun", "begun | every review in time | 3;6 | reviews", **OPEN)
    assert value(measure, ["c1 2012-05-01", "c2 2012-01-01"]) == 1


def test_months_that_a_source_does_not_cover_are_not_counted():
    measure = small.measure("one", "cases", "begun")
    covers = small.source("cases", "child:id begun:date! ended:date cost:number", covers="2012-04..2012-05")
    wide = small.source("reviews", "child:id noted:date reviewed:date!", covers="2012-03..2012-06")
    definition = small.definition([covers, wide], [measure])
    rows = {"cases": small.rows(covers, "c1 2012-03-31", "c1 2012-04-01", "c1 2012-06-01")}
    counted = small.figures_of(definition, rows, "2012-06")
    assert [counted[f"2012-0{month}"].missing for month in (3, 4, 5, 6)] == ["not covered", "", "", "not covered"]
    assert counted["2012/13 to 2012-06"].missing == "2 of 3 months covered"


def test_a_source_that_says_nothing_covers_the_months_of_its_rows():
    open_ended = small.source("cases", "child:id begun:date! ended:date cost:number", covers="")
    definition = small.definition([open_ended], [small.measure("one", "cases", "begun")])
    rows = {"cases": small.rows(open_ended, "c1 2012-03-31", "c1 2012-05-01", "c1 -")}
    counted = small.figures_of(definition, rows)
    assert [(code, figure.value) for code, figure in counted.items() if len(code) == 7 and "/" not in code] == [
        ("2012-03", 1),
        ("2012-04", 0),
        ("2012-05", 1),
    ]


def test_a_month_is_covered_only_where_the_reviews_are_too():
    measure = small.measure("one", "cases", "begun", "begun | every review in time | 3;6 | reviews", **OPEN)
    reviews = small.source("reviews", "child:id reviewed:date!", covers="2010-04..2012-04")
    counted = small.figures_of(small.definition([CASES, reviews], [measure]), {})
    assert [counted[month].missing for month in ("2012-04", "2012-05")] == ["", "not covered"]


@pytest.mark.parametrize(
    ("measure", "complaint"),
    [
        (small.measure("one", "cases", "begun", "begun | open for at least months | 3"), "needs a date to look at"),
        (small.measure("one", "nowhere", "begun"), '"nowhere" is not a source of records.'),
        (small.measure("one", "cases", "child"), "is declared as id, not as dates"),
        (
            small.measure("one", "cases", "begun", "begun | every review in time | 3;6 | views", **OPEN),
            '"views" is not a source of records.',
        ),
    ],
)
def test_a_measure_that_cannot_be_worked_out_is_refused(measure, complaint):
    with pytest.raises(DefinitionError) as refused:
        figures(measure, ["c1 2012-05-01"])
    assert complaint in str(refused.value)


def test_an_indicator_of_an_unknown_measure_is_refused():
    definition = small.definition([CASES], [], [small.indicator("A", "nothing")])
    with pytest.raises(DefinitionError, match='There is no measure "nothing"'):
        small.series_of(definition, {})
