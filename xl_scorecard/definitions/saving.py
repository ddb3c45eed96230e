"""Saving: an openpyxl workbook → a file, the same bytes for the same content, whole or not at all."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xl_scorecard.definitions.sheets import FIRST_ROW
from xl_scorecard.errors import WriteError
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.archive import pack, to_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook

CORE = "docProps/core.xml"
LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 (a document's dates are the same everywhere)
PAGES = "xl/worksheets/sheet"
FIXED_HEIGHT = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def save(workbook: Workbook, path: Path) -> None:
    """Write `workbook` to `path`: beside it first, then in its place. Raises WriteError; an old file stays."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(_same_bytes(workbook))
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        fix = "Close it in Excel, make its folder, or write it elsewhere."
        raise WriteError("The definition cannot be written.", place=Place(file=path.name), fix=fix) from error


def _same_bytes(workbook: Workbook) -> bytes:
    workbook.properties.created = LONG_AGO
    written = io.BytesIO()
    workbook.save(written)
    with zipfile.ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts = {name: _free_rows(content) if name.startswith(PAGES) else content for name, content in parts.items()}
    stamp = f"{LONG_AGO:%Y-%m-%dT%H:%M:%SZ}".encode()
    parts[CORE] = MODIFIED.sub(rb"\g<1>" + stamp, parts[CORE])
    return to_bytes([pack(name, content) for name, content in parts.items()])


def _free_rows(page: bytes) -> bytes:
    """<row customHeight>: taken off the rows that people write in, so that Excel makes them higher as they write."""
    return FIXED_HEIGHT.sub(lambda row: row[1] if int(row[2]) >= FIRST_ROW else row[0], page)
