"""Rank: where a figure stands among those of others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """The place among `of` figures, its own included; ties share the smaller place.

    `quarter` is 1 for the quarter that the first belongs to, 4 for the last; None where there are fewer than four.
    """

    place: int
    of: int
    quarter: int | None = None
