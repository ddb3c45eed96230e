"""What must hold between rows and between sources is checked as the definition says; where it does not is told."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders.source_workbooks import by_code, cells_of, contacts, define, write_rows
from xl_scorecard.model.check import Check, CheckKind
from xl_scorecard.model.source import Column, ColumnType
from xl_scorecard.sources.reading import read_sources

CHILD = Column(name="child", headings=("Child",), type=ColumnType.ID)
STARTED = Column(name="started", headings=("Started",), type=ColumnType.DATE)
ENDED = Column(name="ended", headings=("Ended",), type=ColumnType.DATE)


def problems_of(folder, check, plans, referrals=()):
    write_rows(folder / "plans.xlsx", [["Child", "Started", "Ended"], *plans], sheet="Plans")
    write_rows(folder / "referrals.xlsx", [["Child"], *[[child] for child in referrals]], sheet="Referrals")
    sources = (
        contacts(name="plans", file="plans.xlsx", columns=(CHILD, STARTED, ENDED)),
        contacts(name="referrals", file="referrals.xlsx", columns=(CHILD, replace(CHILD, name="other"))),
    )
    definition = replace(define(folder, *sources), checks=(check,))
    return {code: cells_of(one) for code, one in by_code(read_sources(definition)).items() if code >= "SRC-080"}


def day(number, month=5):
    return date(2012, month, number)


IS_IN = Check(source="plans", kind=CheckKind.IS_IN, column="child", other_source="referrals")


def test_an_assessment_without_its_referral_is_told(tmp_path):
    plans = [["c1", day(1)], ["c2", day(1)], [None, day(1)], [" c3", day(1)]]
    assert problems_of(tmp_path, IS_IN, plans, ["c1", "c3"]) == {"SRC-080": ["A3"]}


def test_another_column_of_the_other_source_may_be_named(tmp_path):
    check = replace(IS_IN, other="other")
    assert problems_of(tmp_path, check, [["c1", day(1)], ["c2", day(1)]], ["c1"]) == {"SRC-080": ["A3"]}


def test_the_sentence_names_both_columns_and_the_source(tmp_path):
    problems_of(tmp_path, IS_IN, [["c1", day(1)]], ["c2"])
    sources = (
        contacts(name="plans", file="plans.xlsx", columns=(CHILD, STARTED, ENDED)),
        contacts(name="referrals", file="referrals.xlsx", columns=(CHILD,)),
    )
    tables = read_sources(replace(define(tmp_path, *sources), checks=(IS_IN,)))
    assert by_code(tables)["SRC-080"].sentence == "“Child”: not among “Child” of referrals"


@pytest.mark.parametrize(("ended", "told"), [(day(1), {}), (day(2), {}), (day(30, 4), {"SRC-081": ["C2"]}), (None, {})])
def test_an_end_before_its_start_is_told_and_on_its_day_is_not(tmp_path, ended, told):
    check = Check(source="plans", kind=CheckKind.NOT_BEFORE, column="ended", other="started")
    assert problems_of(tmp_path, check, [["c1", day(1), ended]]) == told


NO_OVERLAP = Check(source="plans", kind=CheckKind.NO_OVERLAP, column="started", other="ended", each="child")


@pytest.mark.parametrize(
    ("plans", "told"),
    [
        ([["c1", day(1), day(9)], ["c1", day(9), None]], []),
        ([["c1", day(1), day(9)], ["c1", day(8), None]], ["B3"]),
        ([["c1", day(8), None], ["c1", day(1), day(9)]], ["B2"]),
        ([["c1", day(1), None], ["c1", day(8), day(9)]], ["B3"]),
        ([["c1", day(1), day(9)], ["c2", day(8), None]], []),
        ([["c1", day(1), day(20)], ["c1", day(2), day(3)], ["c1", day(10), None]], ["B3", "B4"]),
        ([["c1", day(1), None], ["c1", None, None], [None, day(1), None]], []),
    ],
)
def test_two_plans_of_one_child_that_overlap_are_told(tmp_path, plans, told):
    assert problems_of(tmp_path, NO_OVERLAP, plans) == ({"SRC-082": told} if told else {})
