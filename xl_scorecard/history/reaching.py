"""Reaching back: closed figures where the rows of the sources do not reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xl_scorecard.indicators.workings import Workings, prepare
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.history import HISTORY_FILE, Entry, History
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.reference import GivenFigure
from xl_scorecard.sources.tables import Tables

Figures = Mapping[tuple[str, Period], Entry]


def reach_back(definition: Definition, tables: Tables, history: History, month: Period, *, part: str = "") -> Tables:
    """Return the tables with closed figures, as known last, given for the periods that rows do not reach.

    Months, also those without a figure; a longer period is pooled from rows and closed months where it can be,
    otherwise as it was closed. What is given already, or said to be not reported, stays.
    """
    figures = history.now(part)
    if not figures:
        return tables
    workings = prepare(definition, tables, month)
    settled = {(row.code, row.period) for row in tables.reference.given}
    settled |= {(row.indicator, row.period) for row in tables.reference.not_reported}
    closed = tuple(
        _given(entry)
        for indicator in definition.indicators
        for entry in _needed(indicator, workings, figures)
        if entry.key[1:] not in settled
    )
    return replace(tables, reference=replace(tables.reference, given=(*tables.reference.given, *closed)))


def _needed(indicator: Indicator, workings: Workings, figures: Figures) -> Iterator[Entry]:
    measures = workings.definition.measures_behind(indicator)
    terms = (*terms_of(indicator.numerator), *terms_of(indicator.denominator))
    covered = _covered(measures, workings)
    if covered is None:
        return
    own = [entry for (code, _), entry in figures.items() if code == indicator.code]
    made_of_measures = all(term.code in workings.measures for term in terms)
    pooled = made_of_measures and all(measure.accumulation is not Accumulation.RECOMPUTED for measure in measures)
    months = {e.period.last for e in own if e.period.kind is PeriodKind.MONTH and _can_be_pooled(e, indicator)}
    for entry in (e for e in own if e.value is not None or e.period.kind is PeriodKind.MONTH):
        lacking = [one.last for one in entry.period.months if one.last not in covered]
        if lacking and not (entry.period.kind is not PeriodKind.MONTH and pooled and months.issuperset(lacking)):
            yield entry


def _can_be_pooled(entry: Entry, indicator: Indicator) -> bool:
    return entry.numerator is not None and (entry.denominator is not None or not indicator.denominator)


def _covered(measures: tuple[Measure, ...], workings: Workings) -> range | None:
    """The months for which the rows of all its sources are complete; None where it needs no rows."""
    spans = [workings.months_covered(measure) for measure in measures if measure.kind is not MeasureKind.GIVEN]
    known = [span for span in spans if span is not None]
    return range(max(span.start for span in known), min(span.stop for span in known)) if known else None


def _given(entry: Entry) -> GivenFigure:
    return GivenFigure(
        code=entry.code,
        period=entry.period,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        source=HISTORY_FILE,
    )
