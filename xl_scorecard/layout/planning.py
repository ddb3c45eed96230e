"""A scorecard laid out on a template's blueprint: the plan of every sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.assessment_fields import AssessmentField
from xl_scorecard.layout.bands import Band, Fixed, Repeat, find_bands, sheet_noun
from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.catalogue import Printer, printer, tells
from xl_scorecard.layout.complaints import complaint
from xl_scorecard.layout.context import Context, context_of
from xl_scorecard.layout.field import SHEET_BRACES, Each, Field, Piece, parse_field, split_fields
from xl_scorecard.layout.items import items_of
from xl_scorecard.layout.plan import Plan, PlannedRow, PlannedSheet
from xl_scorecard.layout.sheet_names import sheet_name
from xl_scorecard.layout.value import NOTHING, Value
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
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


RowPrinters = Mapping[int, RowPrinter]
NO_PRINTER = RowPrinter(cells=())


def lay_out(card: Scorecard, blueprint: Blueprint) -> Plan:
    """Return the plan of the finished workbook; raises TemplateError with everything that the template asks in vain."""
    bands = _checked_bands(blueprint)
    _check_periods(card, blueprint)
    taken = {sheet.name.casefold() for sheet in blueprint.sheets if not SHEET_BRACES.search(sheet.name)}
    sheets: list[PlannedSheet] = []
    for sheet in blueprint.sheets:
        printers = {row: _row_printer(cells) for row, cells in sheet.rows.items()}
        sheets += [
            PlannedSheet(
                source=sheet.name,
                name=_name(sheet.name, context, taken),
                items=context.items,
                rows=tuple(_rows(bands[sheet.name], context, printers)),
                last_row=sheet.last_row,
            )
            for context in _sheet_contexts(sheet, card)
        ]
    return Plan(sheets=tuple(sheets))


def text_filler(card: Scorecard, *, file: str = "") -> Callable[[str, Mapping[str, int]], str]:
    """Return what fills the fields in a text outside the cells (a heading, a title, a tip), given items by index.

    It raises TemplateError for a field that is unknown; `file` is the template's name.
    """
    lines, printers = tuple(card.lines), dict[str, tuple[Callable[[Context], str], ...]]()

    def fill(text: str, items: Mapping[str, int]) -> str:
        if "{{" not in text and not SHEET_BRACES.search(text):
            return text
        if text not in printers:
            printers[text] = tuple(_piece_printer(piece) for piece in known_pieces(text, file=file))
        context = context_of(card, items, lines)
        return "".join([show(context) for show in printers[text]])

    return fill


def known_pieces(text: str, *, file: str) -> tuple[Piece, ...]:
    """Return a text outside the cells as pieces; raises TemplateError where it has a field that is unknown."""
    place = Place(file=file)
    try:
        pieces = split_fields(text)
    except ValueError as problem:
        raise TemplateError(f"In a header, a title or a text box: {problem}", place=place) from problem
    for piece in pieces:
        wrong = "" if isinstance(piece, str) else complaint(piece)
        if wrong and not isinstance(piece, str):
            told = f"{{{{ {piece.text} }}}}, in a header, a title or a text box, {wrong}"
            raise TemplateError(told if told.endswith("?") else f"{told}.", place=place)
    return pieces


def check_design(blueprint: Blueprint) -> None:
    """Raise TemplateError with everything that a template asks in vain whatever the scorecard; else do nothing."""
    _checked_bands(blueprint)


def check_blueprint(blueprint: Blueprint) -> tuple[TemplateError, ...]:
    """Return a complaint for every field that is unknown or stands where it cannot."""
    complaints = []
    for sheet in blueprint.sheets:
        complaints += _unknown_in_name(blueprint, sheet)
        for cell in (cell for cells in sheet.rows.values() for cell in cells):
            for piece in cell.pieces:
                wrong = "" if isinstance(piece, str) else complaint(piece)
                if wrong and not isinstance(piece, str):
                    complaints.append(_complain(blueprint, sheet, cell, f"{{{{ {piece.text} }}}} {wrong}"))
    return tuple(complaints)


def _unknown_in_name(blueprint: Blueprint, sheet: SheetBlueprint) -> list[TemplateError]:
    """A complaint for each field in a sheet's name that is unknown."""
    place = Place(file=blueprint.file, sheet=sheet.name)
    told = [(text, complaint(parse_field(text))) for text in SHEET_BRACES.findall(sheet.name)]
    return [
        TemplateError(f"{{{text}}} in the name of the sheet {wrong}.", place=place) for text, wrong in told if wrong
    ]


