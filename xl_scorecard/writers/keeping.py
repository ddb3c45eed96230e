"""Keeping: a file that a person keeps is changed only beside a copy of it as it was."""

from __future__ import annotations

from pathlib import Path

from xl_scorecard.errors import WriteError
from xl_scorecard.model.place import Place
from xl_scorecard.writers.saving import save


def kept(path: Path, words: str) -> Path:
    """Return a copy of a file as it is, beside it: "definition before 2013-14.xlsx", or the next free name."""
    number, copy = 1, path.with_name(f"{path.stem} {words}{path.suffix}")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem} {words} ({number}){path.suffix}")
    return save(path.read_bytes(), copy)


def replace_file(content: bytes, path: Path) -> None:
    """Write a file in its place; never beside it. Raises WriteError where another program holds it."""
    saved = save(content, path)
    if saved != path:
        saved.unlink()
        fix = "Close it, then do this again."
        raise WriteError("is open in another program; it is as it was.", place=Place(file=path.name), fix=fix)
