"""Forms: what kind of file it is, told by its bytes and not by its name."""

from __future__ import annotations

import io
import struct
import zipfile
from enum import Enum
from pathlib import PurePath

from xl_scorecard.model.place import Place
from xl_scorecard.sources.refusals import Refusal, refuse

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLD_STREAMS = ("Workbook", "Book")
OLDEST = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
BEGIN_OF_BIFF8 = bytes.fromhex("0908100000060500")
FILE_PASSWORD, LOOKED_AT = 0x2F, 40


class Form(Enum):
    """A kind of file that can be read; the value is what people call it."""

    OPEN_XML = "an Excel workbook"
    BINARY = "an Excel workbook in binary form"
    OLD = "an Excel workbook in its old form"
    OPEN_DOCUMENT = "an OpenDocument spreadsheet"
    TEXT = "text with delimiters"

    @property
    def endings(self) -> tuple[str, ...]:
        """How names of such files end, the usual one first."""
        return ENDINGS[self]


ENDINGS = {
    Form.OPEN_XML: (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam"),
    Form.BINARY: (".xlsb",),
    Form.OLD: (".xls", ".xlt", ".xla"),
    Form.OPEN_DOCUMENT: (".ods", ".ots"),
    Form.TEXT: (".csv", ".txt", ".tsv", ".tab"),
}
ALL_ENDINGS = frozenset(ending for endings in ENDINGS.values() for ending in endings)


def form_of(data: bytes, name: str) -> Form:
    """Return what `data` is; raises SourceError where it is nothing that can be read, or not what its name claims."""
    place = Place(file=name)
    if not data:
        raise refuse(Refusal.EMPTY, place)
    claimed = claimed_form(name)
    if data.startswith(OLE):
        form = _old_form(data, place)
    elif data.startswith((ZIP, EMPTY_ZIP)):
        form = _zipped_form(data, place)
    elif data.startswith(OLDEST):
        raise refuse(Refusal.TOO_OLD, place)
    elif claimed is Form.TEXT and is_text(data):
        form = Form.TEXT
    else:
        raise refuse(Refusal.NOT_A_WORKBOOK, place, kind=_kind_of(data))
    if claimed not in (None, form):
        words = {"claimed": claimed.value if claimed else "", "kind": form.value, "ending": form.endings[0]}
        raise refuse(Refusal.CLAIMS_ANOTHER, place, **words)
    return form


def claimed_form(name: str) -> Form | None:
    """Return what a file's name says that it is, or None."""
    ending = PurePath(name).suffix.lower()
    return next((form for form in Form if ending in form.endings), None)


def is_text(data: bytes) -> bool:
    """Could it be text in some encoding? UTF-16 has bytes of zero, other text has none."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or not set(data[:65536]) & set(range(9))


def is_locked(data: bytes) -> bool:
    """Is an OLE file a workbook behind a password?"""
    return _names(data, "EncryptedPackage") or _has_password(data)


def _old_form(data: bytes, place: Place) -> Form:
    """An OLE file: its directory names its streams in UTF-16."""
    if is_locked(data):
        raise refuse(Refusal.PASSWORD, place)
    if not any(_names(data, name) for name in OLD_STREAMS):
        raise refuse(Refusal.OTHER_OFFICE_FILE, place, kind="some other Office file")
    return Form.OLD


def _names(data: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in data


def _has_password(data: bytes) -> bool:
    """BIFF FILEPASS (2.4.117 in MS-XLS): among the first records after the beginning of the workbook's stream."""
    place = data.find(BEGIN_OF_BIFF8)
    for _ in range(LOOKED_AT if place >= 0 else 0):
        if place + 4 > len(data):
            return False
        kind, size = struct.unpack_from("<HH", data, place)
        if kind == FILE_PASSWORD:
            return True
        place += 4 + size
    return False


def _zipped_form(data: bytes, place: Place) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {name.replace("\\", "/").lower() for name in package.namelist()}
            locked = any(part.flag_bits & 1 for part in package.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise refuse(Refusal.INCOMPLETE, place) from None
    if locked:
        raise refuse(Refusal.PROTECTED_ZIP, place)
    if "content.xml" in names:
        return Form.OPEN_DOCUMENT
    if any(name.endswith("workbook.bin") for name in names):
        return Form.BINARY
    for part, kind in (("word/document.xml", "a Word document"), ("ppt/presentation.xml", "a PowerPoint file")):
        if part in names:
            raise refuse(Refusal.OTHER_OFFICE_FILE, place, kind=kind)
    if "[content_types].xml" not in names:
        raise refuse(Refusal.ZIP_WITHOUT_WORKBOOK, place)
    return Form.OPEN_XML


def _kind_of(data: bytes) -> str:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "a web page"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "a spreadsheet in the XML form of 2003"
    if start.startswith(b"<"):
        return "XML or a web page"
    return "plain text, such as CSV" if is_text(data) else "something else"
