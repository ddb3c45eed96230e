"""Patching: the rows of a workbook that is filled again; what is not written keeps its very text.

Rows that look alike but for numbers and values (a month, an indicator) share one shape, which tells them by a pattern:
none of their cells is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xl_scorecard.layout.plan import PlannedRow
from xl_scorecard.layout.value import Value
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.scanning import ScannedRows
from xl_scorecard.ooxml.sheet import CellPart, RowPart
from xl_scorecard.writers.rows import RowShape, RowWriter

MOST_KINDS = 16  # of rows with fields in the same columns; a row that is like none of them is taken apart
HEIGHT = re.compile(r' ht="([^"]*)"')
STYLE = re.compile(r' s="(\d+)"')
WRITTEN = r'"( s="\d+")?(?: t="(?:s|str|n|b|e)")?(?:/>|><v>[^<]*</v></c>)'
SHOWN = ' t="s"'


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows that look alike: their pattern, one of them taken apart, and the shape for each set of formats in them."""

    pattern: re.Pattern[str]
    part: RowPart
    shapes: dict[tuple[str | None, ...], RowShape] = field(default_factory=dict)


@dataclass(slots=True)
class Shapes:
    """The kinds of a workbook's rows, by the columns that are written in them."""

    kinds: dict[tuple[int, ...], list[Kind]] = field(default_factory=dict)


def patched_rows(
    rows: ScannedRows, planned: tuple[PlannedRow, ...], here: Placement, writer: RowWriter, shapes: Shapes
) -> Iterator[str]:
    """Return the XML of each row, with the values that are planned for it; `writer` counts its texts."""
    writer.text_cells = 0
    for number, raw in rows.raw.items():
        row = planned[number - 1]
        if not row.values and "<f" not in raw:
            writer.text_cells += raw.count(SHOWN)
            yield raw
        else:
            yield writer.row(_shape(rows, raw, number, row.values, writer, shapes), number, row, here)


def _shape(
    rows: ScannedRows, raw: str, number: int, values: Mapping[int, Value], writer: RowWriter, shapes: Shapes
) -> RowShape:
    if any(value.runs for value in values.values()):  # a rich text keeps the look of the very text that it replaces
        return writer.shape(rows[number], values)
    kinds = shapes.kinds.setdefault(tuple(values), [])
    for kind in kinds:
        found = kind.pattern.fullmatch(raw)
        if found:
            return _known(kind, found.groups(), values, writer)
    part = rows[number]
    if len(kinds) < MOST_KINDS and not part.tail and all(_is_plain(cell, values) for cell in part.cells):
        kinds.append(Kind(re.compile(_pattern(part, values)), part))
    return writer.shape(part, values)


def _known(kind: Kind, groups: tuple[str | None, ...], values: Mapping[int, Value], writer: RowWriter) -> RowShape:
    """The shape of a row of this kind with these attributes and formats."""
    if groups not in kind.shapes:
        attributes, *formats = (text or "" for text in groups)
        height, left = HEIGHT.search(attributes), iter(formats)
        part = replace(
            kind.part,
            attributes=attributes,
            other_attributes=HEIGHT.sub("", attributes),
            height=float(height[1]) if height else 0,
            cells=tuple(_formatted(cell, next(left)) if cell.column in values else cell for cell in kind.part.cells),
        )
        kind.shapes[groups] = writer.shape(part, values)
    return kind.shapes[groups]


def _formatted(cell: CellPart, attributes: str) -> CellPart:
    style = STYLE.fullmatch(attributes)
    return replace(cell, style=int(style[1]) if style else 0, opening=f'"{attributes}', string=None)


def _is_plain(cell: CellPart, values: Mapping[int, Value]) -> bool:
    """Has a cell, if it is written, but a format and a value, and otherwise neither a formula nor text of its own?"""
    if cell.formula is not None or cell.runs or "<is>" in cell.after:
        return False
    return cell.column not in values or not cell.extra


def _pattern(part: RowPart, values: Mapping[int, Value]) -> str:
    end = ">" if part.cells else "/>"
    words = [rf'<row r="\d+"((?: [\w:]+="[^"<>]*")*){end}']
    for cell in part.cells:
        after = WRITTEN if cell.column in values else re.escape(cell.after)
        words.append(rf"{re.escape(cell.before)}\d+{after}")
    return "".join([*words, "</row>" if part.cells else ""])
