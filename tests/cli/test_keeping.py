"""The commands for whoever keeps the definition, and those that answer questions, from end to end."""

import io
import json

import openpyxl
import pytest

from tests.builders.small_folder import small_folder
from xl_scorecard.model.mail import MailSettings, Recipient

FUNCTION = """
import pandas as pd


def twice(tables):
    return 2 * tables["referrals"]["referred"].dt.to_period("M").value_counts()
"""


def naming_a_function(path):
    """The definition with one indicator more, which a Python function beside it works out."""
    book = openpyxl.load_workbook(path)
    page = book["Measures"]
    page["I4"], page["J4"] = "Function", "Over months"
    for letter, value in zip("ABDI", ("twice", "Twice", "python", "more.py:twice"), strict=True):
        page[f"{letter}8"] = value
    book["Indicators"]["G7"] = "twice"
    book.save(path)
    (path.parent / "more.py").write_text(FUNCTION, encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path):
    return small_folder(tmp_path)


def test_new_year_says_what_to_fill_in_and_where_the_copies_are(run, path):
    ended = run("new-year", path, "--year", "2013/14")
    assert ended.code == 0
    assert "definition.xlsx › Targets: 1 row to fill in for 2013/14." in ended.err
    assert "As it was: " in ended.err
    assert run("new-year", path, "--year", "2013/14").code == 2


@pytest.mark.parametrize("year", ["2013-04", "soon"])
def test_new_year_wants_a_financial_year(run, path, year):
    assert run("new-year", path, "--year", year).code == 2


def test_notes_are_asked_for_and_collected(run, path):
    ended = run("notes", "request", path, "--period", "2012-05", "--due", "8/6/2012")
    assert ended.code == 0
    folder = path.parent / "notes-2012-05"
    assert "Head of Front Door.xlsx: 2 indicators, 1 red" in ended.out.replace("\n", "")
    (file,) = folder.glob("*Front Door.xlsx")
    book = openpyxl.load_workbook(file)
    book["Notes"]["H6"] = "Because."
    book.save(file)
    ended = run("notes", "collect", folder)
    assert (ended.code, "1 note added, 0 changed" in ended.err) == (0, True)
    assert run("notes", "request", path, "--period", "2012-05").code == 2


def test_definition_convert_goes_both_ways(run, path):
    text, again = path.with_suffix(".yaml"), path.with_name("again.xlsx")
    assert run("definition", "convert", path, text).code == 0
    assert run("definition", "convert", text, again).code == 0
    assert again.read_bytes() == path.read_bytes()
    assert run("definition", "convert", text, again).code == 2
    assert run("definition", "convert", text, again, "--force").code == 0


def test_the_other_commands_take_yaml(run, path):
    run("definition", "convert", path, path.with_suffix(".yaml"))
    figures = [run("assess", one, "--format", "csv").out for one in (path, path.with_suffix(".yaml"))]
    assert figures[0] == figures[1]


def test_schema_prints_json_and_nothing_else(run):
    ended = run("schema")
    assert json.loads(ended.out)["properties"]["indicators"]
    assert ended.err == ""


class TestDrill:
    def test_it_writes_the_rows_and_says_that_they_stay_inside(self, run, path):
        ended = run("drill", path, "R1", "--period", "2012-05")
        assert ended.code == 0
        assert "internal-R1-2012-05.xlsx" in ended.err.replace("\n", "")
        assert (path.parent / "internal-R1-2012-05.xlsx").exists()

    def test_send_refuses_such_a_workbook_whatever_it_is_called_and_whatever_lies_beside_it(self, run, path):
        run("drill", path, "R1", "--period", "2012-05", "--out", path.parent / "scorecard-2012-05.xlsx")
        run("build", path, "--period", "2012-05", "--out", path.parent / "other.xlsx")
        manifest = (path.parent / "other.xlsx.manifest.json").read_bytes()
        (path.parent / "scorecard-2012-05.xlsx.manifest.json").write_bytes(manifest)
        ended = run("send", path.parent / "scorecard-2012-05.xlsx")
        assert ended.code == 4
        assert "is for internal use only; it is never sent" in ended.err.replace("\n", " ")


