"""The commands of month end, as from a shell."""

import json

import pytest

from tests.builders.little import write_little
from tests.builders.live import with_mail
from tests.builders.protecting import SECRET, files_that_have, protect
from xl_scorecard.cli.outcome import ExitCode
from xl_scorecard.model.history import HISTORY_FILE
from xl_scorecard.model.period import Period

APRIL = Period.month(2012, 4)


@pytest.fixture
def little(tmp_path):
    return write_little(tmp_path / "little")


def test_a_batch_says_each_scorecard_and_the_sum_in_plain_lines(run, little, tmp_path):
    ended = run("batch", little, "--out", tmp_path / "out", "--periods", "2012-04..2012-05", "--jobs", 1)
    assert ended.code == ExitCode.DONE
    assert ended.out == ""
    lines = ended.err.splitlines()
    assert lines[0] == "Reading referrals.xlsx …"
    assert lines[1:3] == ["[1/2] done: scorecard-2012-04.xlsx", "[2/2] done: scorecard-2012-05.xlsx"]
    assert lines[3].startswith("2 of 2 done, 0 running, 0 failed; 0:0")


def test_with_json_every_event_is_a_line_on_stdout_and_nothing_else_is(run, little, tmp_path):
    ended = run("batch", little, "--out", tmp_path / "out", "--for-each", "area", "--jobs", 1, "--json")
    events = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.err == ""
    assert [one["event"] for one in events] == ["reading", *["started", "ended"] * 3, "finished"]
    islands = events[-2]
    assert islands["part"] == {"dimension": "area", "value": "Islands"}
    assert (islands["state"], islands["remark"]) == ("DONE", "area: Islands has no rows.")
    assert (events[-1]["done"], events[-1]["total"], events[-1]["failed"]) == (3, 3, 0)


def test_a_batch_of_which_one_failed_leaves_1_and_says_which_and_why(run, little, tmp_path):
    ended = run("batch", little, "--out", tmp_path / "out", "--periods", "2009-01", "--jobs", 1)
    assert ended.code == ExitCode.FAILED
    assert f"failed: scorecard-2009-01.xlsx: No source has data for {Period.month(2009, 1)}" in ended.err


def test_a_second_run_with_resume_keeps_what_is_done(run, little, tmp_path):
    run("batch", little, "--out", tmp_path / "out", "--jobs", 1)
    ended = run("batch", little, "--out", tmp_path / "out", "--jobs", 1, "--resume")
    assert "[1/1] as it was: scorecard-2012-05.xlsx" in ended.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--periods", "soon"], "That is not a period."),
        (["--name", "{team}.xlsx"], "{team} means nothing in the name of an output."),
    ],
)
def test_a_batch_that_makes_no_sense_leaves_2(run, little, tmp_path, options, said):
    ended = run("batch", little, "--out", tmp_path / "out", *options)
    assert ended.code == ExitCode.USAGE
    assert said in ended.err


def test_closing_says_what_was_recorded_and_twice_leaves_2(run, little):
    ended = run("close", little, "2012-04")
    assert ended.code == ExitCode.DONE
    assert f"{APRIL} closed: 42 figures" in ended.err
    again = run("close", little, "2012-04")
    assert again.code == ExitCode.USAGE
    assert f"{APRIL} was closed already on" in again.err


def test_a_closing_taken_back_is_recorded_with_the_reason_as_json(run, little):
    run("close", little, "2012-04")
    ended = run("close", little, "2012-04", "--reopen", "wrong extract", "--json")
    (closing,) = json.loads(ended.out)["closings"]
    assert (closing["action"], closing["reason"], closing["month"]) == ("re-opened", "wrong extract", "2012-04")


def test_verify_says_whether_the_workbook_and_its_sources_are_as_they_were(run, little):
    run("build", little)
    workbook = little.with_name("scorecard-2012-05.xlsx")
    ended = run("verify", workbook)
    assert ended.code == ExitCode.DONE
    assert "The workbook is what its manifest says; nothing that was found has changed since." in ended.out
    little.write_bytes(little.read_bytes() + b"x")
    changed = run("verify", workbook, "--json")
    assert changed.code == ExitCode.FAILED
    data = json.loads(changed.out)
    assert (data["genuine"], data["current"]) == (True, False)
    assert not (little.parent / HISTORY_FILE).exists()


class TestPassword:
    @pytest.fixture
    def protected(self, little, monkeypatch):
        """The little scorecard, its source behind a password that the environment has."""
        protect(little.parent / "referrals.xlsx")
        monkeypatch.setenv("SECRET_OF_TEST", SECRET)
        return little

    def test_a_batch_opens_protected_sources_with_it_and_never_shows_it(self, run, protected, tmp_path):
        batch = ("batch", protected, "--out", tmp_path / "out", "--jobs", 1)
        refused = run(*batch)
        assert refused.code == ExitCode.FAILED
        assert "is protected with a password. Save a copy without one, or say where the password is" in refused.err
        ended = run(*batch, "--password-from", "env:SECRET_OF_TEST", "--json")
        assert ended.code == ExitCode.DONE
        assert SECRET not in ended.out + ended.err
        assert files_that_have(SECRET, tmp_path) == []

    @pytest.mark.slow
    @pytest.mark.parametrize("jobs", [1, 2])
    def test_a_batch_takes_it_from_a_file_and_then_drafts_with_it(self, run, protected, tmp_path, monkeypatch, jobs):
        monkeypatch.setenv("XL_SCORECARD_OUTBOX", str(tmp_path / "outbox.sqlite"))
        with_mail(protected)
        told = tmp_path / "told"
        told.write_text(f"{SECRET}\n", encoding="utf-8")
        batch = ("batch", protected, "--out", tmp_path / "out", "--jobs", jobs, "--password-from", told, "--send")
        ended = run(*batch)
        assert ended.code == ExitCode.DONE, ended.err
        assert len(list((tmp_path / "out" / "drafts").iterdir())) == 1
        assert files_that_have(SECRET, tmp_path) == [str(told)]

    def test_one_that_is_not_there_stops_the_batch_before_it_begins(self, run, little, tmp_path):
        ended = run("batch", little, "--out", tmp_path / "out", "--password-from", "env:NO_SUCH_SECRET")
        assert ended.code == ExitCode.USAGE
        assert "The environment has no password of that name." in " ".join(ended.err.split())
        assert not (tmp_path / "out").exists()

    def test_a_month_is_closed_with_it_and_without_it_nothing_is_recorded(self, run, protected, tmp_path):
        refused = run("close", protected, "2012-04")
        assert refused.code == ExitCode.UNREADABLE
        assert "say where the password is with --password-from" in " ".join(refused.err.split())
        assert not (protected.parent / HISTORY_FILE).exists()
        ended = run("close", protected, "2012-04", "--password-from", "env:SECRET_OF_TEST", "--json")
        assert ended.code == ExitCode.DONE
        assert json.loads(ended.out)["closings"][0]["month"] == "2012-04"
        assert SECRET not in ended.out + ended.err
        assert files_that_have(SECRET, tmp_path) == []

    @pytest.mark.slow
    def test_it_goes_to_no_cluster(self, run, protected, tmp_path):
        cluster = ("--scheduler", "tcp://127.0.0.1:1", "--password-from", "env:SECRET_OF_TEST")
        ended = run("batch", protected, "--out", tmp_path / "out", *cluster)
        assert ended.code == ExitCode.USAGE
        assert "Protected sources are opened on this computer only" in " ".join(ended.err.split())
