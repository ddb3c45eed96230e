"""Amounts: a measure worked out for every month, ready to be asked for any run of them.

A flow adds up, a stock keeps the last, everything else is worked out again from the rows of the whole run.
Source: calculations.md, "Always" (flow, stock or recomputed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

import numpy as np
import pandas as pd

from xl_scorecard.indicators.arrays import Integers
from xl_scorecard.indicators.exact import median
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.total import total

NO_CASES = "no cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A measure's value over some months, exact. None carries `missing`, the reason; `remark` is said beside it.

    `cases` is how many rows a sum, a mean or a median is of.
    """

    value: Fraction | None = None
    missing: str = ""
    remark: str = ""
    cases: Fraction | None = None


class Amounts(Protocol):
    """A measure, worked out."""

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return the measure over those `months` of `period` that are known, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Each month's value from `first` on; they add up."""

    first: int
    values: tuple[Fraction, ...]

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return their sum."""
        del period
        if len(months) == 1:
            return Amount(value=self.values[months[0] - self.first])
        return Amount(value=total([self.values[month - self.first] for month in months]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What stood at the end of each month from `first` on; the last is kept."""

    first: int
    values: tuple[Fraction, ...]

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return the last month's."""
        del period
        return Amount(value=self.values[months[-1] - self.first])


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Each month's sum and number of rows; they add up."""

    sums: Flow
    rows: Flow

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return the sum of all rows of the months."""
        return Amount(value=self.sums.over(period, months).value, cases=self.rows.over(period, months).value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """Each month's sum and number of rows from `first` on; a longer period is the sum of one by that of the other."""

    sums: Flow
    rows: Flow

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return the mean of all rows of the months."""
        total, rows = self.sums.over(period, months).value, self.rows.over(period, months).value
        return Amount(value=total / rows, cases=rows) if total is not None and rows else Amount(missing=NO_CASES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """What is told apart, month after month; a longer period counts each only once."""

    rows: MonthlyRows

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return how many different ones there are in the months."""
        del period
        return Amount(value=Fraction(len(pd.unique(self.rows.of(months)))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Median:
    """Each row's number × `scale`, month after month; a longer period takes the middle of all of them."""

    rows: MonthlyRows
    scale: int

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return the middle number of the months."""
        del period
        numbers = self.rows.of(months)
        if not len(numbers):
            return Amount(missing=NO_CASES)
        return Amount(value=median(numbers, self.scale), cases=Fraction(len(numbers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Figures from a table of periods; up to when each is known to be the latest, and where it stands.

    A rate uses the population of its year, not divided by twelve for a month, and where there is none the latest earlier
    one. Source: calculations.md, "Always".
    """

    title: str
    figures: Mapping[Period, Fraction]
    confirmed: Mapping[Period, Period] = field(default_factory=dict)
    places: Mapping[Period, Place] = field(default_factory=dict)

    def over(self, period: Period, months: Sequence[int]) -> Amount:
        """Return the period's own figure, its last month's, its year's, or that of the latest year before."""
        del months
        used = self.used_for(period)
        if used is None:
            return Amount(missing="not given", remark=f"{self.title}: none is given for {period.financial_year}.")
        return Amount(value=self.figures[used], remark=self._remark(used, period))

    def used_for(self, period: Period) -> Period | None:
        """Return the period whose figure is used, if there is any."""
        for exact in (period, period.last_month, period.financial_year):
            if exact in self.figures:
                return exact
        years = [given for given in self.figures if given.kind is PeriodKind.YEAR and given.last < period.last]
        return max(years, default=None)

    def is_borrowed(self, period: Period) -> bool:
        """Is an earlier year's figure used?"""
        used = self.used_for(period)
        return used is not None and not used.covers(period.last_month)

    def needs_confirming(self, period: Period) -> bool:
        """Is an earlier year's figure used, of which nobody has said that it still holds?"""
        used = self.used_for(period)
        known = used is not None and used in self.confirmed and self.confirmed[used].last >= period.financial_year.first
        return used is None or (self.is_borrowed(period) and not known)

    def _remark(self, used: Period, period: Period) -> str:
        year = period.financial_year
        return f"{self.title}: {used}'s is used; none is given for {year}." if self.is_borrowed(period) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyRows:
    """Whole numbers sorted by month; those of month `first` + n stand from `bounds[n]` up to `bounds[n + 1]`."""

    first: int
    numbers: Integers
    bounds: Integers

    @classmethod
    def sorted_by(cls, months: Integers, numbers: Integers, *, first: int, count: int) -> MonthlyRows:
        """Return `numbers` in the order of `months`, which are counted from `first` and lie within `count`."""
        order = np.argsort(months.astype(np.int16), kind="stable")
        bounds = np.concatenate([[0], np.cumsum(np.bincount(months, minlength=count))]).astype(np.int64)
        return cls(first=first, numbers=numbers[order], bounds=bounds)

    def of(self, months: Sequence[int]) -> Integers:
        """Return the numbers of these months."""
        places = [month - self.first for month in months]
        parts = [self.numbers[self.bounds[place] : self.bounds[place + 1]] for place in places]
        return np.concatenate(parts) if parts else np.array([], dtype=np.int64)
