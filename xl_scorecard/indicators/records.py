"""Records: one source's rows as arrays, each column turned into an array once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.arrays import Days, Integers, Mask, Numbers, month_ordinals
from xl_scorecard.model.source import Column, ColumnType, Source

DATES = frozenset(kind for kind in ColumnType if kind.is_date)
NUMERIC = frozenset({ColumnType.WHOLE_NUMBER, ColumnType.NUMBER, ColumnType.PERCENTAGE})
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The rows of one source. `memo` keeps what was worked out from them.

    Columns are asked for by name; DefinitionError is raised for one that is not declared or has another type.
    """

    source: Source
    frame: pd.DataFrame
    memo: dict[Hashable, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.frame)

    def remember(self, key: Hashable, work_out: Callable[[], Result]) -> Result:
        """Return what `work_out` gives, asking it only the first time."""
        if key not in self.memo:
            self.memo[key] = work_out()
        result: Result = self.memo[key]
        return result

    @property
    def sheet_rows(self) -> Integers:
        """The row of the sheet that each row stands in."""
        return self.frame["_row"].to_numpy(dtype=np.int64)

    def column(self, name: str) -> Column:
        """Return the declared column."""
        for column in self.source.columns:
            if column.name == name and name in self.frame.columns:
                return column
        raise DefinitionError(f'The source "{self.source.name}" has no column "{name}".', fix="Declare it in Columns.")

    def heading(self, name: str) -> str:
        """Return the words that people see over the column."""
        return next(iter(self.column(name).headings), name)

    def days(self, name: str) -> Days:
        """Return a date column as days, missing ones NaT."""
        self._insist(name, DATES, "dates")
        return self.remember(("days", name), lambda: self._read_days(name))

    def months(self, name: str) -> Integers:
        """Return the month of each day of a date column, far below zero where it is missing."""
        return self.remember(("months", name), lambda: month_ordinals(self.days(name)))

    def numbers(self, name: str) -> Numbers:
        """Return a column of numbers, missing ones NaN."""
        self._insist(name, NUMERIC, "numbers")
        return self.remember(("numbers", name), lambda: self.frame[name].to_numpy(dtype=np.float64, na_value=np.nan))

    def codes(self, name: str) -> Integers:
        """Return a number for each different value, from 0; −1 where it is missing."""
        return self._coded(name)[0]

    def values(self, name: str) -> pd.Index[Any]:
        """Return the different values in the order of `codes`."""
        return self._coded(name)[1]

    def blank(self, name: str) -> Mask:
        """Is the cell blank, or unusable?"""
        return self.remember(("blank", name), lambda: self._read_blank(name))

    def _read_blank(self, name: str) -> Mask:
        match self.column(name).type:
            case kind if kind.is_date:
                return np.isnat(self.days(name))
            case kind if kind in NUMERIC:
                return np.isnan(self.numbers(name))
            case _:
                blank: Mask = self.codes(name) < 0
                return blank

    def _coded(self, name: str) -> tuple[Integers, pd.Index[Any]]:
        self.column(name)
        return self.remember(("codes", name), lambda: self._read_codes(name))

    def _read_codes(self, name: str) -> tuple[Integers, pd.Index[Any]]:
        codes, values = pd.factorize(self.frame[name])
        return codes.astype(np.int64), pd.Index(values, dtype=object)

    def _read_days(self, name: str) -> Days:
        return pd.to_datetime(self.frame[name]).to_numpy().astype("datetime64[D]")

    def _insist(self, name: str, types: frozenset[ColumnType], wanted: str) -> None:
        column = self.column(name)
        if column.type not in types:
            raise DefinitionError(
                f'"{name}" of the source "{self.source.name}" is declared as {column.type.value}, not as {wanted}.',
                fix="Change its type in Columns, or name another column.",
            )
