"""Figure: one indicator's number in one period, before any judgement; Series: its figures over periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value with what it was made of; exact. `value` None carries `missing`, the reason in words.

    `given` is true where the value was given instead of computed. `remark` is said beside it (for example that an
    earlier year's population was used). `by` is the version of the indicator that it was worked out by; None: the
    only one. `cases` is how many rows a sum, a mean or a median is of. `hidden` names the numbers of it that are not shown, or
    not exactly, for disclosure: `symbol` stands instead.
    """

    period: Period
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    missing: str = ""
    given: bool = False
    remark: str = ""
    by: Indicator | None = None
    cases: Fraction | None = None
    hidden: frozenset[str] = frozenset()
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator's figures: every month of the history, each complete year, and the years to date."""

    indicator: Indicator
    figures: Mapping[Period, Figure]
