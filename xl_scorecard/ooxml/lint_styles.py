"""Lint of the styles and of the table of texts: indexes in range, true counts, colours, lengths."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_scorecard.ooxml.finding import Finding, Opened
from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.text import fits_a_cell

LISTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
INDEXES = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
COLOUR = re.compile(r"[0-9A-Fa-f]{8}")


def lint_styles(opened: Opened) -> Iterator[Finding]:
    """Return what is wrong with the styles."""
    root, part = opened.target("styles"), "styles"
    if root is None:
        return
    for name in LISTS:
        found = root.find(main(name))
        if found is not None and found.get("count") and int(found.get("count", 0)) != len(found):
            yield Finding(part, f"<{name}> says {found.get('count')} and has {len(found)}")
    for place, format_ in enumerate(root.iterfind(f"{main('cellXfs')}/{main('xf')}")):
        for attribute, name in INDEXES.items():
            if int(format_.get(attribute, 0)) >= max(opened.count_of(name), 1):
                yield Finding(part, f"cell format {place} has a {attribute} that is not there")
    yield from _colours(part, root)


def _colours(part: str, root: Element) -> Iterator[Finding]:
    for element in root.iter():
        colour = element.get("rgb") if isinstance(element.tag, str) else None
        if colour and not COLOUR.fullmatch(colour):
            yield Finding(part, f"{colour} is no colour")


def lint_strings(opened: Opened) -> Iterator[Finding]:
    """Return what is wrong with the table of texts."""
    root, part = opened.target("sharedStrings"), "sharedStrings"
    if root is None:
        return
    items = root.findall(main("si"))
    if root.get("uniqueCount") and int(root.get("uniqueCount", 0)) != len(items):
        yield Finding(part, f"says {root.get('uniqueCount')} texts and has {len(items)}")
    for number, item in enumerate(items):
        if not fits_a_cell("".join(text.text or "" for text in item.iter(main("t")))):
            yield Finding(part, f"text {number} is longer than a cell can hold")
