"""Outbox: every message as its very bytes, and what became of it; nothing is lost, nothing goes out twice.

SQLite in WAL mode with synchronous FULL: what was said to be stored is on the disk. A message is known by its run
(what the scorecard was made from), its recipient and the hash of its workbook; there is at most one of each. It is
marked as sending before the first byte leaves, so that a killed program leaves a doubt, never a second message.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Self

from xl_scorecard.errors import MailError
from xl_scorecard.mail.transport import Outcome, Result
from xl_scorecard.model.mail import SignIn, TransportKind
from xl_scorecard.model.place import Place

PLACE_VARIABLE = "XL_SCORECARD_OUTBOX"
BACKOFF = (60.0, 300.0, 900.0, 3600.0, 14_400.0)
DAY = 86_400.0
SCHEMA = """
CREATE TABLE IF NOT EXISTS letters (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL,
    recipient TEXT NOT NULL,
    workbook_sha256 TEXT NOT NULL,
    attachment_sha256 TEXT NOT NULL,
    message_sha256 TEXT NOT NULL,
    sender TEXT NOT NULL,
    title TEXT NOT NULL,
    period TEXT NOT NULL,
    file TEXT NOT NULL,
    transport TEXT NOT NULL,
    server TEXT NOT NULL,
    sign_in TEXT NOT NULL,
    keep_days INTEGER NOT NULL,
    message BLOB,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due REAL NOT NULL DEFAULT 0,
    remark TEXT NOT NULL DEFAULT '',
    queued REAL NOT NULL,
    changed REAL NOT NULL,
    UNIQUE (run, recipient, workbook_sha256)
);
CREATE TABLE IF NOT EXISTS steps (
    letter INTEGER NOT NULL REFERENCES letters (id),
    at REAL NOT NULL,
    state TEXT NOT NULL,
    remark TEXT NOT NULL
);
"""
COLUMNS = (
    "id, run, recipient, workbook_sha256, attachment_sha256, message_sha256, sender, title, period, file, transport, "
    "server, sign_in, keep_days, state, attempts, due, remark, queued, changed"
)


class State(Enum):
    """Where a message stands; the value is the word that people read."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"
    IN_DOUBT = "in doubt"


