"""Turning: what must be looked at again when the year turns, because it was set for the year before.

IND-007 a target or benchmark that nobody has confirmed for the new year      IND-008 one that waits to be filled in
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.target import Target


def unconfirmed(workings: Workings) -> tuple[Problem, ...]:
    """Return a Problem for each target and benchmark that is not confirmed, in the first period of a year that is due.

    What ends needs no confirming, nor what was set for this year. What waits to be filled in is told in every period.
    """
    month, definition = workings.period, workings.definition
    turning = [one for one in definition.indicators if first_due(one.frequency, month.financial_year) == month]
    return (*_targets(workings, turning), *_benchmarks(workings, turning), *_waiting(workings))


def first_due(frequency: PeriodKind, year: Period) -> Period:
    """Return the first month of a financial year in which something of this frequency is due.

    >>> first_due(PeriodKind.QUARTER, Period.year(2012)).label
    'Jun 2012'
    """
    return next(month for month in year.months if month.within(frequency).last == month.last)


def open_targets(workings: Workings, code: str, year: Period) -> Iterator[Target]:
    """Yield the targets of an indicator that go on into a year without anybody having said so."""
    for target in workings.definition.targets:
        goes_on = target.until is None and target.since.first < year.first and not target.is_waiting
        if target.indicator == code and goes_on and not _is_confirmed(target.confirmed, year):
            yield target


def old_benchmarks(workings: Workings, code: str, year: Period) -> Iterator[Benchmark]:
    """Yield of each comparator the latest benchmark, where it is of an earlier year and nobody has said that it holds."""
    latest: dict[str, Benchmark] = {}
    for benchmark in sorted(workings.reference.benchmarks, key=lambda one: one.period):
        if benchmark.indicator == code and benchmark.period.first <= year.last:
            latest[benchmark.comparator] = benchmark
    for benchmark in latest.values():
        ended = benchmark.until is not None and benchmark.until.last < year.last
        if benchmark.period.last < year.first and not ended and not _is_confirmed(benchmark.confirmed, year):
            yield benchmark


def _is_confirmed(confirmed: Period | None, year: Period) -> bool:
    return confirmed is not None and confirmed.last >= year.first


def _targets(workings: Workings, indicators: list[Indicator]) -> Iterator[Problem]:
    year = workings.period.financial_year
    for indicator in indicators:
        for target in open_targets(workings, indicator.code, year):
            yield _problem(
                "IND-007",
                target.place,
                f"{indicator.code}: its target, in force since {target.since}, is not confirmed for {year}.",
                f"Write {year} under Confirmed if it still holds, or end it under Until and add a row for {year}.",
            )


def _benchmarks(workings: Workings, indicators: list[Indicator]) -> Iterator[Problem]:
    year = workings.period.financial_year
    for indicator in indicators:
        for benchmark in old_benchmarks(workings, indicator.code, year):
            yield _problem(
                "IND-007",
                benchmark.place,
                f"{indicator.code}: {benchmark.comparator}'s figure of {benchmark.period} is not confirmed for {year}.",
                f"Add a newer figure, or write {year} under Confirmed if there is none yet.",
            )


def _waiting(workings: Workings) -> Iterator[Problem]:
    definition, month = workings.definition, workings.period
    for target in definition.targets:
        if target.is_waiting and target.in_force(month):
            sentence = (
                f"{target.indicator}: its target from {target.since} on is not filled in; until then it has none."
            )
            yield _problem("IND-008", target.place, sentence, "Fill it in, or take the row away.")
    for row in definition.waiting:
        if row.period.first <= month.last:
            what = f"{row.comparator}'s figure of {row.period}" if row.comparator else f"the figure of {row.period}"
            sentence = f"{row.code}: {what} is not filled in."
            yield _problem("IND-008", row.place, sentence, "Fill it in, or take the row away.")


def _problem(code: str, place: Place, sentence: str, fix: str) -> Problem:
    return Problem(code=code, severity=Severity.WARNING, place=place, sentence=sentence, fix=fix)
