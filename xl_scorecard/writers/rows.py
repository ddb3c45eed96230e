"""Rows of a finished sheet, written as XML from the template's cells and the plan's values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from xl_scorecard.layout.plan import PlannedRow
from xl_scorecard.layout.value import NOTHING, Value
from xl_scorecard.model.unit import Unit
from xl_scorecard.ooxml.fitting import Fitter
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.placement import Path, Placement
from xl_scorecard.ooxml.sheet import CellPart, RowPart, SheetPart
from xl_scorecard.ooxml.strings import Run, SharedStrings
from xl_scorecard.ooxml.styles import GENERAL, Styles
from xl_scorecard.ooxml.text import attribute, cut_to_fit, escape_text
from xl_scorecard.writers.oddities import Oddity, oddities
from xl_scorecard.writers.opening import opening

SURELY_FITS = 10_000
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(slots=True)
class Slot:
    """A cell of a row's shape that differs from copy to copy: its place among what is put in, and its last opening.

    A cell's opening depends on how its number is shown (`unit`, `decimals`), which seldom changes from row to row.
    """

    place: int
    column: int
    cell: CellPart
    unit: Unit | None = None
    decimals: int = -1
    opening: str = ""


@dataclass(frozen=True, slots=True)
class RowShape:
    """A row of the template as a format with a %s for every row number, every value, and its attributes.

    `places` is how many there are, `texts` how many cells show a text of the template, `wrapping` which cells can
    make the row higher.
    """

    format: str
    places: int
    values: tuple[Slot, ...]
    formulas: tuple[Slot, ...]
    texts: int
    wrapping: tuple[CellPart, ...]
    part: RowPart


ATTRIBUTES = 1
"""The place of a row's attributes: they follow its number."""


