"""Fitting: a new plan put into the rows that the open workbook has.

Rows of plain lists (problems, figures, notes …) may be more or fewer than before: rows too many stay as blank ones,
missing ones are inserted. Whatever else stands elsewhere than before asks for a rebuild.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xl_scorecard.layout.bands import Band, Fixed, find_bands
from xl_scorecard.layout.bindings import Bindings, BoundSheet, bound_rows
from xl_scorecard.layout.blueprint import SheetBlueprint
from xl_scorecard.layout.plan import Plan, PlannedRow, PlannedSheet
from xl_scorecard.layout.value import NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedSheet:
    """A sheet's new rows in the places they will have; `was` is each row's place before, 0 for an inserted one.

    `lists` are the rows of lists whose items may be others than before, which links in them must follow.
    """

    planned: PlannedSheet
    was: tuple[int, ...]
    lists: frozenset[int] = frozenset()


class RebuildNeededError(ValueError):
    """The new figures do not fit into the rows that are there; the message says why."""


def fit(bindings: Bindings, plan: Plan) -> tuple[FittedSheet, ...]:
    """Return the plan in the rows that the workbook has. Raises RebuildNeededError."""
    bound = {sheet.name: sheet for sheet in bindings.sheets}
    if [sheet.name for sheet in plan.sheets] != [sheet.name for sheet in bindings.sheets]:
        raise RebuildNeededError(_other_sheets(set(bound), {sheet.name for sheet in plan.sheets}))
    blueprints = {sheet.name: sheet for sheet in bindings.blueprint.sheets}
    return tuple(_fit_sheet(bound[sheet.name], sheet, blueprints[sheet.source]) for sheet in plan.sheets)


def fitted_plan(fitted: Sequence[FittedSheet]) -> Plan:
    """Return what the workbook's rows are once the fitted sheets are written."""
    return Plan(sheets=tuple(sheet.planned for sheet in fitted))


def _other_sheets(before: set[str], after: set[str]) -> str:
    added, gone = sorted(after - before), sorted(before - after)
    parts = [f"{' and '.join(names)} {'are' if len(names) > 1 else 'is'} {word}" for names, word in (
        (added, "new"), (gone, "no longer in it")) if names]  # fmt: skip
    return f"the scorecard has other pages: {', '.join(parts)}" if parts else "the indicators stand in another order"


def _fit_sheet(bound: BoundSheet, planned: PlannedSheet, blueprint: SheetBlueprint) -> FittedSheet:
    old, new = list(bound_rows(bound)), list(planned.rows)
    rows: list[PlannedRow] = []
    was: list[int] = []
    lists: set[int] = set()
    start = 0
    for band in find_bands(blueprint):
        sources = set(_sources(band))
        before, after = _prefix(old[start:], sources), _prefix(new, sources)
        del new[: len(after)]
        if _is_list(band):
            lists |= set(range(len(rows) + 1, len(rows) + 1 + max(len(before), len(after))))
            fitted, places = _fit_list(before, after, blueprint, start)
        else:
            fitted, places = _fit_rigid(planned.name, before, after, start)
        rows += fitted
        was += places
        start += len(before)
    return FittedSheet(
        planned=replace(planned, rows=tuple(rows)),
        was=tuple(was),
        lists=frozenset(lists),
    )


def _sources(band: Band) -> Iterator[int]:
    if isinstance(band, Fixed):
        yield band.row
        return
    for inside in band.bands:
        yield from _sources(inside)


def _prefix(rows: list[PlannedRow], sources: set[int]) -> list[PlannedRow]:
    """The rows at the head of a list that come from these rows of the template."""
    number = next((n for n, row in enumerate(rows) if row.source not in sources), len(rows))
    return rows[:number]


def rigid_rows(blueprint: SheetBlueprint) -> Iterator[int]:
    """Yield the template's rows that are not those of a plain list."""
    for band in find_bands(blueprint):
        if not _is_list(band):
            yield from _sources(band)


def _is_list(band: Band) -> bool:
    """Is it a list by itself, whose rows belong to nothing else? A block of sections, with indicators in it, is not."""
    if isinstance(band, Fixed) or not all(isinstance(inside, Fixed) for inside in band.bands):
        return False
    return band.each is not None or band.noun not in ("indicator", "section")


def _fit_rigid(
    name: str, before: list[PlannedRow], after: list[PlannedRow], start: int
) -> tuple[list[PlannedRow], list[int]]:
    if [(row.source, row.items) for row in before] != [(row.source, row.items) for row in after]:
        raise RebuildNeededError(f'on the sheet "{name}" the indicators stand in other rows than before')
    return after, [start + step for step in range(1, len(before) + 1)]


def _fit_list(
    before: list[PlannedRow], after: list[PlannedRow], blueprint: SheetBlueprint, start: int
) -> tuple[list[PlannedRow], list[int]]:
    places = [start + step for step in range(1, len(before) + 1)]
    missing = len(after) - len(before)
    if missing <= 0:
        return [*after, *(_blank(row, blueprint) for row in before[len(after) :])], places
    new, height = [0] * missing, len({row.source for row in after})
    last = height if len(before) > height else 1
    if len(before) > 1:  # before the last item's rows, so that whatever covers the list grows with it
        return after, [*places[:-last], *new, *places[-last:]]
    return after, [*places, *new]


def _blank(row: PlannedRow, blueprint: SheetBlueprint) -> PlannedRow:
    """A row that is not needed now: it keeps its place and its look, and belongs to nothing."""
    cells = blueprint.rows.get(row.source, ())
    return PlannedRow(source=row.source, items={}, values=dict.fromkeys((cell.column for cell in cells), NOTHING))
