"""Saving: the whole file or nothing; what stood there before stays until the new one is complete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from xl_scorecard.errors import WriteError
from xl_scorecard.model.place import Place


def save(content: bytes, out: Path) -> Path:
    """Write a file beside its place, flush it, and put it in its place; return where it was saved.

    Where the old file is held open (Excel on Windows does that), the new one stays beside it under another name.
    Raises WriteError when it cannot be written at all; the old file is then as it was.
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
        raise WriteError(_why(problem), place=Place(file=out.name), fix="Choose another with --out.") from problem
    return _put_in_place(temporary, out)


def _write_beside(content: bytes, out: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{out.stem}-", suffix=".tmp", dir=out.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(out.stat().st_mode if out.exists() else 0o666 & ~_umask())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _put_in_place(temporary: Path, out: Path) -> Path:
    if out.is_dir():
        temporary.unlink()
        raise WriteError("is a folder, not a file.", place=Place(file=out.name), fix="Choose another with --out.")
    try:
        temporary.replace(out)
    except PermissionError:
        beside = _free_name(out)
        temporary.replace(beside)
        return beside
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise WriteError(_why(problem), place=Place(file=out.name), fix="Choose another with --out.") from problem
    return out


def _free_name(out: Path) -> Path:
    number = 2
    while (beside := out.with_name(f"{out.stem} ({number}){out.suffix}")).exists():
        number += 1
    return beside


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _why(problem: OSError) -> str:
    if isinstance(problem, PermissionError):
        return "cannot be saved here: the folder does not allow it."
    return f"cannot be saved here: {(problem.strerror or 'the disk refused').lower()}."
