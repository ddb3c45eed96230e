"""Explaining: one figure from its parts to its status, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction

from xl_scorecard.errors import RequestError
from xl_scorecard.indicators.derivation import Derivation
from xl_scorecard.indicators.wording import describe_formula, titles_in_words
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.target import Target
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.amounts import plain, value_in_words
from xl_scorecard.status.cases import cases_in_words
from xl_scorecard.status.derivation_words import (
    multiplier_in_words,
    rounding_in_words,
    rows_in_words,
    version_in_words,
)
from xl_scorecard.status.forecast import forecast_reason
from xl_scorecard.status.hints import amber_hint, rule_in_words
from xl_scorecard.status.interval_reasons import interval_reason, significance_reason
from xl_scorecard.status.ranking import rank_in_words
from xl_scorecard.status.recent_trend import recent_trend_reason
from xl_scorecard.status.spc_reasons import assurance_reason, limits_in_words, variation_reason
from xl_scorecard.status.table import exact_float


def explain(card: Scorecard, code: str, period: Period | None = None) -> Explanation:
    """Return how one figure came about and why it has its status; `period` None: the headline period.

    Raises RequestError when the scorecard has no such indicator (naming the nearest code) or no such period.
    """
    return explain_assessment(card, find_assessment(card, code, period))


def find_assessment(card: Scorecard, code: str, period: Period | None = None) -> Assessment:
    """Return the assessment of an indicator in a period, by default the headline's. Raises RequestError."""
    line = _line(card, code)
    assessment = line.assessments.get(period or line.headline)
    if assessment is None:
        periods = ", ".join(one.code for one in (*card.history[-2:], *_years(line)))
        raise RequestError(
            f"{line.indicator.code} has no figure for that period.", fix=f"There are, among others: {periods}."
        )
    return assessment


