"""The seed's scorecard with as many indicators as a benchmark asks for."""

from __future__ import annotations

from dataclasses import replace

from tests.builders.scorecards import seed_scorecard
from xl_scorecard.model.scorecard import Scorecard, Section


def grown(number: int) -> Scorecard:
    """Return the seed's scorecard with as many indicators as asked for."""
    card = seed_scorecard()
    lines, made = list(card.lines), []
    for n in range(number):
        line = lines[n % len(lines)]
        indicator = replace(line.indicator, code=f"{line.indicator.code}-{n}")
        assessments = {period: replace(a, indicator=indicator) for period, a in line.assessments.items()}
        made.append(replace(line, indicator=indicator, assessments=assessments))
    half = len(made) // 2
    sections = (Section(title="First", lines=tuple(made[:half])), Section(title="Second", lines=tuple(made[half:])))
    return replace(card, sections=sections)
