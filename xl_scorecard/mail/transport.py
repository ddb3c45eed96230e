"""Transport: one stored message goes out, and what became of it. Four files follow it: eml, outlook, smtp, graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Result(Enum):
    """What became of a message; IN_DOUBT: it may have arrived, and nobody but a person may send it again."""

    DRAFTED = "drafted"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    IN_DOUBT = "in doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A stored message on its way: the very bytes, from whom and to whom, and a short name for its draft."""

    sender: str
    recipient: str
    content: bytes
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one letter, with the server's words or ours. `after`: seconds that the server asks to wait."""

    result: Result
    remark: str = ""
    after: float | None = None


class Transport(Protocol):
    """A way out. `open` raises MailError where nothing can be sent at all; then no letter was touched."""

    def open(self) -> None:
        """Get ready: connect and sign in."""

    def deliver(self, letter: Letter) -> Outcome:
        """Hand one letter over. Raises MailError where no other letter can be sent either; this one was not sent."""

    def close(self) -> None:
        """Let go of what `open` took."""
