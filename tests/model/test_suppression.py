from fractions import Fraction

import pytest

from xl_scorecard.model.suppression import DFE, NHS, NONE, parse_suppression

OWN = parse_suppression("1 to 3, nearest 10")


@pytest.mark.parametrize(
    ("mode", "number", "small"),
    [
        (DFE, 0, False),
        (DFE, 1, True),
        (DFE, 5, True),
        (DFE, 6, False),
        (DFE, -1, False),
        (NHS, 7, True),
        (NHS, 8, False),
        (NONE, 1, False),
        (OWN, 3, True),
        (OWN, 4, False),
    ],
)
def test_small_numbers_are_from_1_to_the_threshold_and_0_is_none(mode, number, small):
    assert mode.is_small(Fraction(number)) is small


@pytest.mark.parametrize(
    ("mode", "number", "printed"),
    [
        (DFE, 8, 8),
        (NHS, 0, 0),
        (NHS, 8, 10),
        (NHS, 12, 10),
        (NHS, 13, 15),
        (OWN, 4, 10),
        (OWN, 14, 10),
        (OWN, 15, 20),
    ],
)
def test_other_numbers_are_rounded_and_what_is_not_0_is_never_printed_as_0(mode, number, printed):
    assert mode.rounded(Fraction(number)) == printed


@pytest.mark.parametrize("mode", [DFE, NHS, OWN, parse_suppression("1 to 9, nearest 20")])
def test_the_span_of_a_printed_number_is_exactly_the_numbers_printed_like_it(mode):
    for number in range(mode.threshold + 1, 120):
        printed = mode.rounded(Fraction(number))
        least, most = mode.span(printed)
        alike = [n for n in range(mode.threshold + 1, 200) if mode.rounded(Fraction(n)) == printed]
        assert (least, most) == (alike[0], alike[-1])


def test_modes_are_named_and_own_thresholds_are_written_in_words():
    assert [parse_suppression(word) for word in ("none", "DfE", " nhs ")] == [NONE, DFE, NHS]
    assert parse_suppression("1 to 9, to the nearest 5").rounding == 5
    assert str(OWN) == "1 to 3, nearest 10"


@pytest.mark.parametrize("text", ["five", "0 to 5", "1 to 0", "1 to 5, nearest 0", "2 to 5", ""])
def test_what_is_no_way_to_hide_numbers_is_refused_with_what_can_be_written(text):
    with pytest.raises(ValueError, match="write none, dfe, nhs"):
        parse_suppression(text)


def test_readers_are_told_what_is_hidden():
    assert NHS.sentence.startswith("Numbers of cases from 1 to 7 are hidden")
    assert "nearest 5" in NHS.sentence
    assert NONE.sentence == "No small numbers are hidden."
