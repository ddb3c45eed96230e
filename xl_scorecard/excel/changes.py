"""Changes: which cells of the open workbook are to hold what, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from xl_scorecard.excel.captions import has_stale, new_descriptions
from xl_scorecard.excel.contents import content_of, same
from xl_scorecard.excel.fitting import FittedSheet, RebuildNeededError, fitted_plan
from xl_scorecard.excel.sight import Cell, SeenCell, SeenSheet, Sight
from xl_scorecard.layout.bindings import bound_sheets
from xl_scorecard.layout.plan import PlannedRow, PlannedSheet
from xl_scorecard.layout.tracking import Tracks, Whereabouts, tracking_formula, tracks
from xl_scorecard.layout.value import Value, is_display
from xl_scorecard.ooxml.fitting import Fitter, default_height
from xl_scorecard.ooxml.references import quote_sheet
from xl_scorecard.ooxml.styles import GENERAL, Styles
from xl_scorecard.ooxml.worksheet import header_texts
from xl_scorecard.writers.opening import opening

Fill = Callable[[str, Mapping[str, int]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsToInsert:
    """Rows to insert before row `at`, one list after the other from the top; `like` are rows whose look they take."""

    at: int
    like: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChanges:
    """What is to change on a sheet. `seen` is the sheet as it stands once the rows are inserted.

    `bound` gives the bound cell of a cell, `links` places inside the workbook. `displays` are number formats, `headers`
    headers and footers by the name of their element, `heights` those of rows, `descriptions` the alternative texts of
    objects by name: each as it is to be, and as it is. `stale` tells that other captions are not as they are to be;
    `follow` is the row and the formula of the hidden sheet that follow this one, where rows are inserted.
    """

    name: str
    seen: SeenSheet
    cells: Mapping[Cell, SeenCell]
    owned: frozenset[Cell]
    bound: Mapping[Cell, Cell]
    rows: tuple[RowsToInsert, ...] = ()
    displays: Mapping[Cell, tuple[str, str]] = field(default_factory=dict)
    links: Mapping[Cell, str] = field(default_factory=dict)
    headers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    heights: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    descriptions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    stale: bool = False
    follow: tuple[int, str] | None = None


def changes(sight: Sight, fitted: tuple[FittedSheet, ...], fill: Fill) -> tuple[SheetChanges, ...]:
    """Return what is to change on each sheet; `fill` fills the fields in a text, given its items."""
    pages = {index: sight.places[name].name for index, name in fitted_plan(fitted).pages.items()}
    return tuple(_sheet_changes(sight, sheet, pages, fill) for sheet in fitted)


def _sheet_changes(sight: Sight, fitted: FittedSheet, pages: Mapping[int, str], fill: Fill) -> SheetChanges:
    place = sight.places[fitted.planned.name]
    here = list(rows_now(fitted, place))
    rows = tuple(_rows_to_insert(fitted, here))
    _refuse_below_tables(place.name, sight.sheets[place.name], rows)
    seen = sight.sheets[place.name]
    for inserted in rows:
        seen = seen.with_rows(inserted.at, inserted.like)
    wanted: dict[Cell, Value] = {}
    cells: dict[Cell, SeenCell] = {}
    bound: dict[Cell, Cell] = {}
    takes_display: set[Cell] = set()
    template = next(sheet for sheet in sight.bindings.blueprint.sheets if sheet.name == fitted.planned.source)
    general = {(cell.row, cell.column) for cells in template.rows.values() for cell in cells if cell.general}
    for number, (row, now) in enumerate(zip(fitted.planned.rows, here, strict=True), start=1):
        for column, value in row.values.items():
            cell = (now, place.columns.get(column, column))
            wanted[cell], bound[cell] = value, (number, column)
            formula = opening(value, row, pages)
            cells[cell] = SeenCell(content=content_of(value), formula=f"={formula}" if formula else "")
            if (row.source, column) in general:
                takes_display.add(cell)
    changed = {cell: new for cell, new in cells.items() if differs(seen.at(cell), new)}
    designed, filled = _captions(sight, fitted.planned, fill)
    described = dict(new_descriptions(seen.captions, designed, filled))
    renewed = [text for text, _ in described.values()]
    return SheetChanges(
        name=place.name,
        seen=seen,
        cells=changed,
        owned=frozenset(cells),
        bound=bound,
        rows=rows,
        displays=dict(_displays(wanted, takes_display, seen, sight.styles)) if sight.styles else {},
        links=dict(_links(fitted, here, seen, pages)),
        headers=dict(_headers(sight, fitted.planned, seen, fill)),
        heights=dict(_heights(cells, seen, sight)),
        descriptions=described,
        stale=has_stale(seen.captions, designed, filled, renewed) and bool(changed or seen.part),
        follow=_follow(sight, fitted, place, here) if rows else None,
    )


def _heights(
    cells: Mapping[Cell, SeenCell], seen: SeenSheet, sight: Sight
) -> Iterator[tuple[int, tuple[float, float]]]:
    """Rows that are too low for the wrapped text that comes into them: text is never cut off."""
    if seen.part is None or sight.styles is None:
        return
    fitter, usual = Fitter.of(seen.part.root), default_height(seen.part.root)
    needed: dict[int, float] = {}
    for cell, new in cells.items():
        lettering = sight.styles.lettering(seen.at(cell).style)
        if isinstance(new.content, str) and lettering.wraps and differs(seen.at(cell), new):
            needed[cell[0]] = max(needed.get(cell[0], 0), fitter.height(new.content, *cell, lettering))
    for row, height in needed.items():
        there = seen.heights.get(row, 0) or usual
        if height > there:
            yield row, (height, there)


def _follow(sight: Sight, fitted: FittedSheet, place: Whereabouts, here: list[int]) -> tuple[int, str] | None:
    """The row and the formula in the hidden sheet that follow the sheet's rows once some are inserted."""
    number = next(n for n, sheet in enumerate(sight.bindings.sheets, start=1) if sheet.name == fitted.planned.name)
    blueprint = next(sheet for sheet in sight.bindings.blueprint.sheets if sheet.name == fitted.planned.source)
    found = tracks(bound_sheets([fitted.planned])[0], blueprint)
    now = Tracks(
        columns=tuple(place.columns.get(column, column) for column in found.columns),
        runs=tuple((here[first - 1], here[last - 1]) for first, last in found.runs),
    )
    formula = tracking_formula(place.name, now)
    return (number, f"={formula}") if formula else None


