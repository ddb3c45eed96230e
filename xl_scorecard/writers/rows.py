"""Rows of a finished sheet, written as XML from the template's cells and the plan's values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from xl_scorecard.layout.plan import PlannedRow
from xl_scorecard.layout.value import Value
from xl_scorecard.model.unit import Unit
from xl_scorecard.ooxml.fitting import Fitter
from xl_scorecard.ooxml.moves import Moves, Path, Placement
from xl_scorecard.ooxml.references import Formula, column_letters
from xl_scorecard.ooxml.sheet import CellPart, RowPart, SheetPart
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.styles import Styles
from xl_scorecard.ooxml.text import LONGEST, attribute, escape_text

EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


@dataclass(slots=True)
class RowWriter:
    """Writes the rows of one finished sheet. `text_cells` counts the cells that show a shared string."""

    sheet: SheetPart
    here: Placement
    moves: Moves
    strings: SharedStrings
    styles: Styles
    date1904: bool
    fitter: Fitter
    default_height: float
    displays: dict[tuple[int, Unit | None, int], int] = field(default_factory=dict)
    text_cells: int = 0

    def write(self, rows: tuple[PlannedRow, ...]) -> Iterator[str]:
        """Return the XML of each row that holds or formats anything."""
        for number, row in enumerate(rows, start=1):
            part = self.sheet.rows.get(row.source)
            if part is not None:
                cells = "".join(self._cell(cell, number, row) for cell in part.cells)
                end = f">{cells}</row>" if cells else "/>"
                yield f'<row r="{number}"{self._attributes(part, row)}{end}'

    def _attributes(self, part: RowPart, row: PlannedRow) -> str:
        """A row keeps its height, unless wrapped text that was written in it needs more: text is never cut off."""
        needed = max(
            (
                self._height(cell, part.number, row.values[cell.column])
                for cell in part.cells
                if cell.column in row.values
            ),
            default=0,
        )
        if needed <= (part.height or self.default_height):
            return part.attributes
        return f'{part.other_attributes} ht="{needed:g}"'

    def _height(self, cell: CellPart, row: int, value: Value) -> float:
        if not isinstance(value.content, str):
            return 0
        lettering = self.styles.lettering(cell.style)
        if not lettering.wraps and "\n" not in value.content:
            return 0
        return self.fitter.height(value.content, row, cell.column, lettering)

    def _cell(self, cell: CellPart, number: int, row: PlannedRow) -> str:
        if cell.column in row.values:
            return self._value(cell, number, row.values[cell.column])
        if cell.formula is not None:
            return self._formula(cell, cell.formula, number, row.items)
        self.text_cells += cell.string is not None
        return f"{cell.before}{number}{cell.after}"

    def _value(self, cell: CellPart, number: int, value: Value) -> str:
        head, content = self._head(cell, number, self._style(cell, value)), value.content
        match content:
            case None | "":
                return f"{head}/>"
            case str():
                self.text_cells += 1
                return f'{head} t="s"><v>{self.strings.add(content[:LONGEST])}</v></c>'
            case date():
                return f"{head}><v>{(content - EPOCHS[self.date1904]).days}</v></c>"
            case _:
                return f"{head}><v>{number_text(content)}</v></c>"

    def _style(self, cell: CellPart, value: Value) -> int:
        """The cell's own format; a General one takes the display of what stands in it."""
        if value.unit is None and not isinstance(value.content, date):
            return cell.style
        key = (cell.style, value.unit, value.decimals)
        if key not in self.displays:
            self.displays[key] = self._display(cell.style, value)
        return self.displays[key]

    def _display(self, style: int, value: Value) -> int:
        wanted = value.number_format
        if wanted is None or self.styles.number_format(style) != "General":
            return style
        return self.styles.with_number_format(style, wanted)

    def _head(self, cell: CellPart, number: int, style: int) -> str:
        styled = f' s="{style}"' if style else ""
        return f'<c r="{column_letters(cell.column)}{number}"{styled}{cell.extra}'

    def _formula(self, cell: CellPart, formula: Formula, number: int, items: Path) -> str:
        """A formula follows its row; the value that was computed for the template is stale, and left out."""
        text = escape_text(self.moves.formula(formula, here=self.here, items=items))
        area = cell.formula_area
        moved = area and self.moves.area(area, here=self.here, items=items)
        where = f' ref="{attribute(str(moved))}"' if moved else ""
        return f"{self._head(cell, number, cell.style)}><f{cell.formula_attributes}{where}>{text}</f></c>"


def number_text(number: Fraction | int) -> str:
    """Return a number as a cell holds it: the nearest double, in as few digits as say it.

    >>> number_text(Fraction(25, 7)), number_text(Fraction(184))
    ('3.5714285714285716', '184')
    """
    if number.denominator == 1:
        return str(number.numerator)
    return repr(number.numerator / number.denominator)  # Python rounds this division to the nearest double
