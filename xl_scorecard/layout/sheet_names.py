"""Sheet names that Excel accepts: 31 characters, none it refuses, no apostrophe at the ends, each only once."""

from __future__ import annotations

import re

LONGEST = 31
_REFUSED = re.compile(r"[:\\/?*\[\]\x00-\x1f]")


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a sheet name as near to `wanted` as Excel allows and not `taken` yet, which it joins (ignoring case).

    >>> sheet_name("NI 59/60", set()), sheet_name("op410", {"op410"})
    ('NI 59-60', 'op410 (2)')
    """
    base = _REFUSED.sub("-", wanted).strip().strip("'") or "Sheet"
    base = f"{base}_" if base.casefold() == "history" else base
    name, number = base[:LONGEST].rstrip("' "), 2
    while name.casefold() in taken:
        ending = f" ({number})"
        name, number = f"{base[: LONGEST - len(ending)].rstrip()}{ending}", number + 1
    taken.add(name.casefold())
    return name
