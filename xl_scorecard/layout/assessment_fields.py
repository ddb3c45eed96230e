"""What the fields of an assessment print: an indicator at a period, a period of its history, or a row of Figures."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from xl_scorecard.layout.beside_fields import BESIDE_FIELDS
from xl_scorecard.layout.marked_fields import MARKED_FIELDS
from xl_scorecard.layout.value import NOTHING, Value, count
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.period import Period
from xl_scorecard.model.status import Status
from xl_scorecard.model.target import Target
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.status.notes import age_in_words

STATUS_VALUES = {s: Value(s.value if s.number is None else s.number) for s in Status}
STATUS_WORDS = {s: Value(s.value) for s in Status}
TRAVEL_VALUES = {t: Value(t.number) for t in DirectionOfTravel}
TRAVEL_WORDS = {t: NOTHING if t is DirectionOfTravel.UNKNOWN else Value(t.value) for t in DirectionOfTravel}
AssessmentField = Callable[[Assessment], Value]


@lru_cache(maxsize=4096)
def period_label(period: Period) -> Value:
    """Return what a period is called."""
    return Value(period.label)


def _value(assessment: Assessment) -> Value:
    indicator = assessment.indicator
    return Value(assessment.value, indicator.unit, indicator.decimals)


def _target(assessment: Assessment) -> Value:
    indicator, target = assessment.indicator, assessment.target
    aim = _aim(target) if target else None
    return Value(aim, indicator.unit, indicator.decimals)


def _aim(target: Target) -> Fraction | None:
    return target.value if target.value is not None else target.upper


def status_value(status: Status) -> Value:
    """Return 3, 2 or 1 for green, amber and red; otherwise the word."""
    return STATUS_VALUES[status]


def _travel(travel: DirectionOfTravel) -> Value:
    return TRAVEL_VALUES[travel]


def _travel_word(travel: DirectionOfTravel) -> Value:
    return TRAVEL_WORDS[travel]


ASSESSMENT_FIELDS: dict[str, AssessmentField] = {
    "value": _value,
    "shown": lambda a: Value(a.shown),
    "numerator": lambda a: count(a.figure.numerator),
    "denominator": lambda a: count(a.figure.denominator),
    "target": _target,
    "target_hint": lambda a: Value(a.target_hint or None),
    "status": lambda a: status_value(a.status),
    "status_word": lambda a: STATUS_WORDS[a.status],
    "reason": lambda a: Value(a.reason),
    "trend": lambda a: _travel(a.trend),
    "trend_word": lambda a: _travel_word(a.trend),
    "trend_reason": lambda a: Value(a.trend_reason or None),
    "long_trend": lambda a: _travel(a.long_trend),
    "long_trend_word": lambda a: _travel_word(a.long_trend),
    "long_trend_reason": lambda a: Value(a.long_trend_reason or None),
    "note": lambda a: Value(a.note.text if a.note else None),
    "note_period": lambda a: Value(a.note.period.label if a.note else None),
    "last_note": lambda a: Value(a.last_note.text if a.last_note else None),
    "last_note_period": lambda a: Value(a.last_note.period.label if a.last_note else None),
    "last_note_age": lambda a: Value(age_in_words(a.last_note, a.period) if a.last_note else None),
    "last_due": lambda a: Value(a.last_due.value if a.last_due else None, a.indicator.unit, a.indicator.decimals),
    "last_due_period": lambda a: Value(a.last_due.period.label if a.last_due else None),
    "flag": lambda a: Value(a.flag or None),
    "period": lambda a: period_label(a.period),
    "remark": lambda a: Value(a.figure.remark or None),
    "revised": lambda a: Value(a.revised or None),
    **BESIDE_FIELDS,
    **MARKED_FIELDS,
}

HEADLINE_FIELDS = frozenset(
    {"status", "status_word", "reason", "target", "target_hint", "cases_to_target", "target_marked"}
)
"""What speaks of the headline's period where a field names none."""
