"""The year turns: the rows that it lacks are added, to be filled in, beside a copy of what was there."""

from __future__ import annotations

import openpyxl
import pytest

from tests.builders.small_folder import small_folder
from xl_scorecard import pipeline
from xl_scorecard.definitions.converting import convert
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.model.period import Period
from xl_scorecard.model.status import Status
from xl_scorecard.new_year import turn_year
from xl_scorecard.writers import keeping

YEAR = Period.parse("2013/14")


def last_rows(path, sheet, count=1):
    rows = [row for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True) if any(row)]
    return [tuple(cell for cell in row if cell is not None) for row in rows[-count:]]


@pytest.fixture
def folder(tmp_path):
    small_folder(tmp_path)
    return tmp_path


def test_by_default_it_is_the_year_of_the_month_after_the_last_that_is_covered(folder):
    assert turn_year(folder / "definition.xlsx").year == YEAR


def test_each_sheet_gets_a_row_to_fill_for_what_is_not_confirmed(folder):
    turned = turn_year(folder / "definition.xlsx", YEAR)
    assert turned.added == {
        ("definition.xlsx", "Targets"): 1,
        ("definition.xlsx", "Benchmarks"): 1,
        ("reference.xlsx", "Benchmarks"): 1,
        ("reference.xlsx", "Population"): 1,
    }
    definition, reference = folder / "definition.xlsx", folder / "reference.xlsx"
    assert last_rows(definition, "Targets", 2) == [
        ("R1", "2011/12", "2012/13", 10, 10, "% of target"),
        ("R1", "2013/14", 10, "% of target", "to fill"),
    ]
    assert last_rows(definition, "Benchmarks") == [("R2", "England", "2012/13", "to fill")]
    assert last_rows(reference, "Benchmarks") == [("R1", "England", "2012/13", "mean")]
    assert last_rows(reference, "Population") == [("population", "2013/14")]


def test_a_copy_of_each_workbook_is_kept_as_it_was(folder):
    before = {name: (folder / name).read_bytes() for name in ("definition.xlsx", "reference.xlsx")}
    turned = turn_year(folder / "definition.xlsx", YEAR)
    assert [path.name for path in turned.backups] == [
        "definition before 2013-14.xlsx",
        "reference before 2013-14.xlsx",
    ]
    assert [path.read_bytes() for path in turned.backups] == list(before.values())


def test_until_the_target_is_filled_in_there_is_none_and_last_year_keeps_its_own(folder):
    turn_year(folder / "definition.xlsx", YEAR)
    definition = read_definition(folder / "definition.xlsx")
    assert [target.is_waiting for target in definition.targets] == [False, True]
    card = pipeline.assess(folder / "definition.xlsx", period="2012-05")
    line = next(card.lines)
    assert line.assessments[Period.parse("2012-05")].status is Status.RED
    codes = [(problem.code, str(problem.place)) for problem in card.problems]
    assert ("IND-008", "definition.xlsx › Benchmarks › G6") in codes


def test_filled_in_it_holds(folder):
    path = folder / "definition.xlsx"
    turn_year(path, YEAR)
    workbook = openpyxl.load_workbook(path)
    workbook["Targets"]["D6"] = 12
    workbook.save(path)
    target = read_definition(path).targets[1]
    assert (target.value, target.since, target.is_waiting) == (12, YEAR, False)


def test_turned_twice_nothing_is_lacking(folder):
    turn_year(folder / "definition.xlsx", YEAR)
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(RequestError, match=r"definition\.xlsx: Nothing is lacking for 2013/14\."):
        turn_year(folder / "definition.xlsx", YEAR)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_what_is_confirmed_gets_no_row(folder):
    path = folder / "definition.xlsx"
    workbook = openpyxl.load_workbook(path)
    workbook["Targets"]["K4"], workbook["Targets"]["K5"] = "Confirmed", "2013/14"
    workbook["Benchmarks"]["G4"], workbook["Benchmarks"]["G5"] = "Confirmed", "2013/14"
    workbook.save(path)
    assert set(turn_year(path, YEAR).added) == {("reference.xlsx", "Benchmarks"), ("reference.xlsx", "Population")}


def test_a_second_backup_does_not_replace_the_first(folder):
    turn_year(folder / "definition.xlsx", Period.parse("2012/13"))
    assert keeping.kept(folder / "definition.xlsx", "before 2012-13").name == "definition before 2012-13 (2).xlsx"


def test_a_file_that_is_held_open_stays_as_it_was(folder, monkeypatch):
    beside = folder / "definition (2).xlsx"
    monkeypatch.setattr(keeping, "save", lambda content, _: (beside.write_bytes(content), beside)[1])
    with pytest.raises(WriteError, match="is open in another program; it is as it was"):
        keeping.replace_file(b"new", folder / "definition.xlsx")
    assert not beside.exists()


class TestYaml:
    @pytest.fixture
    def text(self, folder):
        pytest.importorskip("ruamel.yaml", reason="YAML is an extra: pip install xl-scorecard[yaml]")
        convert(folder / "definition.xlsx", folder / "definition.yaml")
        path = folder / "definition.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("targets:\n", "# agreed in March\ntargets:\n"))
        return path

    def test_a_definition_in_yaml_gets_its_rows_too_and_keeps_its_comments(self, text):
        turned = turn_year(text, YEAR)
        assert turned.added[("definition.yaml", "targets")] == 1
        written = text.read_text(encoding="utf-8")
        assert "# agreed in March\n" in written
        definition = read_definition(text)
        assert [(one.since.code, one.until and one.until.code) for one in definition.targets] == [
            ("2011/12", "2012/13"),
            ("2013/14", None),
        ]
        assert [one.code for one in definition.waiting] == ["R2"]
