"""Numbering: ids and words as numbers, so that a spreadsheet tells them apart exactly as we do.

COUNTIFS takes the text 0012345 for the number 12345, an asterisk for anything, and capitals for small letters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xl_scorecard.indicators.comparisons import folded


@dataclass(slots=True)
class Numbering:
    """Gives the same text the same number, from 1 in the order first asked for."""

    known: dict[tuple[bool, str], int] = field(default_factory=dict)

    def number(self, value: object, *, exact: bool = True) -> int | None:
        """Return the number of a value; None for a missing one. Not `exact`: capitals and spacing make no difference."""
        if value is None:
            return None
        text = str(value) if exact else folded(str(value))
        return self.known.setdefault((exact, text), len(self.known) + 1)