def _checked_bands(blueprint: Blueprint) -> dict[str, tuple[Band, ...]]:
    complaints, bands = list(check_blueprint(blueprint)), {}
    for sheet in blueprint.sheets:
        try:
            bands[sheet.name] = find_bands(sheet)
        except ValueError as problem:
            place = Place(file=blueprint.file, sheet=sheet.name)
            complaints.append(TemplateError(str(problem), place=place))
    _raise(blueprint, complaints)
    return bands


def _check_periods(card: Scorecard, blueprint: Blueprint) -> None:
    """A quarter or year that is not finished has no figure yet: say so, and what would be right."""
    complaints = []
    for sheet in blueprint.sheets:
        for cell in (cell for cells in sheet.rows.values() for cell in cells):
            for field in cell.fields:
                if field.at and field.at.kind and field.at.of(card.period) is None:
                    wrong = f"{{{{ {field.text} }}}} means a {field.at.word} that is not finished in {card.period};"
                    fix = f"use @ {field.at.word}-1 or @ year to date"
                    complaints.append(_complain(blueprint, sheet, cell, f"{wrong} {fix}"))
    _raise(blueprint, complaints)


def _raise(blueprint: Blueprint, complaints: list[TemplateError]) -> None:
    if complaints:
        raise TemplateError(
            "The template cannot be filled.", complaints=tuple(complaints), place=Place(file=blueprint.file)
        )


def _complain(blueprint: Blueprint, sheet: SheetBlueprint, cell: FieldCell, sentence: str) -> TemplateError:
    return TemplateError(f"{sentence}.", place=Place(file=blueprint.file, sheet=sheet.name, cell=cell.name))


def _sheet_contexts(sheet: SheetBlueprint, card: Scorecard) -> list[Context]:
    noun = sheet_noun(sheet.name)
    return items_of(noun, Context(card=card), None) if noun else [Context(card=card)]


def _name(template: str, context: Context, taken: set[str]) -> str:
    if not SHEET_BRACES.search(template):
        return template

    def fill(text: str) -> str:
        field = parse_field(text)
        return printer(field)(context).shown if isinstance(field, Field) else text

    return sheet_name(SHEET_BRACES.sub(lambda found: fill(found[1]), template), taken)


def _rows(bands: Sequence[Band], context: Context, printers: RowPrinters) -> Iterator[PlannedRow]:
    for band in bands:
        if isinstance(band, Fixed):
            values = printers.get(band.row, NO_PRINTER).values(context)
            yield PlannedRow(source=band.row, items=context.items, values=values)
            continue
        contexts = items_of(band.noun, context, band.each)
        for inside in contexts:
            yield from _rows(band.bands, inside, printers)
        if not contexts:
            yield from _blank(band, context, printers)


def _blank(repeat: Repeat, context: Context, printers: RowPrinters) -> Iterator[PlannedRow]:
    """One blank copy of rows whose list is empty; it says what its directive has it say."""
    for band in repeat.bands:
        if not isinstance(band, Fixed):
            yield from _blank(band, context, printers)
            continue
        values = dict.fromkeys(printers.get(band.row, NO_PRINTER).columns, NOTHING)
        if repeat.each and repeat.each.say and band == repeat.bands[0]:
            values[repeat.say_column] = Value(repeat.each.say)
        yield PlannedRow(source=band.row, items=context.items, values=values)


def _row_printer(cells: Sequence[FieldCell]) -> RowPrinter:
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
    shows = [_piece_printer(piece) for piece in pieces]
    begins, ends = isinstance(pieces[0], Field), isinstance(pieces[-1], Field)

    def show(context: Context) -> Value:
        text = "".join(show(context) for show in shows)
        text = text.lstrip() if begins else text
        return Value((text.rstrip() if ends else text) or None)

    return show


def _in_runs(value: Value) -> Value:
    """A field alone in a rich text: a text keeps its look, a number is a number."""
    return Value(value.content, runs=(value.content,)) if isinstance(value.content, str) else value


def _rich_printer(cell: FieldCell) -> CellPrinter:
    """Return what prints a rich text: the text of each run."""
    shows = [_piece_printer(piece) for piece in cell.pieces]
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


def _piece_printer(piece: Piece) -> Callable[[Context], str]:
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
