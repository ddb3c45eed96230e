"""Worker processes that really abort, hang and run out of memory cost only their own work."""

import pickle
import sys
from time import monotonic

import pytest

from tests.batch import jobs
from tests.batch.jobs import job
from xl_scorecard.batch.crew import LocalCrew
from xl_scorecard.batch.limits import Limits

TIMELY = Limits(seconds=30, memory=0)
posix = pytest.mark.skipif(sys.platform == "win32", reason="ends processes with POSIX signals")


@pytest.fixture
def crew():
    crew = LocalCrew(2, TIMELY)
    yield crew
    crew.close()


def ended(crew, *wanted):
    """What came of some jobs, in the order given."""
    waiting, found = list(wanted), {}
    while waiting or len(found) < len(wanted):
        while waiting and crew.has_room():
            crew.start(waiting.pop(0))
        for one in crew.wait():
            found[id(one.job)] = one
    return [found[id(one)] for one in wanted]


def test_every_job_is_done_and_gives_its_own_result(crew):
    assert [one.result for one in ended(crew, *(job(jobs.double, n) for n in range(9)))] == [
        0,
        2,
        4,
        6,
        8,
        10,
        12,
        14,
        16,
    ]


def test_no_more_processes_are_started_than_asked_for_and_they_are_used_again(crew):
    processes = {one.result for one in ended(crew, *(job(jobs.who) for _ in range(8)))}
    assert 1 <= len(processes) <= 2


def test_a_parcel_is_sent_once_and_kept_while_the_next_job_wants_it():
    crew = LocalCrew(1, TIMELY)
    first, second = ended(crew, *(job(jobs.shelved, "a", a=pickle.dumps("rows")) for _ in range(2)))
    assert (first.result, second.result) == ("rows", "rows")
    assert crew._workers[0].shelf == {"a"}
    (third,) = ended(crew, job(jobs.shelved, "b", b=pickle.dumps("others")))
    assert third.result == "others"
    assert crew._workers[0].shelf == {"b"}
    crew.close()


@posix
@pytest.mark.parametrize(
    ("call", "name", "why"),
    [
        (jobs.break_off, "SIGABRT", "a library that it uses broke off"),
        (jobs.crash, "SIGSEGV", "a library that it uses broke off"),
        (jobs.be_killed, "SIGKILL", "may have run out of memory"),
    ],
)
def test_a_process_that_dies_costs_only_its_own_job_and_the_reason_is_said(crew, call, name, why):
    before, dead, after = ended(crew, job(jobs.double, 1), job(call), job(jobs.double, 2))
    assert (before.result, after.result) == (2, 4)
    assert dead.failure.kind == "Killed"
    assert name in dead.failure.sentence
    assert why in dead.failure.sentence


@pytest.mark.slow
@posix
@pytest.mark.parametrize("call", [jobs.hang, jobs.hang_in_c])
def test_work_that_hangs_is_stopped_at_its_limit_and_the_rest_goes_on(call):
    crew = LocalCrew(2, Limits(seconds=0.5, memory=0))
    began = monotonic()
    stuck, fine = ended(crew, job(call), job(jobs.double, 3))
    crew.close()
    assert fine.result == 6
    assert stuck.failure.kind == "Time"
    assert stuck.failure.sentence == "It was not done after 0.5 seconds, and was stopped."
    assert monotonic() - began < 10


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us limit the memory of a process")
def test_work_that_exhausts_its_memory_fails_and_the_rest_goes_on():
    crew = LocalCrew(2, Limits(seconds=30, memory=700))
    greedy, fine = ended(crew, job(jobs.exhaust), job(jobs.double, 4))
    (later,) = ended(crew, job(jobs.double, 5))
    crew.close()
    assert (fine.result, later.result) == (8, 10)
    assert greedy.failure.kind == "Memory"
    assert greedy.failure.sentence == "It needed more memory than its limit."


def test_an_error_that_nobody_foresaw_is_told_without_what_it_quotes(crew):
    (failed,) = ended(crew, job(jobs.quote))
    assert "ValueError" in failed.failure.sentence
    assert "Smith" not in repr(failed.failure)
    assert any("quote" in place for place in failed.failure.trace)


def test_work_that_tries_to_leave_the_program_only_fails(crew):
    left, fine = ended(crew, job(jobs.leave), job(jobs.double, 1))
    assert "SystemExit" in left.failure.sentence
    assert fine.result == 2


def test_nothing_to_do_is_not_waited_for(crew):
    assert crew.wait() == []


@posix
def test_closing_ends_those_who_are_still_at_work():
    crew = LocalCrew(1, TIMELY)
    crew.start(job(jobs.hang))
    process = crew._workers[0].process
    crew.close()
    assert not process.is_alive()
