"""Passwords: where they may come from, and what is said where none comes."""

import getpass
import sys

import pytest

from xl_scorecard.cli.secrets import password_of
from xl_scorecard.errors import RequestError


class Terminal:
    """Someone might sit there."""

    def isatty(self):
        return True


def test_nothing_typed_at_the_prompt_is_told_in_words(monkeypatch):
    def ended(_prompt):
        raise EOFError

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", ended)
    with pytest.raises(RequestError, match="No password was typed"):
        password_of("ask")
