"""Text in XML: what must be escaped so that Excel shows what was meant (ECMA-376 part 1, 22.9.2.19: ST_Xstring)."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

LONGEST = 32_767
_LOOKS_ESCAPED = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escape_text(text: str) -> str:
    """Return `text` as it stands in a string's element; control characters are left out, `_x0041_` stays itself.

    >>> escape_text("a < b _x0041_")
    'a &lt; b _x005F_x0041_'
    """
    return escape(_LOOKS_ESCAPED.sub("_x005F_x", _CONTROL.sub("", text)).replace("\r", "_x000D_"))


def unescape_text(text: str) -> str:
    """Return the text that a string's element means.

    >>> unescape_text("_x005F_x0041_")
    '_x0041_'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def has_control_characters(text: str) -> bool:
    """Does it hold characters that a workbook cannot?"""
    return bool(_CONTROL.search(text))


def without_control(text: str) -> str:
    """Return a text without the characters that a workbook cannot hold."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def fits_a_cell(text: str) -> bool:
    """Can a cell hold as much text? Excel counts a letter outside the basic plane, such as an emoji, as two."""
    return len(text) <= LONGEST // 2 or len(text.encode("utf-16-le")) <= 2 * LONGEST


def cut_to_fit(text: str) -> str:
    """Return as much of a text as a cell can hold."""
    return text if fits_a_cell(text) else text.encode("utf-16-le")[: 2 * LONGEST].decode("utf-16-le", errors="ignore")


def text_element(text: str) -> str:
    """Return the <t> element of a string, keeping spaces at its ends and line breaks."""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<t{space}>{escape_text(text)}</t>"


def attribute(text: str) -> str:
    """Return `text` as it stands in an attribute between double quotes."""
    if text.isalnum():
        return text
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
