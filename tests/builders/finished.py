"""Fills small templates in one line each, and looks into what came out."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

from lxml import etree

from tests.builders.scorecards import seed_scorecard
from tests.builders.templates import Dress, Sheets, make_template
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.ooxml.archive import pack, read_members, to_bytes
from xl_scorecard.writers.workbook import finished_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMES = {
    "m": MAIN,
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "c15": "http://schemas.microsoft.com/office/drawing/2012/chart",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "x14": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "xm": "http://schemas.microsoft.com/office/excel/2006/main",
    "x": "urn:schemas-microsoft-com:office:excel",
    "v": "urn:schemas-microsoft-com:vml",
    "p": "http://schemas.openxmlformats.org/package/2006/relationships",
}


@cache
def whole_seed() -> Scorecard:
    """The seed's scorecard, made once: nothing changes it."""
    return seed_scorecard()


def few_indicators(number: int = 3) -> Scorecard:
    """The seed's scorecard with its first indicators only, in one section."""
    card = whole_seed()
    section = card.sections[0]
    return replace(card, sections=(replace(section, lines=section.lines[:number]),))


class Finished:
    """The parts of a finished workbook, by name."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def root(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts[part])

    def find(self, part: str, path: str) -> list:
        """What an XPath finds in a part: elements, or the strings of attributes and texts."""
        return self.root(part).xpath(path, namespaces=NAMES)


def fill(folder: Path, sheets: Sheets, dress: Dress | None = None, card: Scorecard | None = None) -> Finished:
    """Make a template and fill it, with three indicators unless told otherwise."""
    return Finished(finished_workbook(card or few_indicators(), make_template(folder / "t.xlsx", sheets, dress)))


def patch(template: Path, changes: dict[str, tuple[str, str] | bytes]) -> Path:
    """Change parts of a template in place: replace a piece of text in one, or set its content."""
    members = read_members(template)
    for name, change in changes.items():
        if isinstance(change, bytes):
            members[name] = pack(name, change)
        else:
            old, new = change
            content = members[name].unpacked().decode()
            assert old in content, (name, old)
            members[name] = pack(name, content.replace(old, new, 1).encode())
    template.write_bytes(to_bytes(members.values()))
    return template
