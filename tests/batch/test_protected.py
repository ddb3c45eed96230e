"""Sources behind a password, opened by every worker process, and nowhere a trace of the password."""

import os
import pickle

import pytest

from tests.builders.little import write_little
from tests.builders.protecting import SECRET, files_that_have, protect
from xl_scorecard import pipeline
from xl_scorecard.batch import work
from xl_scorecard.batch.request import Again, Request, State, parse_periods
from xl_scorecard.errors import RequestError

SPRING = parse_periods("2012-04..2012-05")


@pytest.fixture
def protected(definition):
    """The little definition, its source behind a password."""
    protect(definition.parent / "referrals.xlsx")
    return definition


@pytest.fixture
def another(tmp_path):
    """A second definition with a protected source of its own."""
    path = write_little(tmp_path / "another")
    protect(path.parent / "referrals.xlsx")
    return path


def states(result):
    return [one.state for one in result.outcomes]


def read_leaving_a_trace(given, shelf):
    """Read as a worker does; a file beside the definition says which process it was."""
    (given.path.parent / f"{os.getpid()}.trace").touch()
    return work.read(given, shelf)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_every_process_opens_them(batch, protected, another, monkeypatch, jobs):
    monkeypatch.setattr(work, "read", read_leaving_a_trace)
    both = (protected, another)
    result = batch(definitions=both, periods=SPRING, for_each="team", jobs=jobs, password=SECRET)
    assert states(result) == [State.DONE] * 12
    assert len({trace.name for path in both for trace in path.parent.glob("*.trace")}) == jobs


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_scorecard_of_protected_sources_is_the_bytes_that_a_build_with_the_password_makes(
    batch, protected, tmp_path, jobs
):
    batch(periods=SPRING, jobs=jobs, password=SECRET)
    for month in SPRING:
        alone = pipeline.build(protected, period=month, password=SECRET, out=tmp_path / f"{month.code}.xlsx").path
        assert (tmp_path / "out" / f"scorecard-{month.code}.xlsx").read_bytes() == alone.read_bytes()


@pytest.mark.usefixtures("protected")
@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_the_password_is_in_no_file_that_a_batch_leaves_nor_in_what_it_tells(
    batch, tmp_path, monkeypatch, capfd, caplog, jobs
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    events = []
    with caplog.at_level("DEBUG"):
        result = batch(periods=SPRING, jobs=jobs, password=SECRET, tell=events.append)
    assert states(result) == [State.DONE] * 2
    assert len(list((tmp_path / "out").rglob("*"))) >= 6  # workbooks, manifests, record, summary
    assert files_that_have(SECRET, tmp_path) == []
    assert SECRET not in f"{events} {result} {caplog.text} {capfd.readouterr()}"


def test_the_search_for_it_finds_one(tmp_path, definition):
    (tmp_path / "note.txt").write_text(SECRET, encoding="utf-16")
    (tmp_path / "zipped.pickle").write_bytes(pickle.dumps(reading_of_nothing(definition)))
    assert [path.rpartition("/")[2] for path in files_that_have(SECRET, tmp_path)] == ["note.txt", "zipped.pickle"]


def reading_of_nothing(definition):
    """What is sent to a worker through its pipe has the password in it."""
    return work.ToRead(path=definition, sources=(), definition=None, password=SECRET)


@pytest.mark.slow
@pytest.mark.parametrize(("given", "why"), [("", "is protected with a password"), ("Other horse", "another password")])
def test_without_it_or_with_another_only_what_needs_it_fails_and_a_retry_with_it_makes_that(
    batch, protected, tmp_path, given, why
):
    plain = write_little(tmp_path / "plain")
    result = batch(definitions=(protected, plain), periods=SPRING, password=given)
    assert states(result) == [State.FAILED] * 2 + [State.DONE] * 2
    assert why in result.outcomes[0].reason
    assert not given or files_that_have(given, tmp_path) == []
    again = batch(definitions=(protected, plain), periods=SPRING, password=SECRET, again=Again.RETRY)
    assert states(again) == [State.DONE] * 2 + [State.KEPT] * 2


@pytest.mark.slow
@pytest.mark.usefixtures("protected")
def test_what_is_done_is_done_whatever_the_password_is_now(batch):
    batch(periods=SPRING, password=SECRET)
    assert states(batch(periods=SPRING, again=Again.RESUME)) == [State.KEPT] * 2


def test_it_is_not_shown_where_a_request_or_a_job_is(tmp_path, definition):
    request = Request(definitions=(definition,), out=tmp_path, password=SECRET)
    assert SECRET not in f"{request} {reading_of_nothing(definition)}"


def test_a_password_goes_to_no_cluster(batch, tmp_path):
    with pytest.raises(RequestError) as refused:
        batch(password=SECRET, scheduler="tcp://127.0.0.1:1")
    assert "Protected sources are opened on this computer only" in str(refused.value)
    assert SECRET not in str(refused.value)
    assert not (tmp_path / "out").exists()
