"""Not reported: the periods in which an indicator is blank on purpose, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.reference import Reference

NOT_REPORTED = "not reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """The reasons by period; a year or a quarter also means its months, and every period within it.

    Blank is not zero. Source: calculations.md, "Always".
    """

    reasons: Mapping[Period, str]

    def reason(self, period: Period) -> str | None:
        """Return why all of `period` is not reported; None where it is, or where some of it is."""
        if not self.reasons:
            return None
        if period in self.reasons:
            return self.reasons[period]
        for silent, why in self.reasons.items():
            if silent.kind is not PeriodKind.YEAR_TO_DATE and silent.covers(period):
                return why
        if period.kind is PeriodKind.MONTH:
            return None
        whys = [self.reason(month) for month in period.months]
        return whys[0] if all(why is not None for why in whys) else None


def silence_of(reference: Reference, code: str) -> Silence:
    """Return when the indicator with this code is not reported."""
    rows = (row for row in reference.not_reported if row.indicator == code)
    return Silence(reasons={row.period: row.reason for row in rows})
