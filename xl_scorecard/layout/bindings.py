"""Bindings: what a finished workbook remembers of how it was filled, so that it can be filled again in place.

They hold the template's fields (the blueprint), the finished sheets with the rows that each copied, and hashes of
template, definition, layout, and of every note that was written. They know no engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.field import At
from xl_scorecard.layout.plan import Plan, PlannedRow, PlannedSheet
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Scorecard

SHEET = "_scorecard"
NOTE = "indicator.note"

Run = tuple[int, int, Mapping[str, int]]
"""A template's row, how many finished rows copied it in turn, and the items of the first; the innermost counts on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundSheet:
    """A finished sheet: the template's sheet it copied, its items, and its rows in runs."""

    name: str
    source: str
    items: Mapping[str, int]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindings:
    """What a finished workbook remembers; `codes` are the indicators', `notes` hashes by code and period.

    `source` is the file name of the definition, without its folder; `part` what it is a scorecard of, where it is of
    one part; `displays` a hash of how the indicators' figures are shown. Workbooks of earlier versions have none.
    """

    template: str
    definition: str
    period: str
    headline: str
    codes: tuple[str, ...]
    blueprint: Blueprint
    sheets: tuple[BoundSheet, ...]
    notes: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    part: str = ""
    displays: str = ""

    def period_of(self, at: At) -> Period | None:
        """Return the period that `at` meant when the workbook was filled."""
        if at.word == "headline":
            return Period.parse(self.headline) if self.headline else None
        return at.of(Period.parse(self.period))

    @property
    def layout(self) -> str:
        """A hash of where everything stands: equal for two scorecards that fill the same cells with the same fields."""
        return text_hash(repr([self.codes, *(_layout(sheet) for sheet in self.sheets)]))


def bind(card: Scorecard, blueprint: Blueprint, plan: Plan, *, template: str, notes: Mapping[str, str]) -> Bindings:
    """Return the bindings of a plan; `template` is the template's sha256, `notes` the hashes of the notes written."""
    return Bindings(
        template=template,
        definition=card.definition.sha256,
        period=card.period.code,
        headline=card.headline.code if card.headline else "",
        codes=tuple(line.indicator.code for line in card.lines),
        blueprint=blueprint,
        sheets=bound_sheets(plan.sheets),
        notes=notes,
        source=card.definition.path.name,
        part=card.part.code if card.part else "",
        displays=_displays(card),
    )


def bound_sheets(sheets: Iterable[PlannedSheet]) -> tuple[BoundSheet, ...]:
    """Return what is remembered of finished sheets."""
    return tuple(_bound(sheet) for sheet in sheets)


def text_hash(text: str) -> str:
    """Return a short hash of a text, the same on every machine."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def bound_rows(sheet: BoundSheet) -> Iterator[PlannedRow]:
    """Return a finished sheet's rows, without values, from row 1."""
    for source, count, first in sheet.runs:
        innermost = next(reversed(list(first)), None)
        for step in range(count):
            items = {**first, innermost: first[innermost] + step} if innermost else first
            yield PlannedRow(source=source, items=items)


def _layout(sheet: BoundSheet) -> list[object]:
    """What decides where things stand on a sheet: which section and indicator a row is of, not which month."""
    runs = [
        (source, count, [items.get(noun) for noun in ("section", "indicator")]) for source, count, items in sheet.runs
    ]
    return [sheet.name, sheet.source, list(sheet.items.items()), runs]


def _displays(card: Scorecard) -> str:
    shown = [[line.indicator.code, line.indicator.unit.value, line.indicator.decimals] for line in card.lines]
    return text_hash(json.dumps(shown))


def _bound(sheet: PlannedSheet) -> BoundSheet:
    return BoundSheet(name=sheet.name, source=sheet.source, items=sheet.items, runs=tuple(_runs(sheet.rows)))


def _runs(rows: tuple[PlannedRow, ...]) -> Iterator[Run]:
    source, count, first = 0, 0, dict[str, int]()
    innermost: str | None = None
    for row in rows:
        if row.source == source and innermost and _goes_on(row.items, first, innermost, count):
            count += 1
            continue
        if count:
            yield source, count, first
        source, count, first = row.source, 1, dict(row.items)
        innermost = next(reversed(first), None)
    if count:
        yield source, count, first


def _goes_on(items: Mapping[str, int], first: Mapping[str, int], innermost: str, count: int) -> bool:
    """Are these the items of the row that is `count` rows below the first of a run?"""
    if items.get(innermost) != first[innermost] + count or list(items) != list(first):
        return False
    return all(item == first[noun] for noun, item in items.items() if noun != innermost)


def note_key(code: str, period: Period) -> str:
    """Return what the note of an indicator for a period is kept under."""
    return f"{code}|{period.code}"


def note_cells(sheet: SheetBlueprint) -> Iterator[FieldCell]:
    """Return the cells of a template's sheet that are for staff to write notes in: one field alone, indicator.note."""
    for cells in sheet.rows.values():
        for cell in cells:
            if [f"{f.noun}.{f.name}" for f in cell.fields] == [NOTE] and not any(
                isinstance(p, str) for p in cell.pieces
            ):
                yield cell
