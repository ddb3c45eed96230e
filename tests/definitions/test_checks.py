"""What does not fit together: each complaint, and beside it what is all right."""

import pytest

from tests.builders.definitions import complaints, complaints_with, read_with, small_definition, written
from xl_scorecard.model.reference import GivenFigure, Reference
from xl_scorecard.model.unit import Unit


def told(**cells) -> tuple[str, ...]:
    return tuple(line.removeprefix("definition.xlsx › ") for line in complaints_with(**cells))


ALIKE = "case, spaces and look-alike letters make no difference"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Indicators_B8": "R1"}, 'Indicators › B8: "R1" stands twice, also in B5.'),
        ({"Indicators_B8": "r 1"}, f'Indicators › B8: "r 1" stands twice, also in B5, "R1"; {ALIKE}.'),
        ({"Measures_A8": "Referrals"}, f'Measures › A8: "Referrals" stands twice, also in A5, "referrals"; {ALIKE}.'),
        ({"Sources_A8": "referrals"}, 'Sources › A8: "referrals" stands twice, also in A5.'),
        ({"Columns_B9": "type"}, 'Columns › B9: "type" stands twice, also in B7.'),
    ],
)
def test_a_code_or_name_that_stands_twice_is_told_with_both_cells(cells, sentence):
    assert sentence in told(**cells)


def test_the_same_column_name_in_two_sources_is_all_right():
    children = [column.name for source in small_definition().sources for column in source.columns].count("child")
    assert children == 3


def test_a_code_with_look_alike_letters_clashes_and_its_letters_are_named():
    assert told(Indicators_B8="Ρ3", Indicators_B7="P3", Targets_A7=None) >= (
        'Indicators › B8: "Ρ3" has a letter that is not Latin: Ρ (Greek capital letter RHO); did you mean P3?',
        f'Indicators › B8: "Ρ3" stands twice, also in B7, "P3"; {ALIKE}.',
    )


@pytest.mark.parametrize("cell", ["Indicators_B7", "Measures_A8", "Sources_A8", "Columns_B10"])
def test_letters_that_are_not_latin_are_named_with_their_latin_look_alike(cell):
    sheet, _, address = cell.partition("_")
    assert (
        f'{sheet} › {address}: "Ор368" has letters that are not Latin: О (Cyrillic capital letter O), '
        "р (Cyrillic small letter ER); did you mean Op368?"
    ) in told(**{cell: "Ор368"})


def test_a_letter_without_a_latin_look_alike_is_named():
    assert 'Indicators › B7: "Ж1" has a letter that is not Latin: Ж (Cyrillic capital letter ZHE); use A to Z.' in told(
        Indicators_B7="Ж1"
    )


def test_a_reference_in_letters_that_are_not_latin_is_told():
    assert told(Indicators_B8="P1", Targets_A7="Р1") == (
        'Targets › A7: "Р1" has a letter that is not Latin: Р (Cyrillic capital letter ER); did you mean P1?',
    )


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Columns_A5": "referals"}, 'Columns › A5: "referals" is not a source; did you mean referrals?'),
        ({"Measures_C8": "refferals"}, 'Measures › C8: "refferals" is not a source; did you mean referrals?'),
        (
            {"Conditions_A5": "re_referals"},
            'Conditions › A5: "re_referals" is not a measure; did you mean re_referrals?',
        ),
        ({"Conditions_B6": "typ"}, 'Conditions › B6: "typ" is not a column of referrals; did you mean type?'),
        ({"Conditions_E5": "chid"}, 'Conditions › E5: "chid" is not a column of referrals; did you mean child?'),
        ({"Conditions_E7": "reveiws"}, 'Conditions › E7: "reveiws" is not a source; did you mean reviews?'),
        ({"Measures_E5": "refered"}, 'Measures › E5: "refered" is not a column of referrals; did you mean referred?'),
        ({"Measures_F7": "endd"}, 'Measures › F7: "endd" is not a column of plans; did you mean ended?'),
        ({"Measures_H6": "chld"}, 'Measures › H6: "chld" is not a column of referrals; did you mean child?'),
        (
            {"Indicators_G6": "re_referal"},
            'Indicators › G6: "re_referal" is not a measure or an indicator; did you mean re_referrals?',
        ),
        (
            {"Indicators_H6": "referrals + populaton"},
            'Indicators › H6: "populaton" is not a measure or an indicator; did you mean population?',
        ),
        ({"Targets_A5": "R22"}, 'Targets › A5: "R22" is not an indicator; did you mean R2?'),
        ({"Benchmarks_A5": "xyz"}, 'Benchmarks › A5: "xyz" is not an indicator; use one of R1, R2, R3, P1.'),
        ({"Not_reported_A5": "R11"}, 'Not reported › A5: "R11" is not an indicator; did you mean R1?'),
        ({"Notes_A5": "R22"}, 'Notes › A5: "R22" is not an indicator; did you mean R2?'),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_one(cells, sentence):
    assert sentence in told(**cells)


