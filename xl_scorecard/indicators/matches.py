"""Matches: whether what stands in a row stands in another table too."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.arrays import Mask
from xl_scorecard.indicators.comparisons import folded
from xl_scorecard.indicators.records import Records
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.source import ColumnType


def has_row(condition: Condition, records: Records, others: Mapping[str, Records]) -> Mask:
    """Which rows meet HAS_ROW or HAS_NO_ROW? A blank cell meets neither. Raises DefinitionError.

    Ids are the same where they are the same text; words are compared without regard to capitals and spacing.
    """
    other, name = source_looked_into(condition, others), condition.value.strip() or condition.column
    exact = ColumnType.ID in {records.column(condition.column).type, other.column(name).type}
    there = {_key(value, exact=exact) for value in other.values(name)}
    wanted = condition.test is ConditionTest.HAS_ROW
    fits = [(_key(value, exact=exact) in there) is wanted for value in records.values(condition.column)]
    mask: Mask = np.array([*fits, False])[records.codes(condition.column)]
    return mask


def source_looked_into(condition: Condition, others: Mapping[str, Records]) -> Records:
    """Return the records of the source that a condition looks into. Raises DefinitionError."""
    if condition.other not in others:
        raise DefinitionError(f'"{condition.other}" is not a source of records.', fix="Name one such as reviews.")
    return others[condition.other]


def _key(value: object, *, exact: bool) -> str:
    return str(value) if exact else folded(str(value))
