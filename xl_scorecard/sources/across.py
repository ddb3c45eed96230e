"""Given figures with their periods across: which column is which period, under headings of one or two rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xl_scorecard.model.period import Period
from xl_scorecard.model.source import Source
from xl_scorecard.sources.grid import Cell, Grid
from xl_scorecard.sources.headings import POSITION, SEARCHED_ROWS
from xl_scorecard.sources.periods import is_doubtful, read_heading
from xl_scorecard.sources.words import clean, heading_key

CODE = "Code"
ROLES = {
    "value": "Value",
    "numerator": "Numerator",
    "num": "Numerator",
    "denominator": "Denominator",
    "den": "Denominator",
    "denom": "Denominator",
}
LONG = ("Period", "Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """The rows of the headings (`first_row` to `row`), the column of the codes, and for each period its columns.

    The columns of a period are by role: Value, Numerator, Denominator. `others` have a heading that is no period,
    `doubtful` ones a month that may be meant as a year.
    """

    first_row: int
    row: int
    code: int
    periods: tuple[tuple[Period, Mapping[str, int]], ...]
    others: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()


def find_periods(grid: Grid, source: Source, first: int) -> Across | None:
    """Return where codes and periods stand; None for a table that has a row for each code and period."""
    numbers = [int(number) for number in grid.numbers if first <= number < first + SEARCHED_ROWS]
    rows = {number: grid.row(number) for number in numbers}
    if any(_is_long(row, source) for row in rows.values()):
        return None
    found = [_read(n, rows[n], rows.get(n - 1, ()), source) for n in numbers]
    best = max(found, key=_columns_found, default=None)
    return best if best and best.periods else None


def _columns_found(one: Across | None) -> tuple[int, bool]:
    """How many; as many under headings of two rows are the better reading."""
    return (sum(len(columns) for _, columns in one.periods), one.first_row < one.row) if one else (0, False)


def _is_long(row: Sequence[Cell], source: Source) -> bool:
    words = {heading_key(cell) for cell in row if isinstance(cell, str)}
    return all(words & set(_keys(source, role)) for role in LONG)


def _keys(source: Source, name: str) -> list[str]:
    declared = [
        h for column in source.columns if heading_key(column.name) == heading_key(name) for h in column.headings
    ]
    return [heading_key(heading) for heading in (*declared, name)]


def _read(number: int, row: Sequence[Cell], above: Sequence[Cell], source: Source) -> Across | None:
    code = _code_column(row, above, source)
    if code is None:
        return None
    declared = list(_declared(row, above, source))
    placed = declared or list(_placed(row, above, skip=code))
    used = {code, *(one.index for one in placed)}
    headed = [index for index, cell in enumerate(row) if isinstance(cell, str) and clean(cell)]
    return Across(
        first_row=number - 1 if any(one.rows == 2 for one in placed) else number,
        row=number,
        code=code,
        periods=tuple(_by_period(placed)),
        others=tuple(index for index in headed if index not in used and not declared),
        doubtful=tuple(one.index for one in placed if one.doubtful),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A column of figures: of which period and in which role, under a heading of how many rows."""

    period: Period
    role: str
    index: int
    rows: int = 1
    doubtful: bool = False


def _by_period(placed: Sequence[_Placed]) -> Iterator[tuple[Period, Mapping[str, int]]]:
    """The columns of each period; a role that comes again begins a second group of the same period."""
    groups: dict[Period, list[dict[str, int]]] = {}
    for one in placed:
        found = groups.setdefault(one.period, [{}])
        if one.role in found[-1]:
            found.append({})
        found[-1][one.role] = one.index
    return ((period, columns) for period, found in groups.items() for columns in found)


def _code_column(row: Sequence[Cell], above: Sequence[Cell], source: Source) -> int | None:
    """Where the word stands, in the row or over an empty cell of it; or the column that the definition names by place."""
    keys = _keys(source, CODE)
    for cells in (row, above):
        for index, cell in enumerate(cells):
            below = row[index] if cells is above and index < len(row) else None
            if isinstance(cell, str) and heading_key(cell) in keys and not _says_something(below):
                return index
    places = [
        POSITION.fullmatch(h.strip()) for c in source.columns if heading_key(c.name) == "code" for h in c.headings
    ]
    return next((_index(place[1]) for place in places if place), None)


def _index(letters: str) -> int:
    index = 0
    for one in letters.upper():
        index = index * 26 + ord(one) - ord("A") + 1
    return index - 1


def _declared(row: Sequence[Cell], above: Sequence[Cell], source: Source) -> Iterator[_Placed]:
    """Columns that the definition names after a period, such as "2011/12" or "2011/12 numerator", by their headings."""
    for column in source.columns:
        name, _, last = column.name.rpartition(" ")
        role = ROLES.get(last.casefold(), "")
        period = read_heading(name if role else column.name)
        index = _standing(column.headings, row, above) if period else None
        if period and index is not None:
            yield _Placed(period=period, role=role or "Value", index=index)


def _standing(headings: Sequence[str], row: Sequence[Cell], above: Sequence[Cell]) -> int | None:
    keys = {heading_key(heading) for heading in headings}
    for index in range(max(len(row), len(above))):
        texts = [clean(c) for cells in (above, row) for c in cells[index : index + 1] if isinstance(c, str)]
        if keys & {*map(heading_key, texts), heading_key(">".join(texts)), heading_key("".join(texts))}:
            return index
    places = [POSITION.fullmatch(heading.strip()) for heading in headings]
    return next((_index(place[1]) for place in places if place), None)


def _placed(row: Sequence[Cell], above: Sequence[Cell], skip: int) -> Iterator[_Placed]:
    """A period in the row; or a role in the row, or nothing, under a period in the row above it."""
    for index in range(max(len(row), len(above))):
        lower = row[index] if index < len(row) else None
        upper, own = _upper(above, index)
        role = _role(lower)
        if index == skip:
            continue
        if period := _period(lower):
            yield _Placed(period=period, role="Value", index=index, doubtful=is_doubtful(lower, period))
        elif found := _period_and_role(lower):
            yield _Placed(period=found[0], role=found[1], index=index)
        elif upper and role and (own or _says_something(lower)):
            yield _Placed(period=upper, role=role, index=index, rows=2 if _says_something(lower) else 1)


def _upper(above: Sequence[Cell], index: int) -> tuple[Period | None, bool]:
    """The period in the row above, merged over several columns or in this very one (then true)."""
    for place in range(min(index, len(above) - 1), -1, -1):
        if _says_something(above[place]):
            return _period(above[place]), place == index
    return None, False


def _role(cell: Cell) -> str:
    """Value, numerator or denominator; nothing at all is the value, and so is "Value Value", broken by a printer."""
    if not _says_something(cell):
        return "Value"
    words = set(re.findall(r"[a-z]+", clean(cell).casefold())) if isinstance(cell, str) else {""}
    return ROLES.get(words.pop(), "") if len(words) == 1 else ""


def _period_and_role(cell: Cell) -> tuple[Period, str] | None:
    """What one heading says of both: "Apr-12 Num", or "Denominator (2011/12)"."""
    words = clean(cell).split() if isinstance(cell, str) else []
    for word, others in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        role = ROLES.get("".join(word).strip("():.").casefold(), "")
        period = read_heading(" ".join(others).strip("()")) if role else None
        if period:
            return period, role
    return None


def _says_something(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not clean(cell))


def _period(cell: Cell) -> Period | None:
    if isinstance(cell, str):
        return read_heading(clean(cell))
    return Period.containing(cell) if isinstance(cell, date) else None
