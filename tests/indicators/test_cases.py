"""How many rows a sum, a mean or a median is of: a mean of two children is about two children."""

from fractions import Fraction

import pytest

from xl_scorecard.indicators.amounts import Amount, Flow, Mean, Median, MonthlyRows, Total
from xl_scorecard.indicators.arrays import Integers
from xl_scorecard.indicators.recipe import added
from xl_scorecard.model.period import Period

np = pytest.importorskip("numpy")
APRIL, MAY = Period.month(2012, 4), Period.month(2012, 5)
QUARTER = Period.quarter(2012, 1)


def flow(*values: int) -> Flow:
    return Flow(first=APRIL.last, values=tuple(map(Fraction, values)))


def whole(*values: int) -> Integers:
    return np.array(values, dtype=np.int64)


@pytest.mark.parametrize("kind", [Total, Mean])
def test_a_sum_and_a_mean_know_their_rows_in_a_month_and_in_several(kind):
    amounts = kind(sums=flow(30, 12), rows=flow(2, 5))
    assert amounts.over(APRIL, (APRIL.last,)).cases == 2
    assert amounts.over(QUARTER, (APRIL.last, MAY.last)).cases == 7


def test_a_median_knows_its_rows():
    rows = MonthlyRows.sorted_by(whole(0, 0, 1), whole(3, 5, 9), first=APRIL.last, count=2)
    assert Median(rows=rows, scale=1).over(APRIL, (APRIL.last,)).cases == 2


def test_of_several_terms_the_fewest_rows_count():
    assert (
        added([Amount(value=Fraction(1), cases=Fraction(9)), Amount(value=Fraction(2), cases=Fraction(2))]).cases == 2
    )
    assert added([Amount(value=Fraction(1)), Amount(value=Fraction(2))]).cases is None
