"""Package: an Excel workbook opened once: which part each sheet is kept in, its tables, names, and what hangs on it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from xl_scorecard.model.place import Place
from xl_scorecard.sources.area import Area, area_of
from xl_scorecard.sources.preflight import DAMAGED, as_utf_8, open_zip
from xl_scorecard.sources.refusals import Refusal, refuse

USUAL_ROOT = "xl/workbook.xml"
CHUNK = 1024 * 1024
PARSED_AT_MOST = 32 * 1024 * 1024
RANGE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A worksheet of a package: its name, the part that holds it, and whether it is hidden."""

    name: str
    part: str
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What a workbook holds besides its cells: macros, links to other workbooks, embedded files (how many)."""

    macros: bool = False
    links: int = 0
    embedded: int = 0


@dataclass(frozen=True, kw_only=True)
class Package:
    """A workbook that passed every check before reading."""

    place: Place
    archive: zipfile.ZipFile
    root: str
    workbook: Element

    @cached_property
    def sheets(self) -> tuple[Part, ...]:
        """Its worksheets, in their order."""
        return tuple(_sheets(self.workbook, self.relationships(self.root)))

    @cached_property
    def epoch_1904(self) -> bool:
        """Does it count days from 1904?"""
        settings = (element for element in self.workbook.iter() if _local(element.tag) == "workbookPr")
        return any(element.attrib.get("date1904", "").lower() in ("1", "true", "on") for element in settings)

    @cached_property
    def extras(self) -> Extras:
        """What it holds besides its cells."""
        names = list(self._names)
        return Extras(
            macros=any(
                name.endswith(("vbaproject.bin", "xlmacrosheet.xml")) or "/macrosheets/" in name for name in names
            ),
            links=sum("/externallinks/externallink" in name and name.endswith(".xml") for name in names),
            embedded=sum("/embeddings/" in name for name in names),
        )

    def tables(self) -> dict[str, Area]:
        """Return its tables (ListObjects) and named ranges by name; of two of one name the table."""
        found = dict(_named_ranges(self.workbook))
        for sheet in self.sheets:
            for kind, target in self.relationships(sheet.part).values():
                if kind.endswith("/table"):
                    found |= _table(self.xml(target), sheet.name)
        return found

    def related(self, kind: str) -> str | None:
        """Return the part of this kind that the workbook is related to."""
        targets = self.relationships(self.root).values()
        return next((target for found, target in targets if found.endswith(f"/{kind}")), None)

    def content(self, name: str | None) -> bytes | None:
        """Return a part as UTF-8, or None where there is none."""
        return as_utf_8(self.archive.read(self._names[name.lower()])) if name and name.lower() in self._names else None

    def size(self, name: str | None) -> int:
        """Return how many bytes a part says that it holds; 0 where there is none."""
        return self.archive.getinfo(self._names[name.lower()]).file_size if name and name.lower() in self._names else 0

    def xml(self, name: str) -> Element | None:
        """Return a part, parsed; None where that cannot be done, or where it is far larger than such parts are."""
        try:
            content = self.content(name) if self.size(name) <= PARSED_AT_MOST else None
            return fromstring(content) if content else None
        except (ParseError, ValueError):
            return None

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces, as UTF-8. Raises SourceError where it is damaged."""
        try:
            with self.archive.open(self._names[name.lower()]) as file:
                first = file.read(CHUNK)
                if as_utf_8(first) is not first:
                    yield as_utf_8(first + file.read())
                    return
                while first:
                    yield first
                    first = file.read(CHUNK)
        except (*DAMAGED, KeyError):
            raise refuse(Refusal.INCOMPLETE, self.place) from None

    def relationships(self, part: str) -> dict[str, tuple[str, str]]:
        """Return type and target of each relationship of `part`, targets from the package's root."""
        folder, name = posixpath.split(part)
        found = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            element.attrib.get("Id", ""): (element.attrib.get("Type", ""), _target(folder, element.attrib["Target"]))
            for element in (found.iter() if found is not None else ())
            if _local(element.tag) == "Relationship" and "Target" in element.attrib
        }

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The archive's own name of each part, whichever case and, from some tools, whichever slashes it has."""
        return {name.replace("\\", "/").lower(): name for name in self.archive.namelist()}


def open_package(data: bytes, place: Place) -> Package:
    """Return the workbook in `data`, looked over but not yet read; raises SourceError with the reason and the fix."""
    try:
        bare = Package(place=place, archive=open_zip(data, place), root="", workbook=Element("none"))
        links = bare.relationships("").values()
        root = next((target for kind, target in links if kind.endswith("/officeDocument")), USUAL_ROOT)
        workbook = bare.xml(root)
    except DAMAGED:
        raise refuse(Refusal.INCOMPLETE, place) from None
    package = Package(
        place=place, archive=bare.archive, root=root, workbook=bare.workbook if workbook is None else workbook
    )
    if not package.sheets:
        raise refuse(Refusal.NO_WORKSHEETS, place)
    return package


def _sheets(workbook: Element, targets: Mapping[str, tuple[str, str]]) -> Iterator[Part]:
    for element in workbook.iter():
        if _local(element.tag) != "sheet":
            continue
        attributes = {_local(name): value for name, value in element.attrib.items()}
        kind, target = targets.get(attributes.get("id", ""), ("", ""))
        if kind.endswith("/worksheet") and "name" in attributes:
            yield Part(name=attributes["name"], part=target, hidden=attributes.get("state", "visible") != "visible")


def _target(folder: str, target: str) -> str:
    forward = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, forward)).lstrip("/")


def _named_ranges(workbook: Element) -> Iterator[tuple[str, Area]]:
    """Names that mean one range of one sheet; a name that Excel made, such as a print area, is none."""
    for element in workbook.iter():
        name = element.attrib.get("name", "")
        if _local(element.tag) != "definedName" or name.startswith("_xlnm."):
            continue
        if found := RANGE.fullmatch((element.text or "").strip()):
            sheet = found[1].replace("''", "'") if found[1] else found[2]
            if area := area_of(found[3], sheet=sheet):
                yield name, area


def _table(root: Element | None, sheet: str) -> dict[str, Area]:
    if root is None:
        return {}
    attributes = root.attrib
    area = area_of(attributes.get("ref", ""), sheet=sheet)
    totals = attributes.get("totalsRowCount", "0")
    name = attributes.get("displayName") or attributes.get("name", "")
    return {name: area.without_last(int(totals) if totals.isdigit() else 0)} if area and name else {}


def _local(tag: str) -> str:
    return str(tag).rpartition("}")[2]
