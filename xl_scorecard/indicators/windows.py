"""Windows: from which day until which day a row is open, and meets conditions that depend on the date looked at.

Each such condition holds from some day on, or until some day, so that a row counts in one unbroken run of days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from xl_scorecard.indicators.arrays import FOREVER, Days, Integers, add_months, month_ordinals
from xl_scorecard.indicators.conditions import AT_DATE, whole_number
from xl_scorecard.indicators.records import Records
from xl_scorecard.indicators.reviews import late_from
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.measure import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Row by row: counted on the days from `since` up to, but not on, `until`. Neither is ever missing."""

    since: Days
    until: Days

    def months(self, first: int, count: int) -> tuple[Integers, Integers]:
        """Return the first month at whose end each row counts, and the first after it at whose end it does not.

        As places among `count` months from `first`; equal or falling where the row counts in none of them.
        """
        since, until = (month_ordinals(days) - first for days in (self.since, self.until))
        return np.clip(since, 0, count), np.clip(until, 0, count)


def months_open(measure: Measure, records: Mapping[str, Records], first: int, count: int) -> tuple[Integers, Integers]:
    """Return what `Windows.months` says of the rows of an OPEN measure, worked out once for measures that are alike."""
    at_date = tuple(condition for condition in measure.conditions if condition.test in AT_DATE)
    key = ("months open", measure.date, measure.end, at_date, first, count)
    return records[measure.source].remember(key, lambda: windows_of(measure, records).months(first, count))


def windows_of(measure: Measure, records: Mapping[str, Records]) -> Windows:
    """Return when each row of an OPEN measure counts: started on or before the day, and not ended or ended after it.

    Source: DfE, Children in need, table D1 (children on a plan at 31 March).
    """
    own = records[measure.source]
    since = forever_where_missing(own.days(measure.date))
    until = forever_where_missing(own.days(measure.end)) if measure.end else np.full(len(own), FOREVER)
    for condition in measure.conditions:
        match condition.test:
            case ConditionTest.OPEN_FOR_MONTHS:
                reached = add_months(own.days(condition.column), whole_number(condition))
                since = np.maximum(since, forever_where_missing(reached))
            case ConditionTest.REVIEWED_IN_TIME:
                until = np.minimum(until, late_from(condition, own, records))
            case _:
                continue
    return Windows(since=since, until=until)


def forever_where_missing(days: Days) -> Days:
    """Return `days`, the missing ones so far ahead that no month looked at reaches them."""
    return np.where(np.isnat(days), FOREVER, days)
