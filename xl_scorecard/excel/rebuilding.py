"""A rebuild: the workbook made afresh beside the open one, with the notes and the sheets that staff added.

The open one is not changed: formulas of staff that point at a sheet lose it for good (#REF!) when the sheet is replaced,
and nothing that is written from outside can be undone. Whoever misses something still has it.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from xl_scorecard.errors import RequestError
from xl_scorecard.excel.books import folder_of
from xl_scorecard.excel.refreshing import computed
from xl_scorecard.excel.seeing import Memory, memory_of, see, staff_notes
from xl_scorecard.excel.sight import Sight
from xl_scorecard.excel.state import quiet
from xl_scorecard.layout.bindings import Bindings
from xl_scorecard.layout.notes import StaffNote, keep_notes
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.writers.saving import save
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.workbook import finished_workbook

if TYPE_CHECKING:
    import xlwings

    from xl_scorecard.excel.permission import Permission
    from xl_scorecard.excel.telling import Teller
    from xl_scorecard.excel.timing import Timing

FORMATS_STAY = "Columns and formats that you added on our own sheets stay in the old workbook."


def rebuild(
    book: xlwings.Book, teller: Teller, timing: Timing, *, permission: Permission, given: Path | None = None
) -> str:
    """Return where the rebuilt workbook is, in sentences, once it is open; the old one is as it was.

    Raises ScorecardError, NotAllowedError, and what Excel raises.
    """
    memory = memory_of(book)
    card = computed(book, memory[0], teller, timing, permission=permission, given=given)
    timing("Writing")
    teller.progress("Building the workbook afresh")
    notes, others = _carried(book, memory)
    kept = keep_notes(card, notes, file=book.name)
    out = beside(book, card)
    written = save(finished_workbook(kept, template_of(memory[0], card.definition), program=card), out)
    teller.progress("Carrying your sheets over")
    new = book.app.books.open(str(written))
    with quiet(book.app):
        for name in others:
            _carry(book, new, name)
    with suppress(Exception):
        new.sheets[0].activate()
    new.save()
    return _told(book.name, written.name, len(notes), others, timing)


def beside(book: xlwings.Book, card: Scorecard) -> Path:
    """Return where the rebuilt workbook goes: beside the open one, or beside the definition, under a free name."""
    folder = folder_of(book) or card.definition.folder
    stem = re.sub(r" rebuilt( \d+)?$", "", PurePath(book.name).stem)
    suffix = PurePath(book.name).suffix
    names = [f"{stem} rebuilt{suffix}", *(f"{stem} rebuilt {number}{suffix}" for number in range(2, 1000))]
    return next(folder / name for name in names if not (folder / name).exists())


def template_of(bindings: Bindings, definition: Definition) -> Path:
    """Return the template to fill: the definition's own, or the one of the name that the workbook was made from."""
    if definition.settings.template:
        own = definition.folder / definition.settings.template
        named = definition.folder / bindings.blueprint.file
        return named if named.is_file() and PurePath(own).suffix != PurePath(named).suffix else own
    beside_definition = definition.folder / bindings.blueprint.file
    return beside_definition if beside_definition.is_file() else shipped_template(bindings.blueprint.file)


def _carried(book: xlwings.Book, memory: Memory) -> tuple[tuple[StaffNote, ...], tuple[str, ...]]:
    """The notes that staff typed, and the sheets that they added."""
    try:
        sight, _ = see(book, memory)
    except RequestError:  # where our cells are cannot be told any more: the sheets can still be carried over
        bound = {sheet.name for sheet in memory[0].sheets}
        return (), tuple(s.name for s in book.sheets if s.name not in bound and not s.name.startswith("_scorecard"))
    return staff_notes(sight), _visible(sight)


def _visible(sight: Sight) -> tuple[str, ...]:
    return tuple(name for name in sight.others if not name.startswith("_"))


def _carry(book: xlwings.Book, new: xlwings.Book, name: str) -> None:
    """Copy a sheet that staff added, and let its formulas point into the new workbook instead of the old one."""
    last = new.sheets[len(new.sheets) - 1]
    old = book.sheets[name]
    formulas = _formulas(old)
    old.copy(after=next((s for s in reversed(list(new.sheets)) if not s.name.startswith("_")), last), name=name)
    copied = new.sheets[name]
    for cell, formula in formulas.items():
        copied.range(cell).formula = formula
    with suppress(Exception):  # charts, names and rules that point at the old workbook; Windows alone has this
        new.api.ChangeLink(book.fullname, new.fullname, 1)


def _formulas(sheet: xlwings.Sheet) -> dict[tuple[int, int], str]:
    used = sheet.used_range
    rows: Any = used.formula
    rows = rows if isinstance(rows, (tuple, list)) else ((rows,),)
    return {
        (used.row + down, used.column + right): text
        for down, row in enumerate(rows)
        for right, text in enumerate(row)
        if isinstance(text, str) and text.startswith("=") and "!" in text
    }


def _told(old: str, new: str, notes: int, others: tuple[str, ...], timing: Timing) -> str:
    carried = [f"{notes} of your notes" if notes else "", f"{len(others)} of your sheets" if others else ""]
    over = " and ".join(part for part in carried if part)
    lines = [
        f"{new} is the rebuilt scorecard; it is open now.",
        f"It has {over}." if over else "",
        f"{old} is as it was. {FORMATS_STAY}",
        f"Rebuilt in {timing.stop():.1f} s.",
    ]
    return "\n".join(line for line in lines if line)
