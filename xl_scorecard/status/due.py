"""Due: what is not reported every month says what is due, and between times what was due last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.status.amounts import value_in_words

EVERY = {
    PeriodKind.QUARTER: "quarter",
    PeriodKind.HALF_YEAR: "half-year",
    PeriodKind.YEAR: "financial year",
    PeriodKind.CALENDAR_YEAR: "calendar year",
    PeriodKind.ACADEMIC_YEAR: "academic year",
}
RUNNING = (PeriodKind.YEAR_TO_DATE, PeriodKind.ROLLING_YEAR)


def as_due(indicator: Indicator, assessments: Mapping[Period, Assessment]) -> Mapping[Period, Assessment]:
    """Return the assessments by period as an indicator of this frequency reports them.

    A month (or anything shorter than the frequency) that ends a due period has that period's assessment; whatever ends
    between two of them is NOT_DUE and says what was due last, and when.
    """
    if indicator.frequency is PeriodKind.MONTH:
        return assessments
    return {period: _as_due(indicator, assessments, period) for period in assessments}


def last_due(frequency: PeriodKind, period: Period) -> Period:
    """Return the last period of this frequency that had ended by the end of `period`.

    >>> last_due(PeriodKind.QUARTER, Period.parse("2012-05")).label
    'Q4 2011/12'
    """
    found = period.within(frequency)
    return found if found.last == period.last else found.back(1)


def _as_due(indicator: Indicator, assessments: Mapping[Period, Assessment], period: Period) -> Assessment:
    due = last_due(indicator.frequency, period)
    if due.last == period.last:
        shorter = 0 < period.kind.length < indicator.frequency.length
        return assessments.get(due, assessments[period]) if shorter else assessments[period]
    ending = _ending(period.kind, due)
    last = assessments.get(ending)
    return _not_due(indicator, assessments[period], last.figure if last else None, ending)


def _ending(kind: PeriodKind, due: Period) -> Period:
    """The period that ended with the last due one: a year to date up to then, which is the year where it ends with it."""
    if kind is PeriodKind.YEAR_TO_DATE and due.last == due.financial_year.last:
        return due.financial_year
    return due.within(kind) if kind in RUNNING else due


def _not_due(indicator: Indicator, assessment: Assessment, last: Figure | None, due: Period) -> Assessment:
    period = assessment.period
    every = f"Not due in {period.label}: reported once a {EVERY[indicator.frequency]}"
    if last is None or last.value is None:
        reason, missing = f"{every}; the last due, {due.label}, has no figure.", "not due"
    else:
        shown = value_in_words(indicator, last.value)
        reason = f"{every}; the last due is {shown} in {last.period.label}, to {last.period.end:%d/%m/%Y}."
        missing = f"{indicator.show(last.value)} ({last.period.label})"
    return replace(
        Assessment(
            indicator=assessment.indicator,
            figure=Figure(period=period, missing=missing),
            status=Status.NOT_DUE,
            reason=reason,
            trend=DirectionOfTravel.UNKNOWN,
        ),
        target=assessment.target,
        target_hint=assessment.target_hint,
        note=assessment.note,
        last_note=assessment.last_note,
        last_due=last if last is not None and last.value is not None else None,
    )
