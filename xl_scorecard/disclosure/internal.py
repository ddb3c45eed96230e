"""Internal workbooks: those that must never leave, whatever is in them; they say so themselves."""

from __future__ import annotations

import io
import zipfile

from xl_scorecard.errors import DisclosureError
from xl_scorecard.model.place import Place

PROPERTY = "xl-scorecard internal"
SHEET = "Internal only"
MARKS = (PROPERTY.encode(), f'name="{SHEET}"'.encode())
PARTS = ("docProps/custom.xml", "xl/workbook.xml")


def refuse_internal(content: bytes, *, file: str) -> None:
    """Raise DisclosureError where a workbook is marked as internal: by its property, or by the name of a sheet."""
    if is_internal(content):
        raise DisclosureError(
            "has rows about people in it and is for internal use only; it is never sent.",
            place=Place(file=file),
            fix="Send the finished scorecard instead.",
        )


def is_internal(content: bytes) -> bool:
    """Is this a workbook that is marked as internal? What is no workbook is not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name) for name in PARTS if name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, EOFError):
        return False
    return any(mark in part for part in parts for mark in MARKS)
