"""The whole room on one page: look at each file, read its sheets once, type their columns, say what was odd."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from xl_scorecard.errors import SourceError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import FilePart, Source, SourceFile, SourceKind
from xl_scorecard.sources.area import Area
from xl_scorecard.sources.book import Book, Sheet, find_area, find_sheet, open_book
from xl_scorecard.sources.calculating import Calculate, calculate_formulas, told_of
from xl_scorecard.sources.choosing import files_of, hash_of_all, source_path
from xl_scorecard.sources.combining import combine
from xl_scorecard.sources.coverage import check_records
from xl_scorecard.sources.crosschecks import check_across
from xl_scorecard.sources.grid import Grid
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.readers import read_grids
from xl_scorecard.sources.records import Records, read_records, together
from xl_scorecard.sources.references import ReferenceRows, read_reference
from xl_scorecard.sources.tables import Tables

SMALL_ENOUGH = 32 * 1024 * 1024
MOST_AT_ONCE = 4


def read_sources(definition: Definition, *, password: str = "", calculate: Calculate | None = None) -> Tables:
    """Return the typed tables of every source, what they give, what was read from where, and every Problem.

    Raises SourceError when a source cannot be read; with several, one whose complaints are all of them. A source with
    too many bad rows is read, is marked as not usable, and has a Problem of severity ERROR. `password` opens workbooks
    that are protected. `calculate` computes formulas that no program has calculated.
    """
    files = _by_file(definition)

    def read(path: Path) -> list[ReadSource | SourceError]:
        return list(read_file(path, files[path], definition, password=password, calculate=calculate))

    if (at_once := _at_once(files)) == 1:
        return tables_of(definition, [found for path in files for found in read(path)])
    with ThreadPoolExecutor(at_once) as threads:
        return tables_of(definition, [found for one in threads.map(read, files) for found in one])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """One source as it was read."""

    file: SourceFile
    found: Records | ReferenceRows
    problems: tuple[Problem, ...]


def read_file(
    path: Path,
    sources: Sequence[Source],
    definition: Definition,
    *,
    password: str = "",
    calculate: Calculate | None = None,
) -> Iterator[ReadSource | SourceError]:
    """Yield each source that a workbook holds, or why it cannot be read; `path` may mean several (see choosing)."""
    try:
        read = [
            _read_workbook(open_book(file, password=password), sources, definition, calculate)
            for file in files_of(path)
        ]
    except SourceError as error:
        yield error
        return
    for source in sources:
        pieces = [found[source.name] for found in read]
        errors = [piece for piece in pieces if isinstance(piece, SourceError)]
        if errors:
            yield from errors
        else:
            yield _whole([piece for piece in pieces if isinstance(piece, ReadSource)], source, path)


def tables_of(definition: Definition, read: Iterable[ReadSource | SourceError]) -> Tables:
    """Return the tables of sources that were read. Raises SourceError as `read_sources` does."""
    found = list(read)
    _refuse([one for one in found if isinstance(one, SourceError)])
    by_name = {one.file.name: one for one in found if isinstance(one, ReadSource)}
    ordered = [by_name[source.name] for source in definition.sources]
    given = [one.found.entries for one in ordered if isinstance(one.found, ReferenceRows)]
    records = {one.file.name: one.found for one in ordered if isinstance(one.found, Records)}
    reference, repeated = combine(definition.reference, [entry for entries in given for entry in entries])
    problems = (*(problem for one in ordered for problem in one.problems), *repeated)
    return Tables(
        records={name: one.frame for name, one in records.items()},
        reference=reference,
        files=tuple(one.file for one in ordered),
        problems=tuple(dict.fromkeys((*problems, *check_across(definition, records)))),
    )


def _by_file(definition: Definition) -> dict[Path, list[Source]]:
    files: dict[Path, list[Source]] = {}
    for source in definition.sources:
        files.setdefault(source_path(definition, source), []).append(source)
    return files


def _at_once(files: Iterable[Path]) -> int:
    """Large workbooks one after the other, so that memory has to hold one of them."""
    sizes = [file.stat().st_size for file in files if file.is_file()]
    small = sum(sizes) <= SMALL_ENOUGH
    return max(1, min(MOST_AT_ONCE, len(sizes), os.cpu_count() or 1)) if small else 1


def _read_workbook(
    book: Book, sources: Sequence[Source], definition: Definition, calculate: Calculate | None
) -> dict[str, ReadSource | SourceError]:
    """Each source that one workbook holds; the workbook is opened and hashed once. Raises SourceError for all."""
    found: dict[str, ReadSource | SourceError] = {}
    wanted: dict[str, Wanted] = {}
    for source in sources:
        try:
            wanted[source.name] = Wanted.of(source, book)
        except SourceError as error:
            found[source.name] = error
    grids, extras = _grids(book, list(wanted.values())), _extras(book)
    as_found = grids
    if calculate:
        grids = calculate_formulas(book, list({one.sheet for one in wanted.values()}), grids, calculate)
    book = book.without_data()
    for number, (name, one) in enumerate(wanted.items()):
        try:
            read = _read_source(one, definition, book, grids[one.sheet.position])
            calculated = told_of(as_found[one.sheet.position], grids[one.sheet.position], _where(one, book))
            found[name] = replace(read, problems=(*(extras if number == 0 else ()), *calculated, *read.problems))
        except SourceError as error:
            found[name] = error
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A source, and which sheet and area of a workbook it means."""

    source: Source
    sheet: Sheet
    area: Area | None = None

    @classmethod
    def of(cls, source: Source, book: Book) -> Wanted:
        """Return what a source means. Raises SourceError."""
        if source.table:
            sheet, area = find_area(book, source.table)
            return cls(source=source, sheet=sheet, area=area)
        return cls(source=source, sheet=find_sheet(book, source.sheet))


