"""Flags: what to keep in mind beside a status."""

from __future__ import annotations

from xl_scorecard.model.figure import Figure
from xl_scorecard.status.amounts import plain

SMALL = 20


def small_numbers(figure: Figure) -> str:
    """Return "Small numbers: 2 of 19." where the denominator is under 20; "" otherwise.

    Source: calculations.md, "RAG": denominators under 20 are flagged beside the status.
    """
    top, bottom = figure.numerator, figure.denominator
    if figure.value is None or bottom is None or not 0 < bottom < SMALL:
        return ""
    if top is None:
        return f"Small numbers: out of {plain(bottom)}."
    return f"Small numbers: {plain(top)} {'of' if top <= bottom else 'against'} {plain(bottom)}."
