from __future__ import annotations

import pytest

from tests.builders import small_tables as small
from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.conditions import rows_meeting
from xl_scorecard.indicators.records import Records
from xl_scorecard.indicators.workingdays import WorkingDays

CASES = small.source("cases", "child:id begun:date! ended:date kind:category cost:number moved:yesno")
BLANK = "c9 - - - - -"


def met(words, *lines):
    """Which of the lines meet the condition, as "yes" and "no" in one string."""
    records = Records(source=CASES, frame=small.frame(CASES, small.rows(CASES, *lines)))
    mask = rows_meeting((small.condition(words),), records, WorkingDays())
    return " ".join("yes" if each else "no" for each in mask)


@pytest.mark.parametrize(
    ("words", "initial", "core", "blank"),
    [
        ("kind | equals | Initial", "yes", "no", "no"),
        ("kind | equals | INITIAL ", "yes", "no", "no"),
        ("kind | equals | Init", "no", "no", "no"),
        ("kind | does not equal | Initial", "no", "yes", "yes"),
        ("kind | is one of | Core; Initial", "yes", "yes", "no"),
        ("kind | is one of | Core", "no", "yes", "no"),
        ("kind | is blank", "no", "no", "yes"),
        ("kind | is not blank", "yes", "yes", "no"),
        ("moved | equals | yes", "yes", "no", "no"),
    ],
)
def test_words_are_compared_without_regard_to_capitals_and_a_blank_equals_nothing(words, initial, core, blank):
    assert met(words, "c1 - - Initial - Yes", "c2 - - Core - No", BLANK) == f"{initial} {core} {blank}"


@pytest.mark.parametrize(
    ("words", "below", "exact", "above", "blank"),
    [
        ("cost | equals | 2.50", "no", "yes", "no", "no"),
        ("cost | does not equal | 2.5", "yes", "no", "yes", "yes"),
        ("cost | is one of | 2.49; 2.51", "yes", "no", "yes", "no"),
        ("cost | is at least | 2.5", "no", "yes", "yes", "no"),
        ("cost | is under | 2.5", "yes", "no", "no", "no"),
        ("cost | is blank", "no", "no", "no", "yes"),
        ("cost | is not blank", "yes", "yes", "yes", "no"),
    ],
)
def test_numbers_are_compared_by_value_and_a_blank_is_neither_above_nor_below(words, below, exact, above, blank):
    lines = ("c1 - - - 2.49", "c2 - - - 2.5", "c3 - - - 2.51", BLANK)
    assert met(words, *lines) == f"{below} {exact} {above} {blank}"


@pytest.mark.parametrize(
    ("words", "before", "same", "after", "blank"),
    [
        ("ended | equals | 2012-05-31", "no", "yes", "no", "no"),
        ("ended | equals | 31/05/2012", "no", "yes", "no", "no"),
        ("ended | does not equal | 2012-05-31", "yes", "no", "yes", "yes"),
        ("ended | is at least | 2012-05-31", "no", "yes", "yes", "no"),
        ("ended | is under | 2012-05-31", "yes", "no", "no", "no"),
        ("ended | is blank", "no", "no", "no", "yes"),
        ("ended | is not blank", "yes", "yes", "yes", "no"),
    ],
)
def test_dates_are_compared_as_days(words, before, same, after, blank):
    lines = ("c1 - 2012-05-30", "c2 - 2012-05-31", "c3 - 2012-06-01", BLANK)
    assert met(words, *lines) == f"{before} {same} {after} {blank}"


@pytest.mark.parametrize(
    ("begun", "ended", "in_time"),
    [
        ("2012-04-27", "2012-05-14", "yes"),  # the tenth working day after: 7 May was a bank holiday
        ("2012-04-27", "2012-05-15", "no"),
        ("2012-03-02", "2012-03-16", "yes"),
        ("2012-03-02", "2012-03-17", "no"),  # a Saturday after a Friday deadline
        ("2012-03-02", "2012-03-02", "yes"),
        ("2012-03-02", "2012-03-01", "no"),  # ends before it starts
        ("-", "2012-03-01", "no"),
        ("2012-03-02", "-", "no"),
    ],
)
def test_within_ten_working_days(begun, ended, in_time):
    assert met("ended | within working days of | 10 | begun", f"c1 {begun} {ended}") == in_time


