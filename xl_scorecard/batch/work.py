"""Work: what a worker process does: read a definition, read a source workbook, find the parts, make one scorecard."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xl_scorecard import pipeline
from xl_scorecard.batch.job import Shelf
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import RequestError, ScorecardError, SourceError
from xl_scorecard.history.workbook import read_history
from xl_scorecard.indicators.functions import load_functions
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.source import Source, SourceKind
from xl_scorecard.sources.choosing import hash_of, source_path
from xl_scorecard.sources.reading import ReadSource, read_file, tables_of
from xl_scorecard.sources.splitting import find_dimension, parts_of, rows_of, split_tables
from xl_scorecard.writers.manifest import Run, inputs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDefine:
    """A definition to be read; `out` is the folder that scorecards of it go to.

    `periods` empty: the last month that all its sources cover. `allow_python`: its functions may be run.
    """

    path: Path
    template: Path | None
    out: Path
    periods: tuple[Period, ...]
    allow_python: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """A definition, the hash of each source's workbook ("" where it cannot be read), and for each month that of all."""

    definition: Definition
    hashes: dict[str, str]
    inputs: dict[Period, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A workbook and the sources to be read from it, each under its key, for a definition that has them.

    `password` opens it if it is protected.
    """

    path: Path
    sources: tuple[tuple[str, Source], ...]
    definition: Definition
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSplit:
    """A definition whose rows are to be split by a dimension; `keys` are of its sources' parcels, in its order."""

    definition: Definition
    keys: tuple[str, ...]
    dimension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A part, and how many rows of the split sources belong to it."""

    part: Part
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBuild:
    """One scorecard to be made."""

    definition: Definition
    keys: tuple[str, ...]
    period: Period | None
    part: Part | None
    template: Path | None
    out: Path
    run: str
    allow_python: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A scorecard that was made; `path` is another than asked for where that one was held open by somebody."""

    path: Path
    held: str
    usable: bool


def define(given: ToDefine, _: Shelf) -> Defined:
    """Return a definition with the hashes of what it names. Raises DefinitionError, TemplateError and RequestError."""
    definition = read_definition(given.path)
    load_functions(definition, allowed=given.allow_python)
    paths = {source.name: source_path(definition, source) for source in definition.sources}
    known = {path: hash_of(path) for path in set(paths.values())}
    hashes = {name: known[path] for name, path in paths.items()}
    template = pipeline.choose_template(definition, given.template)
    history = read_history(definition.folder).history
    inputs = {
        month: inputs_of(
            definition, hashes, template=template, folder=given.out, history=history.before(month).seal
        ).sha256
        for month in given.periods or (_last_covered(definition),)
    }
    return Defined(definition=definition, hashes=hashes, inputs=inputs)


def read(given: ToRead, _: Shelf) -> dict[str, bytes]:
    """Return every source of a workbook as a parcel, or the SourceError why it cannot be read, by key."""
    found: dict[str, ReadSource | SourceError] = {}
    for sources in _with_different_names(given.sources):
        found |= _read(given, sources)
    return {key: pickle.dumps(one, pickle.HIGHEST_PROTOCOL) for key, one in found.items()}


def split(given: ToSplit, shelf: Shelf) -> tuple[Found, ...]:
    """Return every part of a dimension. Raises RequestError and SourceError."""
    found = _assembled(given.definition, given.keys, shelf)
    dimension = find_dimension(given.definition, given.dimension)
    parts = parts_of(given.definition, found.tables, dimension)
    return tuple(Found(part=part, rows=sum(rows_of(given.definition, found.tables, part).values())) for part in parts)


def build(given: ToBuild, shelf: Shelf) -> Made:
    """Make one scorecard, with its manifest. Raises whatever stops it."""
    run = Run(id=given.run)
    found = _assembled(given.definition, given.keys, shelf)
    found = replace(found, functions=load_functions(given.definition, allowed=given.allow_python))
    card = pipeline.assess_read(found, period=given.period, part=given.part)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    built = pipeline.write(card, template=given.template, out=given.out, run=run)
    return Made(path=built.path, held=built.held, usable=all(source.usable for source in card.sources))


def _assembled(definition: Definition, keys: Sequence[str], shelf: Shelf) -> pipeline.Read:
    def assemble() -> pipeline.Read:
        tables = tables_of(definition, [shelf.parcels[key] for key in keys])
        history = read_history(definition.folder).history
        return pipeline.Read(definition=definition, tables=split_tables(definition, tables), history=history)

    found: pipeline.Read = shelf.remember((definition.path, definition.sha256, *keys), assemble)
    return found


def _last_covered(definition: Definition) -> Period:
    lasts = [one.covers_to for one in definition.sources if one.kind is SourceKind.RECORDS and one.covers_to]
    if not lasts:
        raise RequestError(
            "There is no month that all sources cover.",
            place=Place(file=definition.path.name),
            fix="Say which with --periods.",
        )
    return min(lasts).last_month


def _with_different_names(sources: Sequence[tuple[str, Source]]) -> Iterator[dict[str, Source]]:
    """Sources in groups in which no two have the same name: definitions may mean different things by one."""
    waiting = list(sources)
    while waiting:
        group: dict[str, tuple[str, Source]] = {}
        for key, source in waiting:
            group.setdefault(source.name, (key, source))
        yield dict(group.values())
        waiting = [pair for pair in waiting if pair not in group.values()]


def _read(given: ToRead, sources: dict[str, Source]) -> dict[str, ReadSource | SourceError]:
    """All in one go; one by one where something is wrong, to know with which."""

    def read_these(these: Sequence[Source]) -> Iterator[ReadSource | SourceError]:
        return iter(read_file(given.path, these, given.definition, password=given.password))

    found = list(read_these(list(sources.values())))
    if not any(isinstance(one, ScorecardError) for one in found):
        names = {one.file.name: one for one in found if isinstance(one, ReadSource)}
        return {key: names[source.name] for key, source in sources.items()}
    return {key: next(read_these([source])) for key, source in sources.items()}
