"""Dimension: what a scorecard is split by, such as team or area; Part: one value of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The column of a source whose words say which part a row belongs to.

    `words` has (word, part) pairs, such as team and area, from the lookup of that name; where there is none the words
    are the parts themselves.
    """

    source: str
    column: str
    lookup: str = ""
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """Something that every row of the sources in `splits` has one value of."""

    name: str
    splits: tuple[Split, ...]

    def split_of(self, source: str) -> Split | None:
        """Return how the rows of a source are split; None where they are not."""
        return next((split for split in self.splits if split.source == source), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One value of a dimension: a scorecard of its own."""

    dimension: str
    value: str

    @property
    def code(self) -> str:
        """As machines write it: "team: North"."""
        return f"{self.dimension}: {self.value}"
