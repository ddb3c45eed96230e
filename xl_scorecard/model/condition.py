"""Condition: which rows of a source a measure counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ConditionTest(Enum):
    """What is asked of a row; the value is what analysts write in the definition.

    EQUALS, NOT_EQUALS, ONE_OF, AT_LEAST, UNDER: `column` against `value` (ONE_OF: parts joined by ";").
    IS_BLANK, IS_NOT_BLANK: `column`.
    WITHIN_WORKING_DAYS: `column` is at most `value` working days after `other`.
    YEARS_AFTER, MONTHS_AFTER: `column` is at least `value` years or months after `other`.
    UNDER_YEARS, UNDER_MONTHS: `column` is on or after `other`, and less than `value` years or months after it.
    EARLIER_WITHIN_MONTHS: the same `other` (the child) has a row whose `column` is in the `value` months before,
        same day excluded.
    EARLIER_ROW: the same `other` has any row with an earlier `column`.
    OPEN_FOR_MONTHS: (open measures) `column` is at least `value` months before the date looked at.
    REVIEWED_IN_TIME: (open measures) every review in the source `other` on time: the first at most `value` months
        after `column`, later ones at most six months apart, the last no older than six months at the date looked at.
        Written "3;6" to give both numbers.
    HAS_ROW, HAS_NO_ROW: what stands in `column` stands (or does not) in a row of the source `other`, in its column
        `value`, or in the one of the same name.
    """

    EQUALS = "equals"
    NOT_EQUALS = "does not equal"
    ONE_OF = "is one of"
    IS_BLANK = "is blank"
    IS_NOT_BLANK = "is not blank"
    AT_LEAST = "is at least"
    UNDER = "is under"
    WITHIN_WORKING_DAYS = "within working days of"
    YEARS_AFTER = "at least years after"
    MONTHS_AFTER = "at least months after"
    UNDER_YEARS = "under years after"
    UNDER_MONTHS = "under months after"
    EARLIER_WITHIN_MONTHS = "earlier row within months"
    EARLIER_ROW = "any earlier row"
    OPEN_FOR_MONTHS = "open for at least months"
    REVIEWED_IN_TIME = "every review in time"
    HAS_ROW = "has a row in"
    HAS_NO_ROW = "has no row in"

    @property
    def joins(self) -> bool:
        """Does it look into another source, which `other` names?"""
        return self in {ConditionTest.REVIEWED_IN_TIME, ConditionTest.HAS_ROW, ConditionTest.HAS_NO_ROW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One question asked of a row; a measure counts rows that meet all of its conditions."""

    column: str
    test: ConditionTest
    value: str = ""
    other: str = ""
