"""Refusal: something of a sheet that cannot follow its rows, or cannot be as it would become."""

from __future__ import annotations

from dataclasses import dataclass

APART = "Move it to a sheet where nothing repeats, or away from the rows that do."


@dataclass(frozen=True, slots=True)
class Refusal:
    """The cell, "" where none is known; what is wrong, as the end of a sentence; and what would be right."""

    cell: str
    why: str
    fix: str = APART
