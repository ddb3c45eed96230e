import pytest

from tests.builders.judging import a_target, an_indicator
from xl_scorecard.model.period import PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.hints import amber_hint, rule_in_words, target_hint

HIGH, LOW, RANGE, NONE = Polarity.HIGH, Polarity.LOW, Polarity.RANGE, Polarity.NONE


@pytest.mark.parametrize(
    ("polarity", "unit", "target", "hint"),
    [
        (LOW, Unit.PERCENT, a_target(6), "at most 6.0%"),
        (HIGH, Unit.PERCENT, a_target(70), "at least 70.0%"),
        (LOW, Unit.PERCENT, a_target("6.25"), "at most 6.25%"),
        (RANGE, Unit.NUMBER, a_target(between=("5.5", 8)), "between 5.5 and 8.0"),
        (LOW, Unit.DAYS, a_target(10), "at most 10.0 days"),
        (HIGH, Unit.NUMBER, a_target(20, per=PeriodKind.MONTH), "at least 20.0 per month"),
        (NONE, Unit.PERCENT, a_target(6), ""),
        (LOW, Unit.PERCENT, None, ""),
    ],
)
def test_a_hint_says_what_is_green(polarity, unit, target, hint):
    assert target_hint(an_indicator(polarity, unit=unit), target) == hint


def test_a_hint_of_a_count_has_no_decimals():
    assert target_hint(an_indicator(RANGE, unit=Unit.COUNT, decimals=0), a_target(between=(5, 8))) == "between 5 and 8"


def test_a_hint_of_amber_is_empty_where_nothing_is_amber():
    assert amber_hint(an_indicator(), a_target(6, percent=10)) == "at most 6.6%"
    assert amber_hint(an_indicator(), a_target(6)) == ""
    assert amber_hint(an_indicator(), None) == ""


def test_a_rule_in_words_names_every_edge():
    assert rule_in_words(an_indicator(LOW), a_target(6, percent=10)) == (
        "Lower is better: green up to 6.0%, amber up to 6.6%, otherwise red; each edge has the better colour."
    )
    assert rule_in_words(an_indicator(RANGE), a_target(between=(5, 8))) == (
        "In range is best: green from 5.0% to 8.0%, otherwise red; each edge has the better colour."
    )
    assert rule_in_words(an_indicator(HIGH), a_target(70, points=5)).startswith("Higher is better: green from 70.0% up")
    assert rule_in_words(an_indicator(NONE), a_target(6)).startswith("No colour is given")
