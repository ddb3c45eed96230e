"""The whole flow on one page.

definition → source workbooks → typed tables → series → assessed scorecard → filled template → finished workbook
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import RequestError
from xl_scorecard.indicators.series import compute_series
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.sources.reading import read_sources
from xl_scorecard.sources.tables import Tables
from xl_scorecard.status.assessing import assess_series
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.workbook import finished_workbook, write_workbook

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A finished workbook: what it says, and where it is; `saved_beside` where the file asked for is held open."""

    card: Scorecard
    path: Path
    saved_beside: bool


def assess(path: Path | str, *, period: Period | str | None = None, progress: Progress = lambda _: None) -> Scorecard:
    """Return the assessed scorecard of the definition at `path`; by default for the last month all sources cover.

    `progress` is told the name of each stage as it begins.
    Raises DefinitionError, SourceError, and RequestError where there are no data in the period.
    """
    progress("Reading the definition")
    definition = read_definition(Path(path))
    progress("Reading the source workbooks")
    tables = read_sources(definition)
    month = choose_month(tables, period)
    progress("Working out the figures")
    series, problems = compute_series(definition, tables, month)
    progress("Assessing them")
    return assess_series(
        definition,
        tables.reference,
        series,
        period=month,
        problems=(*tables.problems, *problems),
        files=tables.files,
        built=built_at(month),
    )


def build(
    path: Path | str,
    *,
    period: Period | str | None = None,
    template: Path | str | None = None,
    out: Path | str | None = None,
    progress: Progress = lambda _: None,
) -> Built:
    """Return the finished workbook, written to `out`: by default scorecard-<period>.xlsx beside the definition.

    Raises what `assess` raises, TemplateError and WriteError; an output file that was there stays as it was.
    """
    card = assess(path, period=period, progress=progress)
    progress("Filling in the template")
    return write(card, template=template, out=out)


def check(path: Path | str, *, period: Period | str | None = None, progress: Progress = lambda _: None) -> Scorecard:
    """Return the scorecard after all that `build` does but saving. Raises what `build` raises but WriteError."""
    card = assess(path, period=period, progress=progress)
    progress("Trying the template")
    finished_workbook(card, choose_template(card.definition, None))
    return card


def write(card: Scorecard, *, template: Path | str | None = None, out: Path | str | None = None) -> Built:
    """Return `card` as a finished workbook. `template` defaults to the definition's, then to the one we ship."""
    design = choose_template(card.definition, template)
    goal = Path(out) if out else card.definition.folder / f"scorecard-{card.period.code}.xlsx"
    refuse_input_as_output(card.definition, design, goal)
    written = write_workbook(card, design, goal)
    return Built(card=written.card, path=written.path, saved_beside=written.path != goal)


def choose_month(tables: Tables, period: Period | str | None) -> Period:
    """Return the month asked for, or the last that all sources cover. Raises RequestError where there is none."""
    if period is None:
        return _last_covered(tables)
    month = parse_period(period)
    if month.kind is not PeriodKind.MONTH:
        raise RequestError(
            "A scorecard is made for a month.", fix=f"Give one such as --period {month.last_month.code}."
        )
    spans = [(f.covers_from, f.covers_to) for f in tables.files if f.covers_from and f.covers_to]
    if spans and not any(start.first <= month.last <= end.last for start, end in spans):
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        raise RequestError(
            f"No source has data for {month.label}.",
            fix=f"They cover {first.label} to {last.label}; ask for a month in between, such as {last.code}.",
        )
    return month


def parse_period(period: Period | str) -> Period:
    """Return the period that a person typed. Raises RequestError."""
    if isinstance(period, Period):
        return period
    try:
        return Period.parse(period)
    except ValueError:
        raise RequestError("That is not a period.", fix='Give a month such as 2012-05 or "May 2012".') from None


def choose_template(definition: Definition, template: Path | str | None) -> Path:
    """Return the template to fill: the one asked for, the definition's own, or the one we ship."""
    if template:
        return Path(template)
    own = definition.settings.template
    return definition.folder / own if own else shipped_template()


def refuse_input_as_output(definition: Definition, template: Path, out: Path) -> None:
    """Raise RequestError where the finished workbook would overwrite what it is made from."""
    inputs = {definition.path, template, *(definition.folder / source.file for source in definition.sources)}
    if out.resolve() in {file.resolve() for file in inputs}:
        raise RequestError(
            "The finished workbook would overwrite a workbook that it is made from.",
            place=Place(file=out.name),
            fix="Choose another name with --out.",
        )


def built_at(period: Period) -> datetime:
    """Return the moment that the workbook says it was made: SOURCE_DATE_EPOCH, or midnight at the period's end.

    The clock would make two builds of the same inputs differ.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), tz=UTC).replace(tzinfo=None)
    return datetime.combine(period.end, time())


def _last_covered(tables: Tables) -> Period:
    month = tables.covered()
    if month is None:
        raise RequestError("There is no month that all sources cover.", fix="Say which month with --period.")
    return month