@dataclass(slots=True)
class RowWriter:
    """Writes the rows of the copies of one sheet. `text_cells` counts those of the last that show a shared string.

    `plain` has the index of every text that was written as it is, `pages` the name of each indicator's own sheet.
    """

    sheet: SheetPart
    moves: Moves
    strings: SharedStrings
    styles: Styles
    date1904: bool
    fitter: Fitter
    default_height: float
    pages: Mapping[int, str]
    displays: dict[tuple[int, str, Unit | None, int], str] = field(default_factory=dict)
    shapes: dict[tuple[int, ...], RowShape | None] = field(default_factory=dict)
    odd: list[Oddity] = field(default_factory=list)
    plain: dict[object, int] = field(default_factory=dict)
    text_cells: int = 0

    def write(self, rows: tuple[PlannedRow, ...], here: Placement) -> Iterator[str]:
        """Return the XML of each row of a copy that holds or formats anything."""
        self.text_cells = 0
        for number, row in enumerate(rows, start=1):
            key = (row.source, *row.values)
            if key not in self.shapes:
                part = self.sheet.rows.get(row.source)
                self.shapes[key] = self.shape(part, row.values) if part else None
            shape = self.shapes[key]
            if shape is not None:
                yield self.row(shape, number, row, here)

    def shape(self, part: RowPart, written: Mapping[int, Value]) -> RowShape:
        """Return a row's shape where these columns are written."""
        words, places = ['<row r="%s"%s'], 2
        values: list[Slot] = []
        formulas: list[Slot] = []
        words.append(">" if part.cells or part.tail else "/>")
        for cell in part.cells:
            words.append(f"{_quoted(cell.before)}%s")
            places += 1
            if cell.column in written or cell.formula is not None:
                (values if cell.column in written else formulas).append(Slot(places, cell.column, cell))
                words.append("%s")
                places += 1
            else:
                words.append(_quoted(cell.after))
        words.append(f"{_quoted(part.tail)}</row>" if part.cells or part.tail else "")
        kept = [cell for cell in part.cells if cell.column not in written and cell.formula is None]
        wrapping = [c for c in part.cells if c.column in written and self.styles.lettering(c.style).wraps]
        texts = sum(cell.string is not None for cell in kept)
        return RowShape("".join(words), places, tuple(values), tuple(formulas), texts, tuple(wrapping), part)

    def row(self, shape: RowShape, number: int, row: PlannedRow, here: Placement) -> str:
        """Return the XML of a row of this shape with the values of `row`."""
        said = [str(number)] * shape.places
        said[ATTRIBUTES] = self._attributes(shape, row) if shape.wrapping else shape.part.attributes
        values, plain = row.values, self.plain
        for slot in shape.values:
            value = values[slot.column]
            content = value.content
            if content.__class__ is Fraction and value.unit is slot.unit and value.decimals == slot.decimals:
                said[slot.place] = f"{slot.opening}><v>{number_text(content)}</v></c>"
            elif content.__class__ is str and content in plain and not (value.runs or value.opens):
                self.text_cells += 1
                said[slot.place] = f'{slot.cell.opening} t="s"><v>{plain[content]}</v></c>'
            elif value.opens and (formula := opening(value, row, self.pages)):
                shown = f"<f>{escape_text(formula)}</f><v>{escape_text(value.shown)}</v>"
                said[slot.place] = f'{slot.cell.opening} t="str">{shown}</c>'
            else:
                said[slot.place] = self._value(slot, value, number, here)
        for slot in shape.formulas:
            said[slot.place] = self._formula(slot.cell, row.items, here)
        self.text_cells += shape.texts
        return shape.format % tuple(said)

    def _attributes(self, shape: RowShape, row: PlannedRow) -> str:
        """A row keeps its height, unless wrapped text that was written in it needs more: text is never cut off."""
        part = shape.part
        needed = max([self._height(cell, row.source, row.values) for cell in shape.wrapping])
        if needed <= (part.height or self.default_height):
            return part.attributes
        return f'{part.other_attributes} ht="{needed:g}"'

    def _height(self, cell: CellPart, row: int, values: Mapping[int, Value]) -> float:
        value = values.get(cell.column, NOTHING)
        if not isinstance(value.content, str):
            return 0
        return self.fitter.height(value.content, row, cell.column, self.styles.lettering(cell.style))

    def _value(self, slot: Slot, value: Value, row: int, here: Placement) -> str:
        """What follows the row's number in a cell that holds `value`."""
        content, cell = value.content, slot.cell
        if content is None:
            return f"{self._opening(cell, value)}/>"
        if isinstance(content, str):
            if not content:
                return f"{cell.opening}/>"
            self.text_cells += 1
            if len(content) > SURELY_FITS or not content.isprintable():
                self.odd.extend(oddities(content, here.sheet.name, row, cell.column))
                content = cut_to_fit(content)
            elif not value.runs:
                self.plain[content] = self.strings.add(content)
            index = self._rich(cell, value, content) if value.runs else self.strings.add(content)
            return f'{cell.opening} t="s"><v>{index}</v></c>'
        if isinstance(content, date):
            return f"{self._opening(cell, value)}><v>{(content - EPOCHS[self.date1904]).days}</v></c>"
        if value.unit is not slot.unit or value.decimals != slot.decimals:
            slot.unit, slot.decimals, slot.opening = value.unit, value.decimals, self._opening(cell, value)
        return f"{slot.opening}><v>{number_text(content)}</v></c>"

    def _rich(self, cell: CellPart, value: Value, content: str) -> int:
        """The index of a text that replaces a rich text: it keeps the look of each run, unless it had to be cut."""
        looks = cell.runs or (self.strings.runs(cell.string) if cell.string is not None else ())
        if len(looks) != len(value.runs) or "".join(value.runs) != content:
            return self.strings.add(content)
        return self.strings.add_rich(map(Run, [run.properties for run in looks], value.runs))

    def _opening(self, cell: CellPart, value: Value) -> str:
        """A number's cell, in its own format; a General one takes the display of what stands in it, or would."""
        if value.unit is None and not isinstance(value.content, date):
            return cell.opening
        key = (cell.style, cell.extra, value.unit, value.decimals)
        if key not in self.displays:
            self.displays[key] = f'" s="{self._display(cell.style, value)}"{cell.extra}'
        return self.displays[key]

    def _display(self, style: int, value: Value) -> int:
        wanted = value.number_format
        if wanted is None or self.styles.number_format(style) != GENERAL:
            return style
        return self.styles.with_number_format(style, wanted)

    def _formula(self, cell: CellPart, items: Path, here: Placement) -> str:
        """A formula follows its row; a value that was computed for the template and is stale was left out before."""
        text = escape_text(self.moves.formula(cell.formula or (), here=here, items=items))
        area = cell.formula_area
        moved = area and self.moves.area(area, here=here, items=items)
        where = f' ref="{attribute(str(moved))}"' if moved else ""
        opening = f"{cell.opening}{cell.cached_kind}"
        return f"{opening}><f{cell.formula_attributes}{where}>{text}</f>{cell.cached}</c>"


def _quoted(text: str) -> str:
    return text.replace("%", "%%")


def number_text(number: Fraction | int) -> str:
    """Return a number as a cell holds it: the nearest double, in as few digits as say it.

    >>> number_text(Fraction(25, 7)), number_text(Fraction(184))
    ('3.5714285714285716', '184')
    """
    top, bottom = number.numerator, number.denominator
    return str(top) if bottom == 1 else repr(top / bottom)  # Python rounds this division to the nearest double
