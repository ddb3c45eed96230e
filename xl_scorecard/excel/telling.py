"""Telling: what the user sees while something is done and when it is over, and the answer to a question."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from xl_scorecard.excel.state import free_status_bar

if TYPE_CHECKING:
    import xlwings

TITLE = "Scorecard"
WARNING_IN_FRONT = 0x30 | 0x10000


class Teller(Protocol):
    """Someone who tells the user."""

    def progress(self, stage: str) -> None:
        """Tell what is being done now."""

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Tell what came of it; `wrong`: it did not work."""

    def ask(self, question: str) -> bool:
        """Return whether the user says yes."""


class InExcel:
    """Tells the user inside Excel: the status bar, one box at the end."""

    def __init__(self, app: xlwings.App, book: str) -> None:
        self._app = app
        self._book = book

    def progress(self, stage: str) -> None:
        """Show the stage in the status bar, with the book it is about."""
        with suppress(Exception):
            self._app.status_bar = f"{TITLE} ({self._book}): {stage[:1].lower()}{stage[1:]} …"

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show a box; by then the status bar is Excel's own again."""
        free_status_bar(self._app)
        self._app.alert(text, title=TITLE, mode="critical" if wrong else "info")

    def ask(self, question: str) -> bool:
        """Show a box with Yes and No."""
        free_status_bar(self._app)
        return bool(self._app.alert(question, title=TITLE, buttons="yes_no", mode="info") == "yes")


def show_anyway(text: str) -> None:
    """Show a box of the system's own: where Excel is too busy to show one. Elsewhere than on Windows, print it."""
    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        windows.user32.MessageBoxW(0, text, TITLE, WARNING_IN_FRONT)
    else:
        sys.stderr.write(f"{text}\n")
