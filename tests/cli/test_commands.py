"""Every command on the demo: what it prints where, what it writes, and its exit code."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook

from xl_scorecard.ooxml.package import Package

COLUMNS = "section,code,title,unit,polarity,period,numerator,denominator,value,target,status,trend,long_trend,reason"


def change(path, sheet, find, column_right, value):
    """Change the cell that stands `column_right` of the one that holds `find`."""
    book = load_workbook(path)
    cell = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == find)
    cell.offset(column=column_right).value = value
    book.save(path)
    book.close()


@pytest.mark.usefixtures("ready_made")
def test_demo_prints_the_scorecard_the_problems_and_what_to_do_next(tmp_path, run):
    ended = run("demo", tmp_path / "demo")
    assert ended.code == 0
    for word in ("Green", "Red", "HY64", "problems found", "Open ", "xl-scorecard build", "xl-scorecard explain"):
        assert word in ended.out
    assert "Reading the source workbooks" in ended.err


def test_the_table_fits_eighty_columns(built_demo, run):
    ended = run("assess", built_demo / "definition.xlsx")
    assert ended.code == 0
    assert max(len(line) for line in ended.out.splitlines()) <= 80
    assert re.search(r"HY64 .* 10\.0% +at most +Red", ended.out)


def test_the_table_says_every_status_as_a_word(built_demo, run):
    words = re.findall(r"\b(Green|Amber|Red|No target|No data)\b", run("assess", built_demo / "definition.xlsx").out)
    assert len(words) >= 16


def test_build_writes_beside_the_definition_and_leaves_zero_although_there_are_problems(demo_copy, run):
    (demo_copy / "scorecard-2012-05.xlsx").unlink()
    ended = run("build", demo_copy / "definition.xlsx")
    assert (ended.code, ended.out) == (0, "")
    assert "problems found" in ended.err
    assert (demo_copy / "scorecard-2012-05.xlsx").exists()


@pytest.mark.slow
def test_the_folder_may_be_moved(demo_copy, built_demo, run):
    moved = demo_copy.rename(demo_copy.with_name("a folder elsewhere"))
    assert run("build", moved / "definition.xlsx").code == 0
    finished = "scorecard-2012-05.xlsx"
    assert (moved / finished).read_bytes() == (built_demo / finished).read_bytes()


@pytest.mark.slow
def test_build_for_another_month_to_another_file(built_demo, tmp_path, run):
    out = tmp_path / "march.xlsx"
    ended = run("build", built_demo / "definition.xlsx", "--period", "March 2012", "--out", out)
    assert ended.code == 0, ended.err
    assert out.exists()


def test_json_stands_alone_on_stdout(built_demo, tmp_path, run):
    out = tmp_path / "out.xlsx"
    ended = run("build", built_demo / "definition.xlsx", "--out", out, "--json")
    said = json.loads(ended.out)
    assert (said["period"], said["workbook"]) == ("2012-05", str(out))
    assert said["counts"]["RED"] >= 1
    assert said["problems"]
    assert set(said["problems"][0]["place"]) == {"file", "sheet", "cell"}
    assert sum(said["seconds"].values()) > 0


def test_check_reports_and_writes_nothing(demo_copy, run):
    before = {path: path.stat().st_mtime_ns for path in demo_copy.rglob("*")}
    ended = run("check", demo_copy / "definition.xlsx", "--json")
    assert ended.code == 0
    said = json.loads(ended.out)
    assert {source["name"] for source in said["sources"]} >= {"contacts", "referrals", "plans"}
    assert said["problems"]
    assert {path: path.stat().st_mtime_ns for path in demo_copy.rglob("*")} == before


def test_check_tells_people_what_was_read_and_found(built_demo, run):
    ended = run("check", built_demo / "definition.xlsx")
    assert ended.code == 0
    assert "contacts.xlsx" in ended.out
    assert "problems found" in ended.out


def test_check_finds_what_a_template_asks_for_and_nobody_knows(demo_copy, run):
    template = demo_copy / "scorecard-template.xlsx"
    package = Package.read(template)
    texts = package.content("xl/sharedStrings.xml")
    package.replace("xl/sharedStrings.xml", texts.replace(b"{{ scorecard.title }}", b"{{ scorecard.tilte }}"))
    template.write_bytes(package.to_bytes())
    ended = run("check", demo_copy / "definition.xlsx")
    assert ended.code == 3
    assert "Summary {scorecard.part} › A1" in ended.err
    assert "scorecard.title" in ended.err


def test_csv_has_the_agreed_columns_and_unrounded_values(built_demo, run):
    ended = run("assess", built_demo / "definition.xlsx", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert ",".join(rows[0]) == COLUMNS
    figures = {(row["code"], row["period"]): row for row in rows}
    assert float(figures["Op365", "2012-05"]["value"]) == pytest.approx(100 / 28, rel=1e-15)
    assert figures["Op367", "2012-04"]["value"] == ""
    assert figures["HY64", "2012/13 to 2012-05"]["status"] == "RED"


@pytest.mark.slow
def test_json_figures_are_those_of_the_csv(built_demo, run):
    definition = built_demo / "definition.xlsx"
    rows = list(csv.DictReader(io.StringIO(run("assess", definition, "--format", "csv").out)))
    figures = json.loads(run("assess", definition, "--format", "json").out)["figures"]
    assert [(f["code"], f["period"]) for f in figures] == [(r["code"], r["period"]) for r in rows]
    assert [f["value"] for f in figures] == [float(r["value"]) if r["value"] else None for r in rows]


def test_explain_says_numerator_denominator_and_reason(built_demo, run):
    ended = run("explain", built_demo / "definition.xlsx", "HY64", "--period", "2012/13 to 2012-05")
    assert ended.code == 0
    for word in ("HY64", "4", "40", "at most 6", "Red"):
        assert word in ended.out


def test_explain_as_json(built_demo, run):
    said = json.loads(run("explain", built_demo / "definition.xlsx", "op410", "--json").out)
    assert (said["code"], said["period"], said["value"]) == ("Op410", "2012/13 to 2012-05", 327)


def test_an_unknown_indicator_is_answered_with_the_nearest(built_demo, run):
    ended = run("explain", built_demo / "definition.xlsx", "Op366")
    assert ended.code == 2
    assert "Op36" in ended.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("period", "words"),
    [("2013-05", "No source has data for May 2013"), ("soon", "not a period"), ("2011/12", "made for a month")],
)
def test_a_period_that_cannot_be_is_refused_and_the_output_stays(demo_copy, run, period, words):
    out = demo_copy / "scorecard-2012-05.xlsx"
    before = out.read_bytes()
    ended = run("build", demo_copy / "definition.xlsx", "--period", period, "--out", out)
    assert (ended.code, ended.out) == (2, "")
    assert words in " ".join(ended.err.split())
    assert out.read_bytes() == before


@pytest.mark.parametrize("name", ["definition.xlsx", "sources/plans.xlsx", "scorecard-template.xlsx"])
def test_an_input_is_never_overwritten(demo_copy, run, name):
    before = (demo_copy / name).read_bytes()
    ended = run("build", demo_copy / "definition.xlsx", "--out", demo_copy / name)
    assert ended.code == 2
    assert (demo_copy / name).read_bytes() == before


def test_a_missing_definition_is_two(tmp_path, run):
    assert run("build", tmp_path / "nowhere.xlsx").code == 2


def test_a_missing_source_is_three(demo_copy, run):
    (demo_copy / "sources" / "plans.xlsx").unlink()
    ended = run("assess", demo_copy / "definition.xlsx", "--format", "csv")
    assert (ended.code, ended.out) == (3, "")
    assert "plans.xlsx" in ended.err


def test_a_missing_template_is_three(built_demo, tmp_path, run):
    out = tmp_path / "out.xlsx"
    ended = run("build", built_demo / "definition.xlsx", "--template", tmp_path / "none.xlsx", "--out", out)
    assert ended.code == 3
    assert "none.xlsx" in ended.err
    assert not out.exists()


def test_a_missing_output_folder_is_three(built_demo, tmp_path, run):
    ended = run("build", built_demo / "definition.xlsx", "--out", tmp_path / "nowhere" / "out.xlsx")
    assert ended.code == 3
    assert not (tmp_path / "nowhere").exists()


def test_a_wrong_word_in_the_definition_is_two_with_its_cell(demo_copy, run):
    definition = demo_copy / "definition.xlsx"
    change(definition, "Settings", "Headline", 1, "yeer to date")
    ended = run("check", definition, "--json")
    assert ended.code == 2
    assert "year to date" in ended.err
    complaint = json.loads(ended.out)["error"]["complaints"][0]
    assert (complaint["place"]["sheet"], complaint["place"]["cell"][0]) == ("Settings", "B")


def test_a_source_past_its_limit_of_bad_rows_is_one(demo_copy, run):
    plans = demo_copy / "sources" / "plans.xlsx"
    book = load_workbook(plans)
    for sheet in book:
        for row in sheet.iter_rows(min_row=8):
            for cell in row:
                if cell.is_date:
                    cell.value = "unknown"
    book.save(plans)
    book.close()
    ended = run("check", demo_copy / "definition.xlsx")
    assert ended.code == 1
    assert "plans.xlsx" in ended.err


def test_usage_is_two(run):
    assert run("build").code == 2
    assert run("nonsense").code == 2
    assert run("assess", "definition.xlsx", "--format", "pdf").code == 2
