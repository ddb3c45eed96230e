"""One batch at a time in a folder."""

import os
import subprocess
import sys

import pytest

from xl_scorecard.batch.lock import LOCK_FILE, held
from xl_scorecard.errors import WriteError

HOLDER = """
import sys, time
from pathlib import Path
from xl_scorecard.batch.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_batch_is_told_who_holds_the_folder(tmp_path, holder):
    with pytest.raises(WriteError) as refused, held(tmp_path):
        pass
    assert f"process {holder.pid}, since 20" in str(refused.value)
    assert "Another batch is working in this folder" in str(refused.value)


def test_a_lock_ends_with_its_process_however_that_ends(tmp_path, holder):
    holder.kill()
    holder.wait()
    with held(tmp_path):
        assert f'"process": {os.getpid()}' in (tmp_path / LOCK_FILE).read_text()


def test_a_folder_may_be_held_again_once_it_is_let_go(tmp_path):
    for _ in range(2):
        with held(tmp_path):
            pass
