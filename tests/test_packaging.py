"""What pyproject.toml promises to those who install."""

import re
import tomllib
from importlib.metadata import entry_points, version
from pathlib import Path

from xl_scorecard.cli.app import main
from xl_scorecard.writers.shipped import shipped_template

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_shipped_template_is_found():
    assert shipped_template().read_bytes()[:2] == b"PK"


def test_the_wheel_carries_the_templates_where_the_program_looks_for_them():
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert included == {"workbook_templates": "xl_scorecard/workbook_templates"}
    assert (ROOT / "workbook_templates" / "scorecard.xlsx").exists()


def test_the_sdist_carries_what_its_tests_need():
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert [name for name in included if not (ROOT / name.lstrip("/")).exists()] == []
    assert {"/tests", "/workbook_templates", "/.ci", "/README.md"} <= set(included)


def test_the_command_is_the_one_that_is_installed():
    (command,) = entry_points(group="console_scripts", name="xl-scorecard")
    assert command.load() is main


def test_excel_is_an_extra_and_only_where_there_is_excel():
    everywhere = " ".join(PROJECT["project"]["dependencies"])
    assert not re.search(r"xlwings|xlsxwriter|pytest", everywhere, re.IGNORECASE)
    (excel,) = PROJECT["project"]["optional-dependencies"]["excel"]
    assert re.fullmatch(r"xlwings==[\d.]+; sys_platform == 'win32' or sys_platform == 'darwin'", excel)


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "xl_scorecard" / "py.typed").exists()


def test_the_version_is_the_one_of_the_project():
    assert version("xl-scorecard") == PROJECT["project"]["version"]
