import pytest

from xl_scorecard.definitions.words import (
    character_name,
    code_key,
    latin,
    member_of,
    nearest,
    not_latin,
    suggest,
    visible,
    word_of,
)
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.unit import Unit


@pytest.mark.parametrize("other", ["OP411", "op 411", "O P 4 1 1", "ＯＰ４１１", "OP\u00a0411", "OP\u200b411"])
def test_codes_are_the_same_whatever_their_case_spaces_and_width(other):
    assert code_key(other) == code_key("OP 411")


def test_codes_that_differ_in_a_letter_stay_apart():
    assert code_key("OP411") != code_key("OP411a")


def test_what_nobody_sees_is_taken_out_of_a_name():
    assert visible(" OP\u200b  411\u00a0") == "OP 411"


@pytest.mark.parametrize(("text", "strangers"), [("Ор368", ("О", "р")), ("Op368", ()), ("ÉÅ-1", ()), ("日1", ("日",))])
def test_letters_that_are_not_latin_are_found(text, strangers):
    assert not_latin(text) == strangers


def test_cyrillic_and_greek_letters_have_latin_look_alikes():
    assert latin("Ор368 ΟΡ АВС") == "Op368 OP ABC"


def test_a_character_is_told_by_name():
    assert character_name("О") == "О (Cyrillic capital letter O)"


@pytest.mark.parametrize(
    ("text", "near"), [("hgh", "HIGH"), ("HIHG", "HIGH"), ("rnage", "RANGE"), ("xyz", ""), ("", "")]
)
def test_the_nearest_word_ignores_case(text, near):
    assert nearest(text, ("HIGH", "LOW", "RANGE", "NONE")) == near


def test_without_a_near_word_the_choice_is_listed():
    assert suggest("xyz", ("HIGH", "LOW")) == "; use one of HIGH, LOW."


def test_a_long_choice_is_cut_short():
    assert suggest("-", [f"word{n}" for n in range(20)]).endswith("word7 ….")


def test_without_a_choice_nothing_is_suggested():
    assert suggest("xyz", ()) == "."


@pytest.mark.parametrize("text", ["per 10,000", "PER 10000", "per10000", "PER_10000"])
def test_a_word_of_a_closed_list_is_matched_ignoring_case_spaces_and_commas(text):
    assert member_of(text, Unit) is Unit.PER_10000


@pytest.mark.parametrize("member", [*Unit, *Polarity])
def test_every_word_names_its_member(member):
    assert member_of(word_of(member), type(member)) is member
