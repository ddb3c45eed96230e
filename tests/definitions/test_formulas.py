"""Indicators made of others, versions of one indicator, and what waits to be filled in."""

import pytest

from tests.builders.definitions import complaints_of_full, full_definition, read_with, written
from xl_scorecard.definitions.reading import read_definition

LETTERS = {"Since": "M", "Until": "N", "Frequency": "O", "Replaces": "P"}


@pytest.fixture
def told():
    """What is complained of in the full definition with other values in some cells: told(Indicators_M6="2012-04")."""

    def spoil(**cells):
        return tuple(line.removeprefix("definition.xlsx › ") for line in complaints_of_full(**cells))

    return spoil


def test_a_formula_takes_its_codes_as_they_were_declared():
    definition = read_with(Indicators_G6="RE_referrals  +  r 1 -  Referrals")
    assert definition.indicators[1].numerator == "re_referrals + R1 - referrals"


def test_an_indicator_may_be_a_ratio_of_others():
    read = read_with(Indicators_G6="R1", Indicators_H6="R3 + P1").indicators[1]
    assert (read.numerator, read.denominator) == ("R1", "R3 + P1")


def test_a_code_that_is_neither_measure_nor_indicator_is_told_by_itself(told):
    assert told(Indicators_G5="R3 + re_referal") == (
        'Indicators › G5: "re_referal" is not a measure or an indicator; did you mean re_referrals?',
    )


def test_what_is_made_of_itself_is_told_with_the_way_round(told):
    cells = {"Indicators_G5": "P1 + plans_open", "Indicators_G9": "R1"}
    assert told(**cells) == ("Indicators › G5: R1 is made of itself (R1 → P1 → R1); take it out of one of them.",)


@pytest.mark.parametrize("formula", ["referrals + plans_open", "R1", "R1 - R2", "visits + sum"])
def test_what_adds_up_in_any_term_needs_a_target_per_month_or_year(told, formula):
    (sentence,) = told(Indicators_G10=formula, Targets_J8=None)
    assert sentence == "Targets › J8: Per is empty; P2 adds up over months, so write whether month or year is meant."


def test_what_does_not_add_up_needs_none():
    assert read_with(Indicators_G8="plans_open + plans_open").targets[2].per is None


def test_two_rows_of_one_code_follow_one_another_by_their_since(tmp_path):
    definition = read_definition(written(tmp_path, full_definition()))
    assert [one.code for one in definition.indicators] == ["R1", "R2", "R3", "P1", "P2"]
    assert [(one.code, one.since) for one in definition.earlier] == [("R2", None)]


def test_two_rows_of_one_code_with_the_same_since_are_refused(told):
    assert told(Indicators_M7=None) == ('Indicators › B7: "R2" stands twice, also in B6.',)
    assert told(Indicators_M6="2011/12") == ("Indicators › B7: the same Code, Since as in B6; take one of them out.",)


def test_an_indicator_cannot_end_before_it_begins(told):
    assert told(Indicators_N7="2011-03") == ("Indicators › N7: Mar 2011 is before 2011/12 in M7.",)


def test_what_replaces_another_says_since_when(told):
    assert told(Indicators_M10=None) == (
        "Indicators › M10: Since is empty; what replaces P1 needs it: write its first period there, for example 2012/13.",
    )
    assert told(Indicators_P10="P2")[0].startswith('Indicators › P10: "P2" cannot replace itself;')
    assert told(Indicators_P10="P11") == ('Indicators › P10: "P11" is not an indicator; did you mean P1?',)


def test_how_often_it_is_due_is_one_of_a_list(told):
    assert told(Indicators_O7="quarterly") == (
        'Indicators › O7: "quarterly" is not how often something can be due; did you mean quarter?',
    )


def test_a_target_to_fill_waits_and_a_target_without_value_is_refused(told, tmp_path):
    definition = read_definition(written(tmp_path, full_definition()))
    assert [target.is_waiting for target in definition.targets] == [False, False, False, True]
    assert str(definition.targets[3].place) == "definition.xlsx › Targets › K8"
    found = told(Targets_K8=None)
    assert found == ("Targets › E8: Lower is empty; P2 is a RANGE and needs Lower and Upper.",
                     "Targets › F8: Upper is empty; P2 is a RANGE and needs Lower and Upper.")  # fmt: skip


def test_a_benchmark_or_a_figure_without_value_is_refused_unless_it_waits(told):
    assert told(Benchmarks_H6=None) == ("Benchmarks › D6: Value is empty; it must be filled in.",)
    assert told(Given_figures_G6=None)[0].startswith("Given figures › C6: Value is empty;")


def test_the_cell_where_something_is_confirmed_is_known(tmp_path):
    definition = read_definition(written(tmp_path, full_definition()))
    assert [one.place.cell for one in definition.reference.benchmarks] == ["H5"]
    assert [one.place.cell for one in definition.reference.given] == ["G5"]
    assert [(one.code, one.place.cell) for one in definition.waiting] == [("R2", "H6"), ("population", "G6")]


def test_what_is_confirmed_is_a_year(told):
    assert told(Targets_K5="soon")[0].startswith('Targets › K5: "soon" is not a period;')


class TestPython:
    def test_a_function_is_a_file_and_a_name(self, told):
        fix = "write one such as measures.py:visits."
        assert told(Measures_I13="visits") == (f'Measures › I13: "visits" names no function; {fix}',)
        assert told(Measures_I13=None) == (f"Measures › I13: Function is empty; {fix}",)
        assert told(Measures_I13="../measures.py:visits; x")[0].startswith("Measures › I13")

    def test_it_takes_no_source_and_no_conditions(self, told):
        assert told(Measures_C13="plans") == ('Measures › C13: "plans" is not used; a function receives every source.',)
        assert told(Conditions_A8="visits")[0] == (
            'Conditions › A8: "visits" is left to its function, and takes no conditions.'
        )


class TestRowsElsewhere:
    def test_the_other_source_must_have_the_column_that_is_named(self, told):
        assert told(Conditions_D15="chidl", Conditions_D16=None) == (
            'Conditions › D15: "chidl" is not a column of referrals; did you mean child?',
        )

    def test_without_a_name_the_column_of_the_same_name(self, told):
        assert told(Conditions_B15="ended") == (
            'Conditions › B15: "ended" is a column of plans of type date; those that hold words are child.',
            'Conditions › B15: "ended" is not a column of referrals; use one of child, referred, type, urgent, days, team.',
        )

    def test_it_must_hold_records(self, told):
        assert told(Conditions_E15="population") == ('Conditions › E15: "population" holds figures, not records.',)
        assert told(Conditions_E15=None) == (
            'Conditions › E15: Other column is empty; "has a row in" needs a source there.',
        )