SETTLED = {
    Result.SENT: State.SENT,
    Result.DRAFTED: State.SENT,
    Result.RETRY: State.RETRY,
    Result.FAILED: State.FAILED,
    Result.IN_DOUBT: State.IN_DOUBT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """By which transport and server a message goes."""

    transport: TransportKind
    server: str = ""
    sign_in: SignIn = SignIn.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message to be queued: `workbook_sha256` of what was looked through, `attachment_sha256` of what is attached."""

    run: str
    recipient: str
    workbook_sha256: str
    attachment_sha256: str
    sender: str
    title: str
    period: str
    file: str
    route: Route
    keep_days: int
    message: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The record of a message, without its bytes. Times are seconds since 1970."""

    id: int
    run: str
    recipient: str
    workbook_sha256: str
    attachment_sha256: str
    message_sha256: str
    sender: str
    title: str
    period: str
    file: str
    route: Route
    keep_days: int
    state: State
    attempts: int
    due: float
    remark: str
    queued: float
    changed: float


def outbox_path() -> Path:
    """Return where this person's outbox is: a local folder, for WAL does not work across a network."""
    named = os.environ.get(PLACE_VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return folder / "xl-scorecard" / "outbox.sqlite"


class Outbox:
    """The outbox in one file. `clock` gives the seconds since 1970."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self.path, self.clock = path, clock
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            private = not path.exists()
            self._database = sqlite3.connect(path, isolation_level=None, timeout=30)
            if private:
                path.chmod(0o600)
            for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON"):
                self._database.execute(f"PRAGMA {setting}")
            self._database.executescript(SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise MailError(
                f"The outbox cannot be opened ({type(error).__name__}); nothing was sent.",
                place=Place(file=path.name),
                fix=f"Check its folder, or name another file in {PLACE_VARIABLE}.",
            ) from error

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def queue(self, parcels: Sequence[Parcel]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """Store messages, all or none; return the entries that are new, and those that were there before."""
        new, known = [], []
        with self._writing():
            for parcel in parcels:
                found = self._find(parcel)
                if found:
                    known.append(found)
                else:
                    new.append(self._insert(parcel))
        return tuple(new), tuple(known)

    def entries(self, *states: State) -> tuple[Entry, ...]:
        """Return the records in these states (in all), oldest first."""
        wanted = states or tuple(State)
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT {COLUMNS} FROM letters WHERE state IN ({marks}) ORDER BY id"  # noqa: S608 - our own words
        return tuple(map(_entry, self._database.execute(query, [state.value for state in wanted])))

    def message(self, entry: Entry) -> bytes:
        """Return the stored bytes. Raises MailError where they were erased, or are not those that were stored."""
        row = self._database.execute("SELECT message FROM letters WHERE id = ?", (entry.id,)).fetchone()
        content = row[0] if row else None
        if not isinstance(content, bytes) or sha256(content).hexdigest() != entry.message_sha256:
            raise MailError("The stored message is gone or damaged.", place=Place(file=entry.file), fix="Send afresh.")
        return content

    def claim(self, entry: Entry) -> bool:
        """Mark a waiting message as being sent; False where it no longer waits."""
        with self._writing():
            changed = self._database.execute(
                "UPDATE letters SET state = ?, attempts = attempts + 1, changed = ? WHERE id = ? AND state IN (?, ?)",
                (State.SENDING.value, self.clock(), entry.id, State.QUEUED.value, State.RETRY.value),
            ).rowcount
            if changed:
                self._step(entry.id, State.SENDING, "")
        return bool(changed)

    def settle(self, entry: Entry, outcome: Outcome) -> State:
        """Record what became of a message; return where it stands. After the last try it has failed."""
        state = SETTLED[outcome.result]
        attempts = self._attempts(entry)
        if state is State.RETRY and attempts > len(BACKOFF):
            state = State.FAILED
        wait = max(outcome.after or 0.0, BACKOFF[min(attempts, len(BACKOFF)) - 1]) if state is State.RETRY else 0.0
        self._change(entry.id, state, outcome.remark, due=self.clock() + wait)
        return state

    def unclaim(self, entry: Entry, remark: str) -> None:
        """Put a message back that was not sent."""
        self._change(entry.id, State.QUEUED, remark)

    def resolve(self, entry: Entry, *, arrived: bool) -> None:
        """Record what a person found out about a message in doubt: it arrived, or it is to be sent again."""
        if entry.state is not State.IN_DOUBT:
            raise MailError("That message is not in doubt.", place=Place(file=entry.file))
        words = "a person says that it arrived" if arrived else "a person says that it did not arrive"
        self._change(entry.id, State.SENT if arrived else State.QUEUED, words)

    def doubt_interrupted(self) -> int:
        """Put in doubt what a killed program was sending; only for whoever holds `sending`. Return how many."""
        left = self.entries(State.SENDING)
        for entry in left:
            self._change(entry.id, State.IN_DOUBT, "the program was stopped while it was being sent")
        return len(left)

    def erase_old(self) -> int:
        """Erase the bytes of messages that were settled longer ago than they are kept; return how many."""
        done = (State.SENT.value, State.FAILED.value)
        with self._writing():
            erased = self._database.execute(
                "UPDATE letters SET message = NULL WHERE message IS NOT NULL AND state IN (?, ?) "
                "AND changed + keep_days * ? < ?",
                (*done, DAY, self.clock()),
            ).rowcount
        if erased:
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(erased)

    @contextlib.contextmanager
    def sending(self) -> Iterator[None]:
        """Be the only program that sends from this outbox; the system lets go of it however the program ends."""
        lock = sqlite3.connect(self.path.with_suffix(".lock"), isolation_level=None, timeout=0)
        try:
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                raise MailError(
                    "Another run is sending from this outbox just now.", fix="Wait until it has ended, then try again."
                ) from None
            yield
        finally:
            lock.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def _find(self, parcel: Parcel) -> Entry | None:
        query = f"SELECT {COLUMNS} FROM letters WHERE run = ? AND recipient = ? AND workbook_sha256 = ?"  # noqa: S608
        row = self._database.execute(
            query, (parcel.run, parcel.recipient.casefold(), parcel.workbook_sha256)
        ).fetchone()
        return _entry(row) if row else None

    def _insert(self, parcel: Parcel) -> Entry:
        now, route = self.clock(), parcel.route
        values = {
            "run": parcel.run,
            "recipient": parcel.recipient.casefold(),
            "workbook_sha256": parcel.workbook_sha256,
            "attachment_sha256": parcel.attachment_sha256,
            "message_sha256": sha256(parcel.message).hexdigest(),
            "sender": parcel.sender,
            "title": parcel.title,
            "period": parcel.period,
            "file": parcel.file,
            "transport": route.transport.value,
            "server": route.server,
            "sign_in": route.sign_in.value,
            "keep_days": parcel.keep_days,
            "message": parcel.message,
            "state": State.QUEUED.value,
            "queued": now,
            "changed": now,
        }
        names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
        self._database.execute(f"INSERT INTO letters ({names}) VALUES ({marks})", values)  # noqa: S608 - our own names
        found = self._find(parcel)
        if found is None:  # pragma: no cover - it was put there a line above
            raise MailError("A message could not be stored; nothing was sent.", place=Place(file=parcel.file))
        self._step(found.id, State.QUEUED, "")
        return found

    def _attempts(self, entry: Entry) -> int:
        return int(self._database.execute("SELECT attempts FROM letters WHERE id = ?", (entry.id,)).fetchone()[0])

    def _change(self, letter: int, state: State, remark: str, *, due: float = 0.0) -> None:
        with self._writing():
            self._database.execute(
                "UPDATE letters SET state = ?, remark = ?, due = ?, changed = ? WHERE id = ?",
                (state.value, remark, due, self.clock(), letter),
            )
            self._step(letter, state, remark)

    def _step(self, letter: int, state: State, remark: str) -> None:
        values = (letter, self.clock(), state.value, remark)
        self._database.execute("INSERT INTO steps (letter, at, state, remark) VALUES (?, ?, ?, ?)", values)


def _entry(row: Sequence[object]) -> Entry:
    found = dict(zip(COLUMNS.split(", "), row, strict=True))
    route = Route(
        transport=TransportKind(found.pop("transport")),
        server=str(found.pop("server")),
        sign_in=SignIn(found.pop("sign_in")),
    )
    state = State(found.pop("state"))
    return Entry(route=route, state=state, **found)  # type: ignore[arg-type]
