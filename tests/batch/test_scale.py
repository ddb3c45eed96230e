"""What the pages on month end say is so."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from xl_scorecard import batch, history
from xl_scorecard.cli.app import app
from xl_scorecard.cli.outcome import ExitCode

PAGES = (Path(batch.__file__).with_name("SCALE.md"), Path(history.__file__).with_name("CLOSING.md"))
OTHERS = {"--host", "--nthreads", "--nworkers", "--memory-limit"}  # of dask worker


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_and_option_that_is_named_exists(page):
    commands = get_command(app).commands
    known = {option for name in ("batch", "close") for param in commands[name].params for option in param.opts}
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"xl-scorecard(?:\.exe)? ([a-z]+)\b", text)) <= commands.keys()
    assert set(re.findall(r"--[a-z][a-z-]+", text)) <= known | OTHERS


def test_the_exit_codes_are_those_of_the_program():
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGES[0].read_text(encoding="utf-8"), re.MULTILINE)}
    assert codes <= {int(code) for code in ExitCode}
    assert codes == {0, 1, 2, 3, 130}
