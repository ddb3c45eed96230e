"""Definitions that change over time: which version holds in a month, and what an indicator is made of."""

from dataclasses import replace

import pytest

from tests.builders import small_tables as small
from xl_scorecard.model.formula import Term, formula_of, terms_of
from xl_scorecard.model.period import Period

OLD = small.indicator("A", "one")
NEW = small.indicator("A", "two", since=Period.parse("2012/13"))
NEXT = small.indicator("B", "two", since=Period.parse("2012-06"), replaces="A")
MEASURES = [small.measure(code, "cases", "begun") for code in ("one", "two", "three")]


def definition(*indicators, earlier=()):
    return replace(small.definition([small.source("cases", "begun:date!")], MEASURES, indicators), earlier=earlier)


def codes(of, month):
    return [(one.code, one.numerator) for one in of.at(Period.parse(month)).indicators]


def test_each_indicator_is_printed_in_the_version_in_force():
    of = definition(NEW, earlier=(OLD,))
    assert codes(of, "2012-03") == [("A", "one")]
    assert codes(of, "2012-04") == [("A", "two")]


def test_what_is_retired_is_printed_to_its_last_month_and_no_longer():
    of = definition(small.indicator("A", "one", until=Period.parse("2011/12")), small.indicator("B", "two"))
    assert codes(of, "2012-03") == [("A", "one"), ("B", "two")]
    assert codes(of, "2012-04") == [("B", "two")]


def test_what_has_not_begun_is_not_printed_yet():
    assert codes(definition(OLD, NEXT), "2012-05") == [("A", "one")]


def test_what_replaces_another_is_printed_in_its_place():
    of = definition(OLD, NEXT)
    assert codes(of, "2012-06") == [("B", "two")]
    assert of.at(Period.parse("2012-06")).earlier == (OLD,)


def test_the_history_of_what_replaced_another_goes_on_with_its_versions():
    of = definition(NEW, NEXT, earlier=(OLD,)).at(Period.parse("2012-06"))
    assert of.versions_of(of.indicators[0]) == (NEXT, NEW, OLD)


def test_a_definition_that_never_changes_stays_the_same_object():
    of = definition(OLD)
    assert of.at(Period.parse("2012-05")) is of


def test_the_measures_behind_an_indicator_are_found_through_others():
    of = definition(small.indicator("C", "A - three"), OLD)
    assert [measure.code for measure in of.measures_behind(of.indicators[0])] == ["one", "three"]


@pytest.mark.parametrize(
    ("formula", "terms"),
    [
        ("", ()),
        ("a", (Term(1, "a"),)),
        ("a + b - c", (Term(1, "a"), Term(1, "b"), Term(-1, "c"))),
        ("a \N{MINUS SIGN} NI-59", (Term(1, "a"), Term(-1, "NI-59"))),
    ],
)
def test_a_formula_is_codes_with_plus_and_minus_between(formula, terms):
    assert terms_of(formula) == terms
    assert terms_of(formula_of(terms)) == terms
