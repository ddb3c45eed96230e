"""Which files a source means: one, all that match a pattern, all in a folder, or the newest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from xl_scorecard.errors import SourceError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place
from xl_scorecard.model.source import Source
from xl_scorecard.sources.forms import ALL_ENDINGS
from xl_scorecard.sources.refusals import Refusal, refuse


def source_path(definition: Definition, source: Source) -> Path:
    """Return where the workbook of a source is: a file, a folder, or a pattern; of the newest only, the file itself."""
    path = definition.folder / source.file.replace("\\", "/")
    return max(_matching(path), key=_age, default=path) if source.newest else path


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the files that `path` means, in the order of their names. Raises SourceError where a pattern has none."""
    if not ("*" in path.name or path.is_dir()):
        return (path,)
    found = _matching(path)
    if not found:
        where = f"there is no folder “{path.parent.name}”" if not path.parent.is_dir() else "the folder has none"
        raise refuse(Refusal.NO_MATCH, Place(file=path.name), found=where)
    return tuple(found)


def input_files(definition: Definition) -> frozenset[Path]:
    """Return every file that a definition's sources are read from, as far as they can be found."""
    paths = (source_path(definition, source) for source in definition.sources)
    return frozenset(file for path in paths for file in (_matching(path) or [path]))


def hash_of(path: Path) -> str:
    """Return the sha256 of the file that `path` means, or that of the names and hashes of several; "" for none."""
    try:
        hashes = [(file.name, _sha256(file)) for file in files_of(path)]
    except (SourceError, OSError):
        return ""
    return hashes[0][1] if len(hashes) == 1 else hash_of_all(hashes)


def hash_of_all(files: Iterable[tuple[str, str]]) -> str:
    """Return the sha256 of several files, each given by its name and its own hash."""
    return hashlib.sha256("".join(f"{name}\0{sha256}\n" for name, sha256 in files).encode()).hexdigest()


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _matching(path: Path) -> list[Path]:
    """Files that may be read; not those that Excel or we leave beside a workbook while it is open."""
    if path.is_dir():
        return _readable(path.iterdir())
    if "*" not in path.name:
        return [path] if path.is_file() else []
    pattern = re.compile(".*".join(re.escape(part) for part in path.name.split("*")), re.IGNORECASE)
    inside = path.parent.iterdir() if path.parent.is_dir() else ()
    return _readable(file for file in inside if pattern.fullmatch(file.name))


def _readable(files: Iterable[Path]) -> list[Path]:
    found = (file for file in files if not file.name.startswith(("~$", ".")) and file.suffix.lower() in ALL_ENDINGS)
    return sorted((file for file in found if file.is_file()), key=lambda file: file.name)


def _age(file: Path) -> tuple[float, str]:
    return file.stat().st_mtime, file.name
