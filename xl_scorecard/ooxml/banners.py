"""Headers and footers: fields in them are filled so that Excel prints what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable

FIELD = re.compile(r"\{\{.*?\}\}", re.DOTALL)
SIZE = re.compile(r"&\d{1,3}$")
LONGEST = 255


def fill_banner(text: str, fill: Callable[[str], str]) -> str:
    """Return a header or footer with its fields filled; an ampersand in a value is doubled, since one begins a code.

    A value that begins with a digit is kept apart from the size of its letters, which Excel writes as &14.

    >>> fill_banner("&L{{ a }} &14{{ b }}", {"{{ a }}": "R&D", "{{ b }}": "2012"}.__getitem__)
    '&LR&&D &14 2012'
    """
    pieces, position = [], 0
    for field in FIELD.finditer(text):
        before = text[position : field.start()]
        value = fill(field[0]).replace("&", "&&")
        apart = " " if SIZE.search(before) and value[:1].isdigit() else ""
        pieces += [before, apart, value]
        position = field.end()
    return "".join([*pieces, text[position:]])
