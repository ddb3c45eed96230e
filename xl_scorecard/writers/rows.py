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
from xl_scorecard.ooxml.styles import Styles
from xl_scorecard.ooxml.text import attribute, cut_to_fit, escape_text
from xl_scorecard.writers.oddities import Oddity, oddities

SURELY_FITS = 10_000
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(slots=True)
class RowWriter:
    """Writes the rows of the copies of one sheet. `text_cells` counts those of the last that show a shared string."""

    sheet: SheetPart
    moves: Moves
    strings: SharedStrings
    styles: Styles
    date1904: bool
    fitter: Fitter
    default_height: float
    displays: dict[tuple[int, str, Unit | None, int], str] = field(default_factory=dict)
    wrapping: dict[int, list[CellPart]] = field(default_factory=dict)
    odd: list[Oddity] = field(default_factory=list)
    text_cells: int = 0

    def write(self, rows: tuple[PlannedRow, ...], here: Placement) -> Iterator[str]:
        """Return the XML of each row of a copy that holds or formats anything."""
        self.text_cells = 0
        for number, row in enumerate(rows, start=1):
            part = self.sheet.rows.get(row.source)
            if part is not None:
                cells = "".join([self._cell(cell, number, row, here) for cell in part.cells])
                end = f">{cells}{part.tail}</row>" if cells or part.tail else "/>"
                yield f'<row r="{number}"{self._attributes(part, row)}{end}'

    def _attributes(self, part: RowPart, row: PlannedRow) -> str:
        """A row keeps its height, unless wrapped text that was written in it needs more: text is never cut off."""
        if part.number not in self.wrapping:
            wrapping = [cell for cell in part.cells if self.styles.lettering(cell.style).wraps]
            self.wrapping[part.number] = [cell for cell in wrapping if cell.column in row.values]
        needed = max([self._height(cell, part.number, row.values) for cell in self.wrapping[part.number]], default=0)
        if needed <= (part.height or self.default_height):
            return part.attributes
        return f'{part.other_attributes} ht="{needed:g}"'

    def _height(self, cell: CellPart, row: int, values: Mapping[int, Value]) -> float:
        value = values.get(cell.column, NOTHING)
        if not isinstance(value.content, str):
            return 0
        return self.fitter.height(value.content, row, cell.column, self.styles.lettering(cell.style))

    def _cell(self, cell: CellPart, number: int, row: PlannedRow, here: Placement) -> str:
        value = row.values.get(cell.column)
        if value is not None:
            return f"{cell.before}{number}{self._value(cell, value, number, here)}"
        if cell.formula is not None:
            return self._formula(cell, number, row.items, here)
        self.text_cells += cell.string is not None
        return f"{cell.before}{number}{cell.after}"

    def _value(self, cell: CellPart, value: Value, row: int, here: Placement) -> str:
        """What follows the row's number in a cell that holds `value`."""
        content = value.content
        if content is None or content == "":
            return f"{cell.opening}/>"
        if isinstance(content, str):
            self.text_cells += 1
            if len(content) > SURELY_FITS or not content.isprintable():
                self.odd.extend(oddities(content, here.sheet.name, row, cell.column))
                content = cut_to_fit(content)
            index = self._rich(cell, value, content) if value.runs else self.strings.add(content)
            return f'{cell.opening} t="s"><v>{index}</v></c>'
        number = (content - EPOCHS[self.date1904]).days if isinstance(content, date) else content
        return f"{self._opening(cell, value)}><v>{number_text(number)}</v></c>"

    def _rich(self, cell: CellPart, value: Value, content: str) -> int:
        """The index of a text that replaces a rich text: it keeps the look of each run, unless it had to be cut."""
        looks = cell.runs or (self.strings.runs(cell.string) if cell.string is not None else ())
        if len(looks) != len(value.runs) or "".join(value.runs) != content:
            return self.strings.add(content)
        return self.strings.add_rich(map(Run, [run.properties for run in looks], value.runs))

    def _opening(self, cell: CellPart, value: Value) -> str:
        """A number's cell, in its own format; a General one takes the display of what stands in it."""
        if value.unit is None and not isinstance(value.content, date):
            return cell.opening
        key = (cell.style, cell.extra, value.unit, value.decimals)
        if key not in self.displays:
            self.displays[key] = f'" s="{self._display(cell.style, value)}"{cell.extra}'
        return self.displays[key]

    def _display(self, style: int, value: Value) -> int:
        wanted = value.number_format
        if wanted is None or self.styles.number_format(style) != "General":
            return style
        return self.styles.with_number_format(style, wanted)

    def _formula(self, cell: CellPart, number: int, items: Path, here: Placement) -> str:
        """A formula follows its row; a value that was computed for the template and is stale was left out before."""
        text = escape_text(self.moves.formula(cell.formula or (), here=here, items=items))
        area = cell.formula_area
        moved = area and self.moves.area(area, here=here, items=items)
        where = f' ref="{attribute(str(moved))}"' if moved else ""
        opening = f"{cell.before}{number}{cell.opening}{cell.cached_kind}"
        return f"{opening}><f{cell.formula_attributes}{where}>{text}</f>{cell.cached}</c>"


def number_text(number: Fraction | int) -> str:
    """Return a number as a cell holds it: the nearest double, in as few digits as say it.

    >>> number_text(Fraction(25, 7)), number_text(Fraction(184))
    ('3.5714285714285716', '184')
    """
    if number.denominator == 1:
        return str(number.numerator)
    return repr(number.numerator / number.denominator)  # Python rounds this division to the nearest double
