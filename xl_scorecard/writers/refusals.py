"""What cannot follow its rows is refused by name, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from xl_scorecard.errors import TemplateError
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.formulas import Span, areas
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.notes import note_cells
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.references import cell_name
from xl_scorecard.ooxml.sheet import CellPart
from xl_scorecard.ooxml.vml import client_data, first_row, parse_vml, shapes
from xl_scorecard.writers.plotted import shown_where_drawn
from xl_scorecard.writers.template import Template

CANNOT_MOVE = {"pivotTable": "a pivot table", "queryTable": "a data query"}
CANNOT_COPY = {
    **CANNOT_MOVE,
    "slicer": "slicers",
    "timeline": "timelines",
    "threadedComment": "comments",
    "oleObject": "embedded objects",
    "control": "ActiveX controls",
}
ELSEWHERE = "Move it to a sheet where nothing repeats."
APART = "Move it away from the rows that repeat."


def refuse(template: Template, placements: Sequence[Placement], moves: Moves) -> None:
    """Raise TemplateError with everything where rows or sheets repeat that cannot follow; do nothing when all can."""
    if not any(here.moved for here in placements):
        return
    complaints = list(_all(template, placements, moves))
    unique = tuple({str(complaint): complaint for complaint in complaints}.values())
    if unique:
        raise TemplateError("The template cannot be filled.", complaints=unique, place=Place(file=template.file))


def _all(template: Template, placements: Sequence[Placement], moves: Moves) -> Iterator[TemplateError]:
    for here in placements:
        if here.moved:
            yield from _kinds(template, here)
            yield from _arrays(template, here)
            yield from _notes(template, here)
            yield from _controls(template, here)
    yield from _spans(template, moves)
    yield from _pivot_sources(template, moves)
    yield from (_complaint(template, *found) for found in shown_where_drawn(template))


def _complaint(template: Template, sheet: str, cell: str, sentence: str, fix: str) -> TemplateError:
    return TemplateError(sentence, place=Place(file=template.file, sheet=sheet, cell=cell), fix=fix)


def _kinds(template: Template, here: Placement) -> Iterator[TemplateError]:
    """What belongs to a sheet as a whole and cannot be moved, or cannot be copied, with it."""
    source, package = here.sheet.source, template.package
    links = list(package.relationships(template.sheets.parts[source]).values())
    inner = chain.from_iterable(package.relationships(link.target).values() for link in links if link.kind == "table")
    kinds = {link.kind for link in chain(links, inner)}
    copied = here.sheet.name != source
    refused, why = (CANNOT_COPY, "be copied with its sheet") if copied else (CANNOT_MOVE, "follow rows that repeat")
    for kind in sorted(kinds & refused.keys()):
        yield _complaint(template, source, "", f"has {refused[kind]}, which cannot {why}.", ELSEWHERE)


def _arrays(template: Template, here: Placement) -> Iterator[TemplateError]:
    sheet = template.sheets[here.sheet.source]
    for number, cell in sheet.cells():
        what = _array(cell, here) if cell.formula is not None else ""
        if what:
            yield _complaint(template, sheet.name, cell_name(number, cell.column), f"holds {what}.", APART)


def _array(cell: CellPart, here: Placement) -> str:
    """What kind of formula it is that fills several cells and meets a row that repeats; "" when it is none."""
    if 't="dataTable"' in cell.formula_attributes and not here.still:
        return "a what-if data table, on a sheet where rows repeat"
    area = cell.formula_area
    if area is None or area.top == area.bottom or not any(map(here.repeats, range(area.top, area.bottom + 1))):
        return ""
    dynamic = ' cm="' in cell.extra
    return f"{'a formula that spills' if dynamic else 'an array formula'} over rows that repeat"


def _notes(template: Template, here: Placement) -> Iterator[TemplateError]:
    """A thread of comments has one place; an ordinary note is copied with its row."""
    source, package = here.sheet.source, template.package
    for link in package.relationships(template.sheets.parts[source]).values():
        if link.kind == "comments" and link.target in package:
            for row, cell, threaded in note_cells(package.xml(link.target)):
                if threaded and here.repeats(row):
                    sentence = "has a thread of comments, which cannot repeat with its row."
                    yield _complaint(template, source, cell, sentence, "Make it a note, or " + APART.lower())


def _controls(template: Template, here: Placement) -> Iterator[TemplateError]:
    source, package = here.sheet.source, template.package
    for link in package.relationships(template.sheets.parts[source]).values():
        if link.kind != "vmlDrawing" or link.target not in package:
            continue
        for shape in shapes(parse_vml(package.content(link.target))):
            data, row = client_data(shape), first_row(shape)
            note = data is None or data.get("ObjectType") == "Note"
            if not note and row is not None and here.repeats(row):
                sentence = "has a button or another control that begins in a row that repeats."
                yield _complaint(template, source, f"A{row}", sentence, APART)


def _spans(template: Template, moves: Moves) -> Iterator[TemplateError]:
    """References over several sheets at once."""
    names = [entry.name for entry in template.entries]
    for name in template.sheets:
        if not template.sheets.has_formulas(name):
            continue
        for number, cell in template.sheets[name].cells():
            for span in (piece for piece in cell.formula or () if isinstance(piece, Span)):
                if any(_is_moved(moves, between) for between in _between(names, span)):
                    sentence = f"means a stretch of sheets ({span}) in which something repeats."
                    yield _complaint(template, name, cell_name(number, cell.column), sentence, "Name each sheet.")


def _between(names: Sequence[str], span: Span) -> Sequence[str]:
    folded = [name.casefold() for name in names]
    places = [folded.index(end.casefold()) for end in (span.first, span.last) if end.casefold() in folded]
    return names[min(places) : max(places) + 1] if places else ()


def _is_moved(moves: Moves, sheet: str) -> bool:
    copies = moves.placements.get(sheet.casefold(), [])
    return len(copies) > 1 or any(here.moved for here in copies)


def _pivot_sources(template: Template, moves: Moves) -> Iterator[TemplateError]:
    """A pivot table keeps a copy of what it was made from, which only Excel can renew."""
    homes = template.inventory.homes
    for source in template.inventory.pivot_sources:
        meaning = moves.names.get((None, source.name.casefold()), ())
        named = next((area.sheet for area in areas(meaning)), None)
        sheet = source.sheet or homes.get(source.name.casefold()) or named or ""
        if _is_moved(moves, sheet) or any(s.name == sheet and s.rows for s in template.blueprint.sheets):
            sentence = (
                f"a pivot table is made from {source.name or source.cells} on this sheet, which the program writes."
            )
            yield _complaint(template, sheet, "", sentence, "Make it from a sheet without fields.")
