"""A refresh on one page: compute, see, fit, write, or take back.

Everything that can fail without touching the workbook comes first: the sources are read and the figures worked out
before anything is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xl_scorecard import pipeline
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import RequestError
from xl_scorecard.excel.books import folder_of
from xl_scorecard.excel.changes import SheetChanges, anything_to_do, changes
from xl_scorecard.excel.fitting import FittedSheet, RebuildNeededError, fit, fitted_plan
from xl_scorecard.excel.locating import locate, remember
from xl_scorecard.excel.permission import Permission
from xl_scorecard.excel.seeing import memory_of, see, staff_notes
from xl_scorecard.excel.sight import NOTHING, Sight
from xl_scorecard.excel.state import quiet
from xl_scorecard.excel.summing_up import headers_change, summed_up
from xl_scorecard.excel.telling import Teller
from xl_scorecard.excel.timing import Timing
from xl_scorecard.excel.undoing import keep_for_undo
from xl_scorecard.excel.writing import Writer
from xl_scorecard.layout.bindings import Bindings, bind
from xl_scorecard.layout.bindings_text import cells_of, to_text
from xl_scorecard.layout.notes import keep_notes, note_hashes
from xl_scorecard.layout.planning import lay_out, text_filler
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All that a refresh will write, worked out before anything is written."""

    card: Scorecard
    fitted: tuple[FittedSheet, ...]
    sheets: tuple[SheetChanges, ...]
    texts: list[str]
    stamp: str


def refresh(
    book: xlwings.Book, teller: Teller, timing: Timing, *, permission: Permission, given: Path | None = None
) -> str:
    """Return what changed, in sentences, once the open workbook shows what the sources hold now.

    Raises ScorecardError where the workbook was not touched, RebuildNeededError where its rows do not suffice, and
    what Excel raises where it was touched; it is then as it was.
    """
    memory = memory_of(book)
    card = computed(book, memory[0], teller, timing, permission=permission, given=given)
    timing("Writing")
    teller.progress("Writing")
    sight, _ = see(book, memory)
    prepared = prepare(card, sight, book.name)
    refuse_protected(prepared.sheets, book.name)
    headers_refused = write(book, prepared, sight).headers_refused
    keep_for_undo(book, sight, prepared.fitted, prepared.sheets, prepared.texts, stamp=prepared.stamp)
    other_month = sight.styles is None and memory[0].period != card.period.code
    stale = headers_refused or (other_month and headers_change(sight))
    return summed_up(book.name, sight, prepared.sheets, prepared.card, timing, stale_headers=stale)


def computed(
    book: xlwings.Book,
    bindings: Bindings,
    teller: Teller,
    timing: Timing,
    *,
    permission: Permission,
    given: Path | None,
) -> Scorecard:
    """Return the assessed scorecard that the open workbook is to show: the pipeline's, as in a headless build.

    Raises ScorecardError, and NotAllowedError where the user says that its Python functions are not to be run.
    """
    path = locate(book.name, folder_of(book), bindings, given=given)

    def progress(stage: str) -> None:
        timing(stage)
        teller.progress(stage)

    progress("Reading the definition")
    definition = read_definition(path)
    allowed = permission.covers(definition)
    found = pipeline.read_defined(definition, allow_python=allowed, password=permission.password, progress=progress)
    card = pipeline.as_shown(pipeline.assess_read(found, part=_part(bindings), progress=progress))
    codes = {line.indicator.code for line in card.lines}
    if bindings.codes and not codes & set(bindings.codes):
        raise RequestError(
            f"{path.name} defines another scorecard: none of its indicators is in this workbook.",
            place=Place(file=book.name),
            fix=f'Say where the right one is: xl-scorecard refresh "{book.name}" --definition PATH.',
        )
    remember(book.name, path)
    return card


def prepare(card: Scorecard, sight: Sight, book: str) -> Prepared:
    """Return all that is to be written. Raises RebuildNeededError and TemplateError."""
    kept = keep_notes(card, staff_notes(sight), file=book)
    was = sight.bindings
    fitted = fit(was, lay_out(kept, was.blueprint))
    hashes = note_hashes(card, was.blueprint)
    bindings = bind(kept, was.blueprint, fitted_plan(fitted), template=was.template, notes=hashes)
    if was.displays and bindings.displays != was.displays:
        raise RebuildNeededError("the figures are to be shown with other units or decimals")
    return Prepared(
        card=kept,
        fitted=fitted,
        sheets=changes(sight, fitted, text_filler(kept)),
        texts=cells_of(to_text(replace(bindings, source=bindings.source or was.source))),
        stamp=stamp_text(kept),
    )


def refuse_protected(sheets: tuple[SheetChanges, ...], book: str) -> None:
    """Raise RequestError where a sheet that would change is protected."""
    names = [f'"{sheet.name}"' for sheet in sheets if sheet.seen.protected and anything_to_do(sheet)]
    if names:
        several = len(names) > 1
        raise RequestError(
            f"The sheet{'s' if several else ''} {', '.join(names)} {'are' if several else 'is'} protected.",
            place=Place(file=book),
            fix="Choose Review, Unprotect Sheet, then Refresh; protect again afterwards.",
        )


def write(book: xlwings.Book, prepared: Prepared, sight: Sight) -> Writer:
    """Write all of it, or leave the workbook as it was. Raises what Excel raised, and NotTakenBackError."""
    writer = Writer(book)
    before = cells_of(to_text(sight.bindings))
    with quiet(book.app):
        try:
            for sheet in prepared.sheets:
                writer.change(sheet)
            writer.remember(prepared.texts, before)
            if sight.stamp:
                name, cell = sight.stamp
                seen = sight.sheets.get(name)
                writer.write_cell(name, cell, prepared.stamp, seen.at(cell) if seen else NOTHING)
        except BaseException:
            writer.take_back()
            raise
    return writer


def stamp_text(card: Scorecard) -> str:
    """Return when, and from what, the workbook was refreshed: the one place where the clock enters it."""
    now = datetime.now().astimezone()
    files = len({source.file for source in card.sources})
    return f"Last refreshed {now:%d %B %Y, %H:%M} from {files} workbook{'' if files == 1 else 's'}"


def _part(bindings: Bindings) -> Part | None:
    """What the workbook is a scorecard of, where it is of one part."""
    dimension, found, value = bindings.part.partition(": ")
    return Part(dimension=dimension, value=value) if found else None
