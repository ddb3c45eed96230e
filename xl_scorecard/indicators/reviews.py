"""Reviews: from which day on a child's plan has missed the date by which a review was due (NI 67, DfE table D6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.arrays import LONG_AGO, ONE_DAY, Days, Integers, add_months
from xl_scorecard.indicators.conditions import whole_number
from xl_scorecard.indicators.matches import source_looked_into
from xl_scorecard.indicators.records import Records
from xl_scorecard.model.condition import Condition
from xl_scorecard.model.source import ColumnType

LATER_REVIEWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """Reviews sorted by child, then by day. `missed` is the first due date missed from that review on.

    `children` are numbers; the same number means the same child in what is asked.
    """

    children: Integers
    days: Days
    missed: Days

    @classmethod
    def following(cls, children: Integers, days: Days, *, months: int) -> Reviews:
        """Return them where each review is due `months` calendar months after the one before, at the latest."""
        order = np.argsort(_keys(children, days, days), kind="stable")
        children, days = children[order], days[order]
        due = add_months(days, months)
        followed = np.zeros(len(days), dtype=bool)
        followed[:-1] = (children[1:] == children[:-1]) & (days[1:] <= due[:-1])
        ends = np.where(followed, len(days), np.arange(len(days)))
        return cls(children=children, days=days, missed=due[np.minimum.accumulate(ends[::-1])[::-1]])

    def first_missed(self, children: Integers, starts: Days, due: Days) -> Days:
        """Return the first due date missed by plans begun on `starts` whose first review is due on `due`."""
        if not len(self.days):
            return due
        places = self._first_after(children, starts)
        at = np.minimum(places, len(self.days) - 1)
        in_time = (places < len(self.days)) & (self.children[at] == children) & (self.days[at] <= due)
        return np.where(in_time, self.missed[at], due)

    def _first_after(self, children: Integers, starts: Days) -> Integers:
        """Where the child's first review after each start stands, or would stand; asked in order, to be quick."""
        held, asked = _keys(self.children, self.days, self.days), _keys(children, starts, self.days)
        order = np.argsort(asked)
        places = np.empty(len(asked), dtype=np.int64)
        places[order] = np.searchsorted(held, asked[order], side="right")
        return places


def _keys(children: Integers, days: Days, known: Days) -> Integers:
    """Return one number for child and day that sorts by child, then by day; days beyond those `known` look alike."""
    if not len(known):
        return children
    low, high = known.min().astype(np.int64), known.max().astype(np.int64)
    keys: Integers = children * (high - low + 2) + np.clip(days.astype(np.int64) - low + 1, 0, high - low + 1)
    return keys


def late_from(condition: Condition, own: Records, records: Mapping[str, Records]) -> Days:
    """Return the first day on which each row is no longer REVIEWED_IN_TIME; long ago where that cannot be said.

    The first review is due `first` calendar months after `column`, each other one `later` months after the one
    before it; a review held on the day it is due is in time, and on that day it is not yet overdue. Reviews count
    from the day after `column`. Once late, a plan stays late. Source: NI 67; DfE, Children in need, table D6.
    """
    other = source_looked_into(condition, records)
    return own.remember(("late", condition), lambda: _late_from(condition, own, other))


def _late_from(condition: Condition, own: Records, other: Records) -> Days:
    first, later = months_allowed(condition)
    child, starts = joined_by(own, other), own.days(condition.column)
    children = _children_numbered(own, other, child)
    askable = ~np.isnat(starts) & (children >= 0)
    usable = np.flatnonzero(~other.blank(child) & ~other.blank(review_date(other)))
    reviews = Reviews.following(other.codes(child)[usable], other.days(review_date(other))[usable], months=later)
    late = np.full(len(own), LONG_AGO)
    due = add_months(starts[askable], first)
    late[askable] = reviews.first_missed(children[askable], starts[askable], due) + ONE_DAY
    return late


def months_allowed(condition: Condition) -> tuple[int, int]:
    """Return the months to the first review, and between later ones: both from "3;6", six where only one is given."""
    numbers = [whole_number(condition, part) for part in condition.value.split(";")]
    return numbers[0], numbers[1] if len(numbers) > 1 else LATER_REVIEWS


def joined_by(own: Records, other: Records) -> str:
    """Return the first id column that both sources have under one name."""
    ids = {column.name for column in other.source.columns if column.type is ColumnType.ID}
    for column in own.source.columns:
        if column.type is ColumnType.ID and column.name in ids:
            return column.name
    raise DefinitionError(
        f'The sources "{own.source.name}" and "{other.source.name}" have no id column of the same name.',
        fix="Give the child's column the same name in both, in Columns.",
    )


def review_date(other: Records) -> str:
    """Return the date column that says when a review was held: the first required one, or else the first."""
    dates = [column for column in other.source.columns if column.type is ColumnType.DATE]
    for column in sorted(dates, key=lambda column: not column.required):
        return column.name
    raise DefinitionError(f'The source "{other.source.name}" has no date column.', fix="Declare it in Columns.")


def _children_numbered(own: Records, other: Records, child: str) -> Integers:
    """Return each row's child as numbered in `other`; above all numbers where it has no row there; −1 where missing."""
    nobody = len(other.values(child))
    numbers = other.values(child).get_indexer(own.values(child)).astype(np.int64)
    return np.append(np.where(numbers < 0, nobody, numbers), -1)[own.codes(child)]
