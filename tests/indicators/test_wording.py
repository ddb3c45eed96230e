from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.builders import small_tables as small
from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.wording import describe_formula, describe_measure, describe_working_days
from xl_scorecard.model.definition import WorkingDayConvention
from xl_scorecard.model.unit import Unit

CASES = small.source("cases", "child:id referred:date! authorised:date type:category cost:number")
INITIAL = "type | equals | Initial"
MEASURES = {
    one.code: one
    for one in (
        small.measure("initial", "cases", "authorised", INITIAL, title="Initial assessments completed"),
        small.measure(
            "in_10",
            "cases",
            "authorised",
            INITIAL,
            "authorised | within working days of | 10 | referred",
            title="Initial assessments in time",
        ),
        small.measure("open", "cases", "referred", title="Cases open", kind="open at period end", end="authorised"),
        small.measure("population", "figures", title="ONS population", kind="given"),
        small.measure("cost", "cases", "referred", title="Cost", kind="median", column="cost"),
        small.measure("children", "cases", "referred", title="Children", distinct="child"),
    )
}
DEFINITION = small.definition([CASES, small.source("figures", "", covers="")], list(MEASURES.values()))


def test_a_ratio_names_both_measures_and_the_conditions_of_the_numerator_alone():
    assert describe_formula(DEFINITION, small.indicator("A", "in_10", "initial")) == (
        "initial assessments in time (“Authorised” is at most 10 working days after “Referred”) "
        "÷ initial assessments completed × 100"
    )


def test_a_rate_shows_its_multiplier_and_an_abbreviation_keeps_its_capitals():
    rate = small.indicator("A", "open", "population", unit=Unit.PER_10000)
    assert describe_formula(DEFINITION, rate) == "cases open ÷ ONS population × 10,000"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("A&E attendances", "A&E attendances"),
        ("NEETs", "NEETs"),
        ("A child seen", "a child seen"),
        ("Visits", "visits"),
    ],
)
def test_a_title_within_a_sentence_begins_small_unless_it_is_an_abbreviation(title, words):
    measures = [MEASURES["open"], replace(MEASURES["population"], title=title)]
    of = replace(DEFINITION, measures=tuple(measures))
    assert describe_formula(of, small.indicator("A", "open", "population")) == f"cases open ÷ {words} × 100"


def test_a_ratio_that_is_not_multiplied_says_nothing_of_it():
    days = small.indicator("A", "open", "population", unit=Unit.DAYS)
    assert describe_formula(DEFINITION, days) == "cases open ÷ ONS population"
    half = replace(days, multiplier=Fraction(1, 2))
    assert describe_formula(DEFINITION, half) == "cases open ÷ ONS population × 1/2"


def test_a_count_names_its_measure_and_its_conditions():
    assert describe_formula(DEFINITION, small.indicator("A", "initial")) == (
        "initial assessments completed (“Type” is Initial)"
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "in_10",
            (
                "Initial assessments in time: rows of cases whose “Authorised” falls in the period, where “Type” is "
                "Initial and “Authorised” is at most 10 working days after “Referred”. "
                "The months of a longer period add up."
            ),
        ),
        (
            "open",
            (
                "Cases open: rows of cases that are open at the period's end, from “Referred” up to “Authorised”. "
                "A longer period keeps its last month's figure."
            ),
        ),
        (
            "population",
            (
                "ONS population: the figure given in figures. "
                "The year's figure serves all its months; a year without one uses the latest earlier one."
            ),
        ),
        (
            "cost",
            (
                "Cost: the median of “Cost” of rows of cases whose “Referred” falls in the period. "
                "A longer period is worked out again from all its rows."
            ),
        ),
        (
            "children",
            (
                "Children: different “Child” in rows of cases whose “Referred” falls in the period. "
                "A longer period is worked out again from all its rows."
            ),
        ),
    ],
)
def test_a_measure_in_words(code, words):
    assert describe_measure(DEFINITION, MEASURES[code]) == words


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("type | does not equal | Core", "“Type” does not equal Core"),
        ("type | is one of | Core; Initial", "“Type” is Core or Initial"),
        ("type | is blank", "“Type” is blank"),
        ("type | is not blank", "“Type” is not blank"),
        ("cost | is at least | 5", "“Cost” is at least 5"),
        ("cost | is under | 5", "“Cost” is under 5"),
        (
            "authorised | within working days of | 1 | referred",
            "“Authorised” is at most 1 working day after “Referred”",
        ),
        ("authorised | at least years after | 2 | referred", "“Authorised” is at least 2 years after “Referred”"),
        ("authorised | at least months after | 1 | referred", "“Authorised” is at least 1 month after “Referred”"),
        (
            "referred | earlier row within months | 12 | child",
            "“Referred” follows another of the same “Child” in the 12 months before",
        ),
        ("referred | any earlier row | | child", "“Referred” follows any earlier one of the same “Child”"),
        ("referred | open for at least months | 3", "“Referred” is at least 3 months before the period's end"),
        (
            "referred | every review in time | 3;6 | reviews",
            "every review was in time: the first within 3 months of “Referred”, later ones 6 months apart",
        ),
    ],
)
def test_every_condition_in_words(condition, words):
    measure = small.measure("one", "cases", "referred", condition, title="One")
    assert describe_measure(DEFINITION, measure).partition(", where ")[2].startswith(f"{words}. ")


def test_three_conditions_are_joined_as_a_list():
    measure = small.measure("one", "cases", "referred", INITIAL, "cost | is blank", "child | is not blank", title="One")
    assert "where “Type” is Initial, “Cost” is blank and “Child” is not blank." in describe_measure(DEFINITION, measure)


def test_working_days_in_words():
    assert describe_working_days(DEFINITION) == (
        "Working days are Monday to Friday less England's bank holidays; "
        "the start is day 0, or the next working day where it is none."
    )
    inclusive = small.definition(
        [CASES], [], working_days=WorkingDayConvention.INCLUSIVE, closure_days=(date(2012, 6, 1),)
    )
    assert "bank holidays and 1 closure day; the start is day 1" in describe_working_days(inclusive)


def test_an_unknown_measure_is_refused():
    with pytest.raises(DefinitionError, match='There is no measure "nothing"'):
        describe_formula(DEFINITION, small.indicator("A", "nothing"))
