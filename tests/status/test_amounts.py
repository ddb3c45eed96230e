from fractions import Fraction

import pytest

from tests.builders.judging import an_indicator
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.amounts import decimals_needed, plain, threshold_in_words, value_in_words


@pytest.mark.parametrize(("value", "least", "decimals"), [("6", 1, 1), ("6.25", 1, 2), ("20/3", 1, 1), ("7.7", 0, 1)])
def test_a_threshold_has_as_many_decimals_as_it_needs(value, least, decimals):
    assert decimals_needed(Fraction(value), least) == decimals


def test_a_threshold_is_never_rounded_to_another():
    assert threshold_in_words(an_indicator(), Fraction("6.25")) == "6.25%"


@pytest.mark.parametrize(("value", "words"), [("1", "1 day"), ("2", "2 days"), ("0", "0 days")])
def test_days_say_so(value, words):
    assert value_in_words(an_indicator(unit=Unit.DAYS, decimals=0), Fraction(value)) == words


@pytest.mark.parametrize(("value", "words"), [("2306", "2,306"), ("1.5", "1.5"), ("1/3", "0.33")])
def test_a_plain_number_has_two_decimals_at_most(value, words):
    assert plain(Fraction(value)) == words
