from dataclasses import replace
from fractions import Fraction

import pytest

from tests.builders.small_counts import LAST, card_of, months
from xl_scorecard.disclosure.editions import earlier_to, from_text, record, to_text
from xl_scorecard.disclosure.suppression import suppress
from xl_scorecard.errors import SourceError
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.period import Period
from xl_scorecard.model.suppression import DFE, NHS, Edition

MAY = Period.parse("2011-05")


@pytest.fixture(scope="module")
def card():
    return card_of(months({"2011-05": 3}), ["B", "S"])


@pytest.fixture(scope="module")
def told(card):
    return record((), suppress(card, DFE, edition=Edition.PUBLISHED))


def test_what_is_recorded_can_be_read_back(told):
    assert from_text(to_text(told)) == told


def test_a_hidden_number_is_not_recorded_only_that_it_was_hidden(told):
    (may,) = (one for one in told if one.place == ("B", MAY))
    assert (may.value, may.numerator, may.hidden) == (None, None, ("numerator", "value"))
    assert '"numerator": "3"' not in to_text(told)


def test_the_same_edition_again_records_nothing_new(card, told):
    assert record(told, suppress(card, DFE, edition=Edition.PUBLISHED)) == told


def test_a_later_edition_records_only_what_no_other_has_told(told):
    later = card_of(months({"2011-05": 3}), ["B", "S"])
    earlier = card_of(months({"2011-05": 3}), ["B", "S"], last=LAST.back(1))
    first = record((), suppress(earlier, DFE, edition=Edition.PUBLISHED))
    both = record(first, suppress(later, DFE, edition=Edition.PUBLISHED))
    assert len(first) < len(both) <= len(first) + len(told)
    assert {one.edition for one in both[: len(first)]} == {LAST.back(1)}


def test_shown_numbers_that_are_the_same_now_are_known_and_hidden_ones_stay_hidden(card, told):
    earlier = earlier_to(told, card)
    assert (("B", Period.parse("2011-08")), "numerator") in earlier.shown
    assert (("B", MAY), "numerator") not in earlier.shown
    assert (("B", MAY), "numerator") in earlier.hidden


def test_a_number_that_was_told_exactly_and_rounded_is_known_exactly(card):
    rounded = suppress(card, NHS, edition=Edition.PUBLISHED)
    exact = suppress(card, DFE, edition=Edition.PUBLISHED)
    for order in ((rounded, exact), (exact, rounded)):
        editions = record(record((), order[0]), order[1])
        assert earlier_to(editions, card).shown[("B", Period.parse("2011-08")), "numerator"] == DFE


def test_a_part_of_the_scorecard_has_editions_of_its_own(card, told):
    part = replace(card, part=Part(dimension="team", value="North"))
    assert earlier_to(told, part).shown == {}


def test_exact_fractions_are_kept():
    card = card_of(months({}), ["S"])
    told = record((), replace(card, edition=Edition.PUBLISHED))
    assert any(one.value == Fraction(50) for one in from_text(to_text(told)))


@pytest.mark.parametrize("text", ["", "{}", '{"form": 2, "told": []}', '{"form": 1, "told": [{"code": "B"}]}', "[]"])
def test_what_is_no_record_is_refused_and_not_taken_for_nothing_published(text):
    with pytest.raises(SourceError, match=r"published\.json"):
        from_text(text)
