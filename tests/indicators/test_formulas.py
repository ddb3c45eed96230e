"""Indicators made of others, and figures that are given by the quarter."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.builders import small_tables as small
from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.wording import describe_formula, titles_in_words
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.unit import Unit

CASES = small.source("cases", "child:id begun:date! ended:date kind:category")
MEASURES = [
    small.measure("begun", "cases", "begun", title="Cases begun"),
    small.measure("ended", "cases", "ended", title="Cases ended"),
    small.measure("core", "cases", "begun", "kind | equals | Core", title="Core cases begun"),
    small.measure("open", "cases", "begun", kind="open at period end", end="ended", title="Cases open"),
]
ROWS = small.rows(
    CASES,
    "c1 2012-04-02 2012-04-20 Core",
    "c2 2012-04-03 2012-05-10 Initial",
    "c3 2012-05-04 - Core",
    "c4 2012-05-05 - Initial",
    "c5 2012-05-06 2012-05-20 Core",
)
YTD = "2012/13 to 2012-05"


def figures(*indicators, reference=None, period="2012-05"):
    definition = small.definition([CASES], MEASURES, indicators)
    series, _ = small.series_of(definition, {"cases": ROWS}, period, reference)
    return {code: figure for period_, figure in series[indicators[0].code].figures.items() for code in [period_.code]}


class TestFormulas:
    def test_a_sum_and_a_difference_of_measures_add_up_over_the_year_to_date(self):
        counted = figures(small.indicator("A", "begun + core - ended"))
        assert [counted[code].value for code in ("2012-04", "2012-05", YTD)] == [2, 3, 5]

    def test_a_ratio_of_sums_is_pooled(self):
        counted = figures(small.indicator("A", "begun - core", "begun + ended"))
        assert (counted[YTD].numerator, counted[YTD].denominator) == (2, 8)
        assert counted[YTD].value == Fraction(25)

    def test_an_indicator_may_be_a_difference_of_two_percentages_each_pooled_by_itself(self):
        share = small.indicator("S", "core", "begun")
        ending = small.indicator("E", "ended", "begun")
        counted = figures(small.indicator("A", "S - E", unit=Unit.NUMBER), share, ending)
        assert counted[YTD].value == Fraction(300, 5) - Fraction(300, 5)
        assert counted["2012-05"].value == Fraction(200, 3) - Fraction(200, 3)
        assert counted["2012-04"].value == 50 - 50

    def test_an_indicator_may_be_a_ratio_of_two_others_and_of_measures_beside_them(self):
        share = small.indicator("S", "core", "begun", unit=Unit.NUMBER)
        counted = figures(small.indicator("A", "S + begun", "open", unit=Unit.NUMBER), share)
        assert counted["2012-05"].value == (Fraction(2, 3) + 3) / 2

    def test_what_another_lacks_it_lacks_and_says_so(self):
        other = small.indicator("S", "core", "begun")
        missing = Reference(not_reported=(small.not_reported("S", "2012-04", "Late."),))
        counted = figures(small.indicator("A", "S"), other, reference=missing)
        assert counted["2012-04"].missing == "S: not reported"
        assert counted[YTD].missing == "S: 1 of 2 months reported"
        assert counted["2012-05"].value == Fraction(200, 3)

    def test_flows_and_stocks_in_one_sum_each_follow_their_own_rule(self):
        assert figures(small.indicator("A", "begun + open"))[YTD].value == 5 + 2

    def test_a_given_figure_wins_over_the_formula(self):
        given = Reference(given=(small.given("A", YTD, 9),))
        assert figures(small.indicator("A", "B"), small.indicator("B", "begun"), reference=given)[YTD].value == 9

    @pytest.mark.parametrize(("a", "b"), [("A", "begun"), ("B", "A"), ("B - begun", "core + A")])
    def test_what_is_made_of_itself_is_refused(self, a, b):
        with pytest.raises(DefinitionError, match="is made of itself"):
            figures(small.indicator("A", a), small.indicator("B", b))

    def test_what_is_neither_measure_nor_indicator_is_refused(self):
        with pytest.raises(DefinitionError, match='There is no measure "nothing"'):
            figures(small.indicator("A", "begun + nothing"))

    def test_a_formula_is_told_in_words(self):
        share, whole = small.indicator("S", "core", "begun"), small.indicator("A", "S + core", "begun - ended")
        definition = small.definition([CASES], MEASURES, [whole, share])
        assert describe_formula(definition, whole) == (
            "(s plus core cases begun (“Kind” is Core)) ÷ (cases begun minus cases ended) × 100"
        )
        assert titles_in_words(definition, "begun - ended") == "Cases begun minus Cases ended"


class TestGivenByTheQuarter:
    ALL = small.indicator("A", "begun", "ended")

    def quarters(self, *numbers):
        parts = [(f"Q{n} 2011/12", top, bottom) for n, (top, bottom) in enumerate(numbers, start=1)]
        given = [small.given("A", code, numerator=top, denominator=bottom) for code, top, bottom in parts]
        return Reference(given=tuple(given))

    def test_a_year_is_pooled_from_its_quarters(self):
        reference = self.quarters((1, 2), (2, 3), (3, 5), (4, 10))
        counted = figures(self.ALL, reference=reference)
        assert (counted["2011/12"].numerator, counted["2011/12"].denominator) == (10, 20)
        assert counted["2011/12"].remark == "Q1 2011/12, Q2 2011/12, Q3 2011/12, Q4 2011/12 as given."
        assert counted["H1 2011/12"].value == Fraction(3, 5) * 100

    def test_a_quarter_that_is_given_wins_over_its_months(self):
        months = tuple(small.given("A", f"2012-0{n}", numerator=1, denominator=1) for n in (1, 2, 3))
        reference = Reference(given=(*months, small.given("A", "Q4 2011/12", numerator=1, denominator=2)))
        assert figures(self.ALL, reference=reference)["H2 2011/12"].denominator == 2

    def test_a_quarter_is_no_part_of_a_period_that_it_does_not_lie_in_whole(self):
        reference = Reference(given=(small.given("A", "Q1 2012/13", numerator=50, denominator=50),))
        counted = figures(self.ALL, reference=reference, period="2012-05")
        assert (counted[YTD].numerator, counted[YTD].denominator) == (5, 3)

    def test_of_what_keeps_the_last_the_last_quarter_is_the_year(self):
        stock = small.indicator("A", "open")
        reference = Reference(given=(small.given("A", "Q4 2011/12", 33),))
        assert figures(stock, reference=reference)["2011/12"].value == 33
