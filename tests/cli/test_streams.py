import io
import sys

import pytest

from xl_scorecard.cli.app import main

pytestmark = pytest.mark.usefixtures("run")


@pytest.fixture
def console(monkeypatch):
    """Run the program on a console with an encoding of its own; what it printed comes back as bytes."""

    def run_on(encoding, *arguments):
        streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        monkeypatch.setattr(sys, "argv", ["xl-scorecard", *(str(argument) for argument in arguments)])
        with pytest.raises(SystemExit) as leaving:
            main()
        for stream in streams:
            stream.flush()
        return leaving.value.code or 0, streams[0].buffer.getvalue(), streams[1].buffer.getvalue()

    return run_on


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
@pytest.mark.parametrize("command", ["assess", "check"])
def test_a_console_without_our_characters_does_not_stop_a_scorecard(built_demo, console, encoding, command):
    code, printed, _ = console(encoding, command, built_demo / "definition.xlsx")
    assert code == 0
    assert b"1 red" in printed


def test_machine_output_is_utf8_whatever_the_console(built_demo, console):
    _, printed, _ = console("cp437", "explain", built_demo / "definition.xlsx", "HY64", "--json")
    assert "×" in printed.decode("utf-8")


def test_machine_output_ends_its_lines_the_same_way_on_every_system(built_demo, console):
    _, printed, _ = console("utf-8", "assess", built_demo / "definition.xlsx", "--format", "csv")
    assert b"\r" not in printed
