"""A batch that is killed at any moment, and resumed, ends with exactly the files of an undisturbed one."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from xl_scorecard.batch.lock import LOCK_FILE
from xl_scorecard.batch.record import RECORD_FILE
from xl_scorecard.writers.manifest import ENDING, read_manifest

KILLS = 50
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills with POSIX signals"),
]


def start(definition: Path, out: Path, *options: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "xl_scorecard", "batch", definition, "--out", out]
    asked = ["--periods", "2011-10..2012-05", "--for-each", "team", "--jobs", "2", "--json", *options]
    deaf = signal.signal(signal.SIGINT, signal.default_int_handler)  # as what a shell starts in the background is
    try:
        return subprocess.Popen(
            [*command, *asked], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
    finally:
        signal.signal(signal.SIGINT, deaf)


def finish(definition: Path, out: Path, *options: str) -> None:
    with start(definition, out, *options) as process:
        _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said


def kill_at_random(definition: Path, out: Path, random: Random) -> bool:
    """Kill the batch, alone or with its workers, some time after it began; False where it was done before."""
    with start(definition, out, "--retry-failed") as process:
        for _ in range(random.randrange(1, 40)):
            if not process.stdout.readline():
                break
        time.sleep(random.uniform(0, 0.05))
        done = process.poll() is not None
        if random.random() < 0.5:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    return not done


def outputs(out: Path) -> dict[str, bytes]:
    """Every file but those of the run itself: workbooks as they are, manifests without the run."""
    found = {}
    for path in sorted(out.iterdir()):
        if path.name in (LOCK_FILE, RECORD_FILE):
            continue
        if path.name.endswith(ENDING):
            data = read_manifest(path.with_name(path.name.removesuffix(ENDING)))
            del data["run"]
            found[path.name] = repr(data).encode()
        else:
            found[path.name] = path.read_bytes()
    return found


def test_fifty_kills_at_random_moments_leave_no_trace(written, tmp_path):
    random = Random(20120531)
    finish(written, tmp_path / "undisturbed")
    wanted = outputs(tmp_path / "undisturbed")
    assert len(wanted) == 2 * 24 + 1
    kills, folders = 0, 0
    while kills < KILLS:
        folders += 1
        out = tmp_path / f"disturbed-{folders}"
        out.mkdir()
        for _ in range(random.randrange(2, 8)):
            kills += kill_at_random(written, out, random)
        finish(written, out, "--retry-failed")
        assert outputs(out) == wanted


def test_workers_end_with_the_batch_that_started_them(written, tmp_path):
    psutil = pytest.importorskip("psutil", reason="counts processes with psutil (extra [cluster])")
    with start(written, tmp_path / "out") as process:
        assert process.stdout.readline()
        workers = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.communicate()
    assert workers
    gone, alive = psutil.wait_procs(workers, timeout=10)
    assert not [one for one in alive if one.is_running() and one.status() != psutil.STATUS_ZOMBIE], gone


def test_an_interrupted_batch_leaves_130_and_goes_on_with_resume(written, tmp_path):
    out = tmp_path / "out"
    with start(written, out) as process:
        for _ in range(6):
            assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "Interrupted. A finished workbook that was there is as it was.\n"
    finish(written, out, "--resume")
    assert len(outputs(out)) == 2 * 24 + 1
