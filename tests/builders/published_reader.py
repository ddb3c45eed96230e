"""A reader of a published workbook who subtracts: everything that its table of figures tells of hidden numbers.

Knows the file alone: its months, its longer periods, that a numerator is no more than its denominator, and that 0 is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import openpyxl
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from xl_scorecard.model.period import Period, PeriodKind

MOST = 20_000
TOP, BOTTOM = "numerator", "denominator"
Name = tuple[str, Period]
Shown = Mapping[Name, int | None]
"""A number by part and period; None where a symbol stands for one that is hidden."""


def shown_in(workbook: Path, labels: Mapping[str, Period], symbol: str) -> dict[str, Shown]:
    """Return what the table of figures shows, and hides behind a symbol, by indicator."""
    book = openpyxl.load_workbook(workbook)
    found: dict[str, dict[Name, int | None]] = {}
    for row in book["Table_2"].iter_rows(min_row=5, values_only=True):
        for part, cell in ((TOP, row[6]), (BOTTOM, row[7])):
            if isinstance(cell, int | float) or cell == symbol:
                number = int(cell) if isinstance(cell, int | float) else None
                found.setdefault(row[0], {})[part, labels[row[2]]] = number
    return found


def bounds_of(
    shown: Shown, hidden: Iterable[Name], adds_up: Iterable[str], *, rounding: int
) -> Iterator[tuple[Name, int, int]]:
    """Yield between which whole numbers each hidden number lies.

    Parts that `adds_up` are sums of their months; numbers that are shown are to the nearest `rounding`, 0 exactly.
    """
    off = (rounding - 1) // 2
    names = sorted(shown, key=str)
    places = {name: place for place, name in enumerate(names)}
    rows = [*_sums(shown, set(adds_up)), *_shares(shown), ({}, 0, 0)]
    matrix = lil_matrix((len(rows), len(names)))
    for number, (weights, _, _) in enumerate(rows):
        for name, weight in weights.items():
            matrix[number, places[name]] = weight
    limits = LinearConstraint(matrix.tocsr(), [least for _, least, _ in rows], [most for _, _, most in rows])
    numbers = [shown[name] for name in names]
    least = [1 if one is None else max(one - off, 0) for one in numbers]
    most = [MOST if one is None else one + off if one else 0 for one in numbers]
    for name in hidden:
        ends = []
        for sign in (1, -1):
            costs = np.zeros(len(names))
            costs[places[name]] = sign
            found = milp(costs, integrality=np.ones(len(names)), bounds=Bounds(least, most), constraints=limits)
            assert found.success, (name, found.message)
            ends.append(sign * round(found.fun))
        yield name, ends[0], ends[1]


def _sums(shown: Shown, adds_up: set[str]) -> Iterator[tuple[dict[Name, int], float, float]]:
    for part, period in shown:
        months = [(part, month) for month in period.months]
        if part in adds_up and period.kind is not PeriodKind.MONTH and all(name in shown for name in months):
            yield {(part, period): 1, **dict.fromkeys(months, -1)}, 0, 0


def _shares(shown: Shown) -> Iterator[tuple[dict[Name, int], float, float]]:
    for part, period in shown:
        if part == TOP and (BOTTOM, period) in shown:
            yield {(BOTTOM, period): 1, (TOP, period): -1}, 0, np.inf