def _headers(sight: Sight, planned: PlannedSheet, seen: SeenSheet, fill: Fill) -> Iterator[tuple[str, tuple[str, str]]]:
    """Headers and footers with fields in them that now say something else: as they are to be, and as they are."""
    template = next(sheet for sheet in sight.bindings.blueprint.sheets if sheet.name == planned.source)
    now = header_texts(seen.part.root) if seen.part else {}
    for name, text in template.headers.items():
        filled = fill(text, planned.items)
        if seen.part and now.get(name, "") != filled:
            yield name, (filled, now.get(name, ""))


def _captions(sight: Sight, planned: PlannedSheet, fill: Fill) -> tuple[tuple[str, ...], Callable[[str], str]]:
    """The texts with fields in the sheet's drawings and charts, and what fills them in."""
    template = next(sheet for sheet in sight.bindings.blueprint.sheets if sheet.name == planned.source)
    return tuple(template.captions.values()), lambda text: fill(text, planned.items)


def anything_to_do(sheet: SheetChanges) -> bool:
    """Is there anything to change on this sheet?"""
    return any((sheet.cells, sheet.rows, sheet.displays, sheet.links, sheet.headers, sheet.descriptions))


def differs(before: SeenCell, after: SeenCell) -> bool:
    """Is there anything to write?"""
    return before.formula != after.formula or not (after.formula or same(before.content, after.content))


def rows_now(fitted: FittedSheet, place: Whereabouts) -> Iterator[int]:
    """Yield where each fitted row stands, once rows are inserted: those that were not there follow the one above."""
    shift, now = 0, 0
    for was in fitted.was:
        now = place.rows.get(was, was) + shift if was else now + 1
        shift += not was
        yield now


def _rows_to_insert(fitted: FittedSheet, here: list[int]) -> Iterator[RowsToInsert]:
    """Each run of rows that were not there, and rows there that come from the same row of the template."""
    rows = list(zip(fitted.planned.rows, fitted.was, here, strict=True))
    for is_new, run in groupby(rows, key=lambda found: found[1] == 0):
        if is_new:
            new = list(run)
            like = tuple(_like(row, [found for found in rows if found[1]]) for row, _, _ in new)
            yield RowsToInsert(at=new[0][2], like=like)


def _refuse_below_tables(name: str, seen: SeenSheet, rows: tuple[RowsToInsert, ...]) -> None:
    """A row that is inserted below a table's last one would not belong to it."""
    if any(inserted.at == bottom + 1 for inserted in rows for bottom in seen.table_ends):
        raise RebuildNeededError(f'on the sheet "{name}" a table has only one row and needs more')


def _like(row: PlannedRow, there: list[tuple[PlannedRow, int, int]]) -> int:
    return next((now for other, _, now in there if other.source == row.source), 0)


def _displays(
    wanted: Mapping[Cell, Value], takes_display: Container[Cell], seen: SeenSheet, styles: Styles
) -> Iterator[tuple[Cell, tuple[str, str]]]:
    """A cell that is General, or was in the template, takes the display of what now stands in it, as in a build.

    In a list a row may hold another indicator than last month: a count must not be shown as the percentage of before.
    A format that staff gave the cell stays.
    """
    for cell, value in wanted.items():
        display = value.number_format
        if display is None:
            continue
        now = styles.number_format(seen.at(cell).style)
        if now != display and (now == GENERAL or (cell in takes_display and is_display(now))):
            yield cell, (display, now)


def _links(
    fitted: FittedSheet, here: list[int], seen: SeenSheet, pages: Mapping[int, str]
) -> Iterator[tuple[Cell, str]]:
    """Links in lists go to the page of the indicator that now stands in their row."""
    columns = {cell[1] for cell in seen.links if cell[0] in {here[number - 1] for number in fitted.lists}}
    for number in fitted.lists:
        row = fitted.planned.rows[number - 1]
        page = pages.get(row.items.get("indicator", -1))
        target = f"{quote_sheet(page)}!A1" if page else ""
        for column in columns if target else ():
            cell = (here[number - 1], column)
            if row.values.get(column) is not None and seen.links.get(cell, "").casefold() != target.casefold():
                yield cell, target
