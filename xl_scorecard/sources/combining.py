"""What the definition gives itself and what its sources give, together as one Reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.note import Note
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.reference import GivenFigure, NotReported, Reference
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.references import Entry, Given


def combine(own: Reference, entries: Sequence[Entry]) -> tuple[Reference, tuple[Problem, ...]]:
    """Return both, the definition's own first; a second figure for the same thing is not used and is a Problem."""
    own_figures: list[Given] = [*own.given, *own.benchmarks]
    seen = {_same(given): _figures(given) for given in own_figures}
    kept: list[Given] = []
    repeated: defaultdict[tuple[Kind, str, str], list[str]] = defaultdict(list)
    for entry in entries:
        same = _same(entry.given)
        if same in seen:
            kind = Kind.SAME_AGAIN if seen[same] == _figures(entry.given) else Kind.REPEATED
            repeated[kind, entry.place.file, entry.place.sheet].append(entry.place.cell)
            continue
        kept.append(entry.given)
        if same is not None:
            seen[same] = _figures(entry.given)
    problems = (make_problem(kind, Place(file=f, sheet=s), cells) for (kind, f, s), cells in repeated.items())
    return _with(own, kept), tuple(problems)


def _same(given: Given) -> Hashable:
    """What two figures for the same thing have in common; None for what may stand more than once."""
    match given:
        case GivenFigure():
            return given.code, given.period
        case Benchmark():
            return given.indicator, given.comparator.casefold(), given.period
        case _:
            return None


def _figures(given: Given) -> Hashable:
    return (given.value, given.numerator, given.denominator) if isinstance(given, GivenFigure) else given


def _with(own: Reference, kept: Sequence[Given]) -> Reference:
    return Reference(
        given=(*own.given, *(given for given in kept if isinstance(given, GivenFigure))),
        benchmarks=(*own.benchmarks, *(given for given in kept if isinstance(given, Benchmark))),
        not_reported=(*own.not_reported, *(given for given in kept if isinstance(given, NotReported))),
        notes=(*own.notes, *(given for given in kept if isinstance(given, Note))),
    )
