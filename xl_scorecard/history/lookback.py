"""Looking back: conditions that look further back than the rows reach would count too few, and say so.

HIS-001 a condition looks at earlier rows, and the source has none from before the months that it covers
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xl_scorecard.indicators.arrays import Days, add_months
from xl_scorecard.indicators.conditions import LOOKING_BACK, whole_number
from xl_scorecard.indicators.workings import Workings, prepare
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.measure import Measure
from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.sources.tables import Tables

A_MONTH = 31


def short_look_backs(definition: Definition, tables: Tables, month: Period) -> tuple[Problem, ...]:
    """Return a Problem for each measure whose condition looks further back than the rows of its source reach.

    Rows that begin less than a month later than would be needed are enough: a quiet month is not a lack.
    """
    workings = prepare(definition, tables, month)
    measures = definition.measures_behind(*definition.indicators)
    return tuple(problem for measure in measures for problem in _short(workings, measure))


def _short(workings: Workings, measure: Measure) -> Iterator[Problem]:
    for condition in measure.conditions:
        if condition.test in LOOKING_BACK and _falls_short(workings, measure, condition):
            heading = workings.rows_of(measure).heading(condition.column)
            since = (
                "at any earlier row"
                if condition.test is ConditionTest.EARLIER_ROW
                else f"{condition.value} months back"
            )
            yield Problem(
                code="HIS-001",
                severity=Severity.WARNING,
                place=workings.places[measure.source],
                sentence=f"“{measure.title}” looks {since} by “{heading}”, further than rows reach; it counts too few.",
                fix="Let the rows reach back further, or use a count column instead: “is at least” 1.",
            )


def _falls_short(workings: Workings, measure: Measure, condition: Condition) -> bool:
    days, covered = workings.rows_of(measure).days(condition.column), workings.covered[measure.source]
    known = days[~np.isnat(days)]
    if not known.size or not covered:
        return False
    start = _first_day(covered.start)
    if condition.test is ConditionTest.EARLIER_ROW:
        return bool(known.min() >= start[0])
    needed = add_months(start, -whole_number(condition))[0]
    return bool(known.min() > needed + np.timedelta64(A_MONTH, "D"))


def _first_day(ordinal: int) -> Days:
    first = Period.month(ordinal // 12, ordinal % 12 + 1).start
    return np.array([first], dtype="datetime64[D]")