def test_covers_from_after_covers_to_is_told():
    assert told(Sources_E5="2012-06") == ("Sources › F5: May 2012 is before Jun 2012 in E5, where it starts.",)


def test_a_source_may_cover_one_month():
    read_with(Sources_E5="2012-05")


@pytest.mark.parametrize(("cell", "label"), [("E5", "Covers from"), ("F5", "Covers to")])
def test_records_need_the_months_that_they_cover(cell, label):
    assert told(**{f"Sources_{cell}": None}) == (
        f"Sources › {cell}: {label} is empty; records need the months that they are complete for.",
    )


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Measures_E5": None}, 'Measures › E5: Date is empty; "count" needs a date column there; '),
        ({"Measures_E7": None}, 'Measures › E7: Date is empty; "open at period end" needs a date column there; '),
        ({"Measures_F7": None}, 'Measures › F7: End is empty; "open at period end" needs a date column there; '),
        ({"Measures_E8": None}, 'Measures › E8: Date is empty; "median" needs a date column there; '),
        ({"Measures_G8": None}, 'Measures › G8: Number column is empty; "median" needs a number column there; '),
        ({"Measures_D8": "sum", "Measures_G8": None}, 'Measures › G8: Number column is empty; "sum" needs a number '),
        ({"Measures_D8": "mean", "Measures_E8": None}, 'Measures › E8: Date is empty; "mean" needs a date column '),
        ({"Measures_C5": None}, 'Measures › C5: Source is empty; "count" needs a source of records.'),
        ({"Measures_C5": "population"}, 'Measures › C5: "population" holds figures; "count" needs records.'),
        ({"Measures_C9": "plans"}, 'Measures › C9: "plans" holds records; "given" needs figures.'),
        (
            {"Measures_E5": "team"},
            'Measures › E5: "team" is a column of referrals of type text; those that hold dates ',
        ),
        ({"Measures_F7": "child"}, 'Measures › F7: "child" is a column of plans of type id; those that hold dates '),
        ({"Measures_G8": "team"}, 'Measures › G8: "team" is a column of referrals of type text; those that hold num'),
    ],
)
def test_a_measure_without_what_its_kind_needs_is_told(cells, sentence):
    (line,) = told(**cells)
    assert line.startswith(sentence)


def test_the_columns_that_would_fit_are_listed():
    (line,) = told(Measures_F7=None)
    assert line.endswith("those that hold dates are started, ended.")


def test_a_given_measure_needs_no_source():
    assert read_with(Measures_C9=None).measures[4].source == ""


TEST, VALUE = "Conditions_C5", "Conditions_D5"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Conditions_B5": "team"}, 'B5: "team" is a column of referrals of type text; those that hold dates are'),
        ({"Conditions_B6": "referred"}, 'B6: "referred" is a column of referrals of type date; those that hold no da'),
        ({"Conditions_E5": "team"}, 'E5: "team" is a column of referrals of type text; those that hold ids are child.'),
        ({"Conditions_E8": "child"}, 'E8: "child" is a column of plans of type id; those that hold dates are'),
        (
            {"Conditions_E5": None},
            'E5: Other column is empty; "earlier row within months" needs the child\'s id there.',
        ),
        ({"Conditions_E8": None}, 'E8: Other column is empty; "at least years after" needs a date column there.'),
        ({"Conditions_E7": None}, 'E7: Other column is empty; "every review in time" needs the source of the reviews'),
        ({VALUE: None}, 'D5: Value is empty; "earlier row within months" needs a whole number such as 12.'),
        ({VALUE: "12.5"}, 'D5: "12.5" does not fit "earlier row within months"; write a whole number such as 12.'),
        ({VALUE: "a year"}, 'D5: "a year" does not fit "earlier row within months"; write a whole number such as 12.'),
        ({"Conditions_D7": "3;6;9"}, 'D7: "3;6;9" does not fit "every review in time"; write one or two numbers of'),
        ({"Conditions_D6": None}, 'D6: Value is empty; "equals" needs a value such as Initial.'),
        ({"Conditions_D6": "Intial"}, 'D6: "Intial" is not one of the allowed words of type; did you mean Initial?'),
        ({"Conditions_B6": "urgent", "Conditions_D6": "perhaps"}, 'D6: "perhaps" is not one of the allowed words of'),
        ({"Conditions_B6": "days", "Conditions_D6": "ten"}, 'D6: "ten" is not a number, and days holds numbers.'),
        (
            {"Conditions_B6": "days", "Conditions_C6": "is at least", "Conditions_D6": "ten"},
            'D6: "ten" does not fit "is at least"; write a number such as 10.',
        ),
        (
            {"Conditions_C6": "is one of", "Conditions_D6": " ; "},
            'D6: Value is empty; "is one of" needs values such as',
        ),
        ({"Conditions_C6": "is one of", "Conditions_D6": "Core; Cor"}, 'D6: "Cor" is not one of the allowed words of'),
        ({"Conditions_C6": "is under", "Conditions_D6": "1"}, 'B6: "type" is a column of referrals of type category;'),
        ({"Conditions_A7": "population"}, 'A7: "population" is given, not counted, and takes no conditions.'),
        (
            {"Conditions_A7": "days", "Conditions_B7": "referred"},
            'C7: "every review in time" needs a measure that is open at period end; "days" is a median.',
        ),
        ({"Conditions_E7": "population"}, 'E7: "population" holds figures; reviews are records.'),
        ({"Columns_E15": "No"}, 'E7: "reviews" has no date column that is needed: the review\'s date.'),
        ({"Columns_D14": "text"}, 'E7: "reviews" and "plans" have no id column of the same name to be joined by.'),
    ],
)
def test_a_condition_that_does_not_fit_is_told(cells, sentence):
    lines = told(**cells)
    assert [line for line in lines if line.startswith(f"Conditions › {sentence}")] == list(lines)


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ({"Conditions_D6": "initial"}, "Initial"),
        ({"Conditions_C6": "is one of", "Conditions_D6": "initial;CORE"}, "Initial; Core"),
        ({"Conditions_C6": "is one of", "Conditions_D6": "Initial;Core"}, "Initial;Core"),
        ({"Conditions_B6": "urgent", "Conditions_D6": True}, "Yes"),
        ({"Conditions_B6": "urgent", "Conditions_D6": "no"}, "No"),
        ({"Conditions_B6": "days", "Conditions_C6": "is under", "Conditions_D6": 10.0}, "10"),
        ({"Conditions_B6": "team", "Conditions_D6": "any team"}, "any team"),
        ({"Conditions_C6": "is blank", "Conditions_D6": None}, ""),
        ({"Conditions_B6": "referred", "Conditions_C6": "is not blank", "Conditions_D6": None}, ""),
    ],
)
def test_a_condition_is_read_with_the_spelling_of_the_source(cells, value):
    assert read_with(**cells).measures[1].conditions[1].value == value


