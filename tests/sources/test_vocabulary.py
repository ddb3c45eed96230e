"""Which headings and names may be shown."""

import pytest

from xl_scorecard.samples.haringey_sources import haringey_sources
from xl_scorecard.sources.vocabulary import plain_name, vocabulary

NAMES = [
    "Olivia",
    "Muhammad",
    "Smith",
    "Khan",
    "Zebedee",
    "Patel",
    "Grace",
    "Rose",
    "Jack",
    "Amelia",
    "Mohammed",
    "Lily",
]


@pytest.mark.parametrize(
    "text", ["Child Unique ID", "Date of Birth", "Referral NFA?", "List 3", "Sheet1", "Q1 2012/13", "DOB"]
)
def test_headings_of_plain_words_are_shown(text):
    assert plain_name(text) == text


@pytest.mark.parametrize("text", ["Olivia Smith", "Child Olivia", "0012345", "Case 123456", "", "List 3 – Zoë"])
def test_what_may_be_a_person_or_an_id_is_not_shown(text):
    assert plain_name(text) == ""


def test_words_like_declared_ones_are_shown():
    assert plain_name("Date of Contct", known=("Date of Contact",)) == "Date of Contct"
    assert plain_name("Ethncity Zebedee", known=("Ethnicity",)) == ""


def test_no_common_name_is_a_plain_word():
    assert not {name.casefold() for name in NAMES} & vocabulary()


def test_every_heading_and_sheet_of_the_example_is_plain():
    for source in haringey_sources():
        assert plain_name(source.sheet) == source.sheet
        assert all(plain_name(heading) == heading for column in source.columns for heading in column.headings)
