"""Cloning a sheet: its part and everything that belongs to it alone, under new names.

What a sheet shares with others (pictures, the theme) is shared by its copies too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from xl_scorecard.ooxml.package import ContentTypes, Package, Relationship, relationships_part, write_relationships

SHARED_KINDS = frozenset({"image", "hyperlink", "theme", "slicerCache", "pivotCacheDefinition", "externalLink"})


@dataclass(slots=True)
class Cloner:
    """Gives out new part names and copies parts with what hangs on them."""

    package: Package
    types: ContentTypes
    taken: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, types: ContentTypes) -> Cloner:
        """Return a cloner for a package."""
        return cls(package, types, {name.casefold() for name in package.names()})

    def clone(self, part: str) -> dict[str, str]:
        """Copy a part and all that belongs to it; return the new name of each, the part's own first."""
        names: dict[str, str] = {}
        self._name(part, names)
        for old, new in names.items():
            self._copy(old, new, names)
        return names

    def free_name(self, part: str) -> str:
        """Return a free part name like this one, with the next number.

        The number stands before the extension: "xl/worksheets/sheet2.xml".
        """
        stem, extension = part.rsplit(".", 1)
        base = re.sub(r"\d+$", "", stem)
        number = self.last.get(base, 0) + 1
        while f"{base}{number}.{extension}".casefold() in self.taken:
            number += 1
        self.last[base] = number
        name = f"{base}{number}.{extension}"
        self.taken.add(name.casefold())
        return name

    def _name(self, part: str, names: dict[str, str]) -> None:
        names[part] = self.free_name(part)
        for link in self._own(part):
            if link.target not in names:
                self._name(link.target, names)

    def _own(self, part: str) -> Iterator[Relationship]:
        links = self.package.relationships(part).values()
        own = (link for link in links if not link.external and link.kind not in SHARED_KINDS)
        return (link for link in own if link.target in self.package)

    def _copy(self, old: str, new: str, names: dict[str, str]) -> None:
        self.package.replace(new, self.package.content(old))
        declared = self.types.of_part(old)
        if declared:
            self.types.add(new, declared)
        links = self.package.relationships(old)
        if links:
            moved = {id_: replace(link, target=names.get(link.target, link.target)) for id_, link in links.items()}
            self.package.replace(relationships_part(new), write_relationships(moved, new))


def drawn_parts(package: Package, sheet: str) -> Iterator[str]:
    """Return the drawing of a sheet's part, and its charts, always in the same order."""
    for drawing in (link for link in package.relationships(sheet).values() if link.kind == "drawing"):
        yield drawing.target
        yield from (link.target for link in package.relationships(drawing.target).values() if link.kind == "chart")
