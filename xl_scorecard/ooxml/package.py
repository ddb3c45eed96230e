"""Package: the parts of a workbook, their relationships and content types.

A part that nobody replaces is written with the very bytes that were read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from xl_scorecard.ooxml.archive import Member, members_of, pack_all, read_members, to_bytes
from xl_scorecard.ooxml.names import CONTENT_TYPES, PACKAGE_RELATIONSHIPS, Element, parse, serialise

TYPES_PART = "[Content_Types].xml"
LARGE = 250_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A part's link to another part, or to an address outside (`external`); `kind` is the last word of its type.

    `written` is the target as it was written, which may start from the folder of the part.
    """

    id: str
    type: str
    target: str
    external: bool
    written: str = ""

    @property
    def kind(self) -> str:
        """The last word of its type: "worksheet", "chart" …"""
        return self.type.rsplit("/", 1)[-1]


@dataclass(slots=True)
class Package:
    """Parts by name. Read one, replace or add or drop parts, and take the bytes.

    `unpacked` keeps the content of large parts, which many look at; copies share it. `links` keeps relationships.
    `packed` has the parts that were changed and are compressed already: `changed` has no more than their names.
    """

    members: dict[str, Member]
    changed: dict[str, bytes] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    unpacked: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, dict[str, Relationship]] = field(default_factory=dict)
    packed: dict[str, Member] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Package:
        """Return the package in a file; raises zipfile.BadZipFile when it is none."""
        return cls(read_members(path))

    @classmethod
    def of(cls, content: bytes) -> Package:
        """Return the package in a file's bytes; raises zipfile.BadZipFile when it is none."""
        return cls(members_of(content))

    def copy(self) -> Package:
        """Return a package that can be changed without changing this one."""
        return Package(
            self.members, dict(self.changed), set(self.dropped), self.unpacked, dict(self.links), dict(self.packed)
        )

    def __contains__(self, name: str) -> bool:
        return name in self.changed or (name in self.members and name not in self.dropped)

    def names(self) -> Iterator[str]:
        """Every part, those of the file first, in its order."""
        yield from (name for name in self.members if name not in self.dropped)
        yield from (name for name in self.changed if name not in self.members)

    def content(self, name: str) -> bytes:
        """Return a part's content; raises KeyError when there is none."""
        if name in self.packed:
            return self.packed[name].unpacked()
        if name in self.changed:
            return self.changed[name]
        if name not in self.unpacked:
            member = self.members[name]
            if member.size < LARGE:
                return member.unpacked()
            self.unpacked[name] = member.unpacked()
        return self.unpacked[name]

    def xml(self, name: str) -> Element:
        """Return a freshly parsed part."""
        return parse(self.content(name))

    def replace(self, name: str, content: bytes) -> None:
        """Set a part's content, adding it when it is new."""
        self.dropped.discard(name)
        self.links.pop(name, None)
        self.packed.pop(name, None)
        self.changed[name] = content

    def settle(self, names: Iterable[str]) -> None:
        """Compress changed parts that nobody will change again, so that they take less memory."""
        packed = pack_all({name: self.changed[name] for name in names if name in self.changed})
        self.packed |= packed
        self.changed |= dict.fromkeys(packed, b"")

    def drop(self, name: str) -> None:
        """Leave a part out."""
        self.changed.pop(name, None)
        self.packed.pop(name, None)
        self.links.pop(name, None)
        self.dropped.add(name)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part (of the package itself for "") by id, targets as part names."""
        name = relationships_part(part)
        if name not in self:
            return {}
        if name not in self.links:
            self.links[name] = read_relationships(self.content(name), part)
        return dict(self.links[name])

    def target(self, part: str, kind: str) -> str | None:
        """Return the part of this `kind` that `part` is related to, or None."""
        return next((link.target for link in self.relationships(part).values() if link.kind == kind), None)

    def to_bytes(self) -> bytes:
        """Return the workbook file; untouched parts keep their compressed bytes."""
        self.settle([name for name in self.changed if name not in self.packed])
        return to_bytes(self.packed.get(name) or self.members[name] for name in self.names())


def relationships_part(part: str) -> str:
    """Return the name of the part that holds a part's relationships.

    >>> relationships_part("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def read_relationships(content: bytes, part: str) -> dict[str, Relationship]:
    """Return the relationships in a .rels part that belongs to `part`, by id."""
    return {link.get("Id", ""): _relationship(link, part) for link in parse(content)}


def _relationship(link: Element, part: str) -> Relationship:
    written, external = link.get("Target", ""), link.get("TargetMode") == "External"
    target = written if external else _resolved(written, part)
    return Relationship(
        id=link.get("Id", ""), type=link.get("Type", ""), target=target, external=external, written=written
    )


def _resolved(target: str, part: str) -> str:
    """The part that a target means; "#'Card'!A1" is a place in this workbook, and stays."""
    if target.startswith("#"):
        return target
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def write_relationships(links: Mapping[str, Relationship], part: str = "") -> bytes:
    """Return the .rels part of `part`; targets as they were written, new ones from the package's root."""
    root = parse(f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode())
    for link in links.values():
        outside = link.external or link.target.startswith("#")
        as_before = link.written and _resolved(link.written, part) == link.target
        target = link.target if outside else link.written if as_before else f"/{link.target}"
        attributes = {"Id": link.id, "Type": link.type, "Target": target}
        if link.external:
            attributes["TargetMode"] = "External"
        etree.SubElement(root, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship", attributes)
    return serialise(root)


@dataclass(slots=True)
class ContentTypes:
    """The content types of a package's parts."""

    root: Element

    @classmethod
    def of(cls, package: Package) -> ContentTypes:
        """Return those of `package`."""
        return cls(package.xml(TYPES_PART))

    def of_part(self, part: str) -> str | None:
        """Return the type declared for this very part, or None where only its extension has one."""
        return next((o.get("ContentType") for o in self._overrides() if o.get("PartName") == f"/{part}"), None)

    def add(self, part: str, content_type: str) -> None:
        """Declare a part's type."""
        etree.SubElement(self.root, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)

    def remove(self, part: str) -> None:
        """Take a part's own declaration away."""
        for override in [o for o in self._overrides() if o.get("PartName") == f"/{part}"]:
            self.root.remove(override)

    def _overrides(self) -> Iterator[Element]:
        return self.root.iterfind(f"{{{CONTENT_TYPES}}}Override")
