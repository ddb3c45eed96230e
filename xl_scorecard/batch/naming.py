"""Naming: the files of a batch, by a pattern such as "{name}-{period}-{part}.xlsx"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from xl_scorecard.errors import RequestError
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.period import Period

USUAL, USUAL_OF_PARTS = "{name}-{period}.xlsx", "{name}-{period}-{part}.xlsx"
FIELDS = ("name", "period", "part", "dimension")
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
LONGEST = 100


def check_pattern(pattern: str, *, parts: bool) -> str:
    """Return the pattern to use. Raises RequestError where it has unknown fields, or would name all outputs alike."""
    chosen = pattern or (USUAL_OF_PARTS if parts else USUAL)
    unknown = [field for field in re.findall(r"\{(.*?)\}", chosen) if field not in FIELDS]
    if unknown:
        known = ", ".join(f"{{{field}}}" for field in FIELDS)
        raise RequestError(f"{{{unknown[0]}}} means nothing in the name of an output.", fix=f"Use {known}.")
    path = PurePosixPath(chosen)
    if path.suffix.casefold() not in (".xlsx", ".xlsm") or path.is_absolute() or ".." in path.parts:
        raise RequestError(
            "That cannot name the outputs.", fix="Write a pattern such as {name}-{period}.xlsx, inside the folder."
        )
    if parts and "{part}" not in chosen:
        raise RequestError("Every value would have the same file.", fix="Put {part} into --name.")
    return chosen


def file_name(pattern: str, *, name: str, period: Period, part: Part | None) -> str:
    """Return the file of one scorecard, with forward slashes, as every system allows it."""
    fields = {
        "name": name,
        "period": period.code,
        "part": part.value if part else "",
        "dimension": part.dimension if part else "",
    }
    return re.sub(r"\{(.*?)\}", lambda found: safe(fields[found[1]]), pattern)


def safe(text: str) -> str:
    """Return a text as part of a file's name on every system.

    >>> safe("North/East: 2"), safe("aux")
    ('North-East- 2', 'aux_')
    """
    cleaned = " ".join(FORBIDDEN.sub("-", text).split())[:LONGEST].rstrip(" .")
    return f"{cleaned}_" if cleaned.split(".")[0].casefold() in DEVICES else cleaned


def names_of(definitions: Sequence[Path]) -> Mapping[Path, str]:
    """Return what {name} means for each definition: "scorecard" for a single one, its own or its folder's for more.

    Raises RequestError where two have the same.
    """
    if len(definitions) == 1:
        return {definitions[0]: "scorecard"}
    stems = Counter(path.stem.casefold() for path in definitions)
    names = {
        path: path.stem if stems[path.stem.casefold()] == 1 else path.resolve().parent.name for path in definitions
    }
    counts = Counter(name.casefold() for name in names.values())
    twice = [name for name in names.values() if counts[name.casefold()] > 1]
    if twice:
        raise RequestError(
            f'Two definitions would be called "{twice[0]}".',
            fix="Give their files different names, or make two batches.",
        )
    return names
