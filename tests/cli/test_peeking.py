"""Peek and problem: what a person sees who writes a definition, and what scripts do."""

import json

import pytest

from tests.builders.small_world import RECORDS, write_world
from tests.builders.source_workbooks import HEADINGS, write_rows
from xl_scorecard.definitions.reading import read_definition

ROWS = [["List 3"], HEADINGS, *RECORDS, ["c3", "Male", "16/05/2012"]]


@pytest.fixture
def workbook(tmp_path):
    return write_rows(tmp_path / "contacts.xlsx", ROWS, sheet="List 3", Others=[["Team"], ["East"]])


def test_peek_shows_sheets_headings_kinds_and_problems(workbook, run):
    ended = run("peek", workbook)
    assert ended.code == 0
    for words in (
        "contacts.xlsx: an Excel workbook",
        "1  List 3",
        "headings in row 2, 3 rows, 13 cells that are not empty",
        "Child Unique ID",
        "dates kept as text",
        "Note SRC-040: “Date of Contact”",
        "contacts.xlsx › List 3 › C5",
        "2  Others",
    ):
        assert words in ended.out
    assert "16/05/2012" not in ended.out


def test_peek_as_json_stands_alone_and_says_the_same(workbook, run):
    ended = run("peek", workbook, "--json")
    told = json.loads(ended.out)
    first = told["sheets"][0]
    assert (told["file"], told["format"], told["macros"], told["links"]) == (
        "contacts.xlsx",
        "an Excel workbook",
        False,
        0,
    )
    assert (first["name"], first["hidden"], first["headings_row"], first["rows"]) == ("List 3", False, 2, 3)
    assert (first["non_empty_cells"], first["cells"]) == (13, 13)
    assert first["columns"][2] == {
        "letter": "C",
        "heading": "Date of Contact",
        "type": "date",
        "kinds": ["dates", "dates kept as text"],
        "filled": 3,
    }
    assert [one["code"] for one in first["problems"]] == ["SRC-007", "SRC-040"]
    assert told["sheets"][1]["non_empty_cells"] == 2


def test_peek_into_one_sheet(workbook, run):
    told = json.loads(run("peek", workbook, "--sheet", "#2", "--json").out)
    assert ([sheet["name"] for sheet in told["sheets"]], told["other_sheets"]) == (["Others"], 1)
    assert "1 more sheet." in run("peek", workbook, "--sheet", "Others").out


def test_a_file_that_is_refused_is_three_with_code_reason_and_fix(tmp_path, run):
    (tmp_path / "empty.xlsx").write_bytes(b"")
    ended = run("peek", tmp_path / "empty.xlsx", "--json")
    assert ended.code == 3
    assert json.loads(ended.out) == {
        "file": "empty.xlsx",
        "refused": {"code": "SRC-110", "reason": "empty.xlsx: is empty (0 bytes).", "fix": "Copy or export it again."},
    }
    plain = run("peek", tmp_path / "empty.xlsx")
    assert (plain.code, plain.out) == (3, "")
    assert "is empty (0 bytes). Copy or export it again." in plain.err


def test_rows_are_added_to_a_definition_which_then_reads_them(tmp_path, run):
    definition = write_world(tmp_path)
    write_rows(
        tmp_path / "sources" / "visits.xlsx", [["Child ID", "Date of visit"], ["c1", RECORDS[0][2]]], sheet="List 9"
    )
    ended = run("peek", tmp_path / "sources" / "visits.xlsx", "--add-to", definition)
    assert ended.code == 0
    assert "Added to definition.xlsx: visits" in ended.err
    added = read_definition(definition).sources[-1]
    assert (added.file, added.sheet, added.covers_from.code) == ("sources/visits.xlsx", "List 9", "2012-04")
    assert [(one.name, one.headings, one.required) for one in added.columns] == [
        ("child_id", ("Child ID",), True),
        ("date_of_visit", ("Date of visit",), True),
    ]
    assert run("check", definition).code == 0


def test_a_file_without_headings_is_not_added(tmp_path, run):
    definition = write_world(tmp_path)
    path = write_rows(tmp_path / "bare.xlsx", [[1, 2], [3, 4]])
    ended = run("peek", path, "--add-to", definition)
    assert ended.code == 2
    assert "headings that a definition could declare" in ended.err


def test_values_are_never_shown_but_on_a_terminal(workbook, run):
    for words in ((), ("--json",)):
        ended = run("peek", workbook, "--show-values", *words)
        assert (ended.code, ended.out) == (2, "")
        assert "on a terminal only" in ended.err


def test_on_a_terminal_headings_that_may_be_names_are_shown_to_whoever_asks(tmp_path, run, terminal):
    path = write_rows(tmp_path / "it.xlsx", [["Child ID", "Zebedee"], ["c1", "x"]])
    assert "Zebedee" not in run("peek", path).out
    assert "Zebedee" in run("peek", path, "--show-values").out
    assert terminal


@pytest.fixture
def terminal(monkeypatch):
    """A screen, as far as the command asks."""
    from xl_scorecard.cli import secrets

    screen = type("Screen", (), {"isatty": staticmethod(lambda: True)})
    monkeypatch.setattr(secrets, "sys", type("System", (), {"stdout": screen, "stdin": screen}))
    return screen


@pytest.mark.parametrize("where", ["env:SECRET_OF_TEST", "file"])
def test_a_password_comes_from_the_environment_or_a_file(tmp_path, workbook, run, monkeypatch, where):
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml", reason="the extra [encrypt] is not installed")
    locked = tmp_path / "locked.xlsx"
    with workbook.open("rb") as plain, locked.open("wb") as behind:
        ooxml.OOXMLFile(plain).encrypt("correct horse", behind)
    monkeypatch.setenv("SECRET_OF_TEST", "correct horse")
    (tmp_path / "secret.txt").write_text("correct horse\n", encoding="utf-8")
    given = where if where.startswith("env:") else tmp_path / "secret.txt"
    assert run("peek", locked).code == 3
    ended = run("peek", locked, "--password-from", given)
    assert ended.code == 0
    assert "correct horse" not in ended.out + ended.err


@pytest.mark.parametrize(
    ("where", "said"),
    [("env:NOT_THERE_AT_ALL", "no password of that name"), ("gone.txt", "cannot be read"), ("ask", "nobody to ask")],
)
def test_a_password_that_is_not_there_is_two(workbook, run, where, said):
    ended = run("peek", workbook, "--password-from", where)
    assert ended.code == 2
    assert said in ended.err


def test_problem_says_what_a_code_means_with_an_example(run):
    ended = run("problem", "src-14")
    assert ended.code == 0
    assert ended.out.startswith("SRC-014 (Note)\nIt means: rows with “…” later than")
    assert "Example: referrals.xlsx › List 3 › F17: rows with “Date of referral” later than May 2012" in ended.out
    assert json.loads(run("problem", "SRC-110", "--json").out)["severity"] == "Stops"


def test_a_code_that_does_not_exist_is_two_with_the_nearest(run):
    ended = run("problem", "SRC-999")
    assert ended.code == 2
    assert "There is no code" in ended.err
