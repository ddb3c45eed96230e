"""A finding: how one thing stands on this computer, in words, and what to do where it does not work."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How something stands; the value is the word that people read."""

    WORKS = "works"
    MISSING = "not here"
    BLOCKED = "blocked"
    UNKNOWN = "cannot be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at; `fix` says what to do where it does not work."""

    name: str
    verdict: Verdict
    sentence: str
    fix: str = ""
