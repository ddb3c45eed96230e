"""A scorecard laid out on a template's blueprint: the plan of every sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.bands import Band, Fixed, Repeat, find_bands, sheet_noun
from xl_scorecard.layout.blueprint import Blueprint, FieldCell, SheetBlueprint
from xl_scorecard.layout.catalogue import printer
from xl_scorecard.layout.complaints import complaint
from xl_scorecard.layout.context import Context, context_of
from xl_scorecard.layout.field import SHEET_BRACES, Field, Piece, parse_field, split_fields
from xl_scorecard.layout.items import items_of
from xl_scorecard.layout.plan import Plan, PlannedRow, PlannedSheet
from xl_scorecard.layout.row_printer import RowPrinter, piece_printer, row_printer
from xl_scorecard.layout.sheet_names import sheet_name
from xl_scorecard.layout.value import NOTHING, Value
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard

RowPrinters = Mapping[int, RowPrinter]
NO_PRINTER = RowPrinter(cells=())


def lay_out(card: Scorecard, blueprint: Blueprint) -> Plan:
    """Return the plan of the finished workbook; raises TemplateError with everything that the template asks in vain."""
    bands = _checked_bands(blueprint)
    _check_periods(card, blueprint)
    taken = {sheet.name.casefold() for sheet in blueprint.sheets if not SHEET_BRACES.search(sheet.name)}
    sheets: list[PlannedSheet] = []
    for sheet in blueprint.sheets:
        printers = {row: row_printer(cells) for row, cells in sheet.rows.items()}
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
            printers[text] = tuple(piece_printer(piece) for piece in known_pieces(text, file=file))
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
