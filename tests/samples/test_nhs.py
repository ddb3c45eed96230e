"""The second worked example: an NHS trust that does not exist, with no change of code."""

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from xl_scorecard import pipeline
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.model.forecast import ForecastMethod
from xl_scorecard.model.period import Period
from xl_scorecard.model.spc import Assurance, Variation
from xl_scorecard.model.status import Status
from xl_scorecard.samples.nhs import TEMPLATE, write_nhs_demo
from xl_scorecard.samples.nhs_definition import nhs_definition
from xl_scorecard.samples.nhs_figures import months
from xl_scorecard.status.cases import cases_in_words

SAMPLES = re.compile(r"samples|haringey|northbank", re.IGNORECASE)
CODE = Path(__file__).parents[2] / "xl_scorecard"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nhs")
    write_nhs_demo(folder)
    return folder


@pytest.fixture(scope="module")
def card(folder):
    return pipeline.assess(folder / "definition.xlsx")


def line(card, code):
    return next(line for line in card.lines if line.indicator.code == code)


def test_it_has_thirty_eight_months(card):
    assert len(months()) == len(card.history) == 38
    assert card.period.label == "May 2025"


def test_no_problem_is_more_than_a_note(card):
    assert {problem.severity.value for problem in card.problems} <= {"Note"}


def test_the_share_within_four_hours_is_pooled_over_sites_and_departments(card):
    year = line(card, "AE3").assessments[Period.parse("2024/25")]
    attendances, breaches = (line(card, code).assessments[year.period].value for code in ("AE1", "AE4"))
    assert year.value == (attendances - breaches) / attendances * 100


def test_what_has_seasons_is_compared_with_last_year(card):
    shares = line(card, "AE3").assessments[card.period]
    assert "in May 2024; higher is better" in shares.trend_reason
    assert "the mean of May in 3 earlier years" in shares.long_trend_reason


def test_the_board_s_question_and_a_projection_are_answered_for_a_difference_of_sums(card):
    shares = line(card, "AE3")
    assert cases_in_words(shares.assessments[card.period].cases_to_target).endswith(" too few")
    assert shares.assessments[card.period.year_to_date].forecast.method is ForecastMethod.POOLED_RATE


def test_control_charts_show_variation_and_assurance(card):
    shares = line(card, "AE3").assessments[card.period]
    assert (shares.spc.variation, shares.assurance) == (Variation.COMMON_CAUSE, Assurance.HIT_OR_MISS)
    assert line(card, "AE4").assessments[card.period].spc.variation is Variation.IMPROVEMENT_LOW
    assert line(card, "AE5").assessments[card.period].assurance is Assurance.FAILING


def test_what_is_due_by_the_quarter_shows_the_last_quarter_s_figure(card):
    now = line(card, "AE7").assessments[card.period]
    assert now.status is Status.NOT_DUE
    assert now.last_due.period.label == "Q4 2024/25"


def test_the_finished_board_sheet_prints_quarters_years_and_charts(folder):
    built = pipeline.build(folder / "definition.xlsx")
    book = openpyxl.load_workbook(built.path)
    assert book.sheetnames[:2] == ["Board", "AE1"]
    rows = {row[0].value: [cell.value for cell in row] for row in book["Board"].iter_rows(min_row=6) if row[0].value}
    assert rows["AE3"][8:10] == ["Common cause", "Hit or miss"]
    assert rows["AE1"][5] > 40_000
    page = book["AE3"]
    assert len(page._charts) == 1
    assert page._charts[0].series[0].val.numRef.f.endswith("$32:$B$69")


def test_it_reads_back_as_it_was_written(folder):
    path = folder / "definition.xlsx"
    read = read_definition(path)
    assert read == replace(nhs_definition(path, template=TEMPLATE), sha256=read.sha256)


def test_written_twice_it_is_the_same_bytes(folder, tmp_path):
    write_nhs_demo(tmp_path)
    for name in ("definition.xlsx", TEMPLATE, "sources/ae.xlsx"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("room", ["indicators", "status", "drill", "sources", "layout", "writers"])
def test_the_engine_knows_neither_example(room):
    found = [path.name for path in (CODE / room).rglob("*.py") if SAMPLES.search(path.read_text(encoding="utf-8"))]
    assert found == []
