"""Check: something that must hold between cells of a row, rows of a source, or two sources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class CheckKind(Enum):
    """What must hold; the value is what analysts write.

    IS_IN: each value stands in a column of another source. NOT_BEFORE: a date is not before another of its row.
    NO_OVERLAP: of the rows with the same id, none begins before an earlier one has ended.
    """

    IS_IN = "is in"
    NOT_BEFORE = "is not before"
    NO_OVERLAP = "does not overlap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`column` of `source` is compared with `other`: of the same row, or for IS_IN of `other_source`.

    For NO_OVERLAP `column` is the start, `other` the end, and `each` the id whose rows must not overlap.
    """

    source: str
    kind: CheckKind
    column: str
    other: str = ""
    other_source: str = ""
    each: str = ""
