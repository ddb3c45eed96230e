"""A part that is given as more than its whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import small_tables as small
from xl_scorecard.model.place import Place
from xl_scorecard.model.reference import Reference

CASES = small.source("cases", "begun:date! ended:date kind:category")
MEASURES = [
    small.measure("all", "cases", "begun"),
    small.measure("core", "cases", "begun", "kind | equals | Core"),
    small.measure("ended", "cases", "ended"),
]
PLACE = Place(file="definition.xlsx", sheet="Given figures", cell="C5")


def told(top="core", bottom="all", unit=small.Unit.PERCENT, **given):
    of = small.definition([CASES], MEASURES, [small.indicator("A", top, bottom, unit=unit)])
    row = replace(small.given("A", "2011/12", **given), place=PLACE)
    card = small.card_of(of, {"cases": []}, reference=Reference(given=(row,)))
    return [str(one) for one in card.problems if one.code == "IND-009"]


@pytest.mark.parametrize("given", [{"numerator": 41, "denominator": 40}, {"value": "100.1"}])
def test_a_share_above_the_whole_is_told_with_its_cell(given):
    assert told(**given) == [
        (
            "definition.xlsx › Given figures › C5: A: what is given for 2011/12 is above 100%, though what is counted is "
            "part of the whole."
        )
    ]


@pytest.mark.parametrize("given", [{"numerator": 40, "denominator": 40}, {"value": 100}, {"numerator": 41}])
def test_all_of_them_are_no_more_than_the_whole(given):
    assert told(**given) == []


@pytest.mark.parametrize("formula", [{"top": "ended"}, {"unit": small.Unit.PER_1000}, {"top": "core + ended"}])
def test_of_two_different_groups_more_than_all_is_legitimate(formula):
    assert told(**({"value": 5000} | formula)) == []