def _grids(book: Book, wanted: Sequence[Wanted]) -> dict[int, Grid]:
    """The cells of each sheet; a text file is read as the first source that uses it declares."""
    if not wanted:
        return {}
    first, sheets = wanted[0].source, list(dict.fromkeys(one.sheet for one in wanted))
    return read_grids(book, sheets, encoding=first.encoding, delimiter=first.delimiter)


def _read_source(wanted: Wanted, definition: Definition, book: Book, grid: Grid) -> ReadSource:
    source, sheet, area = wanted.source, wanted.sheet, wanted.area
    where = _where(wanted, book)
    first = area.rows.start if area else 1
    inside = grid.within(area.rows, area.columns) if area else grid
    found: Records | ReferenceRows
    if source.kind is SourceKind.RECORDS:
        found = read_records(inside, source, where, first=first)
    else:
        found = read_reference(inside, source, definition, where, first=first)
    file = SourceFile(
        name=source.name,
        file=book.place.file,
        sheet=where.sheet,
        sha256=book.sha256,
        rows=found.rows,
        left_out=found.left_out,
        covers_from=source.covers_from,
        covers_to=source.covers_to,
        bad_rows=found.bad_rows,
    )
    return ReadSource(file=file, found=found, problems=(*_of_sheet(sheet, grid, where), *found.problems))


def _where(wanted: Wanted, book: Book) -> Place:
    return Place(file=book.place.file, sheet=wanted.sheet.shown(wanted.source.sheet))


def _of_sheet(sheet: Sheet, grid: Grid, where: Place) -> Iterator[Problem]:
    if sheet.hidden:
        yield make_problem(Kind.HIDDEN_SHEET, where)
    if not grid.sees_all:
        yield make_problem(Kind.NOT_ALL_SEEN, where)


def _extras(book: Book) -> tuple[Problem, ...]:
    extras = book.extras
    found = [Kind.MACROS] if extras.macros else []
    found += [Kind.LINKS] if extras.links else []
    return tuple(make_problem(kind, book.place) for kind in found)


def _whole(pieces: Sequence[ReadSource], source: Source, path: Path) -> ReadSource:
    """One source of all its files, with what can only be said of all its rows."""
    records = [piece.found for piece in pieces if isinstance(piece.found, Records)]
    found = together(records) if records else _given([p.found for p in pieces if isinstance(p.found, ReferenceRows)])
    problems = [problem for piece in pieces for problem in piece.problems]
    problems += check_records(source, found) if isinstance(found, Records) else []
    file = _one_file(pieces, found, path)
    if file.bad_rows > source.bad_row_limit * file.rows:
        words = {"bad": f"{file.bad_rows:,}", "rows": f"{file.rows:,}", "limit": f"{source.bad_row_limit:.1%}"}
        where = Place(file=file.file, sheet=file.sheet)
        problems.append(make_problem(Kind.TOO_MANY_BAD_ROWS, where, count=file.bad_rows, words=words))
        file = replace(file, usable=False)
    return ReadSource(file=file, found=found, problems=tuple(problems))


def _given(pieces: Sequence[ReferenceRows]) -> ReferenceRows:
    left_out: Counter[str] = Counter()
    for piece in pieces:
        left_out.update(piece.left_out)
    return ReferenceRows(
        entries=tuple(entry for piece in pieces for entry in piece.entries),
        rows=sum(piece.rows for piece in pieces),
        left_out=dict(left_out),
        bad_rows=sum(piece.bad_rows for piece in pieces),
        problems=(),
    )


def _one_file(pieces: Sequence[ReadSource], found: Records | ReferenceRows, path: Path) -> SourceFile:
    """The file of a source; of several files the pattern that they match, with the hash of all their hashes."""
    if len(pieces) == 1:
        return pieces[0].file
    files = [piece.file for piece in pieces]
    parts = tuple(FilePart(file=f.file, sheet=f.sheet, sha256=f.sha256, rows=f.rows) for f in files)
    return replace(
        files[0],
        file=path.name,
        sha256=hash_of_all((part.file, part.sha256) for part in parts),
        rows=found.rows,
        left_out=found.left_out,
        bad_rows=found.bad_rows,
        parts=parts,
    )


def _refuse(errors: Sequence[SourceError]) -> None:
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise SourceError(f"{len(errors)} sources cannot be read.", complaints=tuple(errors))
