"""Disassembling: the nouns → the rows of each sheet, by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from xl_scorecard.definitions.chart_sheets import REBASES
from xl_scorecard.definitions.check_sheets import CHECKS
from xl_scorecard.definitions.counting_sheets import COLUMNS, CONDITIONS, MEASURES, SETTINGS, SOURCES
from xl_scorecard.definitions.mail_sheets import MAIL, RECIPIENTS
from xl_scorecard.definitions.reporting_sheets import (
    BENCHMARKS,
    GIVEN,
    INDICATORS,
    NOT_REPORTED,
    NOTES,
    TARGETS,
)
from xl_scorecard.definitions.sheets import Sheet
from xl_scorecard.definitions.splitting_sheets import DIMENSIONS
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.mail import MailSettings
from xl_scorecard.model.period import PeriodKind
from xl_scorecard.model.source import Column, Source
from xl_scorecard.model.target import Target
from xl_scorecard.model.travel import TravelBasis
from xl_scorecard.model.waiting import TO_FILL, Waiting

Fields = Mapping[str, object]


def disassemble(definition: Definition) -> Mapping[str, list[Fields]]:
    """Return the rows of every sheet that say what `definition` says, by the sheet's field."""
    reference = definition.reference
    return {
        "settings": [_fields(SETTINGS, definition.settings, builds_on="")],
        "sources": [_fields(SOURCES, source, newest=source.newest or None) for source in definition.sources],
        "columns": [_column(column, source) for source in definition.sources for column in source.columns],
        "measures": [_fields(MEASURES, measure) for measure in definition.measures],
        "conditions": [
            _fields(CONDITIONS, condition, measure=measure.code)
            for measure in definition.measures
            for condition in measure.conditions
        ],
        "indicators": [_indicator(indicator) for indicator in _versions(definition)],
        "targets": [_target(target) for target in definition.targets],
        "benchmarks": [
            *(_fields(BENCHMARKS, benchmark) for benchmark in reference.benchmarks),
            *(_waiting(BENCHMARKS, one) for one in definition.waiting if one.comparator),
        ],
        "given": [
            *(_fields(GIVEN, given) for given in reference.given),
            *(_waiting(GIVEN, one) for one in definition.waiting if not one.comparator),
        ],
        "not_reported": [_fields(NOT_REPORTED, missing) for missing in reference.not_reported],
        "notes": [_fields(NOTES, note) for note in reference.notes],
        "rebases": [_fields(REBASES, rebase) for rebase in definition.rebases],
        "dimensions": [
            _fields(DIMENSIONS, split, name=dimension.name)
            for dimension in definition.dimensions
            for split in dimension.splits
        ],
        "lookups": list(_lookups(definition)),
        "checks": [_fields(CHECKS, check) for check in definition.checks],
        "mail": [_fields(MAIL, definition.mail)] if definition.mail != MailSettings() else [],
        "recipients": [_fields(RECIPIENTS, recipient) for recipient in definition.mail.recipients],
    }


def _fields(sheet: Sheet, noun: object, **more: object) -> Fields:
    names = [heading.field for heading in sheet.headings]
    return {name: more[name] if name in more else getattr(noun, name) for name in names}


def _column(column: Column, source: Source) -> Fields:
    """What is rarely said is said only where it is so; a column that is made of others has no heading of its own."""
    return _fields(
        COLUMNS,
        column,
        source=source.name,
        headings=() if column.join_of and column.headings == (column.name,) else column.headings,
        unique=column.unique or None,
        fill_down=column.fill_down or None,
    )


def _lookups(definition: Definition) -> Iterator[Fields]:
    splits = [split for dimension in definition.dimensions for split in dimension.splits]
    words = dict.fromkeys((split.lookup, word, part) for split in splits for word, part in split.words)
    return ({"lookup": lookup, "word": word, "part": part} for lookup, word, part in words)


def _waiting(sheet: Sheet, one: Waiting) -> Fields:
    said: Fields = {
        "indicator": one.code,
        "code": one.code,
        "comparator": one.comparator,
        "period": one.period,
        "method": one.method,
        "confirmed": TO_FILL,
    }
    return {heading.field: said.get(heading.field) for heading in sheet.headings}


def _versions(definition: Definition) -> list[Indicator]:
    """Every version, those of one code together, in order of time."""
    found = [
        sorted((one for one in (indicator, *definition.earlier) if one.code == indicator.code), key=_begins)
        for indicator in definition.indicators
    ]
    return [version for versions in found for version in versions]


def _begins(version: Indicator) -> int:
    return version.since.first if version.since else 0


def _indicator(indicator: Indicator) -> Fields:
    usual = Fraction(indicator.unit.multiplier)
    said = usual == 1 or bool(indicator.denominator)
    return _fields(
        INDICATORS,
        indicator,
        multiplier=None if said and indicator.multiplier == usual else indicator.multiplier,
        frequency=None if indicator.frequency is PeriodKind.MONTH else indicator.frequency,
        compared_with=None if indicator.compared_with is TravelBasis.PERIOD_BEFORE else indicator.compared_with,
    )


def _target(target: Target) -> Fields:
    tolerance = target.tolerance
    return _fields(
        TARGETS,
        target,
        tolerance=tolerance.amount if tolerance else None,
        tolerance_unit=tolerance.unit if tolerance else None,
        confirmed=TO_FILL if target.is_waiting else target.confirmed,
    )
