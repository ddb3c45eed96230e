"""The items of a list in a context, narrowed and ordered as a row's directive says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from xl_scorecard.layout.catalogue import printer
from xl_scorecard.layout.context import Context
from xl_scorecard.layout.field import Each, Field
from xl_scorecard.layout.value import Value
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.scorecard import Line
from xl_scorecard.status.counts import distance_from_target
from xl_scorecard.status.rules import given_figures, hidden_numbers, rules

WORDED = frozenset({"status", "trend", "long_trend"})


def items_of(noun: str, context: Context, each: Each | None) -> list[Context]:
    """Return the context of every item that a row of this list stands for, in order.

    A directive takes sections and indicators from the whole scorecard, wherever its row stands.
    """
    whole = Context(card=context.card) if each and noun in ("section", "indicator") else context
    found = list(_all(noun, whole))
    return _narrowed(found, each) if each else found


def _all(noun: str, context: Context) -> Iterator[Context]:
    card, line = context.card, context.line
    lists: dict[str, Callable[[], Iterable[object]]] = {
        "section": lambda: card.sections,
        "period": lambda: _months(context),
        "benchmark": lambda: line.benchmarks if line else (),
        "note": lambda: line.notes if line else (),
        "problem": lambda: card.problems,
        "change": lambda: card.changes.told if card.changes else (),
        "source": lambda: card.sources,
        "rule": lambda: (*rules(card.definition), *hidden_numbers(card), *given_figures(card)),
    }
    match noun:
        case "indicator":
            return _indicators(context)
        case "figure":
            return _figures(context)
        case _:
            return (context.within(noun, index, item) for index, item in enumerate(lists[noun]()))


def _indicators(context: Context) -> Iterator[Context]:
    """Every indicator within its section; of one section where the context has one."""
    number = 0
    for index, section in enumerate(context.card.sections):
        inside = context.within("section", index, section)
        for line in section.lines:
            if context.items.get("section", index) == index:
                yield inside.within("indicator", number, line)
            number += 1


def _months(context: Context) -> list[Assessment]:
    line = context.line
    return [line.assessments[month] for month in context.card.history if month in line.assessments] if line else []


def _figures(context: Context) -> Iterator[Context]:
    """Every indicator's months, complete years, current year to date and whatever else the definition asks for."""
    card, number = context.card, 0
    kinds = (PeriodKind.MONTH, PeriodKind.YEAR, *card.definition.settings.periods)
    for inside in _indicators(Context(card=card)):
        assessments = inside.line.assessments if inside.line else {}
        for period in sorted(assessments, key=lambda p: (p.last, -p.first)):
            wanted = period.kind in kinds or period == card.period.year_to_date
            if wanted and period.last <= card.period.last:
                yield inside.within("figure", number, assessments[period])
                number += 1


def _narrowed(found: list[Context], each: Each) -> list[Context]:
    if each.where:
        show = printer(_worded(each.where))
        found = [item for item in found if _word(show(item)) in each.values]
    found = _ordered(found, each.order)
    if each.last is not None:
        found = found[-each.last :] if each.last else []
    return found if each.at_most is None else found[: each.at_most]


def _worded(where: Field) -> Field:
    """Conditions compare the word that people read, not its number."""
    if where.name not in WORDED:
        return where
    return Field(text=where.text, noun=where.noun, name=f"{where.name}_word", argument=where.argument, at=where.at)


def _word(value: Value) -> str:
    return value.shown.casefold()


def _ordered(found: list[Context], order: str) -> list[Context]:
    match order:
        case "worst first":
            return sorted(found, key=_badness, reverse=True)
        case "best first":
            return sorted(found, key=_badness)
        case "newest first":
            return sorted(found, key=_period, reverse=True)
        case "oldest first":
            return sorted(found, key=_period)
        case "most serious first":
            return sorted(found, key=_seriousness)
        case _:
            return found


def _badness(context: Context) -> tuple[int, tuple[bool, Fraction]]:
    """How bad: red above amber above green above the rest; within a colour by how far off the target it is."""
    assessment = _judged(context)
    if assessment is None:
        return (-5, (False, Fraction(0)))
    return (-(assessment.status.number or 4), distance_from_target(assessment))


def _judged(context: Context) -> Assessment | None:
    if isinstance(context.item, Assessment):
        return context.item
    return context.line.headline_assessment if isinstance(context.line, Line) else None


def _seriousness(context: Context) -> int:
    return context.item.severity.rank if isinstance(context.item, Problem) else 0


def _period(context: Context) -> Period:
    match context.item:
        case Assessment() | Benchmark() | Note() as dated:
            return dated.period
        case _:
            return context.card.period
