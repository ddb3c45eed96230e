"""Trying: a template filled with two of everything, and thrown away, to tell its designer what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from xl_scorecard.layout.bindings import Bindings, bound_sheets
from xl_scorecard.layout.planning import check_design, known_pieces
from xl_scorecard.layout.trial import trial_plan
from xl_scorecard.ooxml.banners import FIELD
from xl_scorecard.writers.filling import fill_template
from xl_scorecard.writers.template import Template

SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - nobody sees it


def try_template(design: Template) -> None:
    """Raise TemplateError with everything that the template asks in vain, whatever the scorecard; else do nothing."""
    check_design(design.blueprint)
    plan = trial_plan(design.blueprint)
    bindings = Bindings(
        template=design.sha256,
        definition="",
        period="",
        headline="",
        codes=(),
        blueprint=design.blueprint,
        sheets=bound_sheets(plan.sheets),
    )
    fill_template(design, plan, bindings, _named_in(design.file), SOME_DAY)


def _named_in(file: str) -> Callable[[str, Mapping[str, int]], str]:
    """What puts the names of a text's fields in their place; it raises TemplateError for one that is unknown."""

    def named(text: str, _: Mapping[str, int]) -> str:
        known_pieces(text, file=file)
        return FIELD.sub(lambda found: found[0].strip("{} "), text)

    return named
