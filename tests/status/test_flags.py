from fractions import Fraction

import pytest

from xl_scorecard.model.figure import Figure
from xl_scorecard.model.period import Period
from xl_scorecard.status.flags import small_numbers


@pytest.mark.parametrize(
    ("numerator", "denominator", "flag"),
    [
        (2, 19, "Small numbers: 2 of 19."),
        (2, 20, ""),
        (0, 1, "Small numbers: 0 of 1."),
        (14, 12, "Small numbers: 14 against 12."),
        (None, 12, "Small numbers: out of 12."),
        (12, None, ""),
    ],
)
def test_a_denominator_under_20_is_flagged(numerator, denominator, flag):
    top, bottom = (None if number is None else Fraction(number) for number in (numerator, denominator))
    figure = Figure(period=Period.month(2012, 5), value=Fraction(1), numerator=top, denominator=bottom)
    assert small_numbers(figure) == flag


def test_a_figure_that_is_missing_is_not_flagged():
    figure = Figure(period=Period.month(2012, 5), numerator=Fraction(0), denominator=Fraction(0), missing="no cases")
    assert small_numbers(figure) == ""
