"""Printed: the numbers, days and words that a scorecard prints of itself, which are therefore no leak."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from xl_scorecard.disclosure.secrets import fold
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.problem import Severity
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Whole numbers, days and folded texts that stand in a scorecard by right."""

    numbers: frozenset[int] = frozenset()
    days: frozenset[date] = frozenset()
    words: frozenset[str] = frozenset()


def printed(card: Scorecard) -> Printed:
    """Return what `card` prints: its figures, the first and last days of its periods, its titles and words."""
    assessments = [assessment for line in card.lines for assessment in line.assessments.values()]
    return Printed(
        numbers=frozenset(int(n) for n in _numbers(card, assessments) if n.denominator == 1),
        days=frozenset((*_days(assessments), card.built.date(), card.period.start, card.period.end)),
        words=frozenset(map(fold, _words(card))),
    )


def _numbers(card: Scorecard, assessments: list[Assessment]) -> Iterator[Fraction]:
    for assessment in assessments:
        figure, target = assessment.figure, assessment.target
        aims = (target.value, target.lower, target.upper, target.amber) if target else ()
        for number in (figure.value, figure.numerator, figure.denominator, *aims):
            if number is not None:
                yield Fraction(number)
    yield from (Fraction(benchmark.value) for line in card.lines for benchmark in line.benchmarks)
    yield from (Fraction(n) for source in card.sources for n in (source.rows, *source.left_out.values()))
    yield from (Fraction(problem.count) for problem in card.problems)


def _days(assessments: list[Assessment]) -> Iterator[date]:
    for assessment in assessments:
        yield assessment.period.start
        yield assessment.period.end


def _words(card: Scorecard) -> Iterator[str]:
    settings = card.definition.settings
    yield from (settings.title, settings.organisation, settings.prepared_by)
    yield from (member.value for kind in (Status, DirectionOfTravel, Severity) for member in kind)
    yield from (polarity.name for polarity in Polarity)
    for section in card.sections:
        yield section.title
        for line in section.lines:
            yield from (line.indicator.code, line.indicator.title, line.indicator.owner, line.indicator.unit.value)
