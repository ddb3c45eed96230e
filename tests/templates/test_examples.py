"""The examples that the README shows are what their script makes."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from xl_scorecard.writers.office import find_office

TEMPLATES = Path(__file__).resolve().parents[2] / "workbook_templates"
EXAMPLES = TEMPLATES / "examples"
PICTURES = ["summary.png", "scorecard.png", "indicator.png"]


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_finished_workbook_in_the_examples_is_the_demos(built_demo):
    made, kept = parts(built_demo / "scorecard-2012-05.xlsx"), parts(EXAMPLES / "scorecard-2012-05.xlsx")
    assert [name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name)] == [], (
        "run python workbook_templates/build_examples.py"
    )


def test_the_definition_in_the_examples_is_the_demos(built_demo):
    assert parts(EXAMPLES / "definition.xlsx") == parts(built_demo / "definition.xlsx")


@pytest.mark.libreoffice
@pytest.mark.skipif(not (find_office() and shutil.which("pdftoppm")), reason="LibreOffice or pdftoppm is not installed")
def test_the_pictures_in_the_examples_show_the_workbook_as_it_is_now(tmp_path):
    image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    chops = pytest.importorskip("PIL.ImageChops")
    stat = pytest.importorskip("PIL.ImageStat")
    script = TEMPLATES / "build_examples.py"
    subprocess.run([sys.executable, script, "--out", tmp_path], check=True, capture_output=True)
    for name in PICTURES:
        now, kept = image.open(tmp_path / name).convert("L"), image.open(EXAMPLES / name).convert("L")
        assert now.size == kept.size
        difference = stat.Stat(chops.difference(now, kept)).mean[0]
        assert difference < 2, f"{name} shows something else: run python workbook_templates/build_examples.py"
