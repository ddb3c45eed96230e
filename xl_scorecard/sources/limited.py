"""Reading in a process of its own, within limits of time and memory: what a parser does there cannot do harm here."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Literal

CHILD = Path(__file__).with_name("child.py")
MEMORY = 900 * 1024 * 1024
SECONDS = {"list": 10.0, "openpyxl": 14.0, "calamine": 18.0}
"""What is done one after the other is together less than the half minute that a person waits at most."""
NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)

Task = Literal["list", "calamine", "openpyxl"]
Message = tuple[str, Any]


class FailedError(Exception):
    """The parser could not read it."""


class LimitError(FailedError):
    """It took more time or memory than it may."""


def read_limited(
    task: Task, data: bytes, sheets: Sequence[str] = (), *, seconds: float | None = None
) -> Iterator[Message]:
    """Yield what the process says, as `child.py` has it; in `seconds`, if they are fewer than the task has.

    Raises FailedError and LimitError.
    """
    seconds = SECONDS[task] if seconds is None else max(min(seconds, SECONDS[task]), 0.0)
    process = subprocess.Popen(  # noqa: S603 (our own file, by the Python that runs this)
        [sys.executable, "-P", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=NO_WINDOW,
    )
    assert process.stdin is not None, "asked for above"  # noqa: S101
    assert process.stdout is not None, "asked for above"  # noqa: S101
    request = {"task": task, "sheets": list(sheets), "memory": MEMORY, "seconds": math.ceil(seconds)}
    writer = threading.Thread(target=_write, args=(process.stdin, request, data), daemon=True)
    late = threading.Event()
    timer = threading.Timer(seconds, _stop, args=(process, late))
    writer.start()
    timer.start()
    try:
        yield from _messages(process.stdout)
    except (EOFError, pickle.UnpicklingError, OSError):
        killed = process.wait() < 0 or late.is_set()
        raise (LimitError if killed else FailedError) from None
    finally:
        timer.cancel()
        process.kill()
        process.stdout.close()
        writer.join()
        process.wait()


def _messages(stream: IO[bytes]) -> Iterator[Message]:
    while True:
        message: Message = pickle.load(stream)  # noqa: S301 (it comes from our own process)
        if message[0] == "done":
            return
        yield message


def _write(stream: IO[bytes], request: dict[str, Any], data: bytes) -> None:
    try:
        pickle.dump(request, stream)
        stream.write(data)
        stream.close()
    except (BrokenPipeError, OSError, ValueError):
        return


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()
