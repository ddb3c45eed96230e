"""Drilling on one page: definition → sources → the figure taken apart → a workbook of the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xl_scorecard import pipeline
from xl_scorecard.drill.workbook import write_drill
from xl_scorecard.indicators.derivation import Derivation, derive
from xl_scorecard.pipeline import Progress
from xl_scorecard.status.explaining import find_assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """Where the workbook is, and the figure that it takes apart."""

    path: Path
    derivation: Derivation


def drill(
    path: Path,
    code: str,
    *,
    period: str | None = None,
    out: Path | None = None,
    allow_python: bool = False,
    password: str = "",
    progress: Progress = lambda _: None,
) -> Drilled:
    """Write the rows behind one figure, by default behind the headline's, to `out`: by default beside the definition.

    Where nothing is due in the period, those behind what was due last, which is the figure that is shown.
    Raises what `pipeline.assess` raises, RequestError where there is no such figure, and WriteError.
    """
    wanted = pipeline.parse_period(period) if period else None
    found = pipeline.read(path, allow_python=allow_python, password=password, progress=progress)
    card = pipeline.assess_read(found, period=wanted.last_month if wanted else None, progress=progress)
    assessment = find_assessment(card, code, wanted)
    definition, tables = pipeline.ready_for(found, card.period)
    progress("Gathering the rows")
    shown = assessment.behind.period
    derivation = derive(definition, tables, assessment.indicator.code, shown, found.functions)
    name = f"internal-{assessment.indicator.code}-{shown.code}.xlsx".replace("/", "-")
    return Drilled(path=write_drill(derivation, out or path.parent / name), derivation=derivation)
