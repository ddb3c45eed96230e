"""Markup: XML parts as text, where lxml wrote them: what stands in such a text can be found without parsing it.

lxml writes every attribute in double quotes, with no "<" or ">" in it, and nothing but five entities and three
character references; comments and instructions are looked for, and a text that has any is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.sax.saxutils import unescape

from xl_scorecard.ooxml.text import without_control

DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
HEAD = re.compile(rb"<\?xml version=[\"']1\.0[\"'] encoding=[\"']UTF-8[\"'][^?>]*\?>\s*|(?=<[a-z])", re.IGNORECASE)
SINGLE_QUOTES = re.compile(r"<[^<>]*='")
ODD_LETTER = re.compile(r"&#(?!10;|9;|13;)")
ENTITIES = {"&quot;": '"', "&#10;": "\n", "&#9;": "\t", "&#13;": "\r"}
ATTRIBUTE = re.compile(r' (descr|title)="([^"]*\{\{[^"]*)"')

Fill = Callable[[str], str]


def plain_text(content: bytes, *, by_any: bool = False) -> str | None:
    """Return a part as text; None where it has comments, instructions or references to letters.

    Also None where lxml did not write it, unless `by_any`: then whatever writes attributes in double quotes will do.
    """
    if not (by_any or content.startswith(DECLARATION.encode())):
        return None
    head = HEAD.match(content)
    if head is None:
        return None
    text, start = content.decode(), head.end()
    if text.find("<!", start) >= 0 or text.find("<?", start) >= 0 or ("&#" in text and ODD_LETTER.search(text)):
        return None
    return None if by_any and "='" in text and SINGLE_QUOTES.search(text, start) else text


def prefix_of(text: str, space: str) -> str | None:
    """Return the prefix of a namespace in a part, with its colon; None where it has none, or is said in several ways.

    >>> prefix_of('<c:chart xmlns:c="urn:chart"/>', "urn:chart")
    'c:'
    """
    found = set(re.findall(rf'xmlns(?::([^=\s]+))?="{re.escape(space)}"', text))
    if len(found) != 1:
        return None
    prefix = found.pop()
    meanings = set(re.findall(rf'xmlns{f":{re.escape(prefix)}" if prefix else ""}="([^"]*)"', text))
    return (f"{prefix}:" if prefix else "") if meanings == {space} else None


def as_text(text: str) -> str:
    """Return a text as lxml writes it between tags, what XML cannot hold left out."""
    return without_control(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def as_attribute(text: str) -> str:
    """Return a text as lxml writes it between quotes, what XML cannot hold left out."""
    return as_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def meant(text: str) -> str:
    """Return the text that stands between tags or quotes."""
    return unescape(text, ENTITIES) if "&" in text else text


def fields_are_whole(text: str, prefix: str | None) -> bool:
    """Does every field in the runs of a part (`prefix` is that of DrawingML) stand in one run?"""
    if "{{" not in text or prefix is None:
        return "{{" not in text
    runs = re.findall(rf"<{prefix}t>([^<]*\{{[^<]*)</{prefix}t>", text)
    return all("{" not in re.sub(r"\{\{.*?\}\}", "", run) for run in runs)


def fill_runs(text: str, prefix: str, fill: Fill) -> str:
    """Return a part with the fields in its runs filled."""
    runs = re.compile(rf"(<{prefix}t>)([^<]*\{{\{{[^<]*)(</{prefix}t>)")
    return runs.sub(lambda found: f"{found[1]}{as_text(fill(meant(found[2])))}{found[3]}", text)


def fill_descriptions(text: str, prefix: str, fill: Fill) -> str:
    """Return a drawing (`prefix` is that of its own namespace) with the fields in its descriptions and titles filled."""

    def filled(found: re.Match[str]) -> str:
        return f' {found[1]}="{as_attribute(fill(meant(found[2])))}"'

    return re.sub(rf"<{prefix}cNvPr\b[^>]*>", lambda tag: ATTRIBUTE.sub(filled, tag[0]), text)
