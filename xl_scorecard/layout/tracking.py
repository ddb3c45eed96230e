"""Tracking: how a finished workbook knows where its cells went when staff inserted columns or rows, or renamed a sheet.

The very hidden sheet has one formula for every finished sheet, which names its bound columns and rows as whole columns
and whole rows. Excel keeps such references right whatever staff do: that is why they are formulas and not numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise

from xl_scorecard.layout.bindings import Bindings, BoundSheet
from xl_scorecard.layout.blueprint import SheetBlueprint

LOST = "#REF!"
MOST_RUNS = 200  # Excel takes 255 arguments in a function
LONGEST_FORMULA = 8000  # and 8,192 characters in a formula

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """What is followed on a finished sheet: its bound columns, and runs of bound rows, each first and last."""

    columns: tuple[int, ...]
    runs: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where a finished sheet's cells stand now: its name, and its columns and rows by where they were bound."""

    name: str
    columns: dict[int, int] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> tuple[int, int]:
        """Return where a bound cell stands now, row and column."""
        return self.rows.get(row, row), self.columns.get(column, column)


class LostTrackError(ValueError):
    """Columns or rows of ours were deleted, or rows were inserted between ours; the message says which."""


def tracks(sheet: BoundSheet, blueprint: SheetBlueprint) -> Tracks:
    """Return what is to be followed on a finished sheet."""
    columns = sorted({cell.column for cells in blueprint.rows.values() for cell in cells})
    ends = [0, *accumulate(count for _, count, _ in sheet.runs)]
    written = [
        range(start + 1, end + 1)
        for (source, _, _), (start, end) in zip(sheet.runs, pairwise(ends), strict=True)
        if blueprint.rows.get(source)
    ]
    numbers = list(chain.from_iterable(written))
    return Tracks(columns=tuple(columns), runs=tuple(_runs(numbers)))


def bound_tracks(bindings: Bindings) -> Iterator[tuple[BoundSheet, Tracks]]:
    """Return every finished sheet with what is followed on it."""
    blueprints = {sheet.name: sheet for sheet in bindings.blueprint.sheets}
    for sheet in bindings.sheets:
        yield sheet, tracks(sheet, blueprints[sheet.source])


def tracking_areas(found: Tracks) -> tuple[str, ...]:
    """Return the areas to name in the formula, such as "$C:$C" and "$5:$9"; none where there are too many.

    >>> tracking_areas(Tracks(columns=(1, 3), runs=((5, 9),)))
    ('$A:$A', '$C:$C', '$5:$9')
    """
    areas = (*(f"${_letters(c)}:${_letters(c)}" for c in found.columns), *(f"${a}:${b}" for a, b in found.runs))
    return areas if len(areas) <= MOST_RUNS else ()


def tracking_formula(sheet: str, found: Tracks) -> str:
    """Return the formula, without "="; it shows nothing and is never worked out. "" where there is nothing to follow.

    >>> print(tracking_formula("Op410", Tracks(columns=(2,), runs=((1, 1),))))
    IF(TRUE,"",COUNTA('Op410'!$B:$B,'Op410'!$1:$1))
    """
    quoted = sheet.replace("'", "''")
    areas = ",".join(f"'{quoted}'!{area}" for area in tracking_areas(found))
    formula = f'IF(TRUE,"",COUNTA({areas}))'
    return formula if areas and len(formula) <= LONGEST_FORMULA else ""


def whereabouts(name: str, found: Tracks, areas: Iterable[tuple[Span, Span] | None]) -> Whereabouts:
    """Return where a sheet's cells stand, given what the formula names now: (columns, rows) of each area, 0 for none.

    Raises LostTrackError where a column or row of ours is gone, or rows were inserted between ours.
    """
    now = list(areas)
    if len(now) != len(found.columns) + len(found.runs) or None in now:
        raise LostTrackError("a column or row that the program fills in was deleted")
    spans = [area for area in now if area]
    columns = {was: span[0][0] for was, span in zip(found.columns, spans, strict=False)}
    rows: dict[int, int] = {}
    for (first, last), (_, (top, bottom)) in zip(found.runs, spans[len(columns) :], strict=True):
        if bottom - top != last - first:
            raise LostTrackError(f"rows were inserted or deleted between rows {top} and {bottom}")
        rows |= {first + step: top + step for step in range(last - first + 1)}
    moved = {was: here for was, here in rows.items() if was != here}
    return Whereabouts(name=name, columns={was: here for was, here in columns.items() if was != here}, rows=moved)


def _runs(numbers: list[int]) -> Iterator[Span]:
    """Consecutive numbers as spans."""
    if not numbers:
        return
    first = numbers[0]
    for before, number in pairwise([*numbers, numbers[-1] + 2]):
        if number != before + 1:
            yield first, before
            first = number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
