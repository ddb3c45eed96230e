"""What is looked at before any parser opens a file: is it a workbook at all, whole, and safe to open?"""

from __future__ import annotations

import difflib
import io
import zipfile
import zlib
from pathlib import Path

from xl_scorecard.errors import SourceError
from xl_scorecard.model.place import Place

LARGEST = 512 * 1024 * 1024
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
SAVE_AGAIN = "Open it in Excel and save it again as an Excel workbook (.xlsx)."
EXPORT_AGAIN = "Copy or export it again."


def read_bytes(path: Path) -> bytes:
    """Return the bytes of the workbook at `path`; raises SourceError where it is missing, locked or empty."""
    place = Place(file=path.name)
    if path.name.startswith("~$"):
        raise SourceError(
            "is not a workbook but the mark that Excel leaves beside one while it is open.",
            place=place,
            fix="Name the workbook itself, without ~$.",
        )
    if not path.is_file():
        raise _not_found(path)
    try:
        data = path.read_bytes()
    except OSError:
        raise SourceError(
            "cannot be opened.", place=place, fix="Close it where it is open, and check that you may read it."
        ) from None
    if not data:
        raise SourceError("is empty (0 bytes).", place=place, fix=EXPORT_AGAIN)
    return data


def open_zip(data: bytes, place: Place) -> zipfile.ZipFile:
    """Return the package of a workbook, after every check; raises SourceError with what it is instead."""
    if data.startswith(OLE):
        raise _old_form(data, place)
    if not data.startswith((ZIP, EMPTY_ZIP)):
        raise SourceError(
            f"is not an Excel workbook: it holds {_kind_of(data)}, whatever its name says.", place=place, fix=SAVE_AGAIN
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        _refuse_other_packages(package, place)
        _refuse_bombs(package, place)
        for part in package.infolist():
            if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                _refuse_entities(package.read(part), place)
    except DAMAGED:
        raise SourceError("is incomplete or damaged.", place=place, fix=EXPORT_AGAIN) from None
    return package


def as_utf_8(xml: bytes) -> bytes:
    """Return a part's XML as UTF-8, whichever of its two encodings it is in."""
    return xml.decode("utf-16", errors="replace").encode() if xml.startswith(UTF_16) else xml


def _not_found(path: Path) -> SourceError:
    place = Place(file=path.name)
    if path.is_dir():
        return SourceError("is a folder, not a workbook.", place=place, fix="Name the workbook in it.")
    if not path.parent.is_dir():
        return SourceError(
            f"cannot be found: there is no folder “{path.parent.name}” beside the definition.",
            place=place,
            fix="Correct the file in the definition's Sources.",
        )
    names = {name.name.casefold(): name.name for name in path.parent.iterdir() if not name.name.startswith("~$")}
    nearest = difflib.get_close_matches(path.name.casefold(), names, n=1)
    hint = f" The nearest there is “{names[nearest[0]]}”." if nearest else ""
    return SourceError(
        f"cannot be found in the folder “{path.parent.name}”.{hint}",
        place=place,
        fix="Put it there, or correct the file in the definition's Sources.",
    )


def _old_form(data: bytes, place: Place) -> SourceError:
    """An OLE file: its directory names its streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError("is protected with a password.", place=place, fix="Save a copy without one.")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return SourceError("is in the old form of Excel (.xls).", place=place, fix=SAVE_AGAIN)
    return SourceError("is not an Excel workbook but some other Office file.", place=place, fix=SAVE_AGAIN)


def _kind_of(data: bytes) -> str:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "a web page"
    if start.startswith(b"<"):
        return "XML or a web page"
    return "plain text, such as CSV" if not set(data[:2048]) & set(range(9)) else "something else"


def _refuse_other_packages(package: zipfile.ZipFile, place: Place) -> None:
    names = {name.replace("\\", "/").lower() for name in package.namelist()}
    if any(name.endswith("workbook.bin") for name in names):
        raise SourceError("is an Excel workbook in binary form (.xlsb).", place=place, fix=SAVE_AGAIN)
    if "content.xml" in names:
        raise SourceError("is an OpenDocument spreadsheet (.ods).", place=place, fix=SAVE_AGAIN)
    if "[content_types].xml" not in names:
        raise SourceError("is a zip file without a workbook in it.", place=place, fix=SAVE_AGAIN)
    if len(names) != len(package.namelist()):
        raise SourceError("is damaged: it has two parts of one name.", place=place, fix=SAVE_AGAIN)
    if any(part.flag_bits & 1 for part in package.infolist()):
        raise SourceError("is a zip file protected with a password.", place=place, fix="Save a copy without one.")


def _refuse_bombs(package: zipfile.ZipFile, place: Place) -> None:
    if sum(part.file_size for part in package.infolist()) > LARGEST:
        raise SourceError(
            f"unpacks to more than {LARGEST // 1024**2} MB, which no list of records needs.",
            place=place,
            fix="Export only the columns and months that are needed.",
        )


def _refuse_entities(xml: bytes, place: Place) -> None:
    text = as_utf_8(xml)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise SourceError(
            "holds XML that defines entities, which no workbook needs: it may be made to do harm.",
            place=place,
            fix="Ask for a copy saved by Excel.",
        )
