"""Saving: the whole file or nothing; what stood there before stays until the new one is complete."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import sleep

from xl_scorecard.errors import WriteError
from xl_scorecard.model.place import Place
from xl_scorecard.writers.holder import holder_of

PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds; a virus scanner or indexer lets go of a file within them
TEMPORARY = ".tmp"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC, errno.EFBIG})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
GONE_NAMES = ("ENOENT", "ENOTDIR", "ESTALE", "EHOSTDOWN", "EHOSTUNREACH", "ENETDOWN", "ENETUNREACH", "ETIMEDOUT", "EIO")
GONE = frozenset(getattr(errno, name) for name in GONE_NAMES if hasattr(errno, name))
GONE_WINDOWS = frozenset({53, 55, 59, 64, 67, 1231})  # the network path or name is no longer there


def save(content: bytes, out: Path) -> Path:
    """Write a file beside its place, flush it, check it, and put it in its place; return where it was saved.

    Where the old file is held open (Excel on Windows does that), the new one stays beside it under another name, after
    a few tries. Raises WriteError when it cannot be written at all; the old file is then as it was.
    """
    if not out.parent.is_dir():
        folder = out.parent.name or str(out.parent)
        raise WriteError(
            f'there is no folder "{folder}" to save it in.',
            place=Place(file=out.name),
            fix="Make the folder, or choose another with --out.",
        )
    try:
        temporary = _write_beside(content, out)
    except OSError as problem:
        raise _refusal(problem, out) from problem
    return _put_in_place(temporary, out)


def temporaries_of(out: Path) -> Iterator[Path]:
    """Yield what writers of `out` that were killed half-way have left beside it."""
    return (path for path in out.parent.glob(f".*{TEMPORARY}") if path.name.startswith(_prefix(out)))


def _prefix(out: Path) -> str:
    return f".{out.name}-"


def _write_beside(content: bytes, out: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=_prefix(out), suffix=TEMPORARY, dir=out.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _insist_on(content, temporary)
        temporary.chmod(out.stat().st_mode if out.exists() else 0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _insist_on(content: bytes, file: Path) -> None:
    if file.read_bytes() != content:
        raise OSError(errno.EIO, "what was written reads back differently")


def _put_in_place(temporary: Path, out: Path) -> Path:
    if out.is_dir():
        temporary.unlink()
        raise WriteError("is a folder, not a file.", place=Place(file=out.name), fix="Choose another with --out.")
    try:
        return _replaced(temporary, out)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise _refusal(problem, out) from problem
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _replaced(temporary: Path, out: Path) -> Path:
    """Replace `out`, trying again while another program holds it; save beside it where it does not let go."""
    for pause in PAUSES:
        try:
            return temporary.replace(out)
        except PermissionError:
            if holder_of(out):
                break  # a person has it open: waiting does not help
            sleep(pause)
    try:
        return temporary.replace(out)
    except PermissionError:
        return temporary.replace(_free_name(out))


def _free_name(out: Path) -> Path:
    number = 2
    while (beside := out.with_name(f"{out.stem} ({number}){out.suffix}")).exists():
        number += 1
    return beside


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refusal(problem: OSError, out: Path) -> WriteError:
    return WriteError(_why(problem), place=Place(file=out.name), fix=_fix(problem))


def _why(problem: OSError) -> str:
    if problem.errno in FULL:
        return f"cannot be saved here: the disk is full ({(problem.strerror or '').lower()})."
    if problem.errno in FORBIDDEN or isinstance(problem, PermissionError):
        return "cannot be saved here: the folder does not allow it."
    if _is_gone(problem):
        return "cannot be saved here: the folder is not there any more, or its network share does not answer."
    return f"cannot be saved here: {(problem.strerror or 'the disk refused').lower()}."


def _fix(problem: OSError) -> str:
    if problem.errno in FULL:
        return "Make room, or choose another folder with --out."
    if _is_gone(problem):
        return "Connect to the share again, or choose another folder with --out."
    return "Choose another with --out."


def _is_gone(problem: OSError) -> bool:
    return problem.errno in GONE or getattr(problem, "winerror", None) in GONE_WINDOWS
