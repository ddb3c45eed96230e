"""The report that started it all comes out of case-level records, figure for figure."""

import csv
import shutil
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from xl_scorecard import pipeline
from xl_scorecard.model.period import Period
from xl_scorecard.model.status import Status

DATA = Path(__file__).parent / "data"
PRINTED_PERIODS = ("2010/11", "2011/12", "Mar 2012", "Apr 2012", "May 2012")


def read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def at(line, text):
    period = Period.parse("2012-05").year_to_date if text == "2012/13 to date" else Period.parse(text)
    return line.assessments[period]


@pytest.fixture(scope="module")
def definition(built_demo):
    return built_demo / "definition.xlsx"


@pytest.fixture(scope="module")
def card(definition):
    return pipeline.assess(definition)


@pytest.fixture(scope="module")
def lines(card):
    return {line.indicator.code: line for line in card.lines}


def test_the_default_month_is_the_last_that_all_sources_cover(card):
    assert card.period == Period.parse("2012-05")


def test_the_indicators_stand_in_the_seeds_order_and_sections(card):
    printed = [(row["section"], row["code"]) for row in read("seed_scorecard.csv")]
    assert [(section.title, line.indicator.code) for section in card.sections for line in section.lines] == printed


@pytest.mark.parametrize("row", read("seed_scorecard.csv"), ids=lambda row: row["code"])
@pytest.mark.parametrize("period", PRINTED_PERIODS)
def test_every_cell_comes_out_as_printed_and_blanks_as_blanks(lines, row, period):
    printed, value = row[period], at(lines[row["code"]], period).value
    if printed == "":
        assert value is None
        return
    assert value is not None
    exponent = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    rounded = (Decimal(value.numerator) / value.denominator).quantize(exponent, rounding=ROUND_HALF_UP)
    assert rounded == Decimal(printed)


@pytest.mark.parametrize("row", read("seed_fractions.csv"), ids=lambda row: f"{row['code']} {row['period']}")
def test_every_printed_fraction_is_met_as_numerator_and_denominator(lines, row):
    figure = at(lines[row["code"]], row["period"]).figure
    assert (figure.numerator, figure.denominator) == (int(row["numerator"]), int(row["denominator"]))


@pytest.mark.parametrize("row", read("seed_scorecard.csv"), ids=lambda row: row["code"])
@pytest.mark.parametrize("comparator", ["England", "SN"])
def test_every_benchmark_is_the_seeds(lines, row, comparator):
    found = [b.value for b in lines[row["code"]].benchmarks if b.comparator == comparator]
    assert found == ([Fraction(row[f"{comparator} 2010/11"])] if row[f"{comparator} 2010/11"] else [])


@pytest.mark.parametrize(("code", "value"), [("Op365", Fraction(5, 2)), ("HY64", 10), ("Op410", 327), ("Op504", 1224)])
def test_the_year_to_date_is_pooled_not_averaged(lines, code, value):
    assert at(lines[code], "2012/13 to date").value == value


def test_hy64_is_red_for_2012_13_and_says_why(lines):
    assessment = at(lines["HY64"], "2012/13 to date")
    assert assessment.status is Status.RED
    assert "10.0%" in assessment.reason
    assert "at most 6.0%" in assessment.reason


def test_the_one_given_figure_wins_over_the_computed_one_and_says_so(lines):
    figure = at(lines["OP410a"], "2010/11").figure
    assert (figure.value, figure.given) == (541, True)
    assert "544.73" in figure.remark


@pytest.mark.parametrize(
    ("code", "period"),
    [("Op367", "Apr 2012"), ("Op421", "Apr 2012"), ("Op422", "Apr 2012"), ("Op421", "2010/11"), ("Op422", "2010/11")],
)
def test_what_is_not_reported_is_blank_with_the_reason_never_zero(lines, code, period):
    figure = at(lines[code], period).figure
    assert (figure.value, figure.missing) == (None, "not reported")
    assert figure.remark


def test_a_year_to_date_with_a_month_not_reported_is_no_data_and_says_how_many_months(lines):
    assessment = at(lines["Op421"], "2012/13 to date")
    assert assessment.status is Status.NO_DATA
    assert "1 of 2 months reported" in assessment.reason


@pytest.fixture(scope="module")
def without_one_referral(definition, tmp_path_factory):
    """The same folder, moved elsewhere, with one referral of May 2012 deleted by hand."""
    folder = tmp_path_factory.mktemp("moved") / "elsewhere"
    shutil.copytree(definition.parent, folder)
    path = folder / "sources" / "referrals.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.delete_rows(_first_plain_row(sheet, "2012-05"))
    book.save(path)
    card = pipeline.assess(folder / definition.name)
    return {line.indicator.code: line for line in card.lines}


def _first_plain_row(sheet, month):
    """The first row of a month whose child was referred just once, so that nothing but the count changes."""
    heading = next(row for row in sheet.iter_rows(max_row=30) if any(cell.value == "Child Unique ID" for cell in row))
    names = {str(cell.value).strip().casefold(): cell.column - 1 for cell in heading if cell.value}
    child, date = names["child unique id"], names["date of referral"]
    rows = list(sheet.iter_rows(min_row=heading[0].row + 1))
    children = [str(row[child].value).strip() for row in rows]
    for row, name in zip(rows, children, strict=True):
        value = row[date].value
        if hasattr(value, "strftime") and f"{value:%Y-%m}" == month and children.count(name) == 1:
            return row[0].row
    raise AssertionError(f"no such referral in {month}")


def test_a_deleted_referral_changes_the_count_its_year_to_date_and_all_that_depends_on_it(lines, without_one_referral):
    def value(found, code, period):
        return at(found[code], period).value

    moved = without_one_referral
    assert (value(moved, "Op410", "May 2012"), value(moved, "Op410", "2012/13 to date")) == (166, 326)
    assert value(moved, "OP410a", "May 2012") == Fraction(166 * 10_000, 49_104)
    assert value(moved, "Op383", "May 2012") == Fraction(900, 166)
    assert value(moved, "Op368", "May 2012") == Fraction(18_400, 166)
    changed = {
        (code, period)
        for code in lines
        for period in (*PRINTED_PERIODS, "2012/13 to date")
        if value(lines, code, period) != value(moved, code, period)
    }
    assert changed == {
        (code, period) for code in ("Op410", "OP410a", "Op383", "Op368") for period in ("May 2012", "2012/13 to date")
    }


def test_moving_the_folder_changes_nothing_else(lines, without_one_referral):
    assert without_one_referral["Op504"].assessments == lines["Op504"].assessments
