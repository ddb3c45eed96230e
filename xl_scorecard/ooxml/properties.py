"""The document's properties: dates from the outside, the list of sheet names kept true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from lxml import etree

from xl_scorecard.ooxml.names import Element, local

VARIANT_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def rewrite_core(root: Element, built: datetime, fill: Callable[[str], str]) -> None:
    """core.xml: set when it was created and modified, and fill the fields in its texts."""
    for element in root:
        if local(element) in ("created", "modified"):
            element.text = built.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif element.text:
            element.text = fill(element.text)


def rewrite_app(root: Element, old: Sequence[str], new: Sequence[str]) -> None:
    """app.xml: have the worksheets' names and their number as the finished workbook has them.

    TitlesOfParts lists worksheets first, then charts and names; HeadingPairs says how many of each.
    """
    titles = next((e for e in root if local(e) == "TitlesOfParts"), None)
    pairs = next((e for e in root if local(e) == "HeadingPairs"), None)
    if titles is None or pairs is None or not len(titles) or not len(pairs):
        return
    vector, wanted = titles[0], list(old)
    titles_now = [e.text or "" for e in vector]
    if titles_now[: len(wanted)] != wanted:
        return
    rest = titles_now[len(wanted) :]
    for entry in list(vector):
        vector.remove(entry)
    for name in [*new, *rest]:
        etree.SubElement(vector, f"{{{VARIANT_TYPES}}}lpstr").text = name
    vector.set("size", str(len(vector)))
    number = next((e for e in pairs[0].iter() if local(e) == "i4"), None)
    if number is not None and number.text == str(len(wanted)):
        number.text = str(len(new))
