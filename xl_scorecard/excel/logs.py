"""The log: where in the program something failed. Never a cell's content: it may be a person's."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from xl_scorecard.excel.folders import log_file

LARGEST = 500_000  # characters; older lines go


def log_error(error: BaseException, doing: str) -> None:
    """Write down where in the program an error came from. A log that cannot be written stops nothing."""
    _write([f"{doing} failed", *_frames(error)])


def log_line(line: str) -> None:
    """Write down that something was done."""
    _write([line])


def _write(lines: list[str]) -> None:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    head = f"{now} Python {platform.python_version()} on {sys.platform}"
    with suppress(OSError):
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text(encoding="utf-8", errors="replace")[-LARGEST:] if path.exists() else ""
        path.write_text("\n".join([*old.splitlines(), f"{head}: {lines[0]}", *lines[1:], ""]), encoding="utf-8")


def _frames(error: BaseException) -> Iterator[str]:
    cause: BaseException | None = error
    while cause is not None:
        yield f"  {type(cause).__qualname__}{_number(cause)}"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} in {frame.name}"
        cause = cause.__cause__ or cause.__context__


def _number(error: BaseException) -> str:
    """Excel's own number for what went wrong, which says nothing of what is in a cell."""
    number = getattr(error, "hresult", None)
    return f" {number}" if isinstance(number, int) else ""
