from fractions import Fraction

import pytest

from xl_scorecard.disclosure.wording import numbers_in


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Two of 19 plans", [19, 2]),
        ("1,204 contacts", [1204]),
        ("a couple of families; both are known", [2, 2]),
        ("half a dozen", [6]),
        ("the twins", [2]),
        ("May 2012, 2011/12, 2012-05, 14 May, 3/5/2012, 1st of June", []),
        ("1 of 2 months reported", []),
        ("Op421, HY64", []),
        ("someone, none", []),
    ],
)
def test_numbers_are_found_in_figures_and_in_words_but_not_in_dates_and_codes(text, numbers):
    assert [int(one.number) for one in numbers_in(text)] == numbers


@pytest.mark.parametrize(
    ("text", "share"), [("10.5%", True), ("11 %", True), ("11 per cent", True), ("10.5", True), ("11", False)]
)
def test_shares_are_told_from_numbers_of_cases(text, share):
    (found,) = numbers_in(text)
    assert found.is_share is share
    assert found.number == Fraction(text.split()[0].rstrip("%"))
