"""What is printed at the head and foot of a sheet: Excel takes it apart into left, middle and right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings

HEADER_PARTS = {"&L": "Left", "&C": "Center", "&R": "Right"}


def set_header(sheet: xlwings.Sheet, name: str, text: str, before: str) -> None:
    """Set those of the left, middle and right part that differ: setting up a page is slow."""
    setup = sheet.api.PageSetup
    now = header_parts(before)
    for part, words in header_parts(text).items():
        if words != now[part]:
            setattr(setup, f"{part}{'Header' if name.endswith('Header') else 'Footer'}", words)


def header_parts(text: str) -> dict[str, str]:
    """Return what a header says on the left, in the middle and on the right.

    >>> header_parts("&LOur council&R&8Page &P")
    {'Left': 'Our council', 'Center': '', 'Right': '&8Page &P'}
    """
    parts = dict.fromkeys(("Left", "Center", "Right"), "")
    here = "Center"
    for piece in re.split("(&&|&[LCR])", text):
        if piece in HEADER_PARTS:
            here = HEADER_PARTS[piece]
        else:
            parts[here] += piece
    return parts
