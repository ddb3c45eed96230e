"""RowPrinter: what prints a row of a template: a field alone with its type, fields among words as people read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from xl_scorecard.layout.assessment_fields import AssessmentField
from xl_scorecard.layout.blueprint import FieldCell
from xl_scorecard.layout.catalogue import Printer, printer, tells
from xl_scorecard.layout.context import Context
from xl_scorecard.layout.field import Each, Field, Piece
from xl_scorecard.layout.value import NOTHING, Value
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.unit import Unit

CellPrinter = Callable[[Context], Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPrinter:
    """What prints a row, by column; `told` are the cells that speak of nothing but the row's own assessment."""

    cells: tuple[tuple[int, CellPrinter], ...]
    told: tuple[tuple[int, AssessmentField], ...] = ()

    def values(self, context: Context) -> dict[int, Value]:
        """Return the row's values in a context."""
        found = {column: show(context) for column, show in self.cells}
        if self.told:
            item = context.item
            of = item if isinstance(item, Assessment) else None
            found |= {column: tell(of) if of else NOTHING for column, tell in self.told}
        return found

    @property
    def columns(self) -> list[int]:
        """The columns that it prints in."""
        return [column for column, _ in (*self.cells, *self.told)]


def row_printer(cells: Sequence[FieldCell]) -> RowPrinter:
    """Return what prints the cells of a row that hold fields."""
    told = {cell.column: tells(field) for cell in cells if (field := _told(cell))}
    others = tuple((cell.column, _cell_printer(cell)) for cell in cells if cell.column not in told)
    return RowPrinter(cells=others, told=tuple(told.items()))


def _told(cell: FieldCell) -> Field | None:
    """The field of a cell that prints one alone, of the row's own assessment."""
    match _without_directive(cell.pieces):
        case (Field(noun="period" | "figure") as field,) if not cell.runs and not cell.per_cent:
            return field
        case _:
            return None


def _cell_printer(cell: FieldCell) -> CellPrinter:
    """Return what prints a cell: one field alone with its type, otherwise text with the fields as displayed."""
    pieces = _without_directive(cell.pieces)
    match pieces:
        case ():
            return lambda _: NOTHING
        case (Field() as field,):
            show = printer(field)
            if cell.runs:
                return lambda context: _in_runs(_hundredth(show(context)) if cell.per_cent else show(context))
            return (lambda context: _hundredth(show(context))) if cell.per_cent else show
        case _ if cell.runs:
            return _rich_printer(cell)
        case _:
            return _text_printer(pieces)


def _text_printer(pieces: Sequence[Piece]) -> CellPrinter:
    """Text with fields in it; the space beside a field that prints nothing, at either end, goes with it."""
    shows = [piece_printer(piece) for piece in pieces]
    begins, ends = isinstance(pieces[0], Field), isinstance(pieces[-1], Field)

    def show(context: Context) -> Value:
        text = "".join([show(context) for show in shows])
        text = text.lstrip() if begins else text
        return Value((text.rstrip() if ends else text) or None)

    return show


def _in_runs(value: Value) -> Value:
    """A field alone in a rich text: a text keeps its look, a number is a number."""
    return Value(value.content, runs=(value.content,)) if isinstance(value.content, str) else value


def _rich_printer(cell: FieldCell) -> CellPrinter:
    """Return what prints a rich text: the text of each run."""
    shows = [piece_printer(piece) for piece in cell.pieces]
    ends = [0, *accumulate(cell.runs)]
    runs = [shows[start:end] for start, end in pairwise(ends)]

    def show(context: Context) -> Value:
        texts = tuple("".join(piece(context) for piece in run) for run in runs)
        return Value("".join(texts) or None, runs=texts)

    return show


def _without_directive(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces that print; spaces between a directive and what prints go with it."""
    kept = [piece for piece in pieces if not isinstance(piece, Each)]
    if len(kept) < len(pieces):
        while kept and isinstance(kept[0], str) and not kept[0].strip():
            kept.pop(0)
        while kept and isinstance(kept[-1], str) and not kept[-1].strip():
            kept.pop()
    return tuple(kept)


def piece_printer(piece: Piece) -> Callable[[Context], str]:
    """Return what shows a piece of a text: a field as displayed, words as they are, a directive not at all."""
    if isinstance(piece, Field):
        show: Printer = printer(piece)
        return lambda context: show(context).shown
    text = piece if isinstance(piece, str) else ""
    return lambda _: text


def _hundredth(value: Value) -> Value:
    """A percentage in a cell whose format multiplies by a hundred."""
    if value.unit is not Unit.PERCENT or not isinstance(value.content, Fraction | int):
        return value
    return value._replace(content=Fraction(value.content) / 100)
