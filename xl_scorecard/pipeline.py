"""The whole flow on one page.

definition → source workbooks → typed tables → series → assessed scorecard → filled template → finished workbook
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from pathlib import Path

from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.disclosure.suppression import suppress
from xl_scorecard.errors import RequestError
from xl_scorecard.history.changes import with_changes
from xl_scorecard.history.lookback import short_look_backs
from xl_scorecard.history.reaching import reach_back
from xl_scorecard.history.workbook import read_history
from xl_scorecard.indicators.derivation import derive
from xl_scorecard.indicators.functions import load_functions
from xl_scorecard.indicators.series import compute_series
from xl_scorecard.indicators.workings import Functions
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.history import History
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.sources.choosing import input_files
from xl_scorecard.sources.reading import read_sources
from xl_scorecard.sources.splitting import part_definition, part_tables
from xl_scorecard.sources.tables import Tables
from xl_scorecard.status.assessing import assess_series
from xl_scorecard.status.explaining import Explanation, explain_assessment, find_assessment
from xl_scorecard.writers.holder import holder_of
from xl_scorecard.writers.manifest import Run, write_manifest
from xl_scorecard.writers.office import convert
from xl_scorecard.writers.printing import Pack, print_workbook
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.workbook import finished_workbook, write_workbook

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A finished workbook: what it says, and where it is; `saved_beside` where the file asked for is held open.

    `held` says by whom, as far as is known: "open in Excel by Ann Smith".
    """

    card: Scorecard
    path: Path
    saved_beside: bool
    held: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A definition with all that was read for it: scorecards of any month, and of any part, are made from this."""

    definition: Definition
    tables: Tables
    history: History
    functions: Functions = field(default_factory=dict)


def assess(
    path: Path | str,
    *,
    period: Period | str | None = None,
    computed: bool = False,
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Scorecard:
    """Return the assessed scorecard of the definition at `path`; by default for the last month all sources cover.

    `computed`: LibreOffice computes formulas of sources that no program has calculated. `allow_python`: the functions
    that the definition names may be run. `password` opens source workbooks that are protected. `progress` is told each
    stage as it begins.
    Raises DefinitionError, SourceError, and RequestError where there are no data in the period.
    """
    found = read(path, computed=computed, allow_python=allow_python, password=password, progress=progress)
    return assess_read(found, period=period, progress=progress)


def read(
    path: Path | str,
    *,
    computed: bool = False,
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Read:
    """Return a definition with its sources' tables and its history. Raises DefinitionError and SourceError.

    Raises RequestError where the definition names Python functions and they are not allowed.
    """
    progress("Reading the definition")
    definition = read_definition(Path(path))
    return read_defined(definition, computed=computed, allow_python=allow_python, password=password, progress=progress)


def read_defined(
    definition: Definition,
    *,
    computed: bool = False,
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Read:
    """Return a definition that was read before, with its sources' tables and its history. Raises as `read` does."""
    functions = load_functions(definition, allowed=allow_python)
    progress("Reading the source workbooks")
    tables = read_sources(definition, password=password, calculate=_calculate if computed else None)
    history = read_history(definition.folder).history
    return Read(definition=definition, tables=tables, history=history, functions=functions)


def _calculate(content: bytes, name: str) -> bytes:
    return convert(content, "xlsx", file=name)


def assess_read(
    found: Read, *, period: Period | str | None = None, part: Part | None = None, progress: Progress = lambda _: None
) -> Scorecard:
    """Return the assessed scorecard of what was read; of one `part` of it, where its tables are split.

    Raises RequestError where there are no data in the period.
    """
    month = choose_month(found.tables, period)
    definition, tables = ready_for(found, month, part=part)
    closed = found.history.before(month)
    progress("Working out the figures")
    series, problems = compute_series(definition, tables, month, found.functions)
    progress("Assessing them")
    card = assess_series(
        definition,
        tables.reference,
        series,
        period=month,
        problems=(*tables.problems, *problems, *short_look_backs(definition, tables, month)),
        files=tables.files,
        built=built_at(month),
    )
    return with_changes(replace(card, part=part, history_seal=closed.seal), closed)


def ready_for(found: Read, month: Period, *, part: Part | None = None) -> tuple[Definition, Tables]:
    """Return the definition as it holds for a scorecard of `month`, and the tables with closed figures of before."""
    definition = part_definition(found.definition, part) if part else found.definition
    tables = part_tables(found.definition, found.tables, part) if part else found.tables
    closed = found.history.before(month)
    tables = reach_back(definition, tables, closed, month, part=part.code if part else "")
    return definition.at(month), tables


