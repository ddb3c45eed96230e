from __future__ import annotations

from fractions import Fraction

import pytest

from tests.builders import small_tables as small
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.unit import Unit

CASES = small.source("cases", "child:id begun:date! ended:date kind:category cost:number")
STOCK = small.measure("open", "cases", "begun", kind="open at period end", end="ended")
MEASURES = [
    small.measure("all", "cases", "begun"),
    small.measure("late", "cases", "begun", "kind | equals | late"),
    STOCK,
    small.measure("children", "cases", "begun", distinct="child"),
    small.measure("mean", "cases", "begun", kind="mean", column="cost"),
    small.measure("population", "figures", kind="given", title="Population"),
]
FIGURES = small.source("figures", "", covers="")
YTD = "2012/13 to 2012-05"


def figures(numerator, denominator="", rows=(), **settings):
    """The figures of numerator ÷ denominator; `silent`, `given`, `period`, `unit` as asked, the rest are settings."""
    silent, given = settings.pop("silent", ()), settings.pop("given", ())
    period, more = (
        settings.pop("period", "2012-05"),
        {name: settings.pop(name) for name in ("unit",) if name in settings},
    )
    definition = small.definition(
        [CASES, FIGURES], MEASURES, [small.indicator("A", numerator, denominator, **more)], **settings
    )
    reference = Reference(not_reported=tuple(small.not_reported("A", *words) for words in silent), given=tuple(given))
    return small.figures_of(definition, {"cases": _rows(rows)}, period, reference)


def _rows(counts):
    """Rows from (month, how many, how many of them late)."""
    lines = [
        f"c{number} {month}-10 - {'late' if number < late else 'soon'}"
        for month, count, late in counts
        for number in range(count)
    ]
    return small.rows(CASES, *lines)


def test_a_year_to_date_is_the_ratio_of_sums_not_the_mean_of_ratios():
    counted = figures("late", "all", [("2012-04", 12, 0), ("2012-05", 28, 1)])
    assert counted["2012-04"].value == 0
    assert counted["2012-05"].value == Fraction(100, 28)
    assert (counted[YTD].numerator, counted[YTD].denominator, counted[YTD].value) == (1, 40, Fraction(5, 2))


def test_a_percentage_is_exact():
    counted = figures("late", "all", [("2012-05", 160, 26)])
    assert counted["2012-05"].value == Fraction(65, 4)
    assert figures("late", "all", [("2012-05", 100, 7)])["2012-05"].value == 7


def test_nothing_divided_by_nothing_is_no_cases_and_not_zero():
    figure = figures("late", "all")["2012-05"]
    assert (figure.value, figure.missing, figure.numerator, figure.denominator) == (None, "no cases", 0, 0)


def test_a_count_of_none_is_zero():
    assert figures("all")["2012-05"].value == 0


def test_a_mean_without_cases_has_no_cases_as_numerator_and_as_denominator():
    assert figures("mean")["2012-05"].missing == "no cases"
    assert figures("mean", "all")["2012-05"].missing == "no cases"
    assert figures("all", "mean")["2012-05"].missing == "no cases"


