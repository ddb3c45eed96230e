"""Where the headings of a sheet are, and which column each declared Column is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.source import Column
from xl_scorecard.sources.grid import Grid, letter
from xl_scorecard.sources.problems import Kind, make_problem
from xl_scorecard.sources.refusals import Refusal, refuse
from xl_scorecard.sources.vocabulary import plain_name
from xl_scorecard.sources.words import heading_key, strangers

SEARCHED_ROWS = 30
BELOW = ">"
POSITION = re.compile(r"column ([A-Z]{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The number of the row they stand in, and for each Column.name that was found its index (0 is column A)."""

    row: int
    indexes: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that may be that of the headings: its words by column, and those in the row above it.

    `upper` goes on to the right until the next word, as headings of two rows are merged.
    """

    number: int
    words: Mapping[int, str]
    upper: Mapping[int, str] = field(default_factory=dict)
    first_of_two: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A declared column whose heading is not there, and the heading that is most like one of its own (or none)."""

    column: Column
    nearest: str = ""
    index: int = 0


def find_headings(
    grid: Grid, columns: Sequence[Column], where: Place, *, first: int = 1, say_missing: bool = True
) -> Headings:
    """Return the row among thirty (from row `first`) that has most of the declared headings, and what stands where.

    Raises SourceError where there is none, where a required one is missing (naming the nearest), or where two columns
    have the headings of one. An optional one that is missing is a Problem, unless not `say_missing`.
    """
    wanted = [column for column in columns if not column.join_of]
    row = best_row(grid, wanted, where, first=first)
    found = matches(row, wanted)
    _refuse_doubles(row, found, wanted, where)
    missing = list(missing_columns(row, found, wanted))
    _refuse_missing(row, [one for one in missing if one.column.required], where)
    return Headings(
        row=row.number,
        indexes={name: indexes[0] for name, indexes in found.items()},
        problems=(
            *(_missing_problem(row, one, where) for one in missing if say_missing),
            *_odd_headings(row, found, wanted, where),
        ),
    )


def best_row(grid: Grid, columns: Sequence[Column], where: Place, *, first: int = 1) -> Row:
    """Return the row that has most of the declared headings. Raises SourceError where none has any."""
    rows = list(candidates(grid, first, two_rows=any(BELOW in h for c in columns for h in c.headings)))
    counts = [len(_by_words(row, columns)) for row in rows]
    if not any(counts):
        named = [column.headings[0] for column in columns[:3]]
        wanted = " or ".join(f"“{heading}”" for heading in named)
        reason = Refusal.NO_HEADINGS if grid.strips else Refusal.SHEET_EMPTY
        raise refuse(reason, where, wanted=wanted, rows=str(SEARCHED_ROWS))
    return rows[counts.index(max(counts))]


def candidates(grid: Grid, first: int, *, two_rows: bool) -> Iterator[Row]:
    """Yield the rows that may be that of the headings, from the top."""
    above: dict[int, str] = {}
    for number in (int(n) for n in grid.numbers if first <= n < first + SEARCHED_ROWS):
        cells = enumerate(grid.row(number))
        words = {index: cell for index, cell in cells if isinstance(cell, str) and cell.strip()}
        yield Row(number=number, words=words, upper=_spread(above, grid.width), first_of_two=above if two_rows else {})
        above = words


def matches(row: Row, columns: Sequence[Column]) -> dict[str, list[int]]:
    """Return for each column that has a heading in the row where it stands, more than once if it does.

    A column that is declared by its place is there whatever stands over it.
    """
    found = _by_words(row, columns)
    for column in columns:
        places = [place[1] for heading in column.headings if (place := POSITION.fullmatch(heading.strip()))]
        if column.name not in found and places:
            found[column.name] = [column_index_from_string(places[0].upper()) - 1]
    return found


def missing_columns(row: Row, found: Mapping[str, list[int]], columns: Sequence[Column]) -> Iterator[Missing]:
    """Yield each declared column that is not there, with what may be its heading."""
    taken = {index for indexes in found.values() for index in indexes}
    keys = {heading_key(word): index for index, word in reversed(list(row.words.items())) if index not in taken}
    for column in columns:
        if column.name in found:
            continue
        near = [key for h in column.headings for key in difflib.get_close_matches(heading_key(h), keys, n=1)]
        yield (
            Missing(column=column, nearest=row.words[keys[near[0]]], index=keys[near[0]])
            if near
            else Missing(column=column)
        )


