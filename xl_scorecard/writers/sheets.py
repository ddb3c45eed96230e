"""A template's worksheets, each taken apart only when it is needed: a long sheet without fields costs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.sheet import SheetPart, read_sheet
from xl_scorecard.ooxml.strings import SharedStrings

SHARED = re.compile(rb't="s"[^>]*>\s*<v>(\d+)</v>')


@dataclass(slots=True)
class Worksheets(Mapping[str, SheetPart]):
    """The worksheets by name, in order; `parts` has the name of each one's part."""

    package: Package
    parts: Mapping[str, str]
    strings: SharedStrings
    read: dict[str, SheetPart] = field(default_factory=dict)

    def __getitem__(self, name: str) -> SheetPart:
        if name not in self.read:
            part = self.parts[name]
            self.read[name] = read_sheet(self.package.content(part), part=part, name=name, strings=self.strings)
        return self.read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def has_fields(self, name: str) -> bool:
        """Does the sheet hold braces, in its own text or in a shared one?"""
        content = self.package.content(self.parts[name])
        if b"{{" in content:
            return True
        braces = {number for number, text in enumerate(self.strings.texts) if "{{" in text}
        return bool(braces) and any(int(number) in braces for number in SHARED.findall(content))

    def shared_texts(self, name: str) -> int:
        """Return how many of the sheet's cells show a shared string."""
        return len(SHARED.findall(self.package.content(self.parts[name])))
