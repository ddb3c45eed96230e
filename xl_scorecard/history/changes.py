"""Changes: what differs from the last closed month, and which published figures have been revised since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from xl_scorecard.model.change import Changes, Movement, Revision, StatusChange
from xl_scorecard.model.history import Entry, History
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.scorecard import Line, Scorecard, Section
from xl_scorecard.model.status import Status
from xl_scorecard.model.travel import DirectionOfTravel
from xl_scorecard.status.assessing import headline_period

Published = Mapping[tuple[str, Period], Entry]
JUDGED = (Status.GREEN, Status.AMBER, Status.RED)


def with_changes(card: Scorecard, history: History) -> Scorecard:
    """Return the scorecard with what differs from the last closed month of `history`; as it was where none is."""
    since = history.last_closed()
    if since is None:
        return card
    published = history.published(card.part.code if card.part else "")
    headline = headline_period(card.definition.settings.headline, since)
    statuses = [change for line in card.lines if (change := _status_change(line, published, headline))]
    changes = Changes(
        since=since,
        revised=tuple(one for line in card.lines for one in _revisions(line, published)),
        new_reds=tuple(one for one in statuses if one.now is Status.RED),
        recovered=tuple(one for one in statuses if one.before is Status.RED and one.now in JUDGED),
        movements=tuple(sorted(_movements(card, published, since), key=lambda one: abs(one.share), reverse=True)),
    )
    return replace(card, changes=changes, sections=tuple(_marked(section, changes) for section in card.sections))


def _marked(section: Section, changes: Changes) -> Section:
    """The section with revised figures saying so."""
    return replace(section, lines=tuple(_marked_line(line, changes) for line in section.lines))


def _marked_line(line: Line, changes: Changes) -> Line:
    own = {one.period: one.sentence for one in changes.revised if one.indicator.code == line.indicator.code}
    if not own:
        return line
    marked = {period: replace(line.assessments[period], revised=f"Revised: {said}.") for period, said in own.items()}
    return replace(line, assessments={**line.assessments, **marked})


def _revisions(line: Line, published: Published) -> Iterator[Revision]:
    for period, assessment in line.assessments.items():
        before = published.get((line.indicator.code, period))
        if before and before.value != assessment.value:
            yield Revision(indicator=line.indicator, period=period, published=before.value, now=assessment.value)


def _status_change(line: Line, published: Published, headline: Period) -> StatusChange | None:
    before, now = published.get((line.indicator.code, headline)), line.headline_assessment.status
    if before is None or before.status is now:
        return None
    return StatusChange(indicator=line.indicator, before=before.status, now=now)


def _movements(card: Scorecard, published: Published, since: Period) -> Iterator[Movement]:
    for line in card.lines:
        before, now = published.get((line.indicator.code, since)), line.assessments[card.period].value
        if before is None or before.value is None or now is None or now == before.value:
            continue
        yield Movement(
            indicator=line.indicator,
            before=before.value,
            now=now,
            share=_share(before.value, now),
            direction=_direction(line.indicator, before.value, now),
        )


def _share(before: Fraction, now: Fraction) -> Fraction:
    """Relative to the figure before; from nothing, however much, is the whole of it."""
    return (now - before) / abs(before) if before else Fraction(1 if now > 0 else -1)


def _direction(indicator: Indicator, before: Fraction, now: Fraction) -> DirectionOfTravel:
    match indicator.polarity:
        case Polarity.HIGH:
            return DirectionOfTravel.IMPROVED if now > before else DirectionOfTravel.WORSENED
        case Polarity.LOW:
            return DirectionOfTravel.IMPROVED if now < before else DirectionOfTravel.WORSENED
        case _:
            return DirectionOfTravel.UNKNOWN