def _by_words(row: Row, columns: Sequence[Column]) -> dict[str, list[int]]:
    """What stands in the row itself; or, of headings in two rows, in the row above an empty cell of it."""
    standing: dict[str, list[int]] = {}
    above = {index: word for index, word in row.first_of_two.items() if index not in row.words}
    for index, word in {**above, **row.words}.items():
        standing.setdefault(heading_key(word), []).append(index)
    found = {}
    for column in columns:
        indexes = sorted({index for heading in column.headings for index in _standing(heading, row, standing)})
        if indexes:
            found[column.name] = indexes
    return found


def _standing(heading: str, row: Row, standing: Mapping[str, list[int]]) -> Sequence[int]:
    key = heading_key(heading)
    if key in standing:
        return standing[key]
    if BELOW in heading:
        upper, lower = (heading_key(part) for part in heading.rsplit(BELOW, 1))
        return [i for i in standing.get(lower, ()) if heading_key(row.upper.get(i, "")) == upper]
    if "*" in heading:
        pattern = re.compile(".*".join(re.escape(part) for part in key.split("*")))
        return [index for found, indexes in standing.items() if pattern.fullmatch(found) for index in indexes]
    return ()


def _spread(words: Mapping[int, str], width: int) -> dict[int, str]:
    spread, last = {}, ""
    for index in range(width):
        last = words.get(index, last)
        if last:
            spread[index] = last
    return spread


def _refuse_doubles(row: Row, found: Mapping[str, list[int]], columns: Sequence[Column], where: Place) -> None:
    for column in columns:
        indexes = found.get(column.name, [])
        if len(indexes) > 1:
            cells = " and ".join(f"{letter(index)}{row.number}" for index in indexes)
            place = Place(file=where.file, sheet=where.sheet, cell=f"{letter(indexes[0])}{row.number}")
            raise refuse(Refusal.HEADING_TWICE, place, cells=cells, column=column.headings[0])


def _refuse_missing(row: Row, missing: Sequence[Missing], where: Place) -> None:
    if missing:
        wanted = "; ".join(f"“{one.column.headings[0]}”{_nearest(row, one)}" for one in missing)
        place = Place(file=where.file, sheet=where.sheet, cell=f"A{row.number}")
        raise refuse(Refusal.HEADING_MISSING, place, wanted=wanted, **_to_edit(missing))


def _to_edit(missing: Sequence[Missing]) -> dict[str, str]:
    """The cell of the definition that declares the headings."""
    cells = [str(one.column.place) for one in missing if str(one.column.place)]
    accept = " (or run xl-scorecard check --accept)" if cells and any(one.nearest for one in missing) else ""
    return {"where": " and ".join(cells) or "the definition's Columns", "accept": accept}


def _nearest(row: Row, missing: Missing) -> str:
    """Say which heading is nearest. One that is not near is never quoted, nor one that may be a person's name."""
    if not missing.nearest:
        return ""
    cell = f"{letter(missing.index)}{row.number}"
    word = plain_name(missing.nearest, known=missing.column.headings)
    return f" (the nearest is “{word}” in {cell})" if word else f" (the nearest is in {cell})"


def _missing_problem(row: Row, missing: Missing, where: Place) -> Problem:
    words = {"column": missing.column.headings[0], "nearest": _nearest(row, missing), **_to_edit([missing])}
    return make_problem(Kind.HEADING_MISSING, where, [f"A{row.number}"], words=words)


def _odd_headings(
    row: Row, found: Mapping[str, list[int]], columns: Sequence[Column], where: Place
) -> Iterator[Problem]:
    """A declared heading may itself be in another alphabet; only a letter that it does not have is strange."""
    for column in columns:
        for index in found.get(column.name, ()):
            word = row.words.get(index, "")
            cell, letters = f"{letter(index)}{row.number}", strangers(word)
            if letters and not any(strangers(heading) for heading in column.headings):
                words = {"column": column.headings[0], "letters": letters}
                yield make_problem(Kind.HEADING_NOT_LATIN, where, [cell], words=words)
            elif _is_spelled_otherwise(word, column):
                yield make_problem(Kind.HEADING_SPELLED, where, [cell], words={"column": column.headings[0]})


def _is_spelled_otherwise(word: str, column: Column) -> bool:
    """Is it a declared heading, but for what does not matter?"""
    keys = {heading_key(heading) for heading in column.headings}
    return bool(word) and word not in column.headings and heading_key(word) in keys
