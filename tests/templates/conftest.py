"""The shipped templates, built afresh by their script, and filled from the demo."""

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from xl_scorecard import pipeline
from xl_scorecard.model.scorecard import Scorecard

TEMPLATES = Path(__file__).resolve().parents[2] / "workbook_templates"
NAMES = ("scorecard", "board-summary", "tartan", "explore")


def build(folder: Path) -> Path:
    """Run the script as a person would; the folder of templates."""
    script = TEMPLATES / "build_templates.py"
    subprocess.run([sys.executable, str(script), "--out", str(folder)], check=True, capture_output=True)
    return folder


def read(path: Path, *, values: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it does not know sparklines
        return load_workbook(path, data_only=values)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="session")
def built(templates: Path) -> Path:
    return templates / "scorecard.xlsx"


@pytest.fixture(scope="session")
def books(templates: Path) -> dict[str, Workbook]:
    return {name: read(templates / f"{name}.xlsx") for name in NAMES}


@pytest.fixture(scope="session")
def book(books: dict[str, Workbook]) -> Workbook:
    return books["scorecard"]


@pytest.fixture(params=NAMES)
def any_book(request: pytest.FixtureRequest, books: dict[str, Workbook]) -> Workbook:
    return books[request.param]


@pytest.fixture(scope="session")
def card(built_demo: Path) -> Scorecard:
    return pipeline.assess(built_demo / "definition.xlsx")


@pytest.fixture(scope="session")
def filled(templates: Path, card: Scorecard, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each template but the first, which the demo itself fills, filled from the demo."""
    folder = tmp_path_factory.mktemp("filled")
    return {
        name: pipeline.write(card, template=templates / f"{name}.xlsx", out=folder / f"{name}.xlsx").path
        for name in NAMES[1:]
    }
