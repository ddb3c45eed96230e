"""Putting a workbook behind a password, and looking for a password where none may be."""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SECRET = "correct horse"  # noqa: S105 (a test's own)


def protect(path: Path, password: str = SECRET) -> Path:
    """Put a workbook behind a password, as Excel does; skip the test where the extra [encrypt] is not installed."""
    pytest.importorskip("msoffcrypto", reason="the extra [encrypt] is not installed")
    ooxml = importlib.import_module("msoffcrypto.format.ooxml")
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as behind:
        ooxml.OOXMLFile(plain).encrypt(password, behind)
    return path


def files_that_have(secret: str, *folders: Path) -> list[str]:
    """Return the files in which a secret is, in any encoding that Python or Excel writes, zipped or not."""
    wanted = [secret.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        str(path)
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(word in content for content in _contents(path) for word in wanted)
    ]


def _contents(path: Path) -> Iterator[bytes]:
    yield path.name.encode()
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name) for name in package.namelist())
