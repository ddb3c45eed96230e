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
A_FEW = 6  # pixels: a cut along the edge of what is printed, which fonts move a little
PICTURES = sorted(picture.name for picture in EXAMPLES.glob("*.png"))


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
        width, height = (min(sizes) for sizes in zip(now.size, kept.size, strict=True))
        assert max(abs(a - b) for a, b in zip(now.size, kept.size, strict=True)) < A_FEW, f"{name} has another size"
        now, kept = (one.crop((0, 0, width, height)) for one in (now, kept))
        difference = stat.Stat(chops.difference(now, kept)).mean[0]
        assert difference < 2, f"{name} shows something else: run python workbook_templates/build_examples.py"
