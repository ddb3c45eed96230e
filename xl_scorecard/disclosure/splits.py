"""Splits: measures that count different rows of one whole, such as girls and boys of all children.

What all others of a split leave of the whole is the one that is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.measure import Measure, MeasureKind

NAMED = (ConditionTest.EQUALS, ConditionTest.ONE_OF)
OPPOSITES = (
    {ConditionTest.EQUALS, ConditionTest.NOT_EQUALS},
    {ConditionTest.IS_BLANK, ConditionTest.IS_NOT_BLANK},
    {ConditionTest.AT_LEAST, ConditionTest.UNDER},
    {ConditionTest.YEARS_AFTER, ConditionTest.UNDER_YEARS},
    {ConditionTest.MONTHS_AFTER, ConditionTest.UNDER_MONTHS},
    {ConditionTest.HAS_ROW, ConditionTest.HAS_NO_ROW},
)


@dataclass(frozen=True, slots=True)
class Split:
    """A whole and parts of it that have no row in common."""

    whole: str
    parts: tuple[str, ...]


def rows_of(measure: Measure) -> tuple[object, ...]:
    """Return which rows a measure counts, before its conditions; like no other's where it does not count rows."""
    if measure.kind not in (MeasureKind.COUNT, MeasureKind.OPEN):
        return (measure.code,)
    return measure.source, measure.kind, measure.date, measure.end


def splits_of(measures: Sequence[Measure]) -> Iterator[Split]:
    """Yield every way in which these measures split one of them: in two, or by all the words of a column."""
    for whole in measures:
        asked = {one.code: question for one in measures if (question := _only_question(one, whole))}
        for one, other in combinations(asked, 2):
            if _exclude_each_other(asked[one], asked[other]):
                yield Split(whole.code, (one, other))
        for column in {question.column for question in asked.values()}:
            named = [one for one, question in asked.items() if question.column == column and question.test in NAMED]
            pairs = list(combinations(named, 2))
            if len(named) > 2 and all(_exclude_each_other(asked[one], asked[other]) for one, other in pairs):
                yield Split(whole.code, tuple(named))


def _only_question(part: Measure, whole: Measure) -> Condition | None:
    """The one condition that a part asks more than its whole; None where it is no such part."""
    if rows_of(part) != rows_of(whole) or part.distinct or whole.distinct:
        return None
    more = [condition for condition in part.conditions if condition not in whole.conditions]
    return more[0] if len(more) == 1 and len(part.conditions) == len(whole.conditions) + 1 else None


def _exclude_each_other(one: Condition, other: Condition) -> bool:
    if one.column != other.column:
        return False
    if one.test in NAMED and other.test in NAMED:
        return _words(one).isdisjoint(_words(other))
    same = (one.value.casefold(), one.other) == (other.value.casefold(), other.other)
    return same and {one.test, other.test} in OPPOSITES


def _words(condition: Condition) -> set[str]:
    words = condition.value.split(";") if condition.test is ConditionTest.ONE_OF else [condition.value]
    return {" ".join(word.split()).casefold() for word in words}
