from datetime import date, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.definitions.values import (
    EmptyError,
    RefusedError,
    as_days,
    as_file,
    as_name,
    as_number,
    as_parts,
    as_share,
    as_text,
    as_whole,
    as_yes_no,
    if_any,
    must,
    quote,
    word_among,
)
from xl_scorecard.definitions.written import written
from xl_scorecard.model.polarity import Polarity

a_polarity = word_among(Polarity, "a polarity")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Z")), min_size=1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  a ", "a"),
        (123, "123"),
        (123.0, "123"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (date(2012, 5, 1), "2012-05-01"),
        (datetime.combine(date(2012, 5, 1), time(12)), "2012-05-01"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_whatever_stands_in_a_cell_can_be_read_as_text(value, text):
    assert as_text(value) == text


def test_a_name_is_trimmed_and_its_spaces_made_single():
    assert as_name(" OP \u00a0 411 ") == "OP 411"


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0"])
def test_nothing_where_something_must_stand_is_refused(value):
    with pytest.raises(EmptyError):
        must(as_name)(value)


def test_zero_is_not_nothing():
    assert must(as_number)(0) == 0


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (None, None),
        ("", None),
        (0, 0),
        (16.3, Fraction("16.3")),
        (0.1, Fraction(1, 10)),
        (1e-7, Fraction(1, 10**7)),
        ("1,234.5", Fraction("1234.5")),
        ("14%", 14),
        ("14.5 %", Fraction("14.5")),
        ("1/3", Fraction(1, 3)),
        ("-2", -2),
        ("\u22122", -2),
        (".5", Fraction(1, 2)),
    ],
)
def test_numbers_are_exact(value, number):
    assert as_number(value) == number


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("3,5", '"3,5" is not a number; did you mean 3.5?'),
        ("a lot", '"a lot" is not a number; write one such as 14 or 16.3.'),
        ("1e9", '"1e9" is not a number; write one such as 14 or 16.3.'),
        ("1/0", '"1/0" divides by zero.'),
        (True, '"TRUE" is not a number; write one such as 14 or 16.3.'),
        ("1,2345", '"1,2345" is not a number; write one such as 14 or 16.3.'),
    ],
)
def test_what_is_not_a_number_is_refused(value, sentence):
    with pytest.raises(RefusedError) as refused:
        as_number(value)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(("value", "whole"), [(0, 0), (6, 6), ("1", 1), (1.0, 1)])
def test_whole_numbers_from_edge_to_edge_are_read(value, whole):
    assert as_whole(0, 6)(value) == whole


@pytest.mark.parametrize("value", [-1, 7, 1.5, "one", True, "9" * 5000])
def test_other_numbers_are_no_whole_numbers(value):
    with pytest.raises(RefusedError, match="is not a whole number from 0 to 6"):
        as_whole(0, 6)(value)


@pytest.mark.parametrize(
    ("value", "share"), [(None, 0.05), ("5%", 0.05), (0.05, 0.05), ("2.5 %", 0.025), (0, 0), (1, 1), ("100%", 1)]
)
def test_a_share_of_rows_is_a_percentage_or_a_fraction(value, share):
    assert as_share(0.05)(value) == share


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (5, '"5" is not a share of the rows; did you mean 5%?'),
        (100.5, '"100.5" is not a share of the rows; write one such as 5%.'),
        ("101%", '"101%" is not a share of the rows; write one such as 5%.'),
        (-0.1, '"-0.1" is not a share of the rows; write one such as 5%.'),
    ],
)
def test_more_than_all_rows_or_less_than_none_is_no_share(value, sentence):
    with pytest.raises(RefusedError) as refused:
        as_share(0.05)(value)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("value", "said"),
    [("Yes", True), ("yes", True), ("Y", True), (True, True), ("No", False), ("n", False), (None, False)],
)
def test_yes_and_no_are_read_however_they_are_typed(value, said):
    assert as_yes_no(value) is said


def test_what_is_neither_yes_nor_no_is_refused_with_the_nearest():
    with pytest.raises(RefusedError, match=r'"yess" is neither Yes nor No; did you mean Yes\?'):
        as_yes_no("yess")


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("a; b;c", ("a", "b", "c")),
        ("a", ("a",)),
        (";", ()),
        (None, ()),
        ("a;b\nc", ("a;b", "c")),
        ("a;b\n", ("a;b",)),
        (12, ("12",)),
    ],
)
def test_a_list_has_semicolons_or_one_part_a_line(value, parts):
    assert as_parts(value) == parts


@given(st.lists(st.one_of(WORDS, WORDS.map("{0};{0}".format)).filter(lambda part: part.strip("; ")), max_size=4))
def test_every_list_that_is_written_reads_back(parts):
    assert as_parts(written(tuple(part.strip() for part in parts))) == tuple(part.strip() for part in parts)


@given(st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**6))
def test_every_number_that_is_written_reads_back(number):
    assert as_number(written(number)) == number


@given(st.floats(0.001, 1))
def test_every_share_that_is_written_reads_back(share):
    assert as_share(0.05)(written(share)) == share


@given(st.lists(st.dates(date(1900, 1, 1), date(2199, 12, 31)), max_size=3))
def test_every_day_that_is_written_reads_back(days):
    assert as_days(written(tuple(days))) == tuple(days)


@pytest.mark.parametrize("text", ["24/12/2012", "2012-12-24", "24.12.2012", "24 December 2012", "24 Dec 2012"])
def test_days_are_read_day_before_month(text):
    assert as_days(text) == (date(2012, 12, 24),)


def test_a_date_cell_is_a_day():
    assert as_days(datetime.combine(date(2012, 12, 24), time())) == (date(2012, 12, 24),)


def test_a_day_that_does_not_exist_is_refused():
    with pytest.raises(RefusedError, match='"30/02/2012" is not a day'):
        as_days("24/12/2012; 30/02/2012")


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("sources\\contacts.xlsx", "sources/contacts.xlsx"),
        ("sources/contacts.xlsx", "sources/contacts.xlsx"),
        ("/data/contacts.xlsx", "/data/contacts.xlsx"),
        ("C:\\data\\contacts.xlsx", "C:\\data\\contacts.xlsx"),
        ("\\\\server\\share\\contacts.xlsx", "\\\\server\\share\\contacts.xlsx"),
    ],
)
def test_a_relative_path_reads_the_same_on_every_system(value, path):
    assert as_file(value) == path


@pytest.mark.parametrize("value", ["high", "HIGH", " High "])
def test_a_word_of_a_closed_list_is_read_ignoring_case(value):
    assert a_polarity(value) is Polarity.HIGH


def test_a_word_that_is_not_in_the_list_is_refused_with_the_nearest():
    with pytest.raises(RefusedError) as refused:
        a_polarity("hgh")
    assert str(refused.value) == '"hgh" is not a polarity; did you mean HIGH?'


def test_nothing_means_what_the_list_says_it_means():
    assert word_among(Polarity, "a polarity", blank=Polarity.NONE)(None) is Polarity.NONE
    assert if_any(a_polarity)("") is None
    with pytest.raises(EmptyError):
        a_polarity("")


def test_a_long_text_is_quoted_on_one_line_and_cut_short():
    assert quote("a\nb") == '"a b"'
    assert len(quote("x" * 500)) < 70
