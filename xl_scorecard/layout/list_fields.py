"""What the fields of a benchmark, a note, a problem, a change, a source and a rule print."""

from __future__ import annotations

from collections.abc import Callable

from xl_scorecard.layout.value import Value, count
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.change import ToldChange
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.note import Note
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import SourceFile


def _covers(source: SourceFile) -> str:
    if source.covers_from is None or source.covers_to is None:
        return ""
    return f"{source.covers_from.label} to {source.covers_to.label}"


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
    "count": lambda problem: count(problem.count or None),
}

CHANGE_FIELDS: dict[str, Callable[[ToldChange], Value]] = {
    "kind": lambda change: Value(change.kind),
    "code": lambda change: Value(change.indicator.code if change.indicator else None),
    "title": lambda change: Value(change.indicator.title if change.indicator else None),
    "sentence": lambda change: Value(change.sentence),
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
