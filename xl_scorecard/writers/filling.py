"""Filling: a plan put into a copy of the template's package."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from datetime import datetime

from xl_scorecard.layout.bindings import SHEET, Bindings
from xl_scorecard.layout.plan import Plan, PlannedRow, PlannedSheet
from xl_scorecard.ooxml.cloning import Cloner
from xl_scorecard.ooxml.fitting import Fitter, default_height
from xl_scorecard.ooxml.following import Fill, Follower
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import Element
from xl_scorecard.ooxml.package import ContentTypes
from xl_scorecard.ooxml.placement import Placement, SheetCopy
from xl_scorecard.ooxml.scanning import ScannedRows
from xl_scorecard.ooxml.sheet import SheetPart
from xl_scorecard.ooxml.table import TableNames, name_tables
from xl_scorecard.ooxml.workbook import list_sheets
from xl_scorecard.ooxml.worksheet import own_identity, uses_1904, with_rows
from xl_scorecard.writers.chart_sheets import follow_chart_sheets
from xl_scorecard.writers.finished import FinishedValues
from xl_scorecard.writers.finishing import Filling, Finishing
from xl_scorecard.writers.followers import follow_parts
from xl_scorecard.writers.freshness import fresh_sheets
from xl_scorecard.writers.linting import Linter, differential_formats
from xl_scorecard.writers.listing import write_listing
from xl_scorecard.writers.oddities import Filled
from xl_scorecard.writers.patching import patched_rows
from xl_scorecard.writers.refusals import refuse
from xl_scorecard.writers.rows import RowWriter
from xl_scorecard.writers.sheets import SHARED
from xl_scorecard.writers.template import Template
from xl_scorecard.writers.touching import is_touched

MUCH = 8_000_000  # bytes of finished parts that are kept unpacked


def fill_template(template: Template, plan: Plan, bindings: Bindings, fill: Fill, built: datetime) -> Filled:
    """Return the finished workbook: the plan's values in the template, all that refers to them moved along."""
    placements = [Placement.of(_sheet_copy(sheet)) for sheet in plan.sheets]
    filling = _begin(template, plan, placements, bindings, fill)
    package = filling.package
    refuse(template, placements, filling.moves)
    finishing = list(_name_parts(filling, plan, placements))
    references = _finish_all(filling, finishing)
    follow_chart_sheets(filling)
    filling.raise_refused()
    _write_strings(filling, finishing, references)
    if filling.styles.changed:
        package.replace(package.target(template.workbook, "styles") or "xl/styles.xml", filling.styles.to_bytes())
    write_listing(filling, finishing, built)
    filling.linter.stop()
    odd = tuple(odd for writer in filling.writers.values() for odd in writer.odd)
    return Filled(content=package.to_bytes(), odd=odd)


def _sheet_copy(sheet: PlannedSheet) -> SheetCopy:
    return SheetCopy(source=sheet.source, name=sheet.name, items=sheet.items, rows=sheet.rows, last_row=sheet.last_row)


def _begin(template: Template, plan: Plan, placements: list[Placement], bindings: Bindings, fill: Fill) -> Filling:
    inventory, package = template.inventory, template.package.copy()
    table_names = TableNames.of(inventory.all_tables(), (name.name for name in inventory.names))
    name_tables(placements, inventory.tables, table_names)
    moves = Moves.of(placements, inventory.homes, inventory.meanings)
    sheets = fresh_sheets(template, plan, placements, moves)
    return Filling(
        template=template,
        package=package,
        types=ContentTypes.of(package),
        strings=template.strings.copy(),
        styles=template.styles.copy(),
        moves=moves,
        sheets=sheets,
        values=FinishedValues(
            planned={sheet.name.casefold(): sheet for sheet in plan.sheets},
            worksheets=sheets,
            date1904=uses_1904(template.package.content(template.workbook)),
        ),
        fill=fill,
        bindings=bindings,
        table_names=table_names,
        linter=_linter(template, plan),
        pages=plan.pages,
    )


def _linter(template: Template, plan: Plan) -> Linter:
    others = [entry.name for entry in template.entries if entry.name not in template.sheets]
    names = frozenset(name.casefold() for name in (SHEET, *others, *(sheet.name for sheet in plan.sheets)))
    return Linter(file=template.file, sheets=names, formats=differential_formats(template.styles.root))


