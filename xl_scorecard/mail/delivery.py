"""Delivery: what waits in the outbox goes out, one message at a time, no faster than servers allow."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from xl_scorecard.errors import MailError
from xl_scorecard.mail.outbox import Entry, Outbox, Route, State
from xl_scorecard.mail.transport import Letter, Outcome, Result, Transport

MESSAGES, SECONDS = 30, 60.0  # what Exchange Online allows one mailbox
Connect = Callable[[Route], Transport]
Progress = Callable[[Entry, State], None]


@dataclass(slots=True)
class Pace:
    """At most so many messages in so many seconds."""

    messages: int = MESSAGES
    seconds: float = SECONDS
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    sent: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Wait until the next message may go."""
        while self.sent and self.clock() - self.sent[0] >= self.seconds:
            self.sent.popleft()
        if len(self.sent) >= self.messages:
            self.sleep(self.seconds - (self.clock() - self.sent[0]))
            self.sent.popleft()
        self.sent.append(self.clock())


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """What became of every message that was tried, and those that are not due yet."""

    entries: tuple[Entry, ...]
    waiting: tuple[Entry, ...] = ()

    @property
    def is_done(self) -> bool:
        """Was every one of them sent?"""
        return all(entry.state is State.SENT for entry in self.entries) and not self.waiting


def deliver(
    outbox: Outbox,
    connect: Connect,
    *,
    only: Iterable[int] | None = None,
    pace: Pace | None = None,
    progress: Progress = lambda _entry, _state: None,
) -> Delivered:
    """Send what is queued or due, `only` these where given. Raises MailError where nothing (more) can be sent.

    What a killed program left behind is put in doubt first, whoever sent it.
    """
    pace, chosen = pace or Pace(), None if only is None else set(only)
    with outbox.sending():
        outbox.doubt_interrupted()
        outbox.erase_old()
        waiting = [e for e in outbox.entries(State.QUEUED, State.RETRY) if chosen is None or e.id in chosen]
        due = [entry for entry in waiting if entry.due <= outbox.clock()]
        for route in dict.fromkeys(entry.route for entry in due):
            _by_route(outbox, connect(route), [e for e in due if e.route == route], pace, progress)
    tried = {entry.id for entry in due}
    return Delivered(
        entries=tuple(entry for entry in outbox.entries() if entry.id in tried),
        waiting=tuple(entry for entry in waiting if entry.id not in tried),
    )


def _by_route(outbox: Outbox, transport: Transport, entries: list[Entry], pace: Pace, progress: Progress) -> None:
    transport.open()
    try:
        for entry in entries:
            pace.wait()
            letter = letter_of(outbox, entry)
            if outbox.claim(entry):
                progress(entry, outbox.settle(entry, _handed_over(outbox, transport, entry, letter)))
    finally:
        transport.close()


def letter_of(outbox: Outbox, entry: Entry) -> Letter:
    """Return the stored message, ready to go."""
    return Letter(
        sender=entry.sender,
        recipient=entry.recipient,
        content=outbox.message(entry),
        name=PurePath(entry.file).stem,
    )


def _handed_over(outbox: Outbox, transport: Transport, entry: Entry, letter: Letter) -> Outcome:
    """An error that stops the run comes before anything was sent; any other leaves a doubt."""
    try:
        return transport.deliver(letter)
    except MailError as error:
        outbox.unclaim(entry, error.sentence)
        raise
    except BaseException:
        outbox.settle(entry, Outcome(result=Result.IN_DOUBT, remark="the program was stopped while it was being sent"))
        raise
