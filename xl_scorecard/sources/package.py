"""Package: a source workbook opened once: its bytes, hash, and which part each sheet is kept in."""

from __future__ import annotations

import difflib
import hashlib
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from xl_scorecard.errors import SourceError
from xl_scorecard.model.place import Place
from xl_scorecard.sources.preflight import SAVE_AGAIN, as_utf_8, open_zip, read_bytes
from xl_scorecard.sources.words import heading_key

USUAL_ROOT = "xl/workbook.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A worksheet: its name, the part that holds it, and whether it is hidden."""

    name: str
    part: str
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A workbook that passed every check before reading; `name` is its file name without a folder."""

    name: str
    data: bytes
    sha256: str
    sheets: tuple[Sheet, ...]
    epoch_1904: bool
    archive: zipfile.ZipFile

    def part(self, name: str) -> bytes:
        """Return a part as UTF-8 XML."""
        return as_utf_8(_read(self.archive, name))

    @property
    def place(self) -> Place:
        """The workbook, as a place."""
        return Place(file=self.name)


def open_package(path: Path) -> Package:
    """Return the workbook at `path`, looked over but not yet read; raises SourceError with the reason and the fix."""
    data = read_bytes(path)
    place = Place(file=path.name)
    archive = open_zip(data, place)
    try:
        root = _workbook_part(archive)
        workbook = fromstring(_read(archive, root))
        sheets = tuple(_sheets(workbook, _relationships(archive, root)))
    except (ParseError, KeyError, ValueError):
        sheets = ()
    if not sheets:
        raise SourceError("has no worksheet that can be read.", place=place, fix=SAVE_AGAIN)
    return Package(
        name=path.name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        sheets=sheets,
        epoch_1904=_counts_from_1904(workbook),
        archive=archive,
    )


def find_sheet(package: Package, wanted: str) -> Sheet:
    """Return the sheet named `wanted` (the first visible one for ""); raises SourceError with the nearest name."""
    if not wanted:
        return next((sheet for sheet in package.sheets if not sheet.hidden), package.sheets[0])
    by_key = {heading_key(sheet.name): sheet for sheet in reversed(package.sheets)}
    exact = [sheet for sheet in package.sheets if sheet.name == wanted]
    found = exact[0] if exact else by_key.get(heading_key(wanted))
    if found is None:
        nearest = difflib.get_close_matches(heading_key(wanted), by_key, n=1)
        hint = (
            f"the nearest of its {len(by_key)} is “{by_key[nearest[0]].name}”" if nearest else f"it has {len(by_key)}"
        )
        raise SourceError(
            f"has no sheet “{wanted}”; {hint}.",
            place=package.place,
            fix="Correct the sheet in the definition's Sources, or its name in the workbook.",
        )
    return found


def _workbook_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the main part, which `_rels/.rels` says; most often xl/workbook.xml."""
    targets = _relationships(archive, "").values()
    return next((target for kind, target in targets if kind.endswith("/officeDocument")), USUAL_ROOT)


def _sheets(workbook: Element, targets: dict[str, tuple[str, str]]) -> Iterator[Sheet]:
    for element in workbook.iter():
        if _local(element.tag) != "sheet":
            continue
        attributes = {_local(name): value for name, value in element.attrib.items()}
        kind, target = targets.get(attributes.get("id", ""), ("", ""))
        if kind.endswith("/worksheet"):
            yield Sheet(name=attributes["name"], part=target, hidden=attributes.get("state", "visible") != "visible")


def _relationships(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return type and target of each relationship of `part`, targets from the package's root."""
    folder, name = posixpath.split(part)
    try:
        found = fromstring(_read(archive, posixpath.join(folder, "_rels", f"{name}.rels")))
    except KeyError:
        return {}
    return {
        element.attrib["Id"]: (element.attrib["Type"], _target(folder, element.attrib["Target"]))
        for element in found.iter()
        if _local(element.tag) == "Relationship"
    }


def _target(folder: str, target: str) -> str:
    forward = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, forward)).lstrip("/")


def _read(archive: zipfile.ZipFile, wanted: str) -> bytes:
    """Return a part's bytes, whichever case and, from some tools, whichever slashes the archive names it with."""
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    return archive.read(names[wanted.lower()])


def _counts_from_1904(workbook: Element) -> bool:
    settings = (element for element in workbook.iter() if _local(element.tag) == "workbookPr")
    return any(element.attrib.get("date1904", "").lower() in ("1", "true", "on") for element in settings)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
