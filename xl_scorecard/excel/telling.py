"""Telling: what the user sees while something is done and when it is over, and the answer to a question."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import xlwings

TITLE = "Scorecard"


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
        """Show a box."""
        self._app.alert(text, title=TITLE, mode="critical" if wrong else "info")

    def ask(self, question: str) -> bool:
        """Show a box with Yes and No."""
        return self._app.alert(question, title=TITLE, buttons="yes_no", mode="info") == "yes"