def explain(
    path: Path | str,
    code: str,
    *,
    period: Period | str | None = None,
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Explanation:
    """Return how one figure came about, down to the rows counted; by default that of the headline.

    Raises what `assess` raises, and RequestError where there is no such indicator or no such figure.
    """
    wanted = parse_period(period) if period else None
    found = read(path, allow_python=allow_python, password=password, progress=progress)
    card = assess_read(found, period=wanted.last_month if wanted else None, progress=progress)
    assessment = find_assessment(card, code, wanted)
    definition, tables = ready_for(found, card.period)
    derivation = derive(definition, tables, assessment.indicator.code, assessment.behind.period, found.functions)
    return explain_assessment(card, assessment, derivation)


def build(
    path: Path | str,
    *,
    period: Period | str | None = None,
    template: Path | str | None = None,
    out: Path | str | None = None,
    computed: bool = False,
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Built:
    """Return the finished workbook, written to `out`: by default scorecard-<period>.xlsx beside the definition.

    `computed`: LibreOffice computes the template's own formulas, and those of sources that were never calculated.
    Raises what `assess` raises, TemplateError and WriteError; an output file that was there stays as it was.
    """
    run = Run()
    card = assess(
        path, period=period, computed=computed, allow_python=allow_python, password=password, progress=progress
    )
    progress("Filling in the template")
    return write(card, template=template, out=out, computed=computed, run=run)


def check(
    path: Path | str,
    *,
    period: Period | str | None = None,
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Scorecard:
    """Return the scorecard after all that `build` does but saving. Raises what `build` raises but WriteError."""
    card = assess(path, period=period, allow_python=allow_python, password=password, progress=progress)
    progress("Trying the template")
    finished_workbook(as_shown(card), choose_template(card.definition, None))
    return card


def as_shown(card: Scorecard) -> Scorecard:
    """Return the internal edition of a scorecard, its small numbers hidden as the definition says: usually not at all."""
    return suppress(card, card.definition.settings.suppression)


def write(
    card: Scorecard,
    *,
    template: Path | str | None = None,
    out: Path | str | None = None,
    computed: bool = False,
    run: Run | None = None,
) -> Built:
    """Return `card` as a finished workbook with its manifest beside it.

    `template` defaults to the definition's, then to the one we ship; `run` says when the work on it began.
    """
    run, card = run or Run(), as_shown(card)
    design = choose_template(card.definition, template)
    goal = Path(out) if out else card.definition.folder / f"scorecard-{card.period.code}{suffix_of(design)}"
    refuse_input_as_output(card.definition, design, goal)
    refuse_other_kind(design, goal)
    written = write_workbook(card, design, goal, computed=computed)
    write_manifest(written.card, workbook=written.path, template=design, run=run)
    held = holder_of(goal) if written.path != goal else ""
    return Built(card=written.card, path=written.path, saved_beside=written.path != goal, held=held)


def print_pages(built: Built, pack: str) -> Path:
    """Return the PDF of a finished workbook, printed by LibreOffice: its "board" pages, or "all". Raises WriteError."""
    return print_workbook(built.path, built.card, Pack(pack))


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
    inputs = {definition.path, template, *input_files(definition)}
    if out.resolve() in {file.resolve() for file in inputs}:
        raise RequestError(
            "The finished workbook would overwrite a workbook that it is made from.",
            place=Place(file=out.name),
            fix="Choose another name with --out.",
        )


def suffix_of(template: Path) -> str:
    """Return what the finished workbook's name ends in: a template with macros makes a workbook with macros."""
    return ".xlsm" if template.suffix.lower() == ".xlsm" else ".xlsx"


def refuse_other_kind(template: Path, out: Path) -> None:
    """Raise RequestError where the name promises macros and the template has none, or the other way round."""
    wanted = suffix_of(template)
    if out.suffix.lower() in {".xlsx", ".xlsm"} - {wanted}:
        has = "has" if wanted == ".xlsm" else "has no"
        raise RequestError(
            f"The template {template.name} {has} macros, so Excel would not open a workbook of this name.",
            place=Place(file=out.name),
            fix=f"Choose a name that ends in {wanted} with --out.",
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
