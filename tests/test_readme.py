"""What README.md says is so."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from tests.benchmarks.openpyxl_loss import loss_table
from xl_scorecard.cli.app import app
from xl_scorecard.cli.outcome import ExitCode

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """The commands that exist ("build", "template check" …), with their options."""
    return dict(_commands(get_command(app)))


def _commands(group, before: str = ""):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", {opt for p in command.params for opt in p.opts if opt.startswith("--")}


def name_of(typed: str) -> str:
    """The command that typed words begin with; the words themselves where there is none."""
    fitting = [name for name in commands() if f"{typed} ".startswith(f"{name} ")]
    return max(fitting, key=len, default=typed)


def fence_after(heading: str) -> str:
    return re.search(rf"## {heading}.*?```\w*\n(.+?)```", README, re.DOTALL)[1]


def test_every_command_in_the_readme_exists_and_every_command_is_in_the_readme():
    typed = re.findall(r"xl-scorecard ([a-z][a-z-]*(?: [a-z][a-z-]*)*)", README)
    assert {name_of(words) for words in typed} == set(commands())


def test_every_option_in_the_table_of_commands_exists_and_none_is_missing():
    rows = re.findall(r"^\| `xl-scorecard ([a-z][a-z-]*(?: [a-z][a-z-]*)*)[^|]*\|(.+)\|$", README, re.MULTILINE)
    assert {name_of(words): set(re.findall(r"--[a-z-]+", row)) for words, row in rows} == commands()


def test_the_exit_codes_are_those_of_the_program():
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)} == {int(code) for code in ExitCode}


def test_every_room_of_the_plan_exists_and_every_room_is_in_the_plan():
    planned = set(re.findall(r"^  (\w[\w.]*/?) ", fence_after("Plan of the house"), re.MULTILINE))
    package = ROOT / "xl_scorecard"
    rooms = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    files = {path.name for path in package.glob("*.py")}
    assert planned == rooms | files - {"__main__.py"}


def test_every_file_that_the_readme_names_exists():
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    named = links + re.findall(r"(?:python |`)((?:tests|\.ci)/[\w./]+)", README)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_python_example_uses_names_that_exist():
    from importlib import import_module

    public = set(import_module("xl_scorecard").__all__)
    assert set(re.findall(r"\bxs\.(\w+)", README)) <= public


@pytest.mark.parametrize("marker", ["set-up: windows", "set-up: linux", "tests: windows", "tests: linux"])
def test_the_gate_finds_each_line_to_copy(marker):
    done = subprocess.run(
        [sys.executable, ROOT / ".ci" / "readme_line.py", marker], capture_output=True, text=True, check=True
    )
    assert shlex.split(done.stdout)


def test_the_table_of_what_openpyxl_loses_is_what_the_script_prints(built_demo):
    assert loss_table(built_demo / "scorecard-2012-05.xlsx") in README
