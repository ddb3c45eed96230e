"""The table of texts that a workbook's cells point into."""

from __future__ import annotations

import io
import re
from html import unescape as unescape_references
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from openpyxl.utils.escape import unescape

from xl_scorecard.sources.xml_blocks import IrregularError

PLAIN = re.compile(
    r'<si>\s*<t(?: xml:space="preserve")?>([^<]*)</t>\s*</si>|<si>\s*<t(?: xml:space="preserve")?/>\s*</si>'
)
ENTRY = re.compile(r"<(?:[\w.-]+:)?si[\s/>]")
REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|lt|gt|amp|quot|apos);")


def read_words(xml: bytes | None) -> list[str]:
    """Return the texts of a sharedStrings part, as a person sees them. Raises IrregularError."""
    if not xml:
        return []
    try:
        text = xml.decode("utf-8")
    except UnicodeDecodeError:
        raise IrregularError from None
    words = PLAIN.findall(text)
    return [read_text(word) for word in words] if len(words) == sum(1 for _ in ENTRY.finditer(text)) else _parsed(xml)


def read_text(text: str) -> str:
    """Return what stands between two tags as a person sees it: references, line ends and Excel's _x000D_ resolved."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = REFERENCE.sub(lambda found: unescape_references(found[0]), text)
    return unescape(text) if "_x" in text else text


def joined_text(element: Element) -> str:
    """Return the text of an <si> or <is>: its runs one after the other, without the readings of Japanese characters."""
    runs = [run for run in element if _local(run) == "t"]
    runs += [run for rich in element if _local(rich) == "r" for run in rich if _local(run) == "t"]
    return unescape("".join(run.text or "" for run in runs))


def _parsed(xml: bytes) -> list[str]:
    """Entry by entry, each forgotten at once: a tree of all of them would take ten times the memory."""
    words: list[str] = []
    try:
        for _, element in iterparse(io.BytesIO(xml)):
            if _local(element) == "si":
                words.append(joined_text(element))
                element.clear()
    except (ParseError, ValueError):
        raise IrregularError from None
    return words


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
