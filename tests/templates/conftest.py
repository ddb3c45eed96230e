"""The shipped template, built afresh by its script."""

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

TEMPLATES = Path(__file__).resolve().parents[2] / "workbook_templates"


def build(folder: Path) -> Path:
    """Run the script as a person would; the template in `folder`."""
    script = TEMPLATES / "build_templates.py"
    subprocess.run([sys.executable, str(script), "--out", str(folder)], check=True, capture_output=True)
    return folder / "scorecard.xlsx"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("again"))


@pytest.fixture(scope="session")
def shipped() -> Path:
    return TEMPLATES / "scorecard.xlsx"


@pytest.fixture(scope="session")
def book(built: Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it does not know sparklines
        return load_workbook(built)
