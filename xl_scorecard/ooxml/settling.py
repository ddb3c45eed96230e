"""Settling: a workbook that another library wrote, as the same bytes every time: fixed dates, parts in one order."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from xl_scorecard.ooxml.archive import pack, to_bytes

CORE = "docProps/core.xml"
STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def settled(package: bytes, stamp: datetime) -> bytes:
    """Return the package with `stamp` for the times at which it was created and modified, and no clock elsewhere."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if CORE in parts:
        parts[CORE] = STAMPS.sub(rb"\g<1>" + f"{stamp:%Y-%m-%dT%H:%M:%SZ}".encode(), parts[CORE])
    return to_bytes([pack(name, content) for name, content in parts.items()])
