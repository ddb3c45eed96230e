"""Definitions as YAML: what they say, what is complained of, and both ways between YAML and workbook."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.definitions import complaints, full_definition, same, small_definition, written
from xl_scorecard.definitions.building import KEYS
from xl_scorecard.definitions.converting import convert
from xl_scorecard.definitions.json_schema import json_schema
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.workbook import SHEETS
from xl_scorecard.definitions.yaml_writing import to_yaml, write_yaml
from xl_scorecard.errors import DefinitionError, RequestError, WriteError
from xl_scorecard.indicators.functions import load_functions
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.samples.haringey_definition import haringey_definition

pytest.importorskip("ruamel.yaml", reason="YAML is an extra: pip install xl-scorecard[yaml]")

SMALL = """\
settings:
  title: Visits
  organisation: Anywhere
sources:
  - name: visits
    file: visits.xlsx
    covers_from: 2012-04
    covers_to: 2012-05
    columns:
      - {name: child, headings: [Child; old id, Kid], type: id}
      - name: visited
        headings: Date of visit
        type: date
measures:
  - {code: visits, title: Visits made, source: visits, kind: count, date: visited}
indicators:
  - code: V1
    section: Visits
    title: Visits
    unit: count
    decimals: 0
    polarity: HIGH
    numerator: visits
targets:
  - {indicator: V1, since: 2012/13, value: 16.3, per: month}
