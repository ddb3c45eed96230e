"""What cannot be worked out: an attacker with a solver bounds every hidden number of random scorecards."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

pytest.importorskip("scipy", reason="the attacker needs scipy's solver")

from tests.builders.attacker import Attacker, Form, form_of, less, pinned
from tests.builders.small_counts import FIRST, FORMULAS, LAST, PARTS, Truth, card_of, months, random_card, random_truth
from xl_scorecard.disclosure.counts import count_up
from xl_scorecard.disclosure.editions import earlier_to, record
from xl_scorecard.disclosure.secondary import Choice
from xl_scorecard.disclosure.suppression import show_without, suppress, suppress_after
from xl_scorecard.disclosure.worlds import Worlds
from xl_scorecard.errors import DisclosureError
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import DFE, NHS, Edition, Suppression, parse_suppression

OWN, ODD = parse_suppression("1 to 2"), parse_suppression("1 to 3, nearest 10")
MODES = (DFE, NHS, OWN, ODD)
MAY, APRIL = Period.parse("2011-05"), Period.parse("2011-04")
SEEDS = st.integers(min_value=0, max_value=10**6)


def small_numbers(card: Scorecard, truth: Truth, mode: Suppression) -> Iterator[tuple[str, Form, int]]:
    """Every small number that the scorecard has, and every small remainder of a whole that it has, each once."""
    seen = set()
    for name, form, number in (*_numbers(card, truth), *_told_by_others(card, truth)):
        key = frozenset(form.items())
        if 0 < number <= mode.threshold and key not in seen:
            seen.add(key)
            yield name, form, number


def _numbers(card: Scorecard, truth: Truth) -> Iterator[tuple[str, Form, int]]:
    formulas = {formula for line in card.lines for formula in FORMULAS[line.indicator.code]}
    for line in card.lines:
        for period, assessment in line.assessments.items():
            figure, (top, bottom) = assessment.figure, FORMULAS[line.indicator.code]
            for formula, number in ((top, figure.numerator), (bottom, figure.denominator)):
                if number is not None and period.first >= FIRST.first:
                    yield f"{formula} in {period.code}", form_of(formula, period), int(number)
            for part, whole in PARTS:
                if {part, whole} <= formulas and period.first >= FIRST.first:
                    rest = truth.of(whole, period) - truth.of(part, period)
                    form = less(form_of(whole, period), form_of(part, period))
                    yield f"{whole} without {part} in {period.code}", form, rest


def _told_by_others(card: Scorecard, truth: Truth) -> Iterator[tuple[str, Form, int]]:
    """Who came, or who went, where only the others and those who are there are shown."""
    codes = {line.indicator.code for line in card.lines}
    other = {"B": "ended", "E": "began"}
    (only,) = found if len(found := codes & {"B", "E"}) == 1 and "O" in codes else ("",)
    for month in card.history[1:] if only else ():
        yield f"{other[only]} in {month.code}", form_of(other[only], month), truth.of(other[only], month)


def attack(card: Scorecard, truth: Truth, mode: Suppression) -> list[str]:
    return pinned(Attacker(suppress(card, mode)), small_numbers(card, truth, mode), mode)


def hidden(card: Scorecard, code: str) -> set[str]:
    line = next(line for line in card.lines if line.indicator.code == code)
    return {period.code for period, one in line.assessments.items() if "value" in one.figure.hidden}


@pytest.mark.parametrize("mode", [DFE, pytest.param(NHS, marks=pytest.mark.slow)], ids=str)
def test_no_hidden_number_of_a_small_scorecard_is_known_to_be_small(mode):
    truth = random_truth(Random(3))
    assert attack(card_of(truth, ["B", "S", "M"]), truth, mode) == []


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES, ids=str)
@settings(max_examples=12, deadline=None, derandomize=True, phases=[Phase.generate])
@given(seed=SEEDS)
def test_no_hidden_number_of_any_scorecard_is_known_to_be_small(mode, seed):
    card, truth = random_card(Random(seed))
    assert attack(card, truth, mode) == []


@pytest.mark.slow
@settings(max_examples=3, deadline=None, derandomize=True, phases=[Phase.generate])
@given(seed=SEEDS)
def test_nor_of_editions_that_were_published_one_after_another(seed):
    random = Random(seed)
    last, truth = random_card(random)
    codes, editions, published = [line.indicator.code for line in last.lines], (), []
    for month in (LAST.back(5), LAST.back(1), LAST):
        card = card_of(truth, codes, last=month)
        mode = random.choice((DFE, DFE, NHS))
        result = suppress_after(card, mode, earlier_to(editions, card), edition=Edition.PUBLISHED)
        published.append(result.card)
        editions = record(editions, result.card)
        small = list(small_numbers(card, truth, DFE))
        assert pinned(Attacker(*published), small, DFE) == []


def test_the_attacker_finds_what_is_hidden_where_nothing_else_is():
    """Hidden for what they are alone, small numbers come out by subtraction: the proof that the attacker can."""
    truth = months({"2011-05": 3})
    card = card_of(truth, ["B"])
    counts = count_up(card)
    small = frozenset(one for one, number in counts.numbers.items() if DFE.is_small(number))
    careless = show_without(card, counts, Choice(hidden=small, small=small), DFE)
    assert "began in 2011-05 is 3: 3 to 3" in pinned(Attacker(careless), small_numbers(card, truth, DFE), DFE)


def test_a_scorecard_without_small_numbers_is_shown_whole():
    assert hidden(suppress(card_of(months({}), ["B", "S"]), DFE), "B") == set()


def test_0_is_shown():
    assert hidden(suppress(card_of(months({"2011-05": 0}, moved={"2011-05": 0}), ["B"]), DFE), "B") == set()


def test_with_a_month_the_next_smallest_of_its_year_is_hidden_too():
    """Otherwise the year less its other months would tell it."""
    card = suppress(card_of(months({"2011-05": 3, "2011-07": 12}), ["B"]), DFE)
    found = {period for period in hidden(card, "B") if Period.parse(period) in card.history}
    assert found == {"2011-05", "2011-07"}


def test_where_the_months_hidden_leave_no_room_the_year_is_hidden_too():
    """Twelve months of 1 make 12: each of them would be known to be 1."""
    every = {month.code: 1 for month in Period.parse("2011/12").months}
    ones = months(every, moved=dict.fromkeys(every, 0), again=dict.fromkeys(every, 0))
    assert "2011/12" in hidden(suppress(card_of(ones, ["B"]), DFE), "B")


def test_what_shares_its_count_is_hidden_with_it():
    """The rate has the same numerator, and the share's denominator is the same count."""
    card = suppress(card_of(months({"2011-05": 3}, again={"2011-05": 0}), ["B", "R", "S"]), DFE)
    assert all("2011-05" in hidden(card, code) for code in ("B", "R", "S"))


