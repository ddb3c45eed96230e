"""Counts: how a scorecard stands, in numbers and in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.status.band import green_band

COLOURS = (Status.RED, Status.AMBER, Status.GREEN)
WITHOUT_COLOUR = {
    Status.NO_TARGET: ("has no target", "have no target"),
    Status.NO_DATA: ("has no data", "have no data"),
    Status.NOT_DUE: ("is not due", "are not due"),
    Status.SUPPRESSED: ("is suppressed", "are suppressed"),
}


def status_counts(lines: Iterable[Line]) -> Mapping[Status, int]:
    """Return how many lines have each headline status; every status is a key."""
    counts = Counter(line.headline_assessment.status for line in lines)
    return {status: counts[status] for status in Status}


def summary_sentence(card: Scorecard) -> str:
    """Return how the headline statuses stand, in one sentence.

    For example "1 red, 2 amber and 3 green of 6 indicators judged against a target; 9 have no target, 1 has no data.".
    """
    counts = status_counts(card.lines)
    others = [
        f"{counts[status]} {one if counts[status] == 1 else many}"
        for status, (one, many) in WITHOUT_COLOUR.items()
        if counts[status]
    ]
    return "; ".join(part for part in (_judged_in_words(counts), ", ".join(others)) if part) + "."


def reds(card: Scorecard) -> tuple[Line, ...]:
    """Return the lines whose headline is Red, worst first: furthest from the target relative to the target."""
    lines = [line for line in card.lines if line.headline_assessment.status is Status.RED]
    return tuple(sorted(lines, key=lambda line: distance_from_target(line.headline_assessment), reverse=True))


def worsened(card: Scorecard) -> tuple[Line, ...]:
    """Return the lines whose headline is worse than the period before, reds first, otherwise in printed order."""
    lines = [line for line in card.lines if line.headline_assessment.trend is DirectionOfTravel.WORSENED]
    return tuple(sorted(lines, key=lambda line: line.headline_assessment.status.number or len(COLOURS) + 1))


def improved(card: Scorecard) -> tuple[Line, ...]:
    """Return the lines whose headline is better than the period before, in printed order."""
    return tuple(line for line in card.lines if line.headline_assessment.trend is DirectionOfTravel.IMPROVED)


def _judged_in_words(counts: Mapping[Status, int]) -> str:
    judged = sum(counts[status] for status in COLOURS)
    if not judged:
        return "No indicator is judged against a target"
    red, amber, green = (f"{counts[status]} {status.value.lower()}" for status in COLOURS)
    return (
        f"{red}, {amber} and {green} of {judged} {'indicator' if judged == 1 else 'indicators'} judged against a target"
    )


def distance_from_target(assessment: Assessment) -> tuple[bool, Fraction]:
    """Return how far a value is outside its green band, relative to the target; beyond a target of zero comes first."""
    target, value = assessment.target, assessment.value
    band = green_band(assessment.indicator.polarity, target) if target else None
    if band is None or value is None:
        return False, Fraction(0)
    edge = band.nearest_edge(value)
    return (True, band.distance(value)) if edge == 0 else (False, band.distance(value) / abs(edge))
