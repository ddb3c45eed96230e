"""Like with like: does a figure grow with the length of its period, and is it a share, a rate or a count of cases?"""

from __future__ import annotations

from xl_scorecard.model.definition import Definition
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.interval import Statistic
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.source import ColumnType
from xl_scorecard.model.unit import Unit

CASES = (MeasureKind.COUNT, MeasureKind.OPEN, MeasureKind.GIVEN)
RATES = (Unit.PER_1000, Unit.PER_10000, Unit.PER_100000)


def grows_with_period(definition: Definition, indicator: Indicator) -> bool:
    """Does the figure of a year stand for more than that of a month, so that the two may not be compared?

    True for a number of events (contacts) and its rate of a population; false for a stock (children on a plan), for a
    share of events (percentage of referrals) and for a mean. Source: calculations.md, "Like with like".
    """
    top, bottom = (_grows(definition, formula) for formula in (indicator.numerator, indicator.denominator))
    if top is None:
        return indicator.unit not in (Unit.PERCENT, Unit.DAYS)
    return top and not bottom


def _grows(definition: Definition, formula: str) -> bool | None:
    """Does a numerator or denominator grow with the period, any term of it? None where no term is known."""
    measures = {measure.code: measure for measure in definition.measures}
    codes = {term.code for term in terms_of(formula)}
    found = [_adds_up(measures[code]) for code in codes if code in measures]
    unknown = codes - measures.keys()
    others = (one for one in (*definition.indicators, *definition.earlier) if one.code in unknown)
    found += [grows_with_period(definition, other) for other in others]
    return any(found) if found else None


def counts_cases(definition: Definition, indicator: Indicator) -> bool:
    """Is the numerator a number of cases, so that one case more or fewer can be spoken of?

    Also a sum or difference of such numbers, and the sum of a column of whole numbers: cases that were counted before.
    """
    measures = {measure.code: measure for measure in definition.measures}
    units = (Unit.PERCENT, *RATES) if indicator.denominator else (Unit.COUNT,)
    parts = [measures.get(term.code) for term in terms_of(indicator.numerator)]
    return indicator.unit in units and all(part is not None and _of_cases(definition, part) for part in parts)


def _of_cases(definition: Definition, measure: Measure) -> bool:
    if measure.kind is not MeasureKind.SUM:
        return measure.kind in CASES
    columns = (one for source in definition.sources if source.name == measure.source for one in source.columns)
    return any(one.name == measure.column and one.type is ColumnType.WHOLE_NUMBER for one in columns)


def statistic_of(definition: Definition, indicator: Indicator) -> Statistic | None:
    """Return what kind of figure it is, as far as chance goes; None where it is no number of cases.

    A percentage is a proportion only where what is divided is part of what it is divided by: the same rows by the same
    date, with further conditions. Given numbers are taken at their word.
    """
    measures = {measure.code: measure for measure in definition.measures}
    numerator, denominator = measures.get(indicator.numerator), measures.get(indicator.denominator)
    if numerator is None or numerator.kind not in CASES or not counts_cases(definition, indicator):
        return None
    if not indicator.denominator:
        return Statistic.COUNT
    if denominator is None:
        return None
    if indicator.unit is not Unit.PERCENT:
        return Statistic.RATE
    return Statistic.PROPORTION if _is_part(numerator, denominator) else None


def _is_part(part: Measure, whole: Measure) -> bool:
    if MeasureKind.GIVEN in (part.kind, whole.kind):
        return whole.kind in CASES
    return _rows_of(part) == _rows_of(whole) and all(condition in part.conditions for condition in whole.conditions)


def _rows_of(measure: Measure) -> tuple[object, ...]:
    return measure.source, measure.kind, measure.date, measure.end, measure.distinct


def _adds_up(measure: Measure) -> bool:
    return measure.kind is MeasureKind.COUNT or measure.accumulation is Accumulation.FLOW
