"""Context: which items a row belongs to, and so what its fields speak of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xl_scorecard.layout.field import At
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Line, Scorecard, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The scorecard, and the items a row stands for.

    `items` is the index of each by list, outermost first. `item` is that of an inner list: a benchmark, a note,
    a problem, a source, a rule, or an assessment for a period or figure.
    """

    card: Scorecard
    items: Mapping[str, int] = field(default_factory=dict)
    section: Section | None = None
    line: Line | None = None
    item: object = None

    def within(self, noun: str, index: int, item: object) -> Context:
        """Return the context of one item of a list within this one."""
        items = {**self.items, noun: index}
        match item:
            case Section():
                return Context(card=self.card, items=items, section=item, line=self.line, item=self.item)
            case Line():
                return Context(card=self.card, items=items, section=self.section, line=item, item=self.item)
            case _:
                return Context(card=self.card, items=items, section=self.section, line=self.line, item=item)

    def assessment(self, at: At | None, *, headline: bool) -> Assessment | None:
        """Return the line's assessment at a period; without one, the headline's or the reporting month's."""
        if self.line is None:
            return None
        period = self.period(at or At("headline" if headline else "month"))
        return self.line.assessments.get(period) if period else None

    def period(self, at: At) -> Period | None:
        """Return the period that `at` means here; None when it is not finished."""
        if at.word == "headline":
            return self.line.headline if self.line else self.card.headline
        return at.of(self.card.period)


def context_of(card: Scorecard, items: Mapping[str, int], lines: Sequence[Line] = ()) -> Context:
    """Return the context of items given by index: a section, an indicator, or both.

    `lines` are all the scorecard's, where they are at hand.
    """
    context = Context(card=card)
    if "section" in items:
        context = context.within("section", items["section"], card.sections[items["section"]])
    if "indicator" in items:
        context = context.within("indicator", items["indicator"], (lines or tuple(card.lines))[items["indicator"]])
    return context
