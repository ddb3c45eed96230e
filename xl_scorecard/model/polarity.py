"""Polarity: is a high figure good?"""

from enum import Enum


class Polarity(Enum):
    """Which way is good."""

    HIGH = "high"
    LOW = "low"
    RANGE = "range"
    NONE = "none"