@pytest.mark.parametrize(
    ("begun", "ended", "lasted"),
    [
        ("2010-05-10", "2012-05-09", "no"),
        ("2010-05-10", "2012-05-10", "yes"),
        ("2010-05-10", "2012-05-11", "yes"),
        ("2012-02-29", "2014-02-27", "no"),
        ("2012-02-29", "2014-02-28", "yes"),
        ("2010-02-28", "2012-02-28", "yes"),
        ("2012-05-10", "2010-05-10", "no"),
        ("-", "2012-05-10", "no"),
        ("2010-05-10", "-", "no"),
    ],
)
def test_two_years_are_reached_on_the_same_day_of_the_year(begun, ended, lasted):
    assert met("ended | at least years after | 2 | begun", f"c1 {begun} {ended}") == lasted
    assert met("ended | at least months after | 24 | begun", f"c1 {begun} {ended}") == lasted


@pytest.mark.parametrize(
    ("begun", "ended", "lasted"),
    [
        ("2012-01-31", "2012-04-29", "no"),
        ("2012-01-31", "2012-04-30", "yes"),  # April has no 31st
        ("2011-11-30", "2012-02-28", "no"),
        ("2011-11-30", "2012-02-29", "yes"),
    ],
)
def test_months_end_on_the_month_s_last_day_where_it_has_no_such_day(begun, ended, lasted):
    assert met("ended | at least months after | 3 | begun", f"c1 {begun} {ended}") == lasted


@pytest.mark.parametrize(
    ("earlier", "later", "again"),
    [
        ("2011-05-09", "2012-05-10", "no"),
        ("2011-05-10", "2012-05-10", "yes"),  # twelve months before, exactly
        ("2011-05-11", "2012-05-10", "yes"),
        ("2012-05-09", "2012-05-10", "yes"),
        ("2012-05-10", "2012-05-10", "no"),  # the same day
        ("2011-02-27", "2012-02-29", "no"),
        ("2011-02-28", "2012-02-29", "yes"),  # 28 February is twelve months before 29 February
        ("2011-02-28", "2012-02-28", "yes"),
        ("2012-02-29", "2013-02-28", "yes"),
        ("2012-02-29", "2013-03-01", "no"),
    ],
)
def test_an_earlier_row_within_twelve_months_excludes_the_same_day(earlier, later, again):
    words = "begun | earlier row within months | 12 | child"
    assert met(words, f"c1 {earlier}", f"c1 {later}") == f"no {again}"


def test_the_latest_earlier_row_counts_and_rows_of_the_same_day_share_it():
    lines = ("c1 2012-05-10", "c1 2010-01-01", "c1 2012-05-10", "c1 2012-01-01", "c2 2012-05-10")
    assert met("begun | earlier row within months | 12 | child", *lines) == "yes no yes no no"
    assert met("begun | any earlier row | | child", *lines) == "yes no yes yes no"


def test_rows_without_a_child_or_a_date_have_no_earlier_row():
    lines = ("- 2012-01-01", "- 2012-05-10", "c1 -", "c1 2012-05-10", "c1 2012-05-11")
    assert met("begun | any earlier row | | child", *lines) == "no no no no yes"


def test_no_rows_meet_nothing():
    for test in ("earlier row within months | 12 | child", "any earlier row | | child", "is blank"):
        assert not met(f"begun | {test}")
    assert not met("ended | within working days of | 10 | begun")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("kinds | equals | Initial", 'The source "cases" has no column "kinds". Declare it in Columns.'),
        ("kind | is at least | 5", "is declared as category, not as numbers"),
        ("kind | within working days of | 10 | begun", "is declared as category, not as dates"),
        ("ended | within working days of | ten | begun", '"ten" in the condition "ended within working days of"'),
        ("ended | within working days of | -1 | begun", "is not a whole number"),
        ("cost | equals | dear", "Write a number such as 18."),
        ("ended | is under | soon", "Write a date such as 2012-05-31."),
    ],
)
def test_a_condition_that_cannot_be_asked_is_refused(words, complaint):
    with pytest.raises(DefinitionError) as refused:
        met(words, "c1 2012-05-01 2012-05-02 Initial 5")
    assert complaint in str(refused.value)
