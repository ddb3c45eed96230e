"""The rows behind a figure: what stands in the workbook, and that it cannot be sent."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.builders import small_tables as small
from tests.builders.small_folder import small_folder
from xl_scorecard.disclosure.internal import is_internal
from xl_scorecard.drill.drilling import drill
from xl_scorecard.drill.numbering import Numbering
from xl_scorecard.drill.workbook import FIRST_LINE, drill_workbook
from xl_scorecard.errors import RequestError
from xl_scorecard.indicators.derivation import derive
from xl_scorecard.model.period import Period
from xl_scorecard.model.reference import Reference
from xl_scorecard.samples.nhs import write_nhs_demo

CASES = small.source("cases", "child:id begun:date! ended:date kind:category")
AGAIN = small.measure(
    "again", "cases", "begun", "kind | equals | Core", "begun | earlier row within months | 12 | child"
)
ALL = small.measure("all", "cases", "begun")
LINES = (
    "c1 2011-07-01 - Core",  # the earlier row of c1
    "c1 2012-05-02 - Core",
    "c2 2012-05-03 - Core",
    "c2 2012-05-04 - Other",
    "c3 2011-12-01 - Core",  # nobody looks back at it
)


def workbook(period="2012-05", reference=None, lines=LINES):
    of = small.definition([CASES], [AGAIN, ALL], [small.indicator("A", "again", "all")])
    tables = small.tables(of, {"cases": small.rows(CASES, *lines)}, reference)
    return drill_workbook(derive(of, tables, "A", Period.parse(period)))


@pytest.fixture(scope="module")
def built_nhs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nhs")
    write_nhs_demo(folder)
    return folder


def sheet(content, name):
    page = openpyxl.load_workbook(io.BytesIO(content))[name]
    return [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=5)]


class TestRows:
    def test_rows_are_counted_in_or_left_out_each_with_its_reason_and_its_place(self):
        rows = [row[:4] for row in sheet(workbook(), "1 Numerator")]
        place = "cases.xlsx › List › row"
        assert rows == [
            (f"{place} 3", "counted", "counted", "c1"),
            (
                f"{place} 4",
                "left out",
                "not so: “Begun” follows another of the same “Child” in the 12 months before",
                "c2",
            ),
            (f"{place} 5", "left out", "not so: “Kind” is Core", "c2"),
            (f"{place} 2", "left out", "“Begun” is not in May 2012", "c1"),
        ]

    def test_rows_of_other_times_are_listed_only_where_a_condition_looks_back_at_them(self):
        assert len(sheet(workbook(), "2 Denominator")) == 3
        front = sheet(workbook(), "Internal only")
        remarks = [row[4] for row in front if row[0] == "A: All"]
        assert remarks == ["2 rows are not listed: 2 “Begun” is not in May 2012"]

    def test_every_check_and_every_total_is_a_live_formula(self):
        content = workbook()
        (first, *_) = sheet(content, "1 Numerator")
        formulas = [cell for cell in first if isinstance(cell, str) and cell.startswith("=")]
        assert len(formulas) == 4
        assert formulas[-1].startswith("=IF(AND(")
        live = {row[0]: row[2] for row in sheet(content, "Internal only") if row[0]}
        assert live["A: Again"] == "=COUNTIFS('1 Numerator'!$K$5:$K$8,1)"
        assert live["A: numerator"] == f"=C{FIRST_LINE}"
        assert "/" in live["A in May 2012"]

    def test_the_program_s_figures_stand_beside_them(self):
        front = {row[0]: row[1] for row in sheet(workbook(), "Internal only") if row[0]}
        assert (front["A: Again"], front["A: All"], front["A in May 2012"]) == (1, 3, pytest.approx(100 / 3))

    def test_a_figure_that_is_given_is_told_beside_what_the_rows_make(self):
        content = workbook(reference=Reference(given=(small.given("A", "2012-05", 50),)))
        page = openpyxl.load_workbook(io.BytesIO(content))["Internal only"]
        assert (page["B4"].value, page["A5"].value) == ("50.0%", "Given; worked out it would be 33.3%.")

    def test_rows_can_be_filtered_and_every_printed_page_says_that_it_stays_inside(self):
        book = openpyxl.load_workbook(io.BytesIO(workbook()))
        assert book["1 Numerator"].auto_filter.ref == "A4:K8"
        assert {page.HeaderFooter.oddHeader.center.text.split(":")[0] for page in book} == {"INTERNAL ONLY"}

    def test_what_looks_like_a_formula_in_a_source_stays_text(self):
        content = workbook(lines=("=1+1 2012-05-02 - Core",))
        page = openpyxl.load_workbook(io.BytesIO(content))["2 Denominator"]
        assert page["D5"].data_type == "s"

    def test_the_same_figure_gives_the_same_bytes(self):
        assert workbook() == workbook()


def test_where_nothing_is_due_it_is_what_was_due_last_that_is_taken_apart(built_nhs):
    found = drill(built_nhs / "definition.xlsx", "AE7")
    assert found.path.name == "internal-AE7-Q4 2024-25.xlsx"
    assert found.derivation.figure.period.label == "Q4 2024/25"


class TestInternal:
    def test_it_says_so_in_its_name_its_first_sheet_and_its_properties(self):
        content = workbook()
        assert is_internal(content)
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert book.sheetnames[0] == "Internal only"
        assert "Do not send" in book["Internal only"]["A1"].value
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert b"xl-scorecard internal" in archive.read("docProps/custom.xml")


def test_ids_are_told_apart_exactly_and_words_loosely():
    numbering = Numbering()
    assert [numbering.number(one) for one in ("0012", "12", "0012", None)] == [1, 2, 1, None]
    assert numbering.number("Core", exact=False) == numbering.number(" core ", exact=False)


class TestOfTheDemo:
    def test_the_four_children_of_the_report_are_listed(self, built_demo: Path, tmp_path: Path):
        found = drill(built_demo / "definition.xlsx", "hy 64", out=tmp_path / "rows.xlsx")
        rows = sheet(found.path.read_bytes(), "1 Numerator")
        assert [row[1] for row in rows].count("counted") == 4
        assert len(rows) == 40


def test_it_is_written_beside_the_definition_under_a_name_that_says_internal(tmp_path):
    found = drill(small_folder(tmp_path), "R1", period="2012/13")
    assert found.path == tmp_path / "internal-R1-2012-13.xlsx"
    assert found.derivation.figure.value is not None


def test_an_unknown_indicator_is_refused(tmp_path):
    with pytest.raises(RequestError, match="Did you mean R1"):
        drill(small_folder(tmp_path), "R11")
