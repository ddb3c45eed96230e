import re
from pathlib import Path

import pytest

from xl_scorecard import pipeline
from xl_scorecard.cli.outcome import ExitCode, exit_code_of
from xl_scorecard.errors import (
    DefinitionError,
    RequestError,
    ScorecardError,
    SourceError,
    TemplateError,
    WriteError,
)

A_PERSON = "child AB123456"


def stop(error):
    def stopped(*_arguments, **_options):
        raise error

    return stopped


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DefinitionError("x"), ExitCode.USAGE),
        (RequestError("x"), ExitCode.USAGE),
        (SourceError("x"), ExitCode.UNREADABLE),
        (SourceError("x", unusable=True), ExitCode.FAILED),
        (TemplateError("x"), ExitCode.UNREADABLE),
        (WriteError("x"), ExitCode.UNREADABLE),
        (ScorecardError("x"), ExitCode.FAILED),
    ],
)
def test_each_error_has_its_exit_code(error, code):
    assert exit_code_of(error) is code


def test_what_nobody_foresaw_is_one_sentence_and_a_log_without_values(monkeypatch, run):
    monkeypatch.setattr(pipeline, "build", stop(KeyError(A_PERSON)))
    ended = run("build", "definition.xlsx", "--json")
    assert (ended.code, ended.out) == (1, "")
    assert "did not foresee" in ended.err
    assert A_PERSON not in ended.err
    log = Path(re.search(r"mend it: (.+\.log)", ended.err.replace("\n", ""))[1])
    written = log.read_text(encoding="utf-8")
    log.unlink()
    assert "KeyError" in written
    assert "app.py" in written
    assert A_PERSON not in written


def test_ctrl_c_is_130(monkeypatch, run):
    monkeypatch.setattr(pipeline, "build", stop(KeyboardInterrupt))
    ended = run("build", "definition.xlsx")
    assert (ended.code, ended.out) == (130, "")
    assert "Interrupted" in ended.err
