"""The same batch on a real Dask scheduler and two workers on loopback, one of which is killed on the way."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from xl_scorecard.batch.progress import Happening
from xl_scorecard.batch.request import State, parse_periods
from xl_scorecard.errors import RequestError, WriteError

pytest.importorskip("distributed", reason="needs the extra [cluster]")
pytestmark = [
    pytest.mark.slow,
    # libraries of the cluster's own; ours still must not warn
    pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROOT = Path(__file__).parents[2]
MONTHS = parse_periods("2011-10..2012-05")


class Cluster:
    """A scheduler and its workers, as processes of their own."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        self.scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._address()
        self.workers = [self.add_worker() for _ in range(2)]

    def add_worker(self) -> subprocess.Popen:
        own = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", self._folder]
        return self._run("worker", self.address, "--host", "127.0.0.1", *own)

    def _run(self, *command: object) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + str(command[0]), *map(str, command[1:])],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    def _address(self) -> str:
        for line in self.scheduler.stderr:
            if "Scheduler at:" in line:
                return line.split()[-1]
        raise AssertionError("the scheduler has not begun")


@pytest.fixture
def cluster(tmp_path):
    with ExitStack() as stack:
        yield Cluster(stack, tmp_path / "dask")


def workbooks(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.xlsx"))}


def test_a_batch_on_a_cluster_of_which_a_worker_is_killed_gives_the_same_bytes(batch, cluster, tmp_path):
    batch(periods=MONTHS, for_each="team", out=tmp_path / "here")
    killed = []

    def tell(event):
        if event.happening is Happening.ENDED and event.progress.ended == 5 and not killed:
            cluster.workers[0].kill()
            killed.append(event.name)

    result = batch(periods=MONTHS, for_each="team", out=tmp_path / "there", scheduler=cluster.address, tell=tell)
    assert killed
    assert {one.state for one in result.outcomes} == {State.DONE}
    assert workbooks(tmp_path / "there") == workbooks(tmp_path / "here")


def test_what_fails_on_a_cluster_fails_alone_with_the_same_reason(batch, cluster, tmp_path):
    months = parse_periods("2009-01..2009-01") + MONTHS[-2:]
    here = batch(periods=months, out=tmp_path / "here")
    there = batch(periods=months, out=tmp_path / "there", scheduler=cluster.address)
    assert [(one.state, one.reason) for one in there.outcomes] == [(one.state, one.reason) for one in here.outcomes]
    assert there.outcomes[0].state is State.FAILED


def test_a_cluster_that_does_not_answer_is_said_in_one_sentence(batch):
    with pytest.raises(WriteError, match="The cluster does not answer"):
        batch(scheduler="tcp://127.0.0.1:1")


def test_without_the_extra_a_cluster_is_refused_with_what_to_install(batch, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RequestError, match=r"xl-scorecard\[cluster\]"):
        batch(scheduler="tcp://127.0.0.1:1")
