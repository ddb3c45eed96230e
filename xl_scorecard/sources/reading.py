"""The whole room on one page: look at each file, read its sheets once, type their columns, say what was odd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_scorecard.errors import SourceError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Source, SourceFile, SourceKind
from xl_scorecard.sources.combining import combine
from xl_scorecard.sources.grid import Grid
from xl_scorecard.sources.package import Package, Sheet, find_sheet, open_package
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.readers import read_grids
from xl_scorecard.sources.records import Records, read_records
from xl_scorecard.sources.references import ReferenceRows, read_reference
from xl_scorecard.sources.tables import Tables


def read_sources(definition: Definition) -> Tables:
    """Return the typed tables of every source, what they give, what was read from where, and every Problem.

    Raises SourceError when a source cannot be read; with several, one whose complaints are all of them. A source with
    too many bad rows is read, is marked as not usable, and has a Problem of severity ERROR.
    """
    read = [found for path, sources in _by_file(definition).items() for found in read_file(path, sources, definition)]
    return tables_of(definition, read)


def source_path(definition: Definition, source: Source) -> Path:
    """Return where the workbook of a source is."""
    return definition.folder / source.file.replace("\\", "/")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """One source as it was read."""

    file: SourceFile
    found: Records | ReferenceRows
    problems: tuple[Problem, ...]


def tables_of(definition: Definition, read: Iterable[ReadSource | SourceError]) -> Tables:
    """Return the tables of sources that were read. Raises SourceError as `read_sources` does."""
    found = list(read)
    _refuse([one for one in found if isinstance(one, SourceError)])
    by_name = {one.file.name: one for one in found if isinstance(one, ReadSource)}
    return _tables(definition, [by_name[source.name] for source in definition.sources])


def _by_file(definition: Definition) -> dict[Path, list[Source]]:
    files: dict[Path, list[Source]] = {}
    for source in definition.sources:
        files.setdefault(source_path(definition, source), []).append(source)
    return files


def read_file(path: Path, sources: Sequence[Source], definition: Definition) -> Iterator[ReadSource | SourceError]:
    """Yield each source that one workbook holds, or why it cannot be read; the workbook is opened and hashed once."""
    try:
        package = open_package(path)
    except SourceError as error:
        yield error
        return
    sheets: dict[str, Sheet] = {}
    for source in sources:
        try:
            sheets[source.name] = find_sheet(package, source.sheet)
        except SourceError as error:
            yield error
    yield from _read_sheets(package, [source for source in sources if source.name in sheets], sheets, definition)


def _read_sheets(
    package: Package, sources: Sequence[Source], sheets: Mapping[str, Sheet], definition: Definition
) -> Iterator[ReadSource | SourceError]:
    try:
        grids = read_grids(package, list(dict.fromkeys(sheets.values())))
    except SourceError as error:
        yield error
        return
    for source in sources:
        sheet = sheets[source.name]
        try:
            yield _read_source(source, definition, package, sheet, grids[sheet.name])
        except SourceError as error:
            yield error


def _read_source(source: Source, definition: Definition, package: Package, sheet: Sheet, grid: Grid) -> ReadSource:
    where = Place(file=package.name, sheet=sheet.name)
    is_records = source.kind is SourceKind.RECORDS
    found = read_records(grid, source, where) if is_records else read_reference(grid, source, definition, where)
    problems = [make_problem(Kind.HIDDEN_SHEET, where)] if sheet.hidden else []
    problems += found.problems
    usable = found.bad_rows <= source.bad_row_limit * found.rows
    if not usable:
        words = {"bad": f"{found.bad_rows:,}", "rows": f"{found.rows:,}", "limit": f"{source.bad_row_limit:.1%}"}
        problems.append(make_problem(Kind.TOO_MANY_BAD_ROWS, where, count=found.bad_rows, words=words))
    file = SourceFile(
        name=source.name,
        file=package.name,
        sheet=sheet.name,
        sha256=package.sha256,
        rows=found.rows,
        left_out=found.left_out,
        covers_from=source.covers_from,
        covers_to=source.covers_to,
        bad_rows=found.bad_rows,
        usable=usable,
    )
    return ReadSource(file=file, found=found, problems=tuple(problems))


def _refuse(errors: Sequence[SourceError]) -> None:
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise SourceError(f"{len(errors)} sources cannot be read.", complaints=tuple(errors))


def _tables(definition: Definition, read: Sequence[ReadSource]) -> Tables:
    given = [found.found.entries for found in read if isinstance(found.found, ReferenceRows)]
    reference, repeated = combine(definition.reference, [entry for entries in given for entry in entries])
    return Tables(
        records={found.file.name: found.found.frame for found in read if isinstance(found.found, Records)},
        reference=reference,
        files=tuple(found.file for found in read),
        problems=(*(problem for found in read for problem in found.problems), *repeated),
    )
