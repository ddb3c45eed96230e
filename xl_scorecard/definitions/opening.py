"""Opening: the file of a definition → its openpyxl workbook, or one sentence why not."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from xl_scorecard.definitions.words import nearest
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.place import Place

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    OSError,
    SyntaxError,  # what XML parsers raise
    TypeError,
    ValueError,
)
OLD_CONTAINER = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]|\A(?:\xff\xfe|\xfe\xff)")
"""The element of a formula; or a sheet in a wider encoding than any program writes, which is not looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbook twice: with the values that Excel left in it, and with the formulas behind them.

    Where it has no formula, both are the same.
    """

    file: str
    sha256: str
    values: Workbook
    formulas: Workbook


def open_definition(path: Path) -> Opened:
    """Return the opened workbook at `path`. Raises DefinitionError with one sentence and the fix."""
    data = _bytes(path)
    if data.startswith(OLD_CONTAINER):
        raise _protected(path) if ENCRYPTED in data else _not_a_workbook(path)
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise _not_a_workbook(path)
    try:
        values = _load(data, data_only=True)
        formulas = _load(data, data_only=False) if _has_formulas(data) else values
    except UNREADABLE as error:
        raise _not_a_workbook(path) from error
    return Opened(file=path.name, sha256=hashlib.sha256(data).hexdigest(), values=values, formulas=formulas)


def _bytes(path: Path) -> bytes:
    place = Place(file=path.name)
    if path.is_dir():
        raise DefinitionError(
            "This is a folder, not a definition.",
            place=place,
            fix=f"Name the workbook in it{_among(path, 'definition.xlsx')}",
        )
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DefinitionError(
            "There is no such file.", place=place, fix=f"Check its name and folder{_among(path.parent, path.name)}"
        ) from None
    except OSError as error:
        raise DefinitionError(
            "This file cannot be opened.",
            place=place,
            fix="Close it in other programs, or ask for the right to read it.",
        ) from error


def _among(folder: Path, name: str) -> str:
    files = sorted(file.name for file in folder.glob("*.xlsx") if not file.name.startswith("~$"))
    near = nearest(name, files)
    return f"; did you mean {near}?" if near else "."


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        return any(FORMULA.search(archive.read(name)) for name in sheets)


def _load(data: bytes, *, data_only: bool) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl warns of drop-downs and styles that it would lose on saving; here they are only read past
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        return load_workbook(io.BytesIO(data), data_only=data_only)


def _protected(path: Path) -> DefinitionError:
    return DefinitionError(
        "This workbook is protected with a password.",
        place=Place(file=path.name),
        fix="Open it in Excel, take the password off under File, Info, Protect Workbook, and save it.",
    )


def _not_a_workbook(path: Path) -> DefinitionError:
    return DefinitionError(
        "This is not a workbook that can be read.",
        place=Place(file=path.name),
        fix="Open it in Excel and save it as Excel Workbook (.xlsx).",
    )