def test_a_small_remainder_is_hidden_as_a_small_number_is():
    """18 of 20 tells that 2 are not."""
    card = suppress(card_of(months({}, again={"2011-05": 18}), ["B", "S"]), DFE)
    assert "2011-05" in hidden(card, "S")
    assert "2011-05" not in hidden(card, "B")


def test_who_is_there_now_less_who_was_there_does_not_tell_who_came():
    truth = random_truth(Random(11))
    assert attack(card_of(truth, ["B", "E", "O"]), truth, DFE) == []


def test_the_difference_of_two_indicators_does_not_tell_a_hidden_one():
    truth = months({}, moved={"2011-05": 2})
    assert attack(card_of(truth, ["B", "M", "N"]), truth, DFE) == []


def test_what_an_earlier_edition_hid_stays_hidden_and_a_rebuild_hides_the_same():
    truth = random_truth(Random(7))
    first = card_of(truth, ["B", "S"], last=LAST.back(1))
    told = suppress_after(first, DFE, earlier_to((), first), edition=Edition.PUBLISHED)
    editions = record((), told.card)
    again = suppress_after(first, DFE, earlier_to(editions, first), edition=Edition.PUBLISHED)
    assert again.card == told.card
    assert record(editions, again.card) == editions
    later = card_of(truth, ["B", "S"])
    now = suppress_after(later, DFE, earlier_to(editions, later), edition=Edition.PUBLISHED).card
    common = {period.code for line in told.card.lines for period in line.assessments}
    assert hidden(told.card, "B") <= hidden(now, "B")
    assert common


def test_a_small_number_that_an_earlier_edition_tells_is_named():
    truth = months({"2011-05": 3})
    card = card_of(truth, ["B"])
    editions = record((), replace(card, edition=Edition.PUBLISHED))
    result = suppress_after(card, DFE, earlier_to(editions, card), edition=Edition.PUBLISHED)
    assert ("B", MAY) in result.told_before
    assert "2011-05" in hidden(result.card, "B")


def test_where_no_hiding_is_known_to_be_enough_nothing_is_shown_earlier_editions_or_not(monkeypatch):
    """As if the search for other worlds never found one."""
    truth = months({"2011-05": 3})
    card, before = (card_of(truth, ["B"], last=month) for month in (LAST, LAST.back(1)))
    told = suppress_after(before, DFE, earlier_to((), before), edition=Edition.PUBLISHED).card
    monkeypatch.setattr(Worlds, "find", lambda *_: False)
    for editions in ((), record((), told)):
        with pytest.raises(DisclosureError, match="cannot be hidden well enough"):
            suppress_after(card, DFE, earlier_to(editions, card), edition=Edition.PUBLISHED)


def test_a_figure_that_was_revised_since_is_a_new_figure():
    before, now = (card_of(months({"2011-05": number}), ["B"]) for number in (12, 3))
    editions = record((), replace(before, edition=Edition.PUBLISHED))
    earlier = earlier_to(editions, now)
    assert (("B", MAY), "numerator") not in earlier.shown
    assert (("B", APRIL), "numerator") in earlier.shown


def test_what_is_given_instead_of_worked_out_protects_and_is_protected_alike():
    """A year that is not the sum of its months is taken for what readers could subtract from."""
    truth = months({"2011-05": 3})
    card = card_of(truth, ["B"])
    (line,) = card.lines
    year = Period.parse("2011/12")
    figure = replace(line.assessments[year].figure, value=Fraction(250), numerator=Fraction(250), given=True)
    given_year = {**line.assessments, year: replace(line.assessments[year], figure=figure)}
    section = replace(card.sections[0], lines=(replace(line, assessments=given_year),))
    found = hidden(suppress(replace(card, sections=(section,)), DFE), "B")
    assert len([code for code in found if Period.parse(code) in card.history]) >= 2
