"""Cases to target: how many cases more or fewer would be Green."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesToTarget:
    """How many cases there are, of how many, and how many would be Green: from `fewest` to `most`; None is open.

    `of` is None for a count. Where no whole number of cases would be Green it is not `possible`.
    """

    cases: int
    of: Fraction | None = None
    fewest: int | None = None
    most: int | None = None
    possible: bool = True

    @property
    def too_many(self) -> int:
        """How many fewer it would take; 0 where there are not too many, or nothing would do."""
        return max(self.cases - self.most, 0) if self.possible and self.most is not None else 0

    @property
    def too_few(self) -> int:
        """How many more it would take; 0 where there are not too few, or nothing would do."""
        return max(self.fewest - self.cases, 0) if self.possible and self.fewest is not None else 0