def explain_assessment(card: Scorecard, assessment: Assessment, derivation: Derivation | None = None) -> Explanation:
    """Return how an assessment came about; with its `derivation` also from which rows, and by which version."""
    explanation = _explanation(card.definition, assessment)
    if derivation is None:
        return explanation
    return replace(
        explanation,
        rows=tuple(rows_in_words(derivation, card.sources)),
        version=version_in_words(derivation, card.definition),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The whole derivation of one figure; texts are empty where there is nothing to say.

    `formula`, `rule`, `target`, `threshold` are words. `exact` is the unrounded value, `working` the sum as done. From
    `cases_to_target` on, each text is the sentence of what stands beside the status.
    """

    code: str
    title: str
    period: Period
    value: Fraction | None
    shown: str
    exact: str
    working: str
    numerator: str
    denominator: str
    formula: str
    rule: str
    target: str
    threshold: str
    status: Status
    reason: str
    trend: DirectionOfTravel
    trend_reason: str
    long_trend: DirectionOfTravel
    long_trend_reason: str
    benchmarks: tuple[str, ...]
    note: str
    remarks: tuple[str, ...]
    cases_to_target: str = ""
    interval: str = ""
    significances: tuple[str, ...] = ()
    variation: str = ""
    assurance: str = ""
    limits: str = ""
    forecast: str = ""
    recent_trend: str = ""
    rank: str = ""
    rows: tuple[str, ...] = ()
    multiplier: str = ""
    rounding: str = ""
    version: str = ""

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Return label and text pairs for printing, in order; what is empty is left out."""
        return tuple((label, text) for label, text in self._pairs() if text)

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "Indicator", f"{self.code}: {self.title}"
        yield "Period", f"{self.period.label} ({self.period.start:%d/%m/%Y} to {self.period.end:%d/%m/%Y})"
        yield "Value", self.shown
        yield "Unrounded", self.exact
        yield "Formula", self.formula
        yield from (("Rows", rows) for rows in self.rows)
        yield "Numerator", self.numerator
        yield "Denominator", self.denominator
        yield "Multiplier", self.multiplier
        yield "Worked out", self.working
        yield "Rounding", self.rounding
        yield from (("Remark", remark) for remark in self.remarks)
        yield "Target", self.target
        yield "Amber", self.threshold
        yield "Rule", self.rule
        yield "Status", self.status.value
        yield "Reason", self.reason
        yield "Cases to target", self.cases_to_target
        yield "Trend", _trend(self.trend, self.trend_reason)
        yield "Long trend", _trend(self.long_trend, self.long_trend_reason)
        yield from self._beside()
        yield "Note", self.note
        yield "Version", self.version

    def _beside(self) -> Iterator[tuple[str, str]]:
        yield "Variation", self.variation
        yield "Assurance", self.assurance
        yield "Limits", self.limits
        yield "Interval", self.interval
        yield from (("Benchmark", benchmark) for benchmark in self.benchmarks)
        yield from (("Significance", significance) for significance in self.significances)
        yield "Rank", self.rank
        yield "Recent trend", self.recent_trend
        yield "Projection", self.forecast


def _trend(direction: DirectionOfTravel, reason: str) -> str:
    return f"{direction.value}. {reason}" if direction is DirectionOfTravel.UNKNOWN else reason


def _line(card: Scorecard, code: str) -> Line:
    lines = {_folded(line.indicator.code): line for line in card.lines}
    if line := lines.get(_folded(code)):
        return line
    nearest = get_close_matches(_folded(code), lines, n=1, cutoff=0.4)
    fix = f"Did you mean {lines[nearest[0]].indicator.code}?" if nearest else ""
    raise RequestError(f'"{code}" is not the code of an indicator.', fix=fix)


def _folded(code: str) -> str:
    return "".join(code.split()).casefold()


def _years(line: Line) -> list[Period]:
    return [period for period in line.assessments if period.first != period.last]


def _explanation(definition: Definition, assessment: Assessment) -> Explanation:
    indicator, figure, target = assessment.indicator, assessment.behind, assessment.target
    return Explanation(
        code=indicator.code,
        title=indicator.title,
        period=assessment.period,
        value=assessment.value,
        shown=_shown(assessment),
        exact=_exact(indicator, figure.value),
        working=_working(indicator, figure),
        multiplier=multiplier_in_words(indicator),
        rounding=rounding_in_words(indicator, figure.value),
        numerator=_part(definition, indicator.numerator, figure.numerator),
        denominator=_part(definition, indicator.denominator, figure.denominator),
        formula=describe_formula(definition, indicator),
        rule=rule_in_words(indicator, target) if target else "",
        target=_target(assessment.target_hint, target),
        threshold=amber_hint(indicator, target),
        status=assessment.status,
        reason=assessment.reason,
        trend=assessment.trend,
        trend_reason=assessment.trend_reason,
        long_trend=assessment.long_trend,
        long_trend_reason=assessment.long_trend_reason,
        benchmarks=tuple(_benchmark(indicator, benchmark) for benchmark in assessment.benchmarks),
        note=f"{assessment.note.text} ({assessment.note.period.label})" if assessment.note else "",
        remarks=tuple(_remarks(assessment)),
        cases_to_target=cases_in_words(assessment.cases_to_target),
        interval=interval_reason(assessment),
        significances=tuple(significance_reason(assessment, one) for one in assessment.significances),
        variation=variation_reason(assessment),
        assurance=assurance_reason(assessment),
        limits=limits_in_words(assessment.spc),
        forecast=forecast_reason(assessment),
        recent_trend=recent_trend_reason(assessment.recent_trend),
        rank=rank_in_words(assessment.rank, indicator.polarity),
    )


def _exact(indicator: Indicator, value: Fraction | None) -> str:
    if value is None:
        return ""
    has_end = Fraction(str(exact_float(value))) == value
    return _unrounded(indicator, value) + ("" if has_end else f" ({value.numerator}/{value.denominator})")


def _unrounded(indicator: Indicator, value: Fraction) -> str:
    number = f"{value.numerator:,}" if value.denominator == 1 else repr(exact_float(value))
    return f"{number}%" if indicator.unit is Unit.PERCENT else number


def _shown(assessment: Assessment) -> str:
    figure, value = assessment.figure, assessment.behind.value
    if value is None:
        return f"none: {figure.missing}"
    shown = value_in_words(assessment.indicator, value)
    if assessment.behind is figure:
        return shown
    return f"not due; the last due is {shown} in {assessment.behind.period.label}, worked out below"


def _working(indicator: Indicator, figure: Figure) -> str:
    top, bottom, value = figure.numerator, figure.denominator, figure.value
    if top is None or bottom is None or value is None or figure.given:
        return ""
    times = f" × {plain(indicator.multiplier)}" if indicator.multiplier != 1 else ""
    return f"{plain(top)} ÷ {plain(bottom)}{times} = {_unrounded(indicator, value)}"


def _part(definition: Definition, code: str, number: Fraction | None) -> str:
    if number is None:
        return ""
    return f"{plain(number)} ({titles_in_words(definition, code)})"


def _target(hint: str, target: Target | None) -> str:
    if target is None or not hint:
        return ""
    until = f" until {target.until.label}" if target.until else ""
    return f"{hint}, in force since {target.since.label}{until}"


def _benchmark(indicator: Indicator, benchmark: Benchmark) -> str:
    more = "; ".join(part for part in (benchmark.method, benchmark.source) if part)
    shown = value_in_words(indicator, benchmark.value)
    return f"{benchmark.comparator} {shown} in {benchmark.period.label}{f' ({more})' if more else ''}"


def _remarks(assessment: Assessment) -> Iterator[str]:
    figure = assessment.figure
    if figure.value is not None and (figure.remark or figure.given):
        yield figure.remark or "This figure was given, not computed."
    if assessment.flag:
        yield assessment.flag