class TestNotReported:
    ROWS = (("2012-04", 12, 0), ("2012-05", 28, 1), ("2010-06", 3, 1))

    def test_a_month_is_blank_with_its_reason_and_never_zero(self):
        figure = figures("all", rows=self.ROWS, silent=[("2012-04",)])["2012-04"]
        assert (figure.value, figure.numerator, figure.missing) == (None, None, "not reported")
        assert figure.remark == "no list was sent"

    def test_a_year_to_date_of_a_flow_says_how_many_months_were_reported(self):
        counted = figures("all", rows=self.ROWS, silent=[("2012-04",)])
        assert (counted[YTD].value, counted[YTD].missing) == (None, "1 of 2 months reported")
        assert counted[YTD].remark == "Apr 2012: no list was sent."
        assert figures("all", rows=self.ROWS, silent=[("2012-04", "Late.")])[YTD].remark == "Apr 2012: Late."
        assert counted["2012-05"].value == 28

    def test_a_year_with_a_month_missing_says_so(self):
        counted = figures("late", "all", self.ROWS, silent=[("2010-06",)])
        assert counted["2010/11"].missing == "11 of 12 months reported"
        assert counted["2011/12"].missing == "no cases"

    def test_partial_periods_are_pooled_from_the_months_that_were_reported(self):
        counted = figures("late", "all", self.ROWS, silent=[("2012-04",)], partial_periods=True)
        assert (counted[YTD].numerator, counted[YTD].denominator) == (1, 28)
        assert counted[YTD].remark == "1 of 2 months reported. Apr 2012: no list was sent."

    def test_partial_periods_need_at_least_one_month(self):
        counted = figures("all", rows=self.ROWS, period="2012-07", partial_periods=True, silent=[("2012-05",)])
        assert counted["2012/13 to 2012-07"].value == 12
        nothing = figures("all", rows=self.ROWS, period="2013-05", partial_periods=True, silent=[("2013-04",)])
        assert nothing["2013/14 to 2013-05"].missing == "0 of 2 months covered"

    def test_partial_periods_are_worked_out_again_from_the_months_that_were_reported(self):
        rows = [("2012-04", 5, 0), ("2012-05", 2, 0)]
        counted = figures("children", rows=rows, silent=[("2012-04",)], partial_periods=True)
        assert counted[YTD].value == 2

    def test_for_a_stock_only_the_last_month_matters(self):
        counted = figures("open", rows=self.ROWS, silent=[("2012-04",)])
        assert counted[YTD].value == 43
        assert counted["2012/13 to 2012-04"].missing == "not reported"
        assert figures("open", rows=self.ROWS, silent=[("2012-05",)])[YTD].missing == "not reported"

    def test_a_year_means_its_months_too(self):
        counted = figures("all", rows=self.ROWS, silent=[("2010/11",)])
        silent = {code for code, figure in counted.items() if figure.missing == "not reported"}
        assert len([code for code in silent if not {"Q", "H", "to"} & {code[0], *code.split()}]) == 13
        assert {"2010/11 to 2010-05", "Q1 2010/11", "Q4 2010/11", "H1 2010/11", "H2 2010/11"} <= silent
        assert {"2010/11", "2010-04", "2011-03"} <= silent
        assert counted["2011-04"].value == 0

    def test_the_year_to_date_within_a_year_not_reported_is_not_reported(self):
        counted = figures("all", rows=self.ROWS, silent=[("2010/11",)], period="2011-05")
        assert counted["2010/11 to 2010-05"].missing == "not reported"

    def test_when_no_month_is_reported_the_longer_period_is_not_reported(self):
        counted = figures("all", rows=self.ROWS, silent=[("2012-04",), ("2012-05", "late list")])
        assert (counted[YTD].missing, counted[YTD].remark) == ("not reported", "no list was sent")

    def test_a_year_to_date_alone_leaves_its_months(self):
        counted = figures("all", rows=self.ROWS, silent=[(YTD,)])
        assert counted[YTD].missing == "not reported"
        assert counted["2012-05"].value == 28

    def test_another_indicator_s_silence_changes_nothing(self):
        definition = small.definition([CASES, FIGURES], MEASURES, [small.indicator("A", "all")])
        reference = Reference(not_reported=(small.not_reported("B", "2012-05"),))
        assert small.figures_of(definition, {"cases": []}, "2012-05", reference)["2012-05"].value == 0


class TestPopulation:
    RATE = Unit.PER_10000
    ROWS = (("2012-04", 160, 0), ("2012-05", 167, 0), ("2011-04", 5, 0), ("2010-04", 7, 0))

    def rates(self, *given, numerator="all", period="2012-05"):
        entries = [small.given("population", year, number) for year, number in given]
        return figures(numerator, "population", self.ROWS, given=entries, unit=self.RATE, period=period)

    def test_a_rate_uses_the_population_of_the_year_of_its_last_month(self):
        counted = self.rates(("2010/11", 48795), ("2011/12", 49104), ("2012/13", 50000))
        assert counted["2011-04"].value == Fraction(5, 49104) * 10000
        assert counted["2012-05"].value == Fraction(167, 50000) * 10000
        assert counted["2010/11"].denominator == 48795
        assert (counted[YTD].numerator, counted[YTD].denominator) == (327, 50000)

    def test_a_year_without_a_population_uses_the_latest_before_it_and_says_so(self):
        counted = self.rates(("2009/10", 40000), ("2010/11", 48795))
        assert counted["2012-05"].denominator == 48795
        assert counted["2012-05"].remark == "Population: 2010/11's is used; none is given for 2012/13."
        assert counted["2010-05"].remark == ""

    def test_without_this_or_an_earlier_year_s_population_there_is_no_rate(self):
        counted = self.rates(("2012/13", 50000))
        assert (counted["2012-03"].value, counted["2012-03"].missing) == (None, "not given")
        assert counted["2012-03"].remark == "Population: none is given for 2011/12."
        assert counted["2012-03"].numerator == 0

    def test_a_month_s_own_population_comes_before_the_year_s(self):
        counted = self.rates(("2012/13", 50000), ("2012-05", 51000))
        assert counted["2012-05"].denominator == 51000
        assert counted["2012-04"].denominator == 50000
        assert counted[YTD].denominator == 51000

    def test_a_given_measure_alone_is_an_indicator(self):
        counted = self.rates(("2010/11", 48795), ("2012-05", 51000), numerator="population")
        assert counted["2012-05"].value == 10000
        entries = [small.given("population", "2010/11", numerator=1, denominator=2)]
        assert figures("population", given=entries)["2010-04"].value == Fraction(1, 2)


