"""Referring: rows that say something of an indicator → targets, benchmarks, given figures and notes."""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.definitions.known import Known
from xl_scorecard.definitions.rows import Draft, Model, Row
from xl_scorecard.definitions.schema import BenchmarkRow, GivenRow, TargetRow
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.reference import GivenFigure, NotReported, Reference
from xl_scorecard.model.target import Target, Tolerance
from xl_scorecard.model.waiting import Waiting


def target_of(row: Row[TargetRow], known: Known) -> Target:
    """Return the target in a row."""
    says, tolerance = row.says, None
    if says.tolerance is not None and says.tolerance_unit is not None:
        tolerance = Tolerance(amount=says.tolerance, unit=says.tolerance_unit)
    return Target(
        indicator=known.indicators.word(says.indicator),
        since=says.since,
        until=says.until,
        value=says.value,
        lower=says.lower,
        upper=says.upper,
        tolerance=tolerance,
        amber=says.amber,
        per=says.per,
        confirmed=_year(says.confirmed),
        place=_place(row, "since"),
    )


def reference_of(draft: Draft, known: Known) -> Reference:
    """Return what the definition gives itself; rows that wait to be filled in give nothing."""
    code = known.indicators.word
    return Reference(
        given=tuple(_given(row, known) for row in draft.given.rows if not _given_waits(row.says)),
        benchmarks=tuple(found for row in draft.benchmarks.rows if (found := _benchmark(row, known))),
        not_reported=tuple(
            NotReported(indicator=code(row.says.indicator), period=row.says.period, reason=row.says.reason)
            for row in draft.not_reported.rows
        ),
        notes=tuple(
            Note(
                indicator=code(row.says.indicator),
                period=row.says.period,
                text=row.says.text,
                place=row.raw.cells["text"].place,
            )
            for row in draft.notes.rows
        ),
    )


def waiting_of(draft: Draft, known: Known) -> Iterator[Waiting]:
    """Yield the benchmarks and given figures that somebody has yet to fill in."""
    for benchmark in draft.benchmarks.rows:
        if benchmark.says.value is None:
            yield Waiting(
                code=known.indicators.word(benchmark.says.indicator),
                period=benchmark.says.period,
                comparator=benchmark.says.comparator,
                method=benchmark.says.method,
                place=_place(benchmark, "value"),
            )
    for given in draft.given.rows:
        if _given_waits(given.says):
            code = known.indicators.word(known.measures.word(given.says.code))
            yield Waiting(code=code, period=given.says.period, place=_place(given, "value"))


def _given(row: Row[GivenRow], known: Known) -> GivenFigure:
    says = row.says
    return GivenFigure(
        code=known.indicators.word(known.measures.word(says.code)),
        period=says.period,
        value=says.value,
        numerator=says.numerator,
        denominator=says.denominator,
        source=says.source,
        confirmed=_year(says.confirmed),
        place=_place(row, "period"),
    )


def _benchmark(row: Row[BenchmarkRow], known: Known) -> Benchmark | None:
    says = row.says
    if says.value is None:
        return None
    return Benchmark(
        indicator=known.indicators.word(says.indicator),
        comparator=says.comparator,
        period=says.period,
        value=says.value,
        method=says.method,
        source=says.source,
        until=says.until,
        confirmed=_year(says.confirmed),
        place=_place(row, "period"),
    )


def _given_waits(says: GivenRow) -> bool:
    return says.value is None and says.numerator is None


def _year(confirmed: Period | str | None) -> Period | None:
    return confirmed if isinstance(confirmed, Period) else None


def _place(row: Row[Model], otherwise: str) -> Place:
    """Where a person would confirm it; where there is no such column, its period."""
    cells = row.raw.cells
    return (cells.get("confirmed") or cells[otherwise]).place
