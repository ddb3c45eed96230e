"""The catalogue: every field a template may hold, and what it prints."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping

from xl_scorecard.indicators.wording import describe_formula
from xl_scorecard.layout.assessment_fields import ASSESSMENT_FIELDS, HEADLINE_FIELDS
from xl_scorecard.layout.context import Context
from xl_scorecard.layout.field import At, Each, Field
from xl_scorecard.layout.value import NOTHING, Value, count
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.note import Note
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.scorecard import Line, Scorecard, Section
from xl_scorecard.model.source import SourceFile
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.status.counts import summary_sentence

Printer = Callable[[Context], Value]
LISTS = ("section", "indicator", "period", "benchmark", "note", "problem", "source", "rule", "figure")
POLARITY_WORDS = {
    Polarity.HIGH: "High is good",
    Polarity.LOW: "Low is good",
    Polarity.RANGE: "Within a range is good",
    Polarity.NONE: "Neither high nor low is good or bad",
}


def _plural(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def problems_sentence(card: Scorecard) -> str:
    """Return how many problems of which severity were found, in words."""
    if not card.problems:
        return "No problems found in the data."
    counts = {severity: sum(p.severity is severity for p in card.problems) for severity in Severity}
    parts = [_plural(number, severity.value.lower()) for severity, number in counts.items() if number]
    return f"{_plural(len(card.problems), 'problem')} found in the data: {', '.join(parts)}."


def _sources_sentence(card: Scorecard) -> str:
    files = {source.file for source in card.sources}
    rows = sum(source.rows for source in card.sources)
    return f"Built from {_plural(len(files), 'workbook')}, {_plural(rows, 'row')}"


def _travelled(card: Scorecard, travel: DirectionOfTravel) -> Value:
    current = (line.assessments.get(card.period) for line in card.lines)
    return count(sum(assessment is not None and assessment.trend is travel for assessment in current))


def _severity(card: Scorecard, severity: Severity) -> Value:
    return count(sum(problem.severity is severity for problem in card.problems))


SCORECARD_FIELDS: dict[str, Callable[[Scorecard], Value]] = {
    "title": lambda card: Value(card.definition.settings.title),
    "organisation": lambda card: Value(card.definition.settings.organisation),
    "period": lambda card: Value(card.period.label),
    "period_end": lambda card: Value(card.period.end),
    "built": lambda card: Value(card.built.date()),
    "headline": lambda card: Value(next((line.headline.label for line in card.lines), None)),
    "indicators": lambda card: count(sum(1 for _ in card.lines)),
    "green": lambda card: count(card.count(Status.GREEN)),
    "amber": lambda card: count(card.count(Status.AMBER)),
    "red": lambda card: count(card.count(Status.RED)),
    "no_target": lambda card: count(card.count(Status.NO_TARGET)),
    "no_data": lambda card: count(card.count(Status.NO_DATA)),
    "improved": lambda card: _travelled(card, DirectionOfTravel.IMPROVED),
    "worsened": lambda card: _travelled(card, DirectionOfTravel.WORSENED),
    "problems": lambda card: count(len(card.problems)),
    "errors": lambda card: _severity(card, Severity.ERROR),
    "warnings": lambda card: _severity(card, Severity.WARNING),
    "notes_found": lambda card: _severity(card, Severity.NOTE),
    "summary": lambda card: Value(summary_sentence(card)),
    "problems_sentence": lambda card: Value(problems_sentence(card)),
    "sources_sentence": lambda card: Value(_sources_sentence(card)),
    "prepared_by": lambda card: Value(card.definition.settings.prepared_by or None),
    "handover": lambda card: Value(card.definition.settings.handover or None),
}

SECTION_FIELDS: dict[str, Callable[[Section], Value]] = {
    "title": lambda section: Value(section.title),
    "indicators": lambda section: count(len(section.lines)),
    "green": lambda section: count(section.count(Status.GREEN)),
    "amber": lambda section: count(section.count(Status.AMBER)),
    "red": lambda section: count(section.count(Status.RED)),
    "no_target": lambda section: count(section.count(Status.NO_TARGET)),
    "no_data": lambda section: count(section.count(Status.NO_DATA)),
}

INDICATOR_FIELDS: dict[str, Callable[[Indicator], Value]] = {
    "code": lambda indicator: Value(indicator.code),
    "title": lambda indicator: Value(indicator.title),
    "definition": lambda indicator: Value(indicator.definition or None),
    "purpose": lambda indicator: Value(indicator.purpose or None),
    "unit": lambda indicator: Value(indicator.unit.value),
    "polarity": lambda indicator: Value(POLARITY_WORDS[indicator.polarity]),
    "owner": lambda indicator: Value(indicator.owner or None),
    "section": lambda indicator: Value(indicator.section),
}

BENCHMARK_FIELDS: dict[str, Callable[[Benchmark, Indicator], Value]] = {
    "comparator": lambda benchmark, _: Value(benchmark.comparator),
    "value": lambda benchmark, indicator: Value(benchmark.value, indicator.unit, indicator.decimals),
    "shown": lambda benchmark, indicator: Value(indicator.show(benchmark.value)),
    "period": lambda benchmark, _: Value(benchmark.period.label),
    "method": lambda benchmark, _: Value(benchmark.method or None),
    "source": lambda benchmark, _: Value(benchmark.source or None),
}

NOTE_FIELDS: dict[str, Callable[[Note], Value]] = {
    "period": lambda note: Value(note.period.label),
    "text": lambda note: Value(note.text),
}

PROBLEM_FIELDS: dict[str, Callable[[Problem], Value]] = {
    "severity": lambda problem: Value(problem.severity.value),
    "code": lambda problem: Value(problem.code),
    "place": lambda problem: Value(str(problem.place)),
    "file": lambda problem: Value(problem.place.file or None),
    "sheet": lambda problem: Value(problem.place.sheet or None),
    "cell": lambda problem: Value(problem.place.cell or None),
    "sentence": lambda problem: Value(problem.sentence),
    "fix": lambda problem: Value(problem.fix or None),
    "count": lambda problem: count(problem.count),
}

SOURCE_FIELDS: dict[str, Callable[[SourceFile], Value]] = {
    "name": lambda source: Value(source.name),
    "file": lambda source: Value(source.file),
    "sheet": lambda source: Value(source.sheet),
    "rows": lambda source: count(source.rows),
    "left_out": lambda source: count(sum(source.left_out.values())),
    "covers": lambda source: Value(_covers(source) or None),
    "sha256": lambda source: Value(source.sha256),
}

RULE_FIELDS: dict[str, Callable[[tuple[str, str]], Value]] = {
    "title": lambda rule: Value(rule[0]),
    "text": lambda rule: Value(rule[1]),
}


def _covers(source: SourceFile) -> str:
    if source.covers_from is None or source.covers_to is None:
        return ""
    return f"{source.covers_from.label} to {source.covers_to.label}"


CATALOGUE: Mapping[str, tuple[str, ...]] = {
    "scorecard": tuple(SCORECARD_FIELDS),
    "section": tuple(SECTION_FIELDS),
    "indicator": (*INDICATOR_FIELDS, "formula", *ASSESSMENT_FIELDS, "benchmark"),
    "period": ("label", *(name for name in ASSESSMENT_FIELDS if name != "period"), "benchmark"),
    "benchmark": tuple(BENCHMARK_FIELDS),
    "note": tuple(NOTE_FIELDS),
    "problem": tuple(PROBLEM_FIELDS),
    "source": tuple(SOURCE_FIELDS),
    "rule": tuple(RULE_FIELDS),
    "figure": (*INDICATOR_FIELDS, "kind", *ASSESSMENT_FIELDS),
}
"""The names of the fields, by noun."""


def complaint(piece: Field | Each) -> str:
    """Return what is wrong with a field or directive, naming the nearest known one; "" when nothing is."""
    if isinstance(piece, Each):
        if piece.noun not in LISTS:
            return f"is not a list that repeats{_nearest(piece.noun, LISTS)}"
        return complaint(piece.where) if piece.where else ""
    if piece.noun == "label":
        return ""
    return _unknown(piece) or _misused(piece)


def _unknown(piece: Field) -> str:
    known = [f"{noun}.{name}" for noun, names in CATALOGUE.items() for name in names]
    name = f"{piece.noun}.{piece.name}"
    return "" if name in known else f"is not a known field{_nearest(name, known)}"


def _misused(piece: Field) -> str:
    if piece.at and piece.noun != "indicator":
        return "cannot take @; only fields of an indicator can"
    if piece.argument and piece.name != "benchmark":
        return "has words after its name that mean nothing here"
    return "needs the comparator's name, such as England" if _lacks_comparator(piece) else ""


def _lacks_comparator(piece: Field) -> bool:
    return piece.name == "benchmark" and piece.noun in ("indicator", "period") and not piece.argument


def _nearest(word: str, known: Iterable[str]) -> str:
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"; did you mean {found[0]}?" if found else ""


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
    return Value(period.label if period else None)


def _indicator_printer(field: Field) -> Printer:
    if field.name in INDICATOR_FIELDS:
        show = INDICATOR_FIELDS[field.name]
        return lambda context: show(context.line.indicator) if context.line else NOTHING
    if field.name == "formula":
        return _formula
    if field.name == "benchmark":
        return lambda context: _benchmark(context.line, field.argument)
    show_assessment, headline = ASSESSMENT_FIELDS[field.name], field.name in HEADLINE_FIELDS

    def show_at(context: Context) -> Value:
        assessment = context.assessment(field.at, headline=headline)
        return show_assessment(assessment) if assessment else NOTHING

    return show_at


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
    def show(context: Context) -> Value:
        assessment = context.item
        return _of_assessment(field, assessment) if isinstance(assessment, Assessment) else NOTHING

    return show


def _of_assessment(field: Field, assessment: Assessment) -> Value:
    if field.name in INDICATOR_FIELDS:
        return INDICATOR_FIELDS[field.name](assessment.indicator)
    match field.name:
        case "label":
            return Value(assessment.period.label)
        case "kind":
            return Value(assessment.period.kind.value)
        case "benchmark":
            return _comparable(assessment, field.argument)
        case _:
            return ASSESSMENT_FIELDS[field.name](assessment)


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
            case SourceFile() as source if field.noun == "source":
                return SOURCE_FIELDS[field.name](source)
            case (str() as title, str() as text) if field.noun == "rule":
                return RULE_FIELDS[field.name]((title, text))
            case _:
                return NOTHING

    return show