"""


@pytest.fixture
def told(tmp_path):
    """What is complained of in the small text where some words are others: told(("HIGH", "HGH"))."""

    def spoil(*changes: tuple[str, str]) -> tuple[str, ...]:
        text = SMALL
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "definition.yaml"
        path.write_text(text, encoding="utf-8")
        return complaints(path)

    return spoil


@pytest.fixture
def small(tmp_path) -> Path:
    path = tmp_path / "definition.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


class TestReading:
    def test_a_text_says_what_a_workbook_would(self, small):
        definition = read_definition(small)
        assert definition.sources[0].columns[0].headings == ("Child; old id", "Kid")
        assert definition.indicators[0].numerator == "visits"
        assert str(definition.targets[0].value) == "163/10"

    def test_a_word_of_a_closed_list_is_told_with_its_line_its_column_and_the_nearest_one(self, told):
        assert told(("HIGH", "HGH")) == ('definition.yaml:22:15: "HGH" is not a polarity; did you mean HIGH?',)

    def test_a_key_that_is_unknown_is_told_with_the_nearest_one(self, told):
        assert told(("        type: date", "        tpye: date")) == (
            "definition.yaml:11:9: type is empty; it must be filled in.",
            'definition.yaml:13:9: "tpye" is not a key of columns; did you mean type?',
        )

    def test_a_name_that_is_not_declared_is_told_where_it_stands(self, told):
        assert told(("numerator: visits", "numerator: visit")) == (
            'definition.yaml:23:16: "visit" is not a measure or an indicator; did you mean visits?',
        )

    def test_what_is_lacking_is_told_where_its_row_begins(self, told):
        assert told(("    polarity: HIGH\n", ""))[0] == "definition.yaml:17:5: polarity is empty; it must be filled in."

    def test_a_second_row_of_one_name_is_told_with_the_line_of_the_first(self, told):
        second = (
            "targets:",
            "  - {code: v 1, section: V, title: V, unit: count, decimals: 0, polarity: LOW, numerator: visits}\ntargets:",
        )
        assert told(second)[0] == (
            'definition.yaml:24:12: "v 1" stands twice, also in line 17, "V1"; case, spaces and look-alike letters make '
            "no difference."
        )

    def test_a_group_where_one_value_is_meant_is_told(self, told):
        assert (
            told(("unit: count", "unit: {a: b}"))[0]
            == "definition.yaml:20:11: unit is one value, or a list of plain ones."
        )

    def test_one_value_where_a_list_is_meant_is_told(self, told):
        change = "targets:\n  - {indicator: V1, since: 2012/13, value: 16.3, per: month}", "targets: 5"
        assert told(change) == ('definition.yaml:24:10: targets is not a list; begin each entry with "- ".',)
        change = "  - {code: visits, title: Visits made, source: visits, kind: count, date: visited}", "  - visits"
        assert told(change)[0] == "definition.yaml:15:5: This is not a group of values; write key: value."

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("settings: [", "definition.yaml:2:1: This is not YAML: "),
            ("a: 1\na: 2", "definition.yaml:2:1: This is not YAML: "),
            (
                "- 1",
                "definition.yaml:1:1: This is not a definition; its keys are settings, sources, columns, measures …",
            ),
            ("\x07", "definition.yaml: This is not YAML that can be read."),
            ("", "definition.yaml:1:1: This is not a definition"),
        ],
    )
    def test_what_is_not_a_definition_is_told_with_its_line(self, tmp_path, text, sentence):
        (tmp_path / "definition.yaml").write_text(text + "\n", encoding="utf-8")
        with pytest.raises(DefinitionError) as caught:
            read_definition(tmp_path / "definition.yaml")
        assert str(caught.value).startswith(sentence)

    def test_a_file_that_is_not_there_is_told(self, tmp_path):
        with pytest.raises(DefinitionError, match=r"nothing\.yml: There is no such file\."):
            read_definition(tmp_path / "nothing.yml")


class TestBothWays:
    @pytest.mark.parametrize("definition", [small_definition(), full_definition()], ids=["small", "full"])
    def test_a_workbook_becomes_yaml_and_back_and_all_three_load_equal(self, tmp_path, definition):
        workbook, text, again = written(tmp_path, definition), tmp_path / "other.yaml", tmp_path / "again.xlsx"
        convert(workbook, text)
        convert(text, again)
        assert same(read_definition(text), read_definition(workbook))
        assert same(read_definition(again), read_definition(workbook))
        assert again.read_bytes() == workbook.read_bytes()

    def test_the_worked_example_does_too(self, tmp_path):
        definition = haringey_definition(tmp_path / "definition.xlsx")
        write_yaml(definition, tmp_path / "definition.yaml")
        assert same(read_definition(tmp_path / "definition.yaml"), definition)

    def test_every_condition_can_be_written_in_both(self, tmp_path):
        convert(written(tmp_path, full_definition()), tmp_path / "definition.yaml")
        for form in ("definition.xlsx", "definition.yaml"):
            measures = read_definition(tmp_path / form).measures
            assert {one.test for measure in measures for one in measure.conditions} == set(ConditionTest)

    def test_files_are_found_from_the_new_folder(self, tmp_path):
        (tmp_path / "kept").mkdir()
        convert(written(tmp_path), tmp_path / "kept" / "definition.yaml")
        read = read_definition(tmp_path / "kept" / "definition.yaml")
        assert read.sources[0].file == "../sources/referrals.xlsx"

    def test_a_file_that_is_there_is_not_overwritten_unasked(self, tmp_path, small):
        workbook = written(tmp_path)
        with pytest.raises(RequestError, match=r"definition\.yaml: There is such a file already\."):
            convert(workbook, small)
        convert(workbook, small, force=True)
        assert same(read_definition(small), small_definition())

    def test_another_ending_is_refused(self, tmp_path):
        with pytest.raises(RequestError, match=r"workbook or YAML\. Give it a name that ends in \.xlsx or \.yaml"):
            convert(written(tmp_path), tmp_path / "definition.json")

    def test_a_folder_that_is_not_there_is_told(self, tmp_path):
        with pytest.raises(WriteError, match="cannot be written"):
            convert(written(tmp_path), tmp_path / "nowhere" / "definition.yaml")

    def test_the_same_definition_gives_the_same_text(self):
        assert to_yaml(full_definition()) == to_yaml(full_definition())

    def test_a_text_of_several_lines_is_a_block_and_a_short_row_stands_on_one_line(self):
        text = to_yaml(full_definition())
        assert "    definition: |-\n      Of all referrals,\n      those that came before.\n" in text
        assert "      - {column: child, test: has a row in, other: referrals}\n" in text


class TestSchema:
    @pytest.fixture
    def validator(self):
        jsonschema = pytest.importorskip("jsonschema", reason="it checks texts against the JSON Schema")
        schema = json.loads(json_schema())
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    @pytest.fixture
    def load(self):
        from ruamel.yaml import YAML

        return YAML(typ="safe").load

    @pytest.mark.parametrize("name", ["small", "full", "example"])
    def test_what_we_write_fits_it(self, validator, load, name):
        made = {"small": small_definition, "full": full_definition}
        definition = made[name]() if name in made else haringey_definition(Path("definition.xlsx"))
        assert [error.message for error in validator.iter_errors(load(to_yaml(definition)))] == []

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("polarity: HIGH", "polarity: HGH"),
            ("unit: count", "units: count"),
            ("type: id", "type: identity"),
            ("    decimals: 0\n", ""),
            ("settings:", "setings:"),
        ],
    )
    def test_what_does_not_fit_it_is_found_by_an_editor(self, validator, load, old, new):
        assert not list(validator.iter_errors(load(SMALL)))
        assert list(validator.iter_errors(load(SMALL.replace(old, new, 1))))

    def test_every_key_has_its_help(self):
        schema = json.loads(json_schema())
        rows = schema["properties"]["indicators"]["items"]["properties"]
        assert rows["polarity"]["enum"] == ["HIGH", "LOW", "RANGE", "NONE"]
        assert all(value["description"] for value in rows.values())
        assert "conditions" in schema["properties"]["measures"]["items"]["properties"]


class TestBuildingOn:
    OWN = """\
