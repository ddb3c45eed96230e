"""What is looked at before any parser opens a file: is it there, whole, and safe to open?"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
import zlib
from pathlib import Path

from xl_scorecard.model.place import Place
from xl_scorecard.sources.refusals import Refusal, refuse

LARGEST = 512 * 1024 * 1024
PACKED_LARGE, TIGHTEST = 16 * 1024 * 1024, 250
MOST_PARTS = 20_000
PROLOG_AT_MOST, LONGEST_PROLOG = 64 * 1024, 1024 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
XML = (".xml", ".rels", ".vml")
ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
ELEMENT = re.compile(rb"<[A-Za-z_]")


def read_bytes(path: Path) -> bytes:
    """Return the bytes of the file at `path`; raises SourceError where it is missing, a lock, held open, or huge."""
    if path.name.startswith("~$"):
        raise refuse(Refusal.LOCK_FILE, Place(file=path.name))
    if path.is_dir():
        raise refuse(Refusal.IS_A_FOLDER, Place(file=path.name))
    if not path.is_file():
        raise _not_found(path)
    try:
        if path.stat().st_size > LARGEST:
            raise refuse(Refusal.LARGE_FILE, Place(file=path.name), megabytes=str(LARGEST // 1024**2))
        return path.read_bytes()
    except OSError:
        raise refuse(Refusal.CANNOT_OPEN, Place(file=path.name)) from None


def open_zip(data: bytes, place: Place) -> zipfile.ZipFile:
    """Return the package of a workbook, after every check; raises SourceError with what is wrong with it."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        _refuse_odd_names(package, place)
        _refuse_bombs(package, place)
        for part in package.infolist():
            if part.filename.lower().endswith(XML):
                _refuse_entities(package, part, place)
    except DAMAGED:
        raise refuse(Refusal.INCOMPLETE, place) from None
    return package


def as_utf_8(xml: bytes) -> bytes:
    """Return a part's XML as UTF-8, whichever of its two encodings it is in."""
    return xml.decode("utf-16", errors="replace").encode() if xml.startswith(UTF_16) else xml


def _not_found(path: Path) -> Exception:
    place = Place(file=path.name)
    if not path.parent.is_dir():
        return refuse(Refusal.NO_FOLDER, place, folder=path.parent.name)
    names = {name.name.casefold(): name.name for name in path.parent.iterdir() if not name.name.startswith("~$")}
    nearest = difflib.get_close_matches(path.name.casefold(), names, n=1)
    hint = f" The nearest there is “{names[nearest[0]]}”." if nearest else ""
    return refuse(Refusal.NOT_FOUND, place, folder=path.parent.name, nearest=hint)


def _refuse_odd_names(package: zipfile.ZipFile, place: Place) -> None:
    names = [name.replace("\\", "/") for name in package.namelist()]
    if len(names) > MOST_PARTS:
        raise refuse(Refusal.BOMB, place)
    if len({name.lower() for name in names}) != len(names):
        raise refuse(Refusal.DOUBLE_PARTS, place)
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in names):
        raise refuse(Refusal.UNSAFE_NAMES, place)


def _refuse_bombs(package: zipfile.ZipFile, place: Place) -> None:
    """By what the directory says; a part that says less than it holds is damaged, and unpacked no further."""
    parts = package.infolist()
    if sum(part.file_size for part in parts) > LARGEST:
        raise refuse(Refusal.TOO_LARGE, place, megabytes=str(LARGEST // 1024**2))
    if any(part.file_size > max(PACKED_LARGE, TIGHTEST * part.compress_size) for part in parts):
        raise refuse(Refusal.BOMB, place)


def _refuse_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo, place: Place) -> None:
    """Entities can be defined only before the first element, so that no more is looked at."""
    with package.open(part) as file:
        start = file.read(PROLOG_AT_MOST)
        text = as_utf_8(start)
        while not (element := ELEMENT.search(text)) and not any(mark in text for mark in ENTITIES):
            more = file.read(PROLOG_AT_MOST)
            if not more:
                break
            if len(start) > LONGEST_PROLOG:
                raise refuse(Refusal.INCOMPLETE, place)
            start += more
            text = as_utf_8(start)
    prolog = text[: element.start()] if element else text
    if any(mark in prolog for mark in ENTITIES):
        raise refuse(Refusal.ENTITIES, place)
