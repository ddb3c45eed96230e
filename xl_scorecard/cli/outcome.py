"""How a command ends: its exit code, and one plain sentence when it fails."""

from __future__ import annotations

import json
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

import typer

from xl_scorecard.cli.streams import print_for_machines, say
from xl_scorecard.errors import (
    CollectedError,
    DefinitionError,
    DisclosureError,
    MailError,
    RequestError,
    ScorecardError,
    SourceError,
    TemplateError,
    WriteError,
)

AS_IT_WAS = "A finished workbook that was there is as it was."


class ExitCode(IntEnum):
    """What a command leaves behind for scripts."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    UNREADABLE = 3
    REFUSED = 4
    MAIL = 5
    INTERRUPTED = 130


@contextmanager
def told(*, as_json: bool = False) -> Iterator[None]:
    """Turn whatever stops a command into one plain sentence and an exit code."""
    try:
        yield
    except KeyboardInterrupt:
        say(f"Interrupted. {AS_IT_WAS}")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except (typer.Exit, typer.Abort, BrokenPipeError):
        raise
    except ScorecardError as error:
        say(str(error))
        if as_json:
            print_for_machines(f"{json.dumps({'error': error_data(error)}, ensure_ascii=False, indent=2)}\n")
        raise typer.Exit(exit_code_of(error)) from None
    except Exception as error:  # noqa: BLE001 - a person gets one sentence, whatever happened
        say(f"Something went wrong that we did not foresee. {AS_IT_WAS} For whoever can mend it: {log(error)}")
        raise typer.Exit(ExitCode.FAILED) from None


def exit_code_of(error: ScorecardError) -> ExitCode:
    """Return the exit code that tells scripts what kind of error this is."""
    match error:
        case DefinitionError() | RequestError():
            return ExitCode.USAGE
        case SourceError(unusable=True):
            return ExitCode.FAILED
        case SourceError() | TemplateError() | WriteError():
            return ExitCode.UNREADABLE
        case DisclosureError():
            return ExitCode.REFUSED
        case MailError():
            return ExitCode.MAIL
        case _:
            return ExitCode.FAILED


def error_data(error: ScorecardError) -> dict[str, object]:
    """Return an error as JSON holds it."""
    complaints = error.complaints if isinstance(error, CollectedError) else ()
    return {
        "kind": type(error).__name__,
        **({"code": error.code} if isinstance(error, SourceError) and error.code else {}),
        "place": {"file": error.place.file, "sheet": error.place.sheet, "cell": error.place.cell},
        "sentence": error.sentence,
        "fix": error.fix,
        "complaints": [error_data(complaint) for complaint in complaints],
    }


def log(error: BaseException) -> Path:
    """Return the file that says where in the program it happened.

    Neither messages nor variables are written: they may quote a person's record.
    """
    lines = [f"Python {platform.python_version()} on {platform.platform()}; {Path(sys.argv[0]).name}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__qualname__)
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    with tempfile.NamedTemporaryFile(
        "w", prefix="xl-scorecard-", suffix=".log", encoding="utf-8", delete=False
    ) as file:
        file.write("\n".join(lines) + "\n")
    return Path(file.name)
