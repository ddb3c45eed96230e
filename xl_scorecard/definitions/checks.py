"""Checks: whether the rows of a draft fit together; every complaint, in the order of the sheets."""

from __future__ import annotations

from xl_scorecard.definitions.columns import check_check, check_declared, check_rules
from xl_scorecard.definitions.conditions import check_condition
from xl_scorecard.definitions.dimensions import check_dimension, check_lookups
from xl_scorecard.definitions.formulas import check_circles, check_formula, check_version, check_versions
from xl_scorecard.definitions.known import Known, know
from xl_scorecard.definitions.mail import check_mail
from xl_scorecard.definitions.measures import check_measure
from xl_scorecard.definitions.names import check_letters, check_reference, check_single, check_unique, name_all
from xl_scorecard.definitions.rows import Complaints, Draft, Row
from xl_scorecard.definitions.schema import BenchmarkRow, GivenRow, SourceRow, TargetRow
from xl_scorecard.definitions.targets import check_overlaps, check_target
from xl_scorecard.definitions.values import as_text, quote
from xl_scorecard.definitions.words import word_of
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.source import SourceKind
from xl_scorecard.model.unit import Unit
from xl_scorecard.model.waiting import TO_FILL

IN_UNIT = ("value", "lower", "upper", "amber")


def check(draft: Draft) -> Complaints:
    """Yield a complaint for everything in `draft` that does not fit together."""
    known = know(draft)
    yield from _check_counted(draft, known)
    yield from _check_reported(draft, known)
    yield from _check_said(draft, known)
    yield from _check_compared(draft, known)
    yield from _check_split(draft, known)
    yield from check_mail(draft)


def _check_counted(draft: Draft, known: Known) -> Complaints:
    yield from check_unique(draft.sources, "name")
    for source in draft.sources.rows:
        yield from check_letters(source, "name")
        yield from _check_covers(source)
        yield from check_rules(source, known)
    yield from check_unique(draft.columns, "name", within="source")
    for column in draft.columns.rows:
        yield from check_reference(column, "source", known.sources)
        yield from check_letters(column, "name")
        yield from check_declared(column, known)
    yield from check_unique(draft.measures, "code")
    for measure in draft.measures.rows:
        yield from check_letters(measure, "code")
        yield from check_measure(measure, known)
    for condition in draft.conditions.rows:
        yield from check_condition(condition, known)


def _check_reported(draft: Draft, known: Known) -> Complaints:
    if draft.indicators.whole and not draft.indicators.rows:
        yield DefinitionError("there is no indicator; write one under the headings.", place=draft.indicators.place)
    yield from check_versions(draft.indicators)
    for indicator in draft.indicators.rows:
        yield from check_letters(indicator, "code")
        yield from check_formula(indicator, known)
        yield from check_version(indicator, known)
    yield from check_circles(draft.indicators, known)
    for target in draft.targets.rows:
        yield from check_target(target, known)
        yield from _check_in_unit(target, known)
    yield from check_overlaps(draft.targets)


def _check_said(draft: Draft, known: Known) -> Complaints:
    for benchmark in draft.benchmarks.rows:
        yield from check_reference(benchmark, "indicator", known.indicators)
        yield from _check_in_unit(benchmark, known)
        if benchmark.sound("value") and benchmark.says.value is None and benchmark.says.confirmed != TO_FILL:
            yield benchmark.complaint("value", f"{benchmark.label('value')} is empty; it must be filled in.")
    yield from check_single(draft.benchmarks, "indicator", "comparator", "period", "method")
    for given in draft.given.rows:
        yield from check_reference(given, "code", known.indicators, known.measures)
        yield from _check_given(given)
    yield from check_single(draft.given, "code", "period")
    for missing in draft.not_reported.rows:
        yield from check_reference(missing, "indicator", known.indicators)
    yield from check_single(draft.not_reported, "indicator", "period")
    for note in draft.notes.rows:
        yield from check_reference(note, "indicator", known.indicators)


def _check_compared(draft: Draft, known: Known) -> Complaints:
    for rebase in draft.rebases.rows:
        yield from check_reference(rebase, "indicator", known.indicators)
    yield from check_single(draft.rebases, "indicator", "since")
    for row in draft.settings.rows:
        unnamed = row.sound("neighbours", "neighbour_method") and row.says.neighbour_method is None
        if row.says.neighbours and (unnamed or "neighbour_method" not in row.raw.cells):
            fix = "write mean (as LAIT has it) or median (as DfE's dashboard has it) under Neighbour figure."
            yield row.complaint("neighbours", f"Neighbours are named, but not how their figures become one; {fix}")


def _check_split(draft: Draft, known: Known) -> Complaints:
    lookups = name_all("a lookup", draft.lookups, "lookup")
    for dimension in draft.dimensions.rows:
        yield from check_letters(dimension, "name")
        yield from check_dimension(dimension, known, lookups)
    yield from check_single(draft.dimensions, "name", "source")
    yield from check_lookups(draft)
    for check_row in draft.checks.rows:
        yield from check_check(check_row, known)


def _check_covers(row: Row[SourceRow]) -> Complaints:
    source = row.says
    if source.covers_from and source.covers_to and source.covers_from.first > source.covers_to.last:
        starts = f"{source.covers_from.label} in {row.cell('covers_from')}"
        yield row.complaint("covers_to", f"{source.covers_to.label} is before {starts}, where it starts.")
    if not row.sound("kind") or source.kind is not SourceKind.RECORDS:
        return
    for field in ("covers_from", "covers_to"):
        if row.sound(field) and getattr(source, field) is None:
            yield row.complaint(
                field, f"{row.label(field)} is empty; records need the months that they are complete for."
            )


def _check_in_unit(row: Row[TargetRow] | Row[BenchmarkRow], known: Known) -> Complaints:
    indicator = known.indicators.row(row.says.indicator)
    if indicator is None or not indicator.sound("unit") or indicator.says.unit is Unit.PERCENT:
        return
    for field in IN_UNIT:
        cell = row.raw.cells.get(field)
        if cell and row.sound(field) and as_text(cell.value).endswith("%"):
            unit = f"{indicator.says.code} is in {quote(word_of(indicator.says.unit))}"
            yield row.complaint(field, f"{quote(cell.value)} is a percentage, but {unit}; write a plain number.")


def _check_given(row: Row[GivenRow]) -> Complaints:
    given = row.says
    if not row.sound("value", "numerator", "denominator"):
        return
    if given.value is None and given.numerator is None and given.confirmed != TO_FILL:
        yield row.complaint("value", f"{row.label('value')} is empty; write it, or a numerator and a denominator.")
    if given.denominator == 0:
        yield row.complaint("denominator", f"{row.label('denominator')} is zero; nothing can be divided by it.")
