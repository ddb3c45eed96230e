"""Every code is explained, with an example and what to do."""

import re

import pytest

from xl_scorecard.errors import RequestError
from xl_scorecard.sources.catalogue import codes, explain_code
from xl_scorecard.sources.problems import Kind
from xl_scorecard.sources.refusals import Refusal


def test_every_code_of_the_room_is_explained_once():
    own = [*(kind.value.code for kind in Kind), *(reason.value.code for reason in Refusal)]
    assert sorted(own) == list(codes())
    assert len(set(own)) == len(own)
    assert all(re.fullmatch(r"SRC-\d{3}", code) for code in own)


@pytest.mark.parametrize("code", list(codes()))
def test_a_code_says_what_it_means_what_to_do_and_how_it_looks(code):
    told = explain_code(code)
    assert told.meaning.endswith((".", "?"))
    assert told.fix.endswith((".", "?"))
    assert "{" not in told.meaning + told.fix + told.example
    assert "referrals.xlsx" in told.example


@pytest.mark.parametrize("code", ["src-014", " SRC-14 ", "SRC14"])
def test_a_code_may_be_typed_as_one_remembers_it(code):
    assert explain_code(code).code == "SRC-014"


def test_a_code_that_does_not_exist_is_answered_with_the_nearest():
    with pytest.raises(RequestError, match="Did you mean SRC-"):
        explain_code("SRC-099")
    with pytest.raises(RequestError, match="Codes of reading look like SRC-014"):
        explain_code("xyz")
