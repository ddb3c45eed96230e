"""Twins: two scorecards that differ only in what is hidden of them; whoever can tell them apart has found a leak."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from xl_scorecard.disclosure.counts import count_up
from xl_scorecard.disclosure.secondary import choose
from xl_scorecard.disclosure.suppression import show_without
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.suppression import Edition, Suppression
from xl_scorecard.status.assessing import assess_series

MORE = 40
Hidden = dict[tuple[str, Period], frozenset[str]]


def twins(card: Scorecard, mode: Suppression, *, fewest: int = 50) -> tuple[Scorecard, Scorecard]:
    """A scorecard as it is shown, and as it would be shown if other numbers stood wherever one is hidden.

    Both are judged from the beginning; notes quote what is hidden, rightly and wrongly, and problems count rows.
    """
    counts = count_up(card)
    choice = choose(card, counts, mode)
    shown = show_without(card, counts, choice, mode)
    hidden = hidden_in(shown)
    assert len(hidden) >= fewest
    pair = (_judged(card, hidden, more) for more in (0, MORE))
    first, second = (show_without(one, counts, choice, mode) for one in pair)
    return published(first), published(second)


def published(card: Scorecard) -> Scorecard:
    """As everybody outside gets it."""
    return replace(card, edition=Edition.PUBLISHED)


def hidden_in(shown: Scorecard) -> Hidden:
    """What is hidden of which figures."""
    found = ((line.indicator.code, period, one) for line in shown.lines for period, one in line.assessments.items())
    return {(code, period): one.figure.hidden for code, period, one in found if "value" in one.figure.hidden}


def _judged(card: Scorecard, hidden: Hidden, more: int) -> Scorecard:
    series = tuple(_series(line, hidden, more) for line in card.lines)
    definition: Definition = replace(card.definition, settings=replace(card.definition.settings, note_when_red=True))
    judged = assess_series(
        definition,
        _reference(card, series, hidden),
        series,
        period=card.period,
        problems=(*card.problems, _problem(more)),
        files=card.sources,
        built=card.built,
    )
    sections = {section.title: section for section in judged.sections}
    return replace(judged, sections=tuple(sections[section.title] for section in card.sections), part=card.part)


def _series(line: Line, hidden: Hidden, more: int) -> Series:
    figures = {period: one.figure for period, one in line.assessments.items() if one.figure.period == period}
    code = line.indicator.code
    return Series(
        indicator=line.indicator,
        figures={period: _other(line, one, hidden.get((code, period)), more) for period, one in figures.items()},
    )


def _other(line: Line, figure: Figure, hidden: frozenset[str] | None, more: int) -> Figure:
    if not hidden or not more:
        return figure
    names = ("numerator", "denominator")
    raised = {name: getattr(figure, name) + more for name in names if name in hidden}
    figure = replace(figure, **raised, remark=f"It is {more}.", cases=None if figure.cases is None else Fraction(more))
    if figure.numerator is None or not figure.denominator:
        return replace(figure, value=figure.numerator if figure.numerator is not None else figure.value + more)
    return replace(figure, value=figure.numerator / figure.denominator * line.indicator.multiplier)


def _reference(card: Scorecard, series: tuple[Series, ...], hidden: Hidden) -> Reference:
    """Besides what there is, a note on every hidden figure that quotes it, and one that quotes another."""
    figures = {(one.indicator.code, period): (one, figure) for one in series for period, figure in one.figures.items()}
    notes = [note for line in card.lines for note in line.notes]
    for (code, period), (one, figure) in figures.items():
        if (code, period) in hidden:
            shown, below = one.indicator.show(figure.value), figure.denominator
            quoted = f"{shown} or {figure.numerator} of {below}" if below else shown
            notes += [Note(indicator=code, period=period, text=f"Not 98.7% nor 97 of 98 but {quoted}.")]
    return replace(card.definition.reference, benchmarks=_benchmarks(card), notes=tuple(notes))


def _benchmarks(card: Scorecard) -> tuple[object, ...]:
    return tuple(benchmark for line in card.lines for benchmark in line.benchmarks)


def _problem(more: int) -> Problem:
    place = Place(file="plans.xlsx", sheet="List 7 Plans", cell=f"D{17 + more}")
    sentence = f"In {3 + more} rows the end is before the start."
    return Problem(
        code="IND-001",
        severity=Severity.WARNING,
        place=place,
        sentence=sentence,
        fix="Correct them.",
        count=3 + more,
        places=(place,),
    )