class TestPython:
    @pytest.fixture
    def with_function(self, path):
        return naming_a_function(path)

    @pytest.mark.parametrize("command", [("assess",), ("build",), ("check",), ("explain", "R3"), ("drill", "R3")])
    def test_a_python_function_is_run_only_where_the_run_is_told_so(self, run, with_function, command):
        name, *rest = command
        refused = run(name, with_function, *rest)
        assert refused.code == 2
        assert "run the same command with --allow-python" in " ".join(refused.err.split())
        assert run(name, with_function, *rest, "--allow-python").code in (0, 1)

    def test_so_it_is_where_a_template_is_designed(self, run, with_function):
        asked = ("template", "fields", "--definition", with_function)
        assert "run the same command with --allow-python" in " ".join(run(*asked).err.split())
        assert run(*asked, "--allow-python").code == 0

    @pytest.mark.parametrize(("command", "then"), [(("send",), "There is no sender"), (("close", "2012-05"), "")])
    def test_so_it_is_by_what_sends_and_closes(self, run, with_function, command, then):
        name, *rest = command
        assert "run the same command with --allow-python" in " ".join(run(name, with_function, *rest).err.split())
        allowed = run(name, with_function, *rest, "--allow-python")
        assert "--allow-python" not in allowed.err
        assert then in allowed.err

    @pytest.mark.slow
    def test_so_it_is_in_every_process_of_a_batch(self, run, with_function, tmp_path):
        batch = ("batch", with_function, "--periods", "2012-05", "--out", tmp_path / "out", "--jobs", "1")
        refused = run(*batch)
        assert refused.code == 1
        assert "run the same command with --allow-python" in " ".join((refused.out + refused.err).split())
        assert run(*batch, "--allow-python").code == 0
        again = run(*batch, "--allow-python", "--resume")
        assert "as it was" in again.err + again.out
        (with_function.parent / "more.py").write_text(FUNCTION.replace("2 *", "3 *"), encoding="utf-8")
        anew = run(*batch, "--allow-python", "--resume")
        assert "as it was" not in anew.err + anew.out

    @pytest.mark.slow
    def test_batch_and_send_run_it_only_where_told_so_too(self, run, tmp_path, monkeypatch):
        monkeypatch.setenv("XL_SCORECARD_OUTBOX", str(tmp_path / "outbox.sqlite"))
        to = Recipient(address="ann@haringey.example")
        mail = MailSettings(sender="us@haringey.example", own_domains=("haringey.example",), recipients=(to,))
        path = naming_a_function(small_folder(tmp_path, mail=mail))
        book = openpyxl.load_workbook(tmp_path / "referrals.xlsx")
        for row in book.active.iter_rows(min_row=2, max_col=1):
            row[0].value = f"DM44812{row[0].value}"
        book.save(tmp_path / "referrals.xlsx")
        batch = ("batch", path, "--periods", "2012-05", "--out", tmp_path / "out", "--jobs", "1", "--send")
        assert run(*batch).code == 1
        assert not (tmp_path / "out" / "drafts").exists()
        done = run(*batch, "--allow-python")
        assert done.code == 0, done.err
        assert len(list((tmp_path / "out" / "drafts").iterdir())) == 1
        assert run("send", path).code == 2
        assert run("send", path, "--period", "2012-05", "--allow-python").code == 0
        assert run("build", path, "--period", "2012-05", "--allow-python", "--send").code == 0

    def test_its_figures_are_those_of_the_function(self, run, with_function):
        ended = run("explain", with_function, "R3", "--period", "2012-05", "--allow-python", "--json")
        explanation = json.loads(ended.out)
        assert explanation["value"] == 6
        assert explanation["rows"] == ["Numerator, Twice: 6, worked out by more.py:twice."]


def test_explain_prints_the_whole_derivation(run, path):
    ended = run("explain", path, "R1", "--period", "2012-05", "--json")
    said = json.loads(ended.out)
    numerator, denominator = said["rows"]
    assert numerator == (
        "Numerator, Again (referrals.xlsx › Referrals): 4 rows read, 1 counted; left out: 1 “Date of referral” is not in "
        "May 2012; 2 not so: “Date of referral” follows any earlier one of the same “Child ID”."
    )
    assert denominator.endswith("4 rows read, 3 counted; left out: 1 “Date of referral” is not in May 2012.")
    assert said["multiplier"] == "100, because it is in %"
    assert said["rounding"] == "shown as 33.3%: half up, to 1 decimal; judged unrounded"
    assert said["target"] == "at most 10.0%, in force since 2011/12"
    assert said["version"].startswith("definition of the indicator in force from the first; definition.xlsx ")


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [("explain", "R1"), ("drill", "R1"), ("notes request",), ("new-year", "--year", "2014/15")]
)
def test_what_reads_sources_opens_those_behind_a_password(run, path, monkeypatch, command):
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml", reason="the extra [encrypt] is not installed")
    source = path.parent / "referrals.xlsx"
    plain = io.BytesIO(source.read_bytes())
    with source.open("wb") as behind:
        ooxml.OOXMLFile(plain).encrypt("correct horse", behind)
    monkeypatch.setenv("SECRET_OF_TEST", "correct horse")
    name, *rest = command
    assert run(*name.split(), path, *rest).code == 3
    ended = run(*name.split(), path, *rest, "--password-from", "env:SECRET_OF_TEST")
    assert (ended.code, "correct horse" in ended.out + ended.err) == (0, False)
