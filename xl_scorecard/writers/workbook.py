"""Write the finished workbook: read the template, lay the scorecard out on it, fill it, check it, save it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from xl_scorecard.errors import WriteError
from xl_scorecard.layout.bindings import SHEET, bind
from xl_scorecard.layout.notes import keep_notes, note_hashes
from xl_scorecard.layout.planning import lay_out, text_filler
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.ooxml.checking import opens_with
from xl_scorecard.writers.filling import fill_template
from xl_scorecard.writers.notes import staff_notes
from xl_scorecard.writers.oddities import Filled, as_problems
from xl_scorecard.writers.office import recalculate
from xl_scorecard.writers.pausing import collector_paused
from xl_scorecard.writers.refilling import refilled_workbook
from xl_scorecard.writers.saving import save
from xl_scorecard.writers.template import read_template

NONE: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A saved workbook: where it is, and what it says, the staff's notes that were kept included."""

    path: Path
    card: Scorecard


def write_workbook(card: Scorecard, template: Path, out: Path, *, computed: bool = False) -> Written:
    """Fill the template with the scorecard and save it, beside `out` where that is held open.

    Notes that staff typed into the workbook that stood there are kept. `computed`: formulas of the template hold the
    values that LibreOffice computes. Raises TemplateError or WriteError; a file that stood at `out` is then as it was.
    """
    kept = keep_notes(card, staff_notes(out), file=out.name)
    filled = fill_workbook(kept, template, program=card)
    content, problems = recalculate(filled.content, file=out.name) if computed else (filled.content, NONE)
    found = (*kept.problems, *as_problems(filled.odd, file=out.name), *problems)
    return Written(path=save(content, out), card=replace(kept, problems=found))


def finished_workbook(card: Scorecard, template: Path, *, program: Scorecard | None = None) -> bytes:
    """Return the finished workbook's bytes; takes and raises what `fill_workbook` does."""
    return fill_workbook(card, template, program=program).content


def fill_workbook(card: Scorecard, template: Path, *, program: Scorecard | None = None) -> Filled:
    """Return the finished workbook and what is odd in it; raises TemplateError when the template cannot be filled.

    `program` is the scorecard without the staff's notes, where there are any: it tells theirs from ours next time.
    """
    with collector_paused():
        return _filled(card, template, program)


def _filled(card: Scorecard, template: Path, program: Scorecard | None) -> Filled:
    design = read_template(template)
    if SHEET in design.sheets:
        return refilled_workbook(card, design, program=program)
    plan = lay_out(card, design.blueprint)
    hashes = note_hashes(program or card, design.blueprint)
    bindings = bind(card, design.blueprint, plan, template=design.sha256, notes=hashes)
    filled = fill_template(design, plan, bindings, text_filler(card, file=design.file), card.built)
    if not opens_with(filled.content, [sheet.name for sheet in plan.sheets]):
        raise WriteError(
            "the finished workbook did not open when it was checked; nothing was saved.",
            place=Place(file=template.name),
            fix="Please report this, with the template if it may be shared.",
        )
    return filled
