"""The seed's fractions through the conditions that make them: rows first, then numerators, denominators, values."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from tests.builders import small_tables as small
from xl_scorecard.model.period import Period
from xl_scorecard.model.unit import round_half_up

FRACTIONS = Path(__file__).parent.parent / "data" / "seed_fractions.csv"
REFERRALS = small.source("referrals", "child:id referred:date!")
ASSESSMENTS = small.source("assessments", "child:id type:category referred:date authorised:date")
PLANS = small.source("plans", "child:id started:date! ended:date")
MEASURES = [
    small.measure("referrals", "referrals", "referred"),
    small.measure("re_referrals", "referrals", "referred", "referred | earlier row within months | 12 | child"),
    small.measure("initial", "assessments", "authorised", "type | equals | Initial"),
    small.measure(
        "in_10_days",
        "assessments",
        "authorised",
        "type | equals | Initial",
        "authorised | within working days of | 10 | referred",
    ),
    small.measure("started", "plans", "started"),
    small.measure("second", "plans", "started", "started | any earlier row | | child"),
    small.measure("ended", "plans", "ended"),
    small.measure("two_years", "plans", "ended", "ended | at least years after | 2 | started"),
]
INDICATORS = {
    "Op383": ("re_referrals", "referrals"),
    "HY59": ("in_10_days", "initial"),
    "Op365": ("second", "started"),
    "HY64": ("two_years", "ended"),
}
# One line for a case in the numerator, one for any other; {m} is the month, {p} a month in the twelve before.
LINES = {
    "Op383": ("referrals", ("c{n} {p}-15", "c{n} {m}-15"), ("c{n} {m}-15",)),
    "HY59": ("assessments", ("c{n} initial {m}-02 {m}-16",), ("c{n} Initial {p}-02 {m}-16",)),
    "Op365": ("plans", ("c{n} 2009-01-05 2009-02-05", "c{n} {m}-15 -"), ("c{n} {m}-15 -",)),
    "HY64": ("plans", ("c{n} 2010-03-15 {m}-15",), ("c{n} 2011-03-15 {m}-15",)),
}


def fractions():
    with FRACTIONS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] in INDICATORS]
    return {(row["code"], row["period"]): (int(row["numerator"]), int(row["denominator"])) for row in rows}


def figures(code):
    """The figures of rows that have the seed's fractions in April and May 2012, and of March alone."""
    name, within, other = LINES[code]
    lines = []
    for month in ("2012-04", "2012-05"):
        top, bottom = fractions()[code, Period.parse(month).label]
        for number in range(bottom):
            chosen = within if number < top else other
            lines += [line.format(n=f"{month}x{number}", m=month, p="2011-12") for line in chosen]
    definition = small.definition([REFERRALS, ASSESSMENTS, PLANS], MEASURES, [small.indicator(code, *INDICATORS[code])])
    source = {"referrals": REFERRALS, "assessments": ASSESSMENTS, "plans": PLANS}[name]
    return small.figures_of(definition, {name: small.rows(source, *lines)})


@pytest.mark.parametrize("code", INDICATORS)
def test_rows_with_the_seed_s_fractions_give_its_figures(code):
    counted = figures(code)
    for month in ("2012-04", "2012-05"):
        figure = counted[month]
        assert (figure.numerator, figure.denominator) == fractions()[code, Period.parse(month).label]
    tops, bottoms = zip(*(fractions()[code, label] for label in ("Apr 2012", "May 2012")), strict=True)
    assert counted["2012/13 to 2012-05"].value == Fraction(sum(tops), sum(bottoms)) * 100


@pytest.mark.parametrize(
    ("code", "period", "exact", "printed"),
    [
        ("Op383", "2012-04", "16.25", "16.3"),
        ("Op383", "2012-05", "900/167", "5.4"),
        ("Op365", "2012-05", "25/7", "3.6"),
        ("Op365", "2012/13 to 2012-05", "5/2", "2.5"),
        ("HY64", "2012/13 to 2012-05", "10", "10.0"),
        ("HY64", "2012-04", "200/21", "9.5"),
        ("HY59", "2012-04", "9400/144", "65.3"),
    ],
)
def test_the_printed_figures(code, period, exact, printed):
    value = figures(code)[period].value
    assert value == Fraction(exact)
    assert str(round_half_up(value, 1)) == printed


def test_children_on_a_plan_follow_from_those_who_came_and_went():
    measure = small.measure("open", "plans", "started", kind="open at period end", end="ended")
    lines = [
        f"a{n} 2010-01-01 {'-' if n >= 21 + 19 else ('2012-04-20' if n < 21 else '2012-05-20')}" for n in range(284)
    ]
    lines += [f"b{n} 2012-04-30" for n in range(12)] + [f"d{n} 2012-05-31" for n in range(28)]
    counted = small.figures_of(small.definition([PLANS], [measure]), {"plans": small.rows(PLANS, *lines)})
    assert [counted[f"2012-0{month}"].value for month in (3, 4, 5)] == [284, 275, 284]
    assert (counted["2011/12"].value, counted["2012/13 to 2012-05"].value) == (284, 284)