class TestGiven:
    ROWS = (("2012-04", 10, 1), ("2012-05", 30, 3), ("2010-04", 7, 0))

    def test_a_given_figure_wins_and_says_what_it_replaces(self):
        entry = small.given("A", "2010/11", 541, source="the council's report")
        figure = figures("all", rows=self.ROWS, given=[entry])["2010/11"]
        assert (figure.value, figure.given, figure.numerator) == (541, True, 541)
        assert figure.remark == "Given: the council's report; worked out it would be 7.0."

    def test_a_given_ratio_has_no_numerator_unless_it_says_so(self):
        figure = figures("late", "all", self.ROWS, given=[small.given("A", "2012-05", "9.9")])["2012-05"]
        assert (figure.value, figure.numerator, figure.denominator) == (Fraction(99, 10), None, None)
        assert figure.remark == "Given; worked out it would be 10.0%."

    def test_a_given_numerator_and_denominator_make_the_value(self):
        entry = small.given("A", "2012-05", numerator=1, denominator=8)
        figure = figures("late", "all", self.ROWS, given=[entry])["2012-05"]
        assert (figure.value, figure.numerator, figure.denominator) == (Fraction(25, 2), 1, 8)

    def test_months_given_as_numerator_and_denominator_are_pooled(self):
        entry = small.given("A", "2012-04", numerator=2, denominator=20)
        figure = figures("late", "all", self.ROWS, given=[entry])[YTD]
        assert (figure.numerator, figure.denominator, figure.given) == (5, 50, False)
        assert figure.remark == "Apr 2012 as given."

    def test_months_given_as_counts_are_pooled(self):
        counted = figures("all", rows=self.ROWS, given=[small.given("A", "2012-04", 600)])
        assert counted[YTD].value == 630

    def test_months_given_as_a_percentage_alone_cannot_be_pooled_and_rows_are_used(self):
        figure = figures("late", "all", self.ROWS, given=[small.given("A", "2012-04", 50)])[YTD]
        assert (figure.numerator, figure.denominator, figure.remark) == (4, 40, "")

    def test_given_months_of_what_is_worked_out_again_make_no_year(self):
        counted = figures("children", rows=self.ROWS, given=[small.given("A", "2012-04", 600)])
        assert (counted["2012-04"].value, counted[YTD].value) == (600, 30)

    def test_a_given_month_of_a_rate_is_pooled_with_the_population(self):
        entries = [small.given("A", "2012-04", numerator=20), small.given("population", "2012/13", 100)]
        figure = figures("all", "population", self.ROWS, given=entries)[YTD]
        assert (figure.numerator, figure.denominator) == (50, 100)

    def test_a_stock_s_given_last_month_is_its_year_to_date(self):
        counted = figures("open", rows=self.ROWS, given=[small.given("A", "2012-05", 99)])
        assert (counted[YTD].value, counted[YTD].given) == (99, True)

    def test_a_given_month_stands_in_for_one_that_is_not_reported(self):
        given = [small.given("A", "2012-04", 5)]
        counted = figures("all", rows=self.ROWS, silent=[("2012-04",)], given=given)
        assert (counted["2012-04"].value, counted[YTD].value) == (5, 35)
        assert counted["2012-04"].remark == "Given; it cannot be worked out (not reported)."

    def test_a_given_row_that_says_nothing_changes_nothing(self):
        for entry in (small.given("A", "2012-05"), small.given("A", "2012-05", numerator=3, denominator=0)):
            figure = figures("late", "all", self.ROWS, given=[entry])["2012-05"]
            assert (figure.given, figure.numerator) == (False, 3)

    def test_a_given_figure_for_another_indicator_changes_nothing(self):
        assert not figures("all", rows=self.ROWS, given=[small.given("B", "2012-05", 5)])["2012-05"].given


@pytest.mark.parametrize("more", [{}, {"denominator": 4}])
def test_a_given_numerator_alone_is_a_count_and_never_a_ratio(more):
    entry = small.given("A", "2012-05", numerator=3, **more)
    counted = figures("all", given=[entry])["2012-05"]
    assert counted.value == (3 if not more else Fraction(3, 4))
    ratio = figures("late", "all", [("2012-05", 4, 1)], given=[small.given("A", "2012-05", numerator=3)])["2012-05"]
    assert (ratio.given, ratio.value) == (False, 25)
