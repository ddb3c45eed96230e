"""Catalogue: what every code of this room means, with an example, for whoever asks."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from xl_scorecard.errors import RequestError
from xl_scorecard.model.place import Place
from xl_scorecard.sources.problems import Kind
from xl_scorecard.sources.refusals import Refusal

STOPS = "Stops"
SHORT = re.compile(r"^(SRC)-?(\d{1,3})$")
LEFT_OUT = ("accept", "nearest", "read_as")
SHEET = Place(file="referrals.xlsx", sheet="List 3")
CELL = Place(file="referrals.xlsx", sheet="List 3", cell="F17")
EXAMPLE = {
    "accept": " (or run xl-scorecard check --accept)",
    "bad": "61",
    "cells": "B4 and F4",
    "claimed": "an Excel workbook",
    "column": "Date of referral",
    "count": "3",
    "covers": "May 2012",
    "each": "Child Unique ID",
    "ending": ".ods",
    "folder": "sources",
    "found": "text",
    "hint": "the nearest of its 4 is “List 3”",
    "kind": "an OpenDocument spreadsheet",
    "letters": "CYRILLIC CAPITAL LETTER O",
    "limit": "31/12/2012",
    "line": "214",
    "megabytes": "512",
    "months": "May 2012",
    "nearest": " (the nearest is “Date of Referal” in F4)",
    "other": "Date of contact",
    "parts": "area and number",
    "period": "Nov 2010",
    "read_as": "; read as “Op368”",
    "rows": "600",
    "rule": "type is Test",
    "source": "contacts",
    "wanted": "“Date of referral”",
    "where": "definition.xlsx › Columns › C7",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A code: how much it matters, what it means, what to do, and how it is told of an invented workbook."""

    code: str
    severity: str
    meaning: str
    fix: str
    example: str


def explain_code(code: str) -> Explained:
    """Return what a code means. Raises RequestError, with the nearest, for one that does not exist."""
    known = codes()
    wanted = SHORT.sub(lambda found: f"{found[1]}-{int(found[2]):03d}", code.strip().upper())
    if wanted not in known:
        nearest = difflib.get_close_matches(wanted, known, n=1)
        fix = f"Did you mean {nearest[0]}?" if nearest else "Codes of reading look like SRC-014; check says the others."
        raise RequestError(f"There is no code {wanted[:20]!r}.", fix=fix)
    return known[wanted]


def codes() -> Mapping[str, Explained]:
    """Return every code of this room, in order."""
    found = {kind.value.code: _of_kind(kind) for kind in Kind}
    found |= {reason.value.code: _of_refusal(reason) for reason in Refusal}
    return dict(sorted(found.items()))


def _of_kind(kind: Kind) -> Explained:
    rule = kind.value
    return Explained(
        code=rule.code,
        severity=rule.severity.value,
        meaning=_plain(rule.sentence),
        fix=_plain(rule.fix),
        example=f"{CELL}: {rule.sentence.format_map(EXAMPLE)}. {rule.fix.format_map(EXAMPLE)}",
    )


def _of_refusal(reason: Refusal) -> Explained:
    told = reason.value
    sentence, fix = told.sentence.format_map(EXAMPLE), told.fix.format_map(EXAMPLE)
    place = SHEET if told.code >= "SRC-140" else Place(file=SHEET.file)
    return Explained(
        code=told.code,
        severity=STOPS,
        meaning=_plain(told.sentence),
        fix=_plain(told.fix),
        example=f"{place}: {sentence} {fix}",
    )


def _plain(text: str) -> str:
    """What changes from case to case is left open."""
    return text.format_map(defaultdict(lambda: "…", dict.fromkeys(LEFT_OUT, ""))).removesuffix(".") + "."