settings:
  organisation: Elsewhere
  builds_on: base/definition.yaml
indicators:
  - code: V1
    section: Visits
    title: Visits here
    unit: count
    decimals: 0
    polarity: LOW
    numerator: visits
  - {code: V2, section: Visits, title: Twice, unit: count, decimals: 0, polarity: NONE, numerator: visits + V1}
"""

    @pytest.fixture
    def own(self, tmp_path) -> Path:
        (tmp_path / "base").mkdir()
        (tmp_path / "base" / "definition.yaml").write_text(SMALL, encoding="utf-8")
        path = tmp_path / "definition.yaml"
        path.write_text(self.OWN, encoding="utf-8")
        return path

    def test_its_own_rows_take_the_place_of_those_of_the_same_name_and_the_others_hold(self, own):
        definition = read_definition(own)
        assert (definition.settings.title, definition.settings.organisation) == ("Visits", "Elsewhere")
        assert [(one.code, one.title) for one in definition.indicators] == [("V1", "Visits here"), ("V2", "Twice")]
        assert [one.code for one in definition.measures] == ["visits"]

    def test_files_are_found_from_the_folder_of_the_definition_that_names_them(self, own):
        assert [one.file for one in read_definition(own).sources] == ["base/visits.xlsx"]

    def test_a_function_is_run_from_the_folder_of_the_definition_that_names_it(self, own):
        base = own.parent / "base"
        made = "  - {code: made, title: Made, kind: python, function: more.py:made}\nindicators:"
        (base / "definition.yaml").write_text(SMALL.replace("indicators:", made), encoding="utf-8")
        (base / "more.py").write_text("def made(tables): ...\n", encoding="utf-8")
        beside = own.parent / "team" / "definition.yaml"
        beside.parent.mkdir()
        beside.write_text(self.OWN.replace("base/", "../base/"), encoding="utf-8")
        definition = read_definition(beside)
        assert list(load_functions(definition, allowed=True)) == ["../base/more.py:made"]
        with pytest.raises(DefinitionError, match="names no function that is there"):
            load_functions(replace(definition, bases=()), allowed=True)

    def test_what_a_function_does_is_part_of_the_definition_s_hash(self, own):
        made = "  - {code: made, title: Made, kind: python, function: more.py:made}\nindicators:"
        own.write_text(SMALL.replace("indicators:", made), encoding="utf-8")
        found = set()
        for body in ("...", "return 1", "..."):
            (own.parent / "more.py").write_text(f"def made(tables): {body}\n", encoding="utf-8")
            found.add(read_definition(own).sha256)
        assert len(found) == 2

    def test_its_template_for_outside_is_found_too(self, own):
        base = own.parent / "base" / "definition.yaml"
        base.write_text(SMALL.replace("settings:", "settings:\n  published_template: out.xlsx"), encoding="utf-8")
        assert read_definition(own).settings.published_template == "base/out.xlsx"

    def test_a_measure_that_is_defined_anew_brings_its_own_conditions(self, own):
        base = own.parent / "base" / "definition.yaml"
        write_yaml(replace(small_definition(), path=base), base)
        measures = "measures:\n  - {code: Re referrals, title: Mine, source: referrals, kind: count, date: referred}\n"
        own.write_text("settings:\n  builds_on: base/definition.yaml\n" + measures, encoding="utf-8")
        by_title = {one.title: one for one in read_definition(own).measures}
        assert by_title["Mine"].conditions == ()
        assert len(by_title["Plans"].conditions) == 2

    def test_a_workbook_can_build_on_a_text_and_what_is_wrong_there_is_told_with_its_place(self, own):
        small = small_definition(targets=())
        path = written(own.parent, replace(small, settings=replace(small.settings, title="Own")))
        import openpyxl

        workbook = openpyxl.load_workbook(path)
        page = workbook["Settings"]
        (cell,) = [row[1] for row in page.iter_rows() if row[0].value == "Builds on"]
        cell.value = "base\\definition.yaml"
        workbook.save(path)
        definition = read_definition(path)
        assert [one.code for one in definition.indicators] == ["V1", "R1", "R2", "R3", "P1"]
        base = own.parent / "base" / "definition.yaml"
        base.write_text(SMALL.replace("polarity: HIGH", "polarity: HGH"), encoding="utf-8")
        assert complaints(path) == ('definition.yaml:22:15: "HGH" is not a polarity; did you mean HIGH?',)

    def test_it_may_build_on_one_that_builds_on_another(self, own):
        (own.parent / "third.yaml").write_text(
            "settings: {builds_on: definition.yaml, title: Third}\n", encoding="utf-8"
        )
        third = read_definition(own.parent / "third.yaml")
        assert (third.settings.title, third.settings.organisation, len(third.indicators)) == ("Third", "Elsewhere", 2)

    def test_one_that_builds_on_itself_is_refused(self, own):
        base = own.parent / "base" / "definition.yaml"
        base.write_text(SMALL.replace("  title: Visits\n", "  builds_on: ../definition.yaml\n"), encoding="utf-8")
        with pytest.raises(DefinitionError, match=r"definition\.yaml:2:14: It builds on itself\."):
            read_definition(own)

    def test_one_that_is_not_there_is_told(self, own):
        own.write_text("settings: {builds_on: nowhere.yaml}\n", encoding="utf-8")
        with pytest.raises(DefinitionError, match=r"definition\.yaml:1:23: There is no such file to build on\."):
            read_definition(own)

    def test_its_hash_is_another_where_what_it_builds_on_is_another(self, own):
        before = read_definition(own).sha256
        base = own.parent / "base" / "definition.yaml"
        base.write_text(SMALL + "# more\n", encoding="utf-8")
        assert read_definition(own).sha256 != before

    def test_every_kind_of_row_can_be_replaced(self):
        assert set(KEYS) | {"settings", "mail"} == {sheet.field for sheet in SHEETS}
