"""Assembling: a draft without complaints → the nouns, with every name as it was declared."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from xl_scorecard.definitions.conditions import meant_value
from xl_scorecard.definitions.known import Known, know
from xl_scorecard.definitions.names import name_key
from xl_scorecard.definitions.rows import Draft
from xl_scorecard.definitions.schema import (
    ConditionRow,
    DimensionRow,
    IndicatorRow,
    MeasureRow,
    SettingsRow,
    SourceRow,
    TargetRow,
)
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.dimension import Dimension, Split
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure
from xl_scorecard.model.note import Note
from xl_scorecard.model.reference import GivenFigure, NotReported, Reference
from xl_scorecard.model.source import Column, Source
from xl_scorecard.model.target import Target, Tolerance


def assemble(draft: Draft, *, path: Path, sha256: str) -> Definition:
    """Return the definition that `draft` describes."""
    known = know(draft)
    return Definition(
        path=path,
        sha256=sha256,
        settings=_settings(draft.settings.rows[0].says),
        sources=tuple(_source(row.says, known) for row in draft.sources.rows),
        measures=tuple(_measure(row.says, draft, known) for row in draft.measures.rows),
        indicators=tuple(_indicator(row.says, known) for row in draft.indicators.rows),
        targets=tuple(_target(row.says, known) for row in draft.targets.rows),
        reference=_reference(draft, known),
        dimensions=_dimensions(draft, known),
    )


def _settings(row: SettingsRow) -> Settings:
    return Settings(
        title=row.title,
        organisation=row.organisation,
        headline=row.headline,
        working_days=row.working_days,
        closure_days=row.closure_days,
        partial_periods=row.partial_periods,
        template=row.template,
        history_months=row.history_months,
        prepared_by=row.prepared_by,
        handover=row.handover,
    )


def _source(row: SourceRow, known: Known) -> Source:
    return Source(
        name=row.name,
        file=row.file,
        sheet=row.sheet,
        kind=row.kind,
        covers_from=row.covers_from,
        covers_to=row.covers_to,
        columns=_columns(row.name, known),
        bad_row_limit=row.bad_row_limit,
    )


def _columns(source: str, known: Known) -> tuple[Column, ...]:
    return tuple(
        Column(
            name=row.says.name,
            headings=row.says.headings,
            type=row.says.type,
            required=row.says.required,
            allowed=row.says.allowed,
        )
        for row in known.columns.rows
        if name_key(row.says.source) == name_key(source)
    )


def _measure(row: MeasureRow, draft: Draft, known: Known) -> Measure:
    column = known.columns_of(row.source).word
    return Measure(
        code=row.code,
        title=row.title,
        source=known.sources.word(row.source),
        kind=row.kind,
        date=column(row.date),
        end=column(row.end),
        column=column(row.column),
        distinct=column(row.distinct),
        conditions=tuple(
            _condition(condition.says, row.source, known)
            for condition in draft.conditions.rows
            if name_key(condition.says.measure) == name_key(row.code)
        ),
    )


def _condition(row: ConditionRow, source: str, known: Known) -> Condition:
    column = known.columns_of(source).word
    reviews = row.test is ConditionTest.REVIEWED_IN_TIME
    return Condition(
        column=column(row.column),
        test=row.test,
        value=meant_value(row.value, known.column(source, row.column)),
        other=known.sources.word(row.other) if reviews else column(row.other),
    )


def _indicator(row: IndicatorRow, known: Known) -> Indicator:
    return Indicator(
        code=row.code,
        section=row.section,
        title=row.title,
        unit=row.unit,
        decimals=row.decimals,
        polarity=row.polarity,
        numerator=known.measures.word(row.numerator),
        denominator=known.measures.word(row.denominator),
        multiplier=Fraction(row.unit.multiplier) if row.multiplier is None else row.multiplier,
        owner=row.owner,
        definition=row.definition,
        purpose=row.purpose,
    )


def _target(row: TargetRow, known: Known) -> Target:
    tolerance = None
    if row.tolerance is not None and row.tolerance_unit is not None:
        tolerance = Tolerance(amount=row.tolerance, unit=row.tolerance_unit)
    return Target(
        indicator=known.indicators.word(row.indicator),
        since=row.since,
        until=row.until,
        value=row.value,
        lower=row.lower,
        upper=row.upper,
        tolerance=tolerance,
        amber=row.amber,
        per=row.per,
    )


def _reference(draft: Draft, known: Known) -> Reference:
    code = known.indicators.word
    return Reference(
        given=tuple(
            GivenFigure(
                code=code(known.measures.word(row.says.code)),
                period=row.says.period,
                value=row.says.value,
                numerator=row.says.numerator,
                denominator=row.says.denominator,
                source=row.says.source,
            )
            for row in draft.given.rows
        ),
        benchmarks=tuple(
            Benchmark(
                indicator=code(row.says.indicator),
                comparator=row.says.comparator,
                period=row.says.period,
                value=row.says.value,
                method=row.says.method,
                source=row.says.source,
            )
            for row in draft.benchmarks.rows
        ),
        not_reported=tuple(
            NotReported(indicator=code(row.says.indicator), period=row.says.period, reason=row.says.reason)
            for row in draft.not_reported.rows
        ),
        notes=tuple(
            Note(indicator=code(row.says.indicator), period=row.says.period, text=row.says.text)
            for row in draft.notes.rows
        ),
    )


def _dimensions(draft: Draft, known: Known) -> tuple[Dimension, ...]:
    names = {name_key(row.says.name): row.says.name for row in reversed(draft.dimensions.rows)}
    return tuple(
        Dimension(
            name=name,
            splits=tuple(
                _split(row.says, draft, known) for row in draft.dimensions.rows if name_key(row.says.name) == key
            ),
        )
        for key, name in reversed(names.items())
    )


def _split(row: DimensionRow, draft: Draft, known: Known) -> Split:
    words = [one.says for one in draft.lookups.rows if row.lookup and name_key(one.says.lookup) == name_key(row.lookup)]
    return Split(
        source=known.sources.word(row.source),
        column=known.columns_of(row.source).word(row.column),
        lookup=words[0].lookup if words else "",
        words=tuple((one.word, one.part) for one in words),
    )
