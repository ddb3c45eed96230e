"""What the fields of the scorecard, a section and an indicator print."""

from __future__ import annotations

from collections.abc import Callable

from xl_scorecard.layout.value import Value, count
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.problem import Severity
from xl_scorecard.model.scorecard import Scorecard, Section
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.status.counts import summary_sentence

POLARITY_WORDS = {
    Polarity.HIGH: "High is good",
    Polarity.LOW: "Low is good",
    Polarity.RANGE: "Within a range is good",
    Polarity.NONE: "Neither high nor low is good or bad",
}


def _plural(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def problems_sentence(card: Scorecard) -> str:
    """Return how many problems of which severity were found, in words."""
    if not card.problems:
        return "No problems found in the data."
    counts = {severity: sum(p.severity is severity for p in card.problems) for severity in Severity}
    parts = [_plural(number, severity.value.lower()) for severity, number in counts.items() if number]
    return f"{_plural(len(card.problems), 'problem')} found in the data: {', '.join(parts)}."


def _sources_sentence(card: Scorecard) -> str:
    files = {source.file for source in card.sources}
    rows = sum(source.rows for source in card.sources)
    return f"Built from {_plural(len(files), 'workbook')}, {_plural(rows, 'row')}"


def _travelled(card: Scorecard, travel: DirectionOfTravel) -> Value:
    current = (line.assessments.get(card.period) for line in card.lines)
    return count(sum(assessment is not None and assessment.trend is travel for assessment in current))


def _severity(card: Scorecard, severity: Severity) -> Value:
    return count(sum(problem.severity is severity for problem in card.problems))


SCORECARD_FIELDS: dict[str, Callable[[Scorecard], Value]] = {
    "title": lambda card: Value(card.definition.settings.title),
    "organisation": lambda card: Value(card.definition.settings.organisation),
    "period": lambda card: Value(card.period.label),
    "period_end": lambda card: Value(card.period.end),
    "built": lambda card: Value(card.built.date()),
    "headline": lambda card: Value(card.headline.label if card.headline else None),
    "indicators": lambda card: count(sum(1 for _ in card.lines)),
    "green": lambda card: count(card.count(Status.GREEN)),
    "amber": lambda card: count(card.count(Status.AMBER)),
    "red": lambda card: count(card.count(Status.RED)),
    "no_target": lambda card: count(card.count(Status.NO_TARGET)),
    "no_data": lambda card: count(card.count(Status.NO_DATA)),
    "suppressed": lambda card: count(card.count(Status.SUPPRESSED)),
    "improved": lambda card: _travelled(card, DirectionOfTravel.IMPROVED),
    "worsened": lambda card: _travelled(card, DirectionOfTravel.WORSENED),
    "problems": lambda card: count(len(card.problems)),
    "errors": lambda card: _severity(card, Severity.ERROR),
    "warnings": lambda card: _severity(card, Severity.WARNING),
    "notes_found": lambda card: _severity(card, Severity.NOTE),
    "summary": lambda card: Value(summary_sentence(card)),
    "problems_sentence": lambda card: Value(problems_sentence(card)),
    "sources_sentence": lambda card: Value(_sources_sentence(card)),
    "prepared_by": lambda card: Value(card.definition.settings.prepared_by or None),
    "part": lambda card: Value(card.part.value if card.part else None),
    "changes": lambda card: Value(card.changes.sentence if card.changes else None),
    "new_reds": lambda card: Value(card.changes.new_reds_in_words if card.changes else None),
    "recovered": lambda card: Value(card.changes.recovered_in_words if card.changes else None),
    "movements": lambda card: Value(card.changes.movements_in_words if card.changes else None),
    "revised": lambda card: Value(card.changes.revised_in_words if card.changes else None),
    "edition": lambda card: Value(f"{card.edition.value.capitalize()} edition"),
    "symbol": lambda card: Value(card.suppression.symbol),
    "suppression": lambda card: Value(card.suppression.sentence),
    "handover": lambda card: Value(card.definition.settings.handover or None),
}

SECTION_FIELDS: dict[str, Callable[[Section], Value]] = {
    "title": lambda section: Value(section.title),
    "indicators": lambda section: count(len(section.lines)),
    "green": lambda section: count(section.count(Status.GREEN)),
    "amber": lambda section: count(section.count(Status.AMBER)),
    "red": lambda section: count(section.count(Status.RED)),
    "no_target": lambda section: count(section.count(Status.NO_TARGET)),
    "no_data": lambda section: count(section.count(Status.NO_DATA)),
    "suppressed": lambda section: count(section.count(Status.SUPPRESSED)),
}

INDICATOR_FIELDS: dict[str, Callable[[Indicator], Value]] = {
    "code": lambda indicator: Value(indicator.code),
    "link": lambda indicator: Value(indicator.code, opens=True),
    "title": lambda indicator: Value(indicator.title),
    "definition": lambda indicator: Value(indicator.definition or None),
    "purpose": lambda indicator: Value(indicator.purpose or None),
    "unit": lambda indicator: Value(indicator.unit.value),
    "polarity": lambda indicator: Value(POLARITY_WORDS[indicator.polarity]),
    "owner": lambda indicator: Value(indicator.owner or None),
    "section": lambda indicator: Value(indicator.section),
}
