"""What check shows of problems, asks about headings, and shows of values."""

import json

import pytest
import typer

from tests.builders.small_world import RECORDS, write_world
from tests.builders.source_workbooks import CONTACTED, HEADINGS
from xl_scorecard.definitions.reading import read_definition

SPELLED = ["Child ID", "Gendre", "Date of Contact"]


@pytest.fixture
def answers(monkeypatch):
    """What a person answers to each question; the questions are kept. Whoever only presses Enter says no."""
    asked = []

    def confirm(question, *, default, err):
        assert (default, err) == (False, True)
        asked.append(question)
        return answers_left.pop(0)

    answers_left = []
    monkeypatch.setattr(typer, "confirm", confirm)
    return asked, answers_left


def test_problems_are_grouped_by_code_with_the_fix_once_and_every_place(tmp_path, run):
    rows = [
        ["x"],
        HEADINGS,
        *RECORDS,
        ["c3", "Male", "16/05/2012"],
        ["c4", "b) Female", "17/05/2012"],
        ["c5", "?", "soon"],
    ]
    ended = run("check", write_world(tmp_path, rows))
    assert ended.code == 0
    assert "4 problems found: 0 errors, 2 warnings, 2 notes" in ended.out
    first = ended.out.index("Warning SRC-044")
    assert first < ended.out.index("Note SRC-007")
    assert "Note SRC-040: “Date of Contact”: a date kept as text; read with the day first. Store it" in ended.out
    assert "  contacts.xlsx › Contacts › C5, C6\n" in ended.out
    assert "soon" not in ended.out + ended.err


def test_json_has_every_problem_with_its_first_five_places(tmp_path, run):
    rows = [HEADINGS, *RECORDS, *[[f"c{n}", "Male", "16/05/2012"] for n in range(3, 12)]]
    told = json.loads(run("check", write_world(tmp_path, rows), "--json").out)
    (problem,) = [one for one in told["problems"] if one["code"] == "SRC-040"]
    assert problem["count"] == 9
    assert [place["cell"] for place in problem["places"]] == ["C4", "C5", "C6", "C7", "C8"]


def test_a_heading_is_accepted_after_a_question_and_the_definition_is_kept(tmp_path, run, answers):
    definition = write_world(tmp_path, [SPELLED, *RECORDS])
    asked, left = answers
    left.append(True)
    ended = run("check", definition, "--accept")
    assert ended.code == 0
    assert asked == ["Read it as “Gender” (definition.xlsx › Columns › C6)?"]
    assert "contacts.xlsx › Contacts › B1 is headed “Gendre”." in ended.err
    assert read_definition(definition).sources[0].columns[1].headings == ("Gender", "Gendre")
    (kept,) = tmp_path.glob("definition before *.xlsx")
    assert kept.name in ended.err
    assert read_definition(kept).sources[0].columns[1].headings == ("Gender",)
    assert "SRC-005" not in ended.out


def test_a_heading_that_is_declined_changes_nothing(tmp_path, run, answers):
    definition = write_world(tmp_path, [SPELLED, *RECORDS])
    before = definition.read_bytes()
    answers[1].append(False)
    ended = run("check", definition, "--accept")
    assert definition.read_bytes() == before
    assert "Warning SRC-005" in ended.out
    assert "definition.xlsx › Columns › C6 (or run xl-scorecard check --accept)" in ended.out


def test_a_required_heading_that_is_missing_is_accepted_too(tmp_path, run, answers):
    definition = write_world(tmp_path, [["Child ID", "Gender", "Date of Contct"], *RECORDS])
    assert run("check", definition).code == 3
    answers[1].append(True)
    assert run("check", definition, "--accept").code == 0
    assert read_definition(definition).sources[0].columns[2].headings == (*CONTACTED.headings, "Date of Contct")


def test_a_heading_that_may_be_a_name_is_not_quoted_in_the_question(tmp_path, run, answers):
    answers[1].append(False)
    ended = run(
        "check", write_world(tmp_path, [["Child ID", "Gender Zebedee", "Date of Contact"], *RECORDS]), "--accept"
    )
    assert "B1 has a heading that is not shown" in ended.err
    assert "Zebedee" not in ended.out + ended.err + "".join(answers[0])


def test_where_no_heading_is_likely_it_is_said(tmp_path, run):
    ended = run("check", write_world(tmp_path), "--accept")
    assert ended.code == 0
    assert "No heading in the sources looks like one that is missing." in ended.err


def test_values_are_shown_on_a_terminal_only(tmp_path, run, monkeypatch):
    definition = write_world(tmp_path, [HEADINGS, *RECORDS, ["c3", "Male", "about Easter"]])
    refused = run("check", definition, "--show-values")
    assert (refused.code, "on a terminal only" in refused.err) == (2, True)
    from xl_scorecard.cli import app

    monkeypatch.setattr(app, "refuse_values_elsewhere", lambda **_: None)
    shown = run("check", definition, "--show-values")
    assert "contacts.xlsx › Contacts › C4: 'about Easter'" in shown.out
    assert "about Easter" not in run("check", definition).out


def test_errors_as_json_have_their_code(tmp_path, run):
    definition = write_world(tmp_path)
    (tmp_path / "contacts.xlsx").write_bytes(b"")
    ended = run("check", definition, "--json")
    assert ended.code == 3
    assert json.loads(ended.out)["error"]["code"] == "SRC-110"
