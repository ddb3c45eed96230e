"""Assessing: series of figures in, the whole scorecard out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import Definition, Headline
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.scorecard import Line, Scorecard, Section
from xl_scorecard.model.source import SourceFile
from xl_scorecard.model.status import Status
from xl_scorecard.model.target import Target
from xl_scorecard.status.band import green_band
from xl_scorecard.status.benchmarks import benchmarks_of, comparable_benchmarks
from xl_scorecard.status.beside import Beside, prepare_beside, stands_beside
from xl_scorecard.status.commentary import note_problems
from xl_scorecard.status.due import as_due
from xl_scorecard.status.flags import small_numbers
from xl_scorecard.status.hints import target_hint
from xl_scorecard.status.likeness import grows_with_period
from xl_scorecard.status.neighbours import with_neighbours
from xl_scorecard.status.notes import last_note, note_on, notes_of
from xl_scorecard.status.rag import is_meant_for, judge, target_in_force
from xl_scorecard.status.reasons import judged_reason, no_data_reason, no_target_reason
from xl_scorecard.status.shares import impossible_shares
from xl_scorecard.status.travel import Travel, earlier, long_travel, short_travel

Said = TypeVar("Said", Benchmark, Note)


def assess_series(
    definition: Definition,
    reference: Reference,
    series: tuple[Series, ...],
    *,
    period: Period,
    problems: tuple[Problem, ...],
    files: tuple[SourceFile, ...],
    built: datetime,
) -> Scorecard:
    """Return the scorecard of the month `period`: every figure up to it judged, sections in order of first appearance.

    Every line has an assessment for each month of the history, for `period`, its year to date and the last full year;
    where a series has no figure for one of them, it says so.
    """
    history = months_covered(series, period)
    wanted = (*history, period, period.year_to_date, last_full_year(period))
    headline = headline_period(definition.settings.headline, period)
    reference = replace(reference, benchmarks=with_neighbours(reference.benchmarks, definition.settings))
    lines = tuple(
        assess_line(_contexts(definition, reference, one, period=period, wanted=wanted), headline) for one in series
    )
    return Scorecard(
        definition=definition,
        period=period,
        history=history,
        sections=_sections(lines),
        problems=(*problems, *impossible_shares(definition, reference), *note_problems(definition, lines)),
        sources=files,
        built=built,
    )


def headline_period(headline: Headline, period: Period) -> Period:
    """Return the period that the Summary counts in a scorecard of the month `period`."""
    match headline:
        case Headline.LAST_FULL_YEAR:
            return last_full_year(period)
        case Headline.YEAR_TO_DATE:
            return period.year_to_date
        case Headline.MONTH:
            return period


def last_full_year(period: Period) -> Period:
    """Return the last financial year that is complete by the end of `period`.

    >>> last_full_year(Period.month(2012, 5)).label, last_full_year(Period.month(2012, 3)).label
    ('2011/12', '2011/12')
    """
    year = period.financial_year
    return year if year.last == period.last else year.back(1)


def months_covered(series: Iterable[Series], period: Period) -> tuple[Period, ...]:
    """Return every month from the first that any series has a figure for up to `period`, in order."""
    months = [month for one in series for month in one.figures if month.kind is PeriodKind.MONTH]
    first = min((month.first for month in months), default=period.first)
    return Period(period.last, min(first, period.last), PeriodKind.MONTH.value).months


def assess_line(contexts: tuple[Context, ...], headline: Period) -> Line:
    """Return one printed row: every figure of the series judged, each by the definition it was worked out by."""
    found = [_assessment(context, figure) for context in contexts for figure in context.figures.values()]
    judged = {one.period: one for one in sorted(found, key=lambda one: one.period)}
    now = contexts[0]
    return Line(
        indicator=now.indicator,
        headline=headline,
        assessments=as_due(now.indicator, judged),
        benchmarks=now.benchmarks,
        notes=now.notes,
        spc=now.beside.chart,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What one indicator's figures are judged by. `grows`: a year's figure stands for more than a month's.

    `figures` are those worked out by one version of its definition, whose `code` targets are set for; those of `apart`
    were worked out by others and are not compared with them.
    """

    indicator: Indicator
    code: str
    figures: Mapping[Period, Figure]
    apart: frozenset[Period]
    targets: tuple[Target, ...]
    benchmarks: tuple[Benchmark, ...]
    notes: tuple[Note, ...]
    grows: bool
    beside: Beside


