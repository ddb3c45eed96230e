"""One cell at a time: what is read, and what is found."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest

from xl_scorecard.sources.cells import (
    allowed_values,
    as_text,
    read_category,
    read_date,
    read_id,
    read_number,
    read_text,
    read_yes_no,
)
from xl_scorecard.sources.grid import Fault


def outcome(read):
    value, finding = read
    return value, finding.kind.name if finding else ""


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        ("a1b2c3d4", "a1b2c3d4", ""),
        ("0012345", "0012345", ""),
        (12345.0, "12345", ""),
        (12345, "12345", ""),
        ("12345.0", "12345.0", ""),
        ("a1b2c3d4 ", "a1b2c3d4", "ID_TRIMMED"),
        ("a1b2c3d4\u00a0", "a1b2c3d4", "ID_TRIMMED"),
        ("a1b2\u200bc3d4", "a1b2c3d4", "ID_TRIMMED"),
        ("\ufeffa1b2c3d4", "a1b2c3d4", "ID_TRIMMED"),
        (999_999_999_999_999.0, "999999999999999", ""),
        (1_234_567_890_123_456.0, "1234567890123456", "ID_TOO_LONG"),
        (123.5, "123.5", "ID_NOT_WHOLE"),
        ("А1234", "А1234", "ID_NOT_LATIN"),
        ("Ａ1234", "Ａ1234", ""),
        (True, None, "NOT_AN_ID"),
        (date(2012, 3, 1), None, "NOT_AN_ID"),
        ("NULL", None, "MISSING_SYMBOL"),
        ("n/a", None, "MISSING_SYMBOL"),
        ("[c]", None, "MISSING_SYMBOL"),
        ("#N/A", None, "ERROR_CELL"),
        (Fault.ERROR, None, "ERROR_CELL"),
        ("", None, ""),
        (" \u200b ", None, ""),
        (None, None, ""),
    ],
)
def test_an_id_is_text(cell, value, kind):
    assert outcome(read_id(cell)) == (value, kind)


DAY = date(2012, 5, 14)


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        (DAY, DAY, ""),
        (datetime.combine(DAY, time()), DAY, ""),
        (datetime.combine(DAY, time(9, 30)), DAY, "TIME_DROPPED"),
        ("14/05/2012", DAY, "DATE_AS_TEXT"),
        (" 14/5/2012\u00a0", DAY, "DATE_AS_TEXT"),
        ("14.05.2012", DAY, "DATE_AS_TEXT"),
        ("14/05/2012 00:00:00", DAY, "DATE_AS_TEXT"),
        ("2012-05-14", DAY, "DATE_AS_TEXT"),
        ("2012-05-14T09:30:00Z", DAY, "TIME_DROPPED"),
        ("14/05/2012 9:30", DAY, "TIME_DROPPED"),
        ("14/05/2012 00:00:00.000", DAY, "DATE_AS_TEXT"),
        ("14 May 2012", DAY, "DATE_AS_TEXT"),
        ("14-May-2012", DAY, "DATE_AS_TEXT"),
        ("14th may 2012", DAY, "DATE_AS_TEXT"),
        ("1st August 2026", date(2026, 8, 1), "DATE_AS_TEXT"),
        ("2 Sept. 2012", date(2012, 9, 2), "DATE_AS_TEXT"),
        (41043, DAY, "DATE_AS_SERIAL"),
        (41043.4, DAY, "DATE_AS_SERIAL"),
        ("31/09/2026", None, "DATE_IMPOSSIBLE"),
        ("05/14/2012", None, "DATE_IMPOSSIBLE"),
        ("29/02/2011", None, "DATE_IMPOSSIBLE"),
        ("14/05/12", None, "NOT_A_DATE"),
        ("about Easter", None, "NOT_A_DATE"),
        ("14 Mai 2012", None, "NOT_A_DATE"),
        (True, None, "NOT_A_DATE"),
        (2012, None, "NOT_A_DATE"),
        (timedelta(hours=30), None, "NOT_A_DATE"),
        (date(1900, 2, 28), None, "DATE_OUT_OF_RANGE"),
        (date(1900, 3, 1), date(1900, 3, 1), ""),
        (date(9999, 12, 31), None, "DATE_OUT_OF_RANGE"),
        ("01/01/0001", None, "DATE_OUT_OF_RANGE"),
        (time(9, 30), None, "DATE_OUT_OF_RANGE"),
        (5, None, "DATE_OUT_OF_RANGE"),
        (20120514, None, "DATE_OUT_OF_RANGE"),
        (1e300, None, "DATE_OUT_OF_RANGE"),
        (-3, None, "DATE_OUT_OF_RANGE"),
        ("N/A", None, "MISSING_SYMBOL"),
        (Fault.NEVER_CALCULATED, None, "NEVER_CALCULATED"),
        ("#VALUE!", None, "ERROR_CELL"),
        ("", None, ""),
        ("  ", None, ""),
        (None, None, ""),
    ],
)
def test_a_date_has_the_day_first(cell, value, kind):
    assert outcome(read_date(cell)) == (value, kind)


def test_a_number_for_a_date_counts_from_1904_where_the_workbook_does():
    assert read_date(41043 - 1462, epoch_1904=True)[0] == DAY


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        (12, Fraction(12), ""),
        (0.1, Fraction(1, 10), ""),
        ("9,556", Fraction(9556), "NUMBER_AS_TEXT"),
        ("9\u202f556", Fraction(9556), "NUMBER_AS_TEXT"),
        (" 25.6 % ", Fraction(128, 5), "NUMBER_AS_TEXT"),
        ("\u00a012\u00a0", Fraction(12), "NUMBER_AS_TEXT"),
        ("(12)", Fraction(-12), "NUMBER_AS_TEXT"),
        ("−12", Fraction(-12), "NUMBER_AS_TEXT"),
        ("1,234,567.5", Fraction(2469135, 2), "NUMBER_AS_TEXT"),
        ("25,6%", None, "NOT_A_NUMBER"),
        ("1.2k", None, "NOT_A_NUMBER"),
        ("12,34", None, "NOT_A_NUMBER"),
        ("1e5", None, "NOT_A_NUMBER"),
        ("none", None, "NOT_A_NUMBER"),
        (True, None, "NOT_A_NUMBER"),
        (DAY, None, "NOT_A_NUMBER"),
        (Fault.ERROR, None, "ERROR_CELL"),
        ("", None, ""),
        (None, None, ""),
    ],
)
def test_a_number_is_exact(cell, value, kind):
    assert outcome(read_number(cell)) == (value, kind)


SYMBOLS = ["c", "x", "z", "k", "u", "low", ":", "..", "*", "-", "–", "~", "[c]", "[x]", "NULL", "N/A", "<5"]


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_symbol_is_missing_with_its_reason_and_never_zero(symbol):
    assert outcome(read_number(symbol)) == (None, "MISSING_SYMBOL")
    assert outcome(read_number(f" {symbol.upper()} ")) == (None, "MISSING_SYMBOL")


@pytest.mark.parametrize("cell", ["Y", "Yes", "y", "YES ", 1, 1.0, "1", "TRUE", True, "a) Yes", "1. Yes"])
def test_yes_is_said_in_many_ways(cell):
    assert outcome(read_yes_no(cell)) == ("Yes", "")


@pytest.mark.parametrize("cell", ["N", "No", "n", 0, 0.0, "FALSE", False, "b) No"])
def test_no_is_said_in_many_ways(cell):
    assert outcome(read_yes_no(cell)) == ("No", "")


def test_an_id_with_a_letter_that_only_looks_latin_names_the_letter():
    assert read_id("А1234")[1].found == "CYRILLIC CAPITAL LETTER A"


def test_what_is_neither_yes_nor_no_is_missing():
    assert outcome(read_yes_no("maybe")) == (None, "NOT_YES_OR_NO")
    assert outcome(read_yes_no("N/A")) == (None, "MISSING_SYMBOL")
    assert outcome(read_yes_no("")) == (None, "")


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        ("Male", "Male", ""),
        ("a) Male", "Male", ""),
        ("A)  MALE ", "Male", ""),
        ("b) Female", "Female", ""),
        ("Not known", None, "NOT_ALLOWED"),
        (3, None, "NOT_ALLOWED"),
        ("NULL", None, "MISSING_SYMBOL"),
        ("", None, ""),
    ],
)
def test_a_category_is_one_of_the_allowed_values(cell, value, kind):
    assert outcome(read_category(cell, allowed_values(("Male", "Female")))) == (value, kind)


def test_a_prefix_in_the_definition_may_be_left_out_in_the_sheet_where_it_is_clear():
    allowed = allowed_values(("a) Yes", "1. Neglect", "2. Neglect"))
    assert read_category("yes", allowed)[0] == "a) Yes"
    assert read_category("2. neglect", allowed)[0] == "2. Neglect"
    assert outcome(read_category("Neglect", allowed)) == (None, "NOT_ALLOWED")


def test_a_symbol_that_the_definition_allows_is_a_value():
    assert read_category("u", allowed_values(("M", "F", "U"))) == ("U", None)


def test_without_allowed_values_a_category_is_text():
    assert read_category("a) Male", {}) == ("a) Male", None)


def test_text_is_what_a_person_sees():
    cells = ["\u00a0Police\u200b ", "one\r\ntwo", 12.0, 1.5, True, DAY, datetime.combine(DAY, time(9, 30))]
    assert [read_text(cell)[0] for cell in cells] == [
        "Police",
        "one\ntwo",
        "12",
        "1.5",
        "TRUE",
        "14/05/2012",
        "14/05/2012 09:30",
    ]
    assert outcome(read_text("NULL")) == (None, "MISSING_SYMBOL")
    assert as_text("#N/A") is None
