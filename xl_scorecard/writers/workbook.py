"""Write the finished workbook: read the template, lay the scorecard out on it, fill it, check it, save it."""

from __future__ import annotations

from pathlib import Path

from xl_scorecard.errors import WriteError
from xl_scorecard.layout.bindings import bind
from xl_scorecard.layout.planning import lay_out, text_filler
from xl_scorecard.model.place import Place
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.ooxml.checking import opens_with
from xl_scorecard.writers.filling import fill_template
from xl_scorecard.writers.saving import save
from xl_scorecard.writers.template import read_template


def finished_workbook(card: Scorecard, template: Path) -> bytes:
    """Return the finished workbook's bytes; raises TemplateError when the template cannot be filled."""
    design = read_template(template)
    plan = lay_out(card, design.blueprint)
    bindings = bind(card, design.blueprint, plan, template=design.sha256)
    content = fill_template(design, plan, bindings, text_filler(card), card.built)
    if not opens_with(content, [sheet.name for sheet in plan.sheets]):
        raise WriteError(
            "the finished workbook did not open when it was checked; nothing was saved.",
            place=Place(file=template.name),
            fix="Please report this, with the template if it may be shared.",
        )
    return content


def write_workbook(card: Scorecard, template: Path, out: Path) -> Path:
    """Fill the template with the scorecard and save it; return where (beside `out` where that is held open).

    Raises TemplateError or WriteError; a file that stood at `out` is then as it was.
    """
    return save(finished_workbook(card, template), out)