def _contexts(
    definition: Definition, reference: Reference, series: Series, *, period: Period, wanted: tuple[Period, ...]
) -> tuple[Context, ...]:
    """One for each version that the figures were worked out by: the one in force now first."""
    figures = {one: figure for one, figure in series.figures.items() if one.last <= period.last}
    for one in wanted:
        figures.setdefault(one, Figure(period=one, missing="not covered by the sources"))
    now = series.indicator
    versions = dict.fromkeys((now, *(figure.by for figure in figures.values() if figure.by)))
    by_version = {
        version: {one: f for one, f in figures.items() if (version is now if f.by is None else f.by == version)}
        for version in versions
    }
    return tuple(
        _context(definition, reference, (now, version), dict(sorted(own.items())), figures, period=period)
        for version, own in by_version.items()
    )


def _context(
    definition: Definition,
    reference: Reference,
    versions: tuple[Indicator, Indicator],
    figures: Mapping[Period, Figure],
    every: Mapping[Period, Figure],
    period: Period,
) -> Context:
    now, version = versions
    codes = {one.code for one in definition.versions_of(now)}
    indicator = now if version == now else printed_as(version, now)
    return Context(
        indicator=indicator,
        figures=figures,
        code=version.code,
        apart=frozenset(one for one, figure in every.items() if figure.value is not None and one not in figures),
        targets=tuple(target for target in definition.targets if target.indicator == version.code),
        benchmarks=benchmarks_of(now, (_under(now, one) for one in reference.benchmarks if one.indicator in codes)),
        notes=notes_of(now, (_under(now, one) for one in reference.notes if one.indicator in codes), period=period),
        grows=grows_with_period(definition, indicator),
        beside=prepare_beside(definition, indicator, figures, month=period),
    )


def _under(now: Indicator, said: Said) -> Said:
    """What was said of a code that this indicator replaced is said of this one."""
    return said if said.indicator == now.code else replace(said, indicator=now.code)


def printed_as(version: Indicator, now: Indicator) -> Indicator:
    """Return an earlier version under the code, title and owner that it is printed with now."""
    return replace(
        version,
        code=now.code,
        section=now.section,
        title=now.title,
        owner=now.owner,
        frequency=now.frequency,
        compared_with=now.compared_with,
    )


def _assessment(context: Context, figure: Figure) -> Assessment:
    indicator, period = context.indicator, figure.period
    status, target, reason = _verdict(context, figure)
    short, long = _travel(context, period)
    benchmarks = comparable_benchmarks(context.benchmarks, period, grows=context.grows)
    return Assessment(
        indicator=indicator,
        figure=figure,
        status=status,
        reason=reason,
        trend=short.direction,
        trend_reason=short.reason,
        long_trend=long.direction,
        long_trend_reason=long.reason,
        target=target,
        target_hint=target_hint(indicator, target),
        benchmarks=benchmarks,
        note=note_on(context.notes, period),
        last_note=last_note(context.notes, period),
        flag=small_numbers(figure),
        **stands_beside(indicator, figure, target, benchmarks, context.beside),
    )


def _verdict(context: Context, figure: Figure) -> tuple[Status, Target | None, str]:
    indicator, period = context.indicator, figure.period
    set_target = target_in_force(context.targets, context.code, period)
    target = set_target if set_target and _judges(context, set_target, period) else None
    if figure.value is None:
        return Status.NO_DATA, target, no_data_reason(figure)
    if target is None:
        return Status.NO_TARGET, None, no_target_reason(indicator, period, set_target)
    status = judge(figure.value, indicator.polarity, target)
    return status, target, judged_reason(indicator, period, figure.value, target)


def _judges(context: Context, target: Target, period: Period) -> bool:
    can_be_met = green_band(context.indicator.polarity, target) is not None
    return can_be_met and is_meant_for(target, period, grows=context.grows)


def _travel(context: Context, period: Period) -> tuple[Travel, Travel]:
    indicator = context.indicator
    target = target_in_force(context.targets, context.code, period)
    is_range = indicator.polarity is Polarity.RANGE
    band = green_band(indicator.polarity, target) if is_range and target and _judges(context, target, period) else None
    short, before = short_travel(indicator, context.figures, period, band=band), earlier(indicator, period, 1)
    if before in context.apart and context.figures[period].value is not None:
        short = Travel(reason=f"The definition changed, so {before.label} is not compared with.")
    return short, long_travel(indicator, context.figures, period, band=band)


def _sections(lines: tuple[Line, ...]) -> tuple[Section, ...]:
    titles = dict.fromkeys(line.indicator.section for line in lines)
    return tuple(
        Section(title=title, lines=tuple(line for line in lines if line.indicator.section == title)) for title in titles
    )
