"""A template's worksheets, each taken apart only when it is needed: a long sheet without fields costs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.scanning import scan_sheet
from xl_scorecard.ooxml.sheet import SheetPart, read_sheet
from xl_scorecard.ooxml.strings import SharedStrings

FORMULAS = (b"</f>", b":f>")  # with a prefix, if the part has one
ROWS = b"sheetData"
SHARED = re.compile(rb't=["\']s["\'][^>]*>\s*<(?:\w+:)?v>(\d+)<')


@dataclass(slots=True)
class Worksheets(Mapping[str, SheetPart]):
    """The worksheets by name, in order; `parts` has the name of each one's part.

    `braces` are the numbers of the shared strings that hold fields. `scans`: rows stay text where they can, in a
    workbook whose rows stay where they are.
    """

    package: Package
    parts: Mapping[str, str]
    strings: SharedStrings
    read: dict[str, SheetPart] = field(default_factory=dict)
    shown: dict[str, list[bytes]] = field(default_factory=dict)
    formulas: dict[str, bool] = field(default_factory=dict)
    scans: bool = False
    braces: set[bytes] | None = None

    def __getitem__(self, name: str) -> SheetPart:
        if name not in self.read:
            part = self.parts[name]
            content = self.package.content(part)
            scanned = scan_sheet(content, part=part, name=name, strings=self.strings) if self.scans else None
            self.read[name] = scanned or read_sheet(content, part=part, name=name, strings=self.strings)
        return self.read[name]

    def __contains__(self, name: object) -> bool:
        return name in self.parts

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def has_fields(self, name: str) -> bool:
        """Does the sheet hold braces, in its own text or in a shared one?"""
        content = self.package.content(self.parts[name])
        if b"{{" in content:
            return True
        if self.braces is None:
            self.braces = {str(number).encode() for number, text in enumerate(self.strings.texts) if "{{" in text}
        return bool(self.braces) and not self.braces.isdisjoint(self._shown(name))

    def shared_texts(self, name: str) -> int:
        """Return how many of the sheet's cells show a shared string."""
        return len(self._shown(name))

    def _shown(self, name: str) -> list[bytes]:
        if name not in self.shown:
            self.shown[name] = SHARED.findall(self.package.content(self.parts[name]))
        return self.shown[name]

    def has_formulas(self, name: str) -> bool:
        """Does a cell of the sheet hold a formula?"""
        if name not in self.formulas:
            content = self.package.content(self.parts[name])
            self.formulas[name] = any(sign in content for sign in FORMULAS)
        return self.formulas[name]

    def surroundings(self, name: str) -> bytes:
        """Return the sheet's part without what is between its first and its last row."""
        content = self.package.content(self.parts[name])
        start, end = content.find(ROWS), content.rfind(ROWS)
        return content[: start + len(ROWS)] + content[end:] if start >= 0 else content
