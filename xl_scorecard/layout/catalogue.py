"""The catalogue: every field a template may hold, and what it prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xl_scorecard.indicators.wording import describe_formula
from xl_scorecard.layout.assessment_fields import ASSESSMENT_FIELDS, HEADLINE_FIELDS, AssessmentField, period_label
from xl_scorecard.layout.beside_fields import COMPARATOR_FIELDS, FULL_YEAR_FIELDS, YEAR_TO_DATE_FIELDS
from xl_scorecard.layout.card_fields import INDICATOR_FIELDS, SCORECARD_FIELDS, SECTION_FIELDS
from xl_scorecard.layout.context import Context
from xl_scorecard.layout.field import At, Field
from xl_scorecard.layout.list_fields import (
    BENCHMARK_FIELDS,
    CHANGE_FIELDS,
    NOTE_FIELDS,
    PROBLEM_FIELDS,
    RULE_FIELDS,
    SOURCE_FIELDS,
)
from xl_scorecard.layout.value import NOTHING, Value
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.change import ToldChange
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.scorecard import Line
from xl_scorecard.model.source import SourceFile

Printer = Callable[[Context], Value]
LISTS = ("section", "indicator", "period", "benchmark", "note", "problem", "change", "source", "rule", "figure")
CATALOGUE: Mapping[str, tuple[str, ...]] = {
    "scorecard": tuple(SCORECARD_FIELDS),
    "section": tuple(SECTION_FIELDS),
    "indicator": (*INDICATOR_FIELDS, "formula", *ASSESSMENT_FIELDS, "benchmark", *COMPARATOR_FIELDS),
    "period": ("label", *(name for name in ASSESSMENT_FIELDS if name != "period"), "benchmark", *COMPARATOR_FIELDS),
    "benchmark": tuple(BENCHMARK_FIELDS),
    "note": tuple(NOTE_FIELDS),
    "problem": tuple(PROBLEM_FIELDS),
    "change": tuple(CHANGE_FIELDS),
    "source": tuple(SOURCE_FIELDS),
    "rule": tuple(RULE_FIELDS),
    "figure": (*(name for name in INDICATOR_FIELDS if name != "link"), "kind", *ASSESSMENT_FIELDS),
}
"""The names of the fields, by noun."""


def printer(field: Field) -> Printer:
    """Return what prints a field in a context; a field whose item is not there prints nothing."""
    match field.noun:
        case "label":
            return lambda context: _label(field.at or At("month"), context)
        case "scorecard":
            show = SCORECARD_FIELDS[field.name]
            return lambda context: show(context.card)
        case "section":
            show_section = SECTION_FIELDS[field.name]
            return lambda context: show_section(context.section) if context.section else NOTHING
        case "indicator":
            return _indicator_printer(field)
        case "period" | "figure":
            return _assessment_printer(field)
        case _:
            return _item_printer(field)


def _label(at: At, context: Context) -> Value:
    period = context.period(at)
    return period_label(period) if period else NOTHING


def _indicator_printer(field: Field) -> Printer:
    if field.name in INDICATOR_FIELDS:
        show = _once_an_indicator(INDICATOR_FIELDS[field.name])
        return lambda context: show(context.line.indicator) if context.line else NOTHING
    if field.name == "formula":
        return _formula
    if field.name == "benchmark":
        return lambda context: _benchmark(context.line, field.argument)
    show_assessment, headline = tells(field), field.name in HEADLINE_FIELDS
    at = field.at
    if at and at.word != "headline":
        return _at_fixed_period(at, show_assessment)

    def show_at(context: Context) -> Value:
        assessment = context.assessment(at or _usual_period(field.name, context), headline=headline)
        return show_assessment(assessment) if assessment else NOTHING

    return show_at


def _at_fixed_period(at: At, show: AssessmentField) -> Printer:
    """Of a period that is the same for every indicator: worked out once a scorecard."""
    known: list[tuple[Period, Period | None]] = []

    def show_at(context: Context) -> Value:
        reported = context.card.period
        if not known or known[0][0] is not reported:
            known[:] = [(reported, at.of(reported))]
        period = known[0][1]
        assessment = context.line.assessments.get(period) if context.line and period else None
        return show(assessment) if assessment else NOTHING

    return show_at


def _usual_period(name: str, context: Context) -> At | None:
    """What a field speaks of by itself, where that is neither the headline's period nor the reporting month."""
    if name in YEAR_TO_DATE_FIELDS:
        return At("year to date")
    if name in FULL_YEAR_FIELDS:
        return At("year") if context.period(At("year")) else At("year", 1)
    return None


def _once_an_indicator(show: Callable[[Indicator], Value]) -> Callable[[Indicator], Value]:
    """Remember what a field prints of each indicator: a table of figures asks for it in every row."""
    shown: dict[int, Value] = {}

    def remembered(indicator: Indicator) -> Value:
        value = shown.get(id(indicator))
        if value is None:
            value = shown[id(indicator)] = show(indicator)
        return value

    return remembered


def _formula(context: Context) -> Value:
    if context.line is None:
        return NOTHING
    return Value(describe_formula(context.card.definition, context.line.indicator) or None)


def _benchmark(line: Line | None, comparator: str) -> Value:
    """The latest figure of a comparator."""
    found = [b for b in line.benchmarks if b.comparator.casefold() == comparator.casefold()] if line else []
    if line is None or not found:
        return NOTHING
    return Value(max(found, key=lambda b: b.period).value, line.indicator.unit, line.indicator.decimals)


def _assessment_printer(field: Field) -> Printer:
    show = tells(field)

    def show_item(context: Context) -> Value:
        assessment = context.item
        return show(assessment) if isinstance(assessment, Assessment) else NOTHING

    return show_item


def tells(field: Field) -> AssessmentField:
    """Return what prints a field of an assessment that is at hand."""
    if field.name in INDICATOR_FIELDS:
        show = _once_an_indicator(INDICATOR_FIELDS[field.name])
        return lambda assessment: show(assessment.indicator)
    match field.name:
        case "label":
            return lambda assessment: period_label(assessment.period)
        case "kind":
            return lambda assessment: Value(assessment.period.kind_value)
        case "benchmark":
            return lambda assessment: _comparable(assessment, field.argument)
        case name if name in COMPARATOR_FIELDS:
            show_compared = COMPARATOR_FIELDS[name]
            return lambda assessment: show_compared(assessment, field.argument)
        case _:
            return ASSESSMENT_FIELDS[field.name]


def _comparable(assessment: Assessment, comparator: str) -> Value:
    found = [b for b in assessment.benchmarks if b.comparator.casefold() == comparator.casefold()]
    if not found:
        return NOTHING
    indicator = assessment.indicator
    return Value(max(found, key=lambda b: b.period).value, indicator.unit, indicator.decimals)


def _item_printer(field: Field) -> Printer:
    def show(context: Context) -> Value:
        match context.item:
            case Benchmark() as benchmark if context.line and field.noun == "benchmark":
                return BENCHMARK_FIELDS[field.name](benchmark, context.line.indicator)
            case Note() as note if field.noun == "note":
                return NOTE_FIELDS[field.name](note)
            case Problem() as problem if field.noun == "problem":
                return PROBLEM_FIELDS[field.name](problem)
            case ToldChange() as change if field.noun == "change":
                return CHANGE_FIELDS[field.name](change)
            case SourceFile() as source if field.noun == "source":
                return SOURCE_FIELDS[field.name](source)
            case (str() as title, str() as text) if field.noun == "rule":
                return RULE_FIELDS[field.name]((title, text))
            case _:
                return NOTHING

    return show