def _name_parts(filling: Filling, plan: Plan, placements: list[Placement]) -> Iterator[Finishing]:
    """The first copy of a sheet keeps its part; later ones get parts of their own, copied before anything changes."""
    cloner, seen = Cloner.of(filling.package, filling.types), set[str]()
    for planned, here in zip(plan.sheets, placements, strict=True):
        part = filling.template.sheets.parts[planned.source]
        first = part not in seen
        seen.add(part)
        parts = {} if first else cloner.clone(part)
        yield Finishing(planned=planned, here=here, part=parts.get(part, part), parts=parts, first=first)


def _finish_all(filling: Filling, finishing: Sequence[Finishing]) -> int:
    """Write every finished sheet; return how many cells show a shared string. Much that is written is packed at once."""
    package, references, waiting = filling.package, 0, list[str]()
    for sheet in finishing:
        references += _finish(filling, sheet)
        waiting += (name for name in (sheet.part, *sheet.parts.values()) if name in package.changed)
        if sum(len(package.changed[name]) for name in waiting) > MUCH:
            filling.linter.left_over(package, waiting)
            package.settle(waiting)
            waiting.clear()
    return references


def _finish(filling: Filling, sheet: Finishing) -> int:
    """Write one finished sheet and what belongs to it; return how many of its cells show a shared string."""
    follow_parts(filling, sheet)
    if not is_touched(filling, sheet):
        return filling.template.sheets.shared_texts(sheet.planned.source)
    part = filling.sheets[sheet.planned.source]
    writer = _row_writer(filling, part)
    rows = _rows(filling, sheet, part, writer)
    filling.package.replace(sheet.part, with_rows(_around(filling, sheet, part), rows))
    return writer.text_cells


def _around(filling: Filling, sheet: Finishing, part: SheetPart) -> Element:
    """What stands around the rows of a finished sheet."""
    follower = Follower(moves=filling.moves, here=sheet.here, fill=filling.fill)
    if filling.again:
        root = copy.deepcopy(part.root)
        follower.fill_headers(root)
    elif len(filling.moves.placements[part.name.casefold()]) > 1:
        root = filling.around.followed(part.root, follower)
    else:
        root = copy.deepcopy(part.root)
        follower.follow(root)
    filling.refuse(part.name, follower.refused)
    if not sheet.first:
        own_identity(root, sheet.planned.name)
    if not filling.again:
        filling.linter.sheet(sheet.planned.name, part.root, root, part.name)
    return root


def _rows(filling: Filling, sheet: Finishing, part: SheetPart, writer: RowWriter) -> Iterator[str]:
    planned = sheet.planned.rows or _as_they_are(part)
    if isinstance(part.rows, ScannedRows) and sheet.here.still:
        return patched_rows(part.rows, planned, sheet.here, writer, filling.shapes)
    return writer.write(planned, sheet.here)


def _row_writer(filling: Filling, part: SheetPart) -> RowWriter:
    """The writer of a template's sheet: what it learns of its cells serves every copy."""
    if part.name not in filling.writers:
        filling.writers[part.name] = RowWriter(
            sheet=part,
            moves=filling.moves,
            strings=filling.strings,
            styles=filling.styles,
            date1904=filling.values.date1904,
            fitter=Fitter.of(part.root),
            default_height=default_height(part.root),
            pages=filling.pages,
        )
    return filling.writers[part.name]


def _as_they_are(part: SheetPart) -> tuple[PlannedRow, ...]:
    """The rows of a sheet without fields."""
    return tuple(PlannedRow(source=number) for number in range(1, part.last_row + 1))


def _write_strings(filling: Filling, finishing: list[Finishing], references: int) -> None:
    """The table of texts: new ones added, those with fields emptied, so that no field remains in the file."""
    strings, package = filling.strings, filling.package
    fields = (number for number, text in enumerate(filling.template.strings.texts) if "{{" in text)
    for number in [*fields, *_no_longer_shown(filling, finishing)]:
        strings.blank(number)
    part = package.target(filling.template.workbook, "sharedStrings")
    if part and (strings.entries != filling.template.strings.entries):
        package.replace(part, strings.to_bytes(references))
    elif part is None and strings.entries:
        package.replace("xl/sharedStrings.xml", strings.to_bytes(references))


def _no_longer_shown(filling: Filling, finishing: list[Finishing]) -> Iterator[int]:
    """Of a workbook that is filled again: the texts of the last time, which no cell shows any more."""
    template = filling.template
    if any(entry.name == SHEET for entry in list_sheets(template.package, template.workbook)):
        contents = (filling.package.content(sheet.part) for sheet in finishing)
        shown = set(map(int, set().union(*(SHARED.findall(content) for content in contents))))
        yield from (number for number in range(len(template.strings.texts)) if number not in shown)
