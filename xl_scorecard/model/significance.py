"""Significance: does a figure differ from a benchmark by more than chance?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from xl_scorecard.model.benchmark import Benchmark


class Comparison(Enum):
    """How a figure compares; the value is the word that people read."""

    BETTER = "Better"
    WORSE = "Worse"
    SIMILAR = "Similar"
    HIGHER = "Higher"
    LOWER = "Lower"


@dataclass(frozen=True, slots=True, kw_only=True)
class Significance:
    """How a figure's interval lies to one benchmark."""

    benchmark: Benchmark
    comparison: Comparison
