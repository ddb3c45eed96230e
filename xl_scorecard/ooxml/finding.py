"""Finding: one thing that is wrong with a workbook; Opened: a workbook taken apart to be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xl_scorecard.ooxml.names import RELATIONSHIPS, Element, local, main
from xl_scorecard.ooxml.package import Relationship, read_relationships, relationships_part
from xl_scorecard.ooxml.references import column_number

CELLS = re.compile(
    r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?"
    r"|\$?([A-Z]{1,3}):\$?([A-Z]{1,3})|\$?(\d+):\$?(\d+)"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the part it is in, and what it is, as the end of a sentence."""

    part: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.part}: {self.sentence}" if self.part else self.sentence


@dataclass(frozen=True, slots=True)
class Box:
    """The cells of a range: first and last column and row."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, reference: str) -> Box | None:
        """Return the cells of a range in A1 style, None where it is none."""
        found = CELLS.fullmatch(reference)
        if found is None:
            return None
        a, b, c, d, first, last, top, bottom = found.groups()
        if first:
            return cls(column_number(first), 1, column_number(last), 1_048_576)
        if top:
            return cls(1, int(top), 16_384, int(bottom))
        return cls(column_number(a), int(b), column_number(c or a), int(d or b))

    def meets(self, other: Box) -> bool:
        """Have they a cell in common?"""
        beside = self.right < other.left or other.right < self.left
        return not (beside or self.bottom < other.top or other.bottom < self.top)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSheet:
    """A sheet as the workbook lists it."""

    name: str
    id: str
    part: str
    root: Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbook taken apart: its parts, the roots of those that are XML, and the part of the workbook itself."""

    parts: Mapping[str, bytes]
    roots: Mapping[str, Element]
    workbook: str

    @classmethod
    def of(cls, parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> Opened | None:
        """Return a workbook taken apart; None where there is none in it."""
        links = read_relationships(parts["_rels/.rels"], "") if "_rels/.rels" in roots else {}
        workbook = next((link.target for link in links.values() if link.kind == "officeDocument"), "")
        return cls(parts=parts, roots=roots, workbook=workbook) if workbook in roots else None

    def links(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part."""
        name = relationships_part(part)
        return read_relationships(self.parts[name], part) if name in self.roots else {}

    def target(self, kind: str) -> Element | None:
        """Return the root of the workbook's part of a kind."""
        found = (link.target for link in self.links(self.workbook).values() if link.kind == kind)
        return self.roots.get(next(found, ""))

    @property
    def sheet_elements(self) -> list[Element]:
        """The workbook's list of sheets."""
        return list(self.roots[self.workbook].iterfind(f"{main('sheets')}/{main('sheet')}"))

    @property
    def folded_names(self) -> frozenset[str]:
        """The names of the sheets, folded."""
        return frozenset(sheet.get("name", "").casefold() for sheet in self.sheet_elements)

    @property
    def differential(self) -> int:
        """How many differential formats there are."""
        return self.count_of("dxfs")

    def count_of(self, name: str) -> int:
        """How many children a list of the styles has."""
        styles = self.target("styles")
        found = None if styles is None else styles.find(main(name))
        return 0 if found is None else len(found)

    def worksheets(self) -> Iterator[OpenedSheet]:
        """Return every worksheet, in the workbook's order."""
        links = self.links(self.workbook)
        for sheet in self.sheet_elements:
            link = links.get(sheet.get(f"{{{RELATIONSHIPS}}}id", ""))
            root = self.roots.get(link.target) if link else None
            if link and root is not None and local(root) == "worksheet":
                name, id_ = sheet.get("name", ""), sheet.get("sheetId", "")
                yield OpenedSheet(name=name, id=id_, part=link.target, root=root)
