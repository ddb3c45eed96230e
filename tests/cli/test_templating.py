import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.builders.little import write_little
from tests.builders.protecting import SECRET, files_that_have, protect
from tests.builders.templates import make_template
from xl_scorecard import pipeline
from xl_scorecard.cli.app import app
from xl_scorecard.layout.examples import examples
from xl_scorecard.samples import seed

FIELDS = Path(seed.__file__).parent / "seed" / "fields.csv"


def run(*words):
    result = CliRunner().invoke(app, ["template", *map(str, words)])
    return result.exit_code, result.output


def test_every_field_is_listed_with_its_place_and_what_repeats_is_explained(tmp_path):
    cells = {"A1": "{{ scorecard.title }}", "A3": "{{ section.title }}", "A4": "{{ indicator.code }}"}
    code, said = run("check", make_template(tmp_path / "t.xlsx", {"Card": cells, "{indicator.code}": {"A1": "x"}}))
    assert code == 0
    assert "A1     {{ scorecard.title }}" in said
    assert "Rows 3 to 4 repeat for every section, because A3 holds {{ section.title }}." in said
    assert "Row 4 repeats for every indicator, because A4 holds {{ indicator.code }}." in said
    assert "{indicator.code} (copied for every indicator)" in said


def test_with_a_definition_the_sheets_it_will_make_are_named(tmp_path, built_demo):
    template = make_template(tmp_path / "t.xlsx", {"{indicator.code}": {"A1": "{{ indicator.title }}"}})
    code, said = run("check", template, "--definition", built_demo / "definition.xlsx", "--json")
    assert code == 0
    assert json.loads(said[said.index("{") :])["makes"][:2] == ["Op504", "Op410"]


@pytest.mark.parametrize("command", ["check", pytest.param("fields", marks=pytest.mark.slow)])
def test_a_definition_with_protected_sources_is_read_with_the_password(tmp_path, monkeypatch, command):
    definition = write_little(tmp_path)
    protect(tmp_path / "referrals.xlsx")
    monkeypatch.setenv("SECRET_OF_TEST", SECRET)
    words = (command, *([tmp_path / "template.xlsx"] if command == "check" else []), "--definition", definition)
    code, said = run(*words)
    assert (code, "--password-from" in said) == (3, True)
    code, said = run(*words, "--password-from", "env:SECRET_OF_TEST")
    assert ("it makes 1 sheets: Scorecard." if command == "check" else "Little scorecard") in said
    assert (code, SECRET in said, files_that_have(SECRET, tmp_path)) == (0, False, [])


def test_what_is_refused_is_said_with_its_place_and_the_nearest_known_field(tmp_path):
    code, said = run("check", make_template(tmp_path / "t.xlsx", {"Card": {"B2": "{{ indicator.vaule }}"}}))
    assert code == 3
    assert "t.xlsx › Card › B2: {{ indicator.vaule }} is not a known field; did you mean indicator.value?" in said


def test_the_list_of_fields_shows_what_the_demo_prints(built_demo):
    card = pipeline.assess(built_demo / "definition.xlsx")
    with FIELDS.open(encoding="utf-8", newline="") as file:
        kept = [(row["field"], row["example"]) for row in csv.DictReader(file)]
    assert kept == list(examples(card, "HY64", "England")), "write the list again: see its docstring"


def test_fields_are_printed_with_an_example_each():
    code, said = run("fields")
    assert code == 0
    assert "{{ indicator.status_word }}" in said
    assert "Red" in said


def test_what_rows_that_repeat_cannot_take_along_is_refused_by_name(tmp_path):
    def array(_, sheets):
        sheets["Card"].write_array_formula("C1:C3", "{=A1:A3}")

    code, said = run("check", make_template(tmp_path / "t.xlsx", {"Card": {"A2": "{{ indicator.code }}"}}, array))
    assert code == 3
    assert "t.xlsx › Card › C1: holds an array formula over rows that repeat." in said
