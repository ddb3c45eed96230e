"""Assembling: a draft without complaints → the nouns, with every name as it was declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from xl_scorecard.definitions.conditions import LOOKED_UP, meant_value
from xl_scorecard.definitions.formulas import declared
from xl_scorecard.definitions.known import Known, know
from xl_scorecard.definitions.mail import mail_settings
from xl_scorecard.definitions.names import name_key
from xl_scorecard.definitions.referring import reference_of, target_of, waiting_of
from xl_scorecard.definitions.rows import Draft, Row
from xl_scorecard.definitions.schema import (
    CheckRow,
    ColumnRow,
    ConditionRow,
    DimensionRow,
    IndicatorRow,
    MeasureRow,
    SettingsRow,
    SourceRow,
)
from xl_scorecard.model.check import Check, CheckKind
from xl_scorecard.model.condition import Condition
from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.dimension import Dimension, Split
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure
from xl_scorecard.model.place import Place
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.source import Column, Source


def assemble(draft: Draft, *, path: Path, sha256: str) -> Definition:
    """Return the definition that `draft` describes."""
    known = know(draft)
    versions = [_indicator(row.says, known) for row in draft.indicators.rows]
    latest, conditions = _latest(versions), _conditions_by_measure(draft)
    return Definition(
        path=path,
        sha256=sha256,
        settings=_settings(draft.settings.rows[0].says),
        sources=tuple(_source(row.says, known) for row in draft.sources.rows),
        measures=tuple(_measure(row.says, conditions, known) for row in draft.measures.rows),
        indicators=tuple(latest),
        earlier=tuple(version for version in versions if version not in latest),
        targets=tuple(target_of(row, known) for row in draft.targets.rows),
        waiting=tuple(waiting_of(draft, known)),
        reference=reference_of(draft, known),
        rebases=tuple(
            Rebase(indicator=known.indicators.word(row.says.indicator), since=row.says.since, reason=row.says.reason)
            for row in draft.rebases.rows
        ),
        dimensions=_dimensions(draft, known),
        checks=tuple(_check(row.says, known) for row in draft.checks.rows),
        mail=mail_settings(draft),
    )


def _latest(versions: list[Indicator]) -> list[Indicator]:
    """Each code once, in the order first named, in the version that begins last."""
    by_code: dict[str, list[Indicator]] = {}
    for version in versions:
        by_code.setdefault(version.code, []).append(version)
    return [max(found, key=lambda one: one.since.first if one.since else 0) for found in by_code.values()]


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
        confidence_level=row.confidence_level,
        screen_outliers=row.screen_outliers,
        neighbours=row.neighbours,
        neighbour_method=row.neighbour_method,
        periods=row.periods,
        note_when_red=row.note_when_red,
        suppression=row.suppression,
        published_suppression=row.published_suppression,
        published_template=row.published_template,
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
        table=row.table,
        newest=row.newest,
        leave_out=tuple(replace(rule, column=known.columns_of(row.name).word(rule.column)) for rule in row.leave_out),
        encoding=row.encoding,
        delimiter=row.delimiter,
    )


def _columns(source: str, known: Known) -> tuple[Column, ...]:
    return tuple(_column(row, known) for row in known.columns.rows if name_key(row.says.source) == name_key(source))


def _column(row: Row[ColumnRow], known: Known) -> Column:
    """A column that is made of others is called by its name where others are by their heading."""
    says, heading = row.says, row.raw.cells.get("headings")
    words = {name_key(word): word for word in says.allowed}
    return Column(
        name=says.name,
        headings=says.headings or (says.name,),
        type=says.type,
        required=says.required,
        allowed=says.allowed,
        spellings=tuple(replace(one, means=words.get(name_key(one.means), one.means)) for one in says.spellings),
        unique=says.unique,
        minimum=says.minimum,
        maximum=says.maximum,
        fill_down=says.fill_down,
        join_of=tuple(known.columns_of(says.source).word(part) for part in says.join_of),
        place=heading.place if heading else Place(),
    )


def _check(row: CheckRow, known: Known) -> Check:
    column = known.columns_of(row.source).word
    other = known.columns_of(row.other_source).word if row.kind is CheckKind.IS_IN else column
    return Check(
        source=known.sources.word(row.source),
        kind=row.kind,
        column=column(row.column),
        other=other(row.other),
        other_source=known.sources.word(row.other_source) if row.kind is CheckKind.IS_IN else "",
        each=column(row.each),
    )


def _conditions_by_measure(draft: Draft) -> dict[str, list[ConditionRow]]:
    found: dict[str, list[ConditionRow]] = {}
    for row in draft.conditions.rows:
        found.setdefault(name_key(row.says.measure), []).append(row.says)
    return found


def _measure(row: MeasureRow, conditions: Mapping[str, Sequence[ConditionRow]], known: Known) -> Measure:
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
        function=row.function,
        over_months=row.over_months,
        conditions=tuple(_condition(said, row.source, known) for said in conditions.get(name_key(row.code), ())),
    )


def _condition(row: ConditionRow, source: str, known: Known) -> Condition:
    column = known.columns_of(source).word
    return Condition(
        column=column(row.column),
        test=row.test,
        value=_value(row, source, known),
        other=known.sources.word(row.other) if row.test.joins else column(row.other),
    )


def _value(row: ConditionRow, source: str, known: Known) -> str:
    if row.test in LOOKED_UP:
        return known.columns_of(row.other).word(row.value)
    return meant_value(row.value, known.column(source, row.column))


def _indicator(row: IndicatorRow, known: Known) -> Indicator:
    return Indicator(
        code=known.indicators.word(row.code),
        section=row.section,
        title=row.title,
        unit=row.unit,
        decimals=row.decimals,
        polarity=row.polarity,
        numerator=declared(row.numerator, known),
        denominator=declared(row.denominator, known),
        multiplier=Fraction(row.unit.multiplier) if row.multiplier is None else row.multiplier,
        owner=row.owner,
        definition=row.definition,
        purpose=row.purpose,
        since=row.since,
        until=row.until,
        frequency=row.frequency,
        compared_with=row.compared_with,
        replaces=known.indicators.word(row.replaces),
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
