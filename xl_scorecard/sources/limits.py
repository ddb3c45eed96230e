"""Limits: the lowest and the highest value that the definition allows in a column."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np

from xl_scorecard.model.source import Column
from xl_scorecard.sources.columns import TypedColumn
from xl_scorecard.sources.problems import Finding, Kind


def within_limits(column: Column, typed: TypedColumn) -> TypedColumn:
    """Return the column without the values that are below its minimum or above its maximum: they become missing."""
    if column.minimum is not None:
        below = typed.data < _comparable(column.minimum)
        typed = typed.without(below, Finding(Kind.TOO_SMALL)) if below.any() else typed
    if column.maximum is not None:
        above = typed.data > _comparable(column.maximum)
        typed = typed.without(above, Finding(Kind.TOO_LARGE)) if above.any() else typed
    return typed


def _comparable(limit: Fraction | date) -> np.datetime64 | float:
    return np.datetime64(limit, "D") if isinstance(limit, date) else float(limit)
