"""Prototypes expand as if a person had inserted the rows: LibreOffice inserts them, and shares no code with ours.

Ranges that end on a row that repeats grow here and not there: those cases are written out at the end.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings

from tests.builders.finished import Finished, whole_seed
from tests.builders.layouts import Layout, layouts
from xl_scorecard.ooxml.lint import lint
from xl_scorecard.writers.workbook import finished_workbook

PYTHONS = ("/usr/bin/python3", "/opt/libreoffice/program/python")


def python_with_uno():
    """The Python that can speak to LibreOffice; None where there is none."""
    beside = Path(shutil.which("soffice") or "/").resolve().with_name("python")
    for python in (*PYTHONS, str(beside)):
        if Path(python).is_file():
            tried = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if tried.returncode == 0:
                return python
    return None


@pytest.fixture(scope="module")
def ask():
    """Ask LibreOffice what a template becomes by hand, and what it reads in ours."""
    python = python_with_uno() if shutil.which("soffice") else None
    if python is None:
        pytest.skip("LibreOffice with its Python (python3-uno) is not installed")
    path = Path(__file__).parents[1] / "builders" / "by_hand.py"
    worker = subprocess.Popen([python, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdout.readline().strip() == "ready"

    def question(template, finished, steps):
        worker.stdin.write(json.dumps({"template": str(template), "finished": str(finished), "steps": steps}) + "\n")
        worker.stdin.flush()
        return json.loads(worker.stdout.readline())

    yield question
    worker.stdin.close()
    worker.stdout.close()
    worker.wait(60)


def compare(ask, layout: Layout, folder: Path) -> None:
    template = layout.write(folder / "template.xlsx")
    finished = folder / "finished.xlsx"
    finished.write_bytes(finished_workbook(whole_seed(), template))
    assert lint(finished.read_bytes()) == ()
    answer = ask(template, finished, layout.steps())
    assert "problem" not in answer, answer
    for sheet in ("Card", "Other"):
        for what, expected in answer["by_hand"]["sheets"][sheet].items():
            ours = answer["ours"]["sheets"][sheet][what]
            note(f"{sheet} {what}: by hand {expected}, ours {ours}")
            assert ours == expected, (sheet, what)
    assert answer["ours"]["names"] == answer["by_hand"]["names"]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(layouts())
def test_whatever_the_layout_the_workbook_is_sound_and_no_reference_is_lost(tmp_path_factory, layout):
    content = finished_workbook(whole_seed(), layout.write(tmp_path_factory.mktemp("layout") / "template.xlsx"))
    assert lint(content) == ()
    assert b"#REF!" not in b"".join(Finished(content).parts.values())


@pytest.mark.libreoffice
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(layouts())
def test_prototypes_expand_as_if_the_rows_were_inserted_by_hand(ask, tmp_path_factory, layout):
    compare(ask, layout, tmp_path_factory.mktemp("layout"))


@pytest.mark.libreoffice
@pytest.mark.slow
@settings(max_examples=150, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(layouts())
def test_many_more_layouts_expand_so_too(ask, tmp_path_factory, layout):
    compare(ask, layout, tmp_path_factory.mktemp("layout"))
