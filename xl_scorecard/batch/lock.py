"""Lock: one batch at a time in a folder; the second is told who holds it. The lock ends with its process."""

from __future__ import annotations

import getpass
import importlib
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from xl_scorecard.errors import WriteError
from xl_scorecard.model.place import Place

LOCK_FILE = ".batch.lock"
FAR = 1 << 30  # Windows locks bytes against reading too: one that is not there


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder while the block runs. Raises WriteError, saying who holds it where somebody does."""
    path = folder / LOCK_FILE
    try:
        file = path.open("r+b" if path.exists() else "w+b")
    except OSError as problem:
        raise WriteError(
            "cannot be written in.", place=Place(file=folder.name), fix="Choose another with --out."
        ) from problem
    with file:
        if not _lock(file):
            raise WriteError(
                f"Another batch is working in this folder{_holder(path)}.",
                place=Place(file=folder.name),
                fix="Wait until it is done, or choose another folder with --out.",
            )
        _sign(file)
        yield


def user_name() -> str:
    """Return who runs this program, as the computer knows them; "" where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _sign(file: BinaryIO) -> None:
    who = {
        "user": user_name(),
        "computer": platform.node(),
        "process": os.getpid(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    file.seek(0)
    file.truncate()
    file.write(json.dumps(who).encode())
    file.flush()


def _holder(path: Path) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        who = json.loads(path.read_bytes())
        return f": {who['user']} on {who['computer']}, process {who['process']}, since {who['since']}"
    return ""


def _lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(FAR)
            locking = importlib.import_module("msvcrt")
            locking.locking(file.fileno(), locking.LK_NBLCK, 1)
        else:
            locking = importlib.import_module("fcntl")
            locking.flock(file.fileno(), locking.LOCK_EX | locking.LOCK_NB)
    except OSError:
        return False
    return True