@pytest.mark.parametrize(("unit", "row"), [("%", 6), ("per 1,000", 6), ("per 10,000", 7), ("per 100,000", 7)])
def test_a_percentage_or_rate_without_a_denominator_is_told(unit, row):
    (line,) = told(**{f"Indicators_D{row}": unit, f"Indicators_H{row}": None})
    assert line.startswith(f"Indicators › H{row}: Denominator is empty, and {unit} needs one; ")
    assert line.endswith(f"if the numerator is in {unit} already, write 1 in I{row}.")


def test_a_count_needs_no_denominator_and_a_written_multiplier_stands_for_one():
    definition = read_with(Indicators_H6=None, Indicators_I6=1)
    assert definition.indicators[1].multiplier == 1
    assert definition.indicators[0].unit is Unit.COUNT


def test_a_multiplier_of_zero_is_told():
    assert told(Indicators_I6=0) == ('Indicators › I6: "0" is not above zero.',)


@pytest.mark.parametrize("value", [-1, 1.5, 7, "one"])
def test_decimals_that_are_not_a_whole_number_are_told(value):
    assert told(Indicators_E6=value) == (f'Indicators › E6: "{value}" is not a whole number from 0 to 6.',)


def test_the_same_benchmark_twice_is_told():
    cells = {"Benchmarks_A6": "r2", "Benchmarks_B6": "england", "Benchmarks_C6": "2010/11", "Benchmarks_D6": 1}
    assert told(**cells) == (
        "Benchmarks › A6: the same Indicator, Comparator, Period, Method as in A5; take one of them out.",
    )
    read_with(**cells, Benchmarks_E6="median")


YEAR = small_definition().targets[0].since


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (GivenFigure(code="R9", period=YEAR, value=1), 'A5: "R9" is not an indicator or a measure; use one of R1, R2'),
        (GivenFigure(code="R1", period=YEAR), "C5: Value is empty; write it, or a numerator and a denominator."),
        (GivenFigure(code="R1", period=YEAR, numerator=1, denominator=0), "E5: Denominator is zero; nothing can be"),
    ],
)
def test_a_given_figure_that_cannot_be_used_is_told(tmp_path, given, sentence):
    (line,) = complaints(written(tmp_path, small_definition(reference=Reference(given=(given,)))))
    assert line.startswith(f"definition.xlsx › Given figures › {sentence}")


def test_a_benchmark_that_is_a_percentage_of_no_percentage_is_told():
    assert told(Benchmarks_A5="R1", Benchmarks_D5="14%") == (
        'Benchmarks › D5: "14%" is a percentage, but R1 is in "count"; write a plain number.',
    )


def test_the_same_indicator_and_period_not_reported_twice_is_told():
    assert told(Not_reported_A6="r1", Not_reported_B6="2010/11", Not_reported_C6="Late") == (
        "Not reported › A6: the same Indicator, Period as in A5; take one of them out.",
    )


def test_the_same_given_figure_twice_is_told(tmp_path):
    given = GivenFigure(code="R1", period=YEAR, value=1)
    assert complaints(written(tmp_path, small_definition(reference=Reference(given=(given, given))))) == (
        "definition.xlsx › Given figures › A6: the same Code, Period as in A5; take one of them out.",
    )
