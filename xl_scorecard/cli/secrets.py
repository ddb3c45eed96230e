"""Passwords, and values that only the person at the terminal may see."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from xl_scorecard.errors import RequestError

ENVIRONMENT = "env:"
AllowPython = Annotated[
    bool, typer.Option("--allow-python", help="Run the Python functions that the definition names.")
]
PasswordFrom = Annotated[
    str, typer.Option("--password-from", metavar="WHERE", help="Of protected sources: ask, env:NAME, or a file.")
]


def password_of(where: str) -> str:
    """Return the password of protected workbooks: asked for, from the environment, or a file's first line; "" for none.

    Raises RequestError.
    """
    if not where:
        return ""
    if where == "ask":
        return _asked()
    if where.startswith(ENVIRONMENT):
        found = os.environ.get(where.removeprefix(ENVIRONMENT), "")
        return found or _refuse("The environment has no password of that name.", "Set it, or give --password-from ask.")
    try:
        lines = Path(where).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return _refuse("The file with the password cannot be read.", "Check --password-from.")
    return (
        lines[0].strip() if lines and lines[0].strip() else _refuse("The file with the password is empty.", "Fill it.")
    )


def refuse_values_elsewhere(*, as_json: bool) -> None:
    """Raise RequestError unless values would be seen on a terminal, and nowhere else."""
    if as_json or not sys.stdout.isatty():
        raise RequestError(
            "--show-values shows values on a terminal only, never in a file, a pipe or JSON.",
            fix="Run it in a terminal, without --json.",
        )


def _asked() -> str:
    from getpass import getpass

    if not sys.stdin.isatty():
        return _refuse("There is nobody to ask for the password.", "Give --password-from env:NAME, or a file.")
    try:
        return getpass("Password: ")
    except EOFError:
        return _refuse("No password was typed.", "Try again, or give --password-from env:NAME, or a file.")


def _refuse(sentence: str, fix: str) -> str:
    raise RequestError(sentence, fix=fix)
