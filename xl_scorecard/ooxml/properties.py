"""The document's properties: dates from the outside, the list of sheet names kept true."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from lxml import etree

from xl_scorecard.ooxml.names import Element, local
from xl_scorecard.ooxml.references import quote_sheet

VARIANT_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def rewrite_core(root: Element, built: datetime, fill: Callable[[str], str]) -> None:
    """core.xml: set when it was created and modified, and fill the fields in its texts."""
    for element in root:
        if local(element) in ("created", "modified"):
            element.text = built.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif element.text:
            element.text = fill(element.text)


def rewrite_app(root: Element, sheets: Sequence[tuple[str, Sequence[str]]], added: Sequence[str]) -> None:
    """app.xml: have the worksheets' names and their number as the finished workbook has them.

    `sheets` are the template's worksheets, each with the names of its copies. TitlesOfParts lists worksheets first,
    then charts, then names, those of one sheet with it ("Card!Print_Area"); HeadingPairs says how many of each.
    """
    titles = next((e for e in root if local(e) == "TitlesOfParts"), None)
    pairs = next((e for e in root if local(e) == "HeadingPairs"), None)
    if titles is None or pairs is None or not len(titles) or not len(pairs):
        return
    vector = titles[0]
    found = [e.text or "" for e in vector]
    if found[: len(sheets)] != [name for name, _ in sheets]:
        return
    names = [*(name for _, copies in sheets for name in copies), *added]
    rest = [title for text in found[len(sheets) :] for title in _copied(text, dict(sheets))]
    more = len(rest) - (len(found) - len(sheets))
    for entry in list(vector):
        vector.remove(entry)
    for name in [*names, *rest]:
        etree.SubElement(vector, f"{{{VARIANT_TYPES}}}lpstr").text = name
    vector.set("size", str(len(vector)))
    numbers = [e for e in pairs[0].iter() if local(e) == "i4"]
    if numbers and numbers[0].text == str(len(sheets)):
        numbers[0].text = str(len(names))
    if more and len(numbers) > 1:
        numbers[-1].text = str(int(numbers[-1].text or 0) + more)


def _copied(title: str, sheets: Mapping[str, Sequence[str]]) -> list[str]:
    """A name of one sheet is listed with it, once for every copy of the sheet."""
    quoted, _, name = title.rpartition("!")
    sheet = quoted.strip("'").replace("''", "'")
    copies = sheets.get(sheet, (sheet,))
    return [title] if not quoted or list(copies) == [sheet] else [f"{quote_sheet(copy)}!{name}" for copy in copies]
