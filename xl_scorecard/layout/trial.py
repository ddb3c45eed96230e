"""Trial: a template laid out for a scorecard of two of everything, to see what it can be filled with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_scorecard.layout.bands import Band, Fixed, find_bands, sheet_noun
from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.field import Each
from xl_scorecard.layout.plan import Plan, PlannedRow, PlannedSheet
from xl_scorecard.layout.value import NOTHING, Value

Items = Mapping[str, int]
TWO = 2
NO_ITEMS: Items = {}
AROUND = {"indicator": "section", "section": "", "figure": "indicator"}
"""The list that each item of a list is within; these are taken from the whole scorecard."""


def trial_plan(blueprint: Blueprint) -> Plan:
    """Return the plan of a workbook in which every list has two items; its cells say which fields they held.

    Raises ValueError where `find_bands` does.
    """
    return Plan(
        sheets=tuple(sheet for place, design in enumerate(blueprint.sheets) for sheet in _sheets(design, place))
    )


def _sheets(design: SheetBlueprint, place: int) -> Iterator[PlannedSheet]:
    noun, bands = sheet_noun(design.name), find_bands(design)
    for number, items in enumerate(_items(noun, NO_ITEMS) if noun else [NO_ITEMS]):
        yield PlannedSheet(
            source=design.name,
            name=f"Copy {place}-{number}" if noun else design.name,
            items=items,
            rows=tuple(_rows(bands, items, design)),
            last_row=design.last_row,
        )


def _rows(bands: Sequence[Band], items: Items, design: SheetBlueprint) -> Iterator[PlannedRow]:
    for band in bands:
        if isinstance(band, Fixed):
            values = {cell.column: _value(cell) for cell in design.rows.get(band.row, ())}
            yield PlannedRow(source=band.row, items=items, values=values)
            continue
        for inside in _items(band.noun, NO_ITEMS if band.each and band.noun in AROUND else items):
            yield from _rows(band.bands, inside, design)


def _items(noun: str, items: Items) -> Iterator[Items]:
    """Two items of a list, each within two of the lists around it that are not chosen yet."""
    around = AROUND.get(noun)
    for outer in _items(around, items) if around and around not in items else [items]:
        first = TWO * (outer[around] if around else 0)
        yield from ({**outer, noun: first + number} for number in range(TWO))


def _value(cell: FieldCell) -> Value:
    texts = [piece if isinstance(piece, str) else piece.text for piece in cell.pieces if not isinstance(piece, Each)]
    return Value("".join(texts)) if texts else NOTHING
