"""Masking: the figures of a scorecard as they are shown: hidden numbers taken out, the others rounded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from xl_scorecard.disclosure.counts import Counts, Made, Place, Sum, figures_of
from xl_scorecard.disclosure.secondary import Choice
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.suppression import Suppression

VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"
WORKED_OUT = "; worked out it would be"


class Mask:
    """Shows figures as `choice` says; what is made of other indicators is made of them as they are shown."""

    def __init__(self, card: Scorecard, counts: Counts, choice: Choice, mode: Suppression) -> None:
        self.counts, self.choice, self.mode = counts, choice, mode
        self.figures = {
            (line.indicator.code, period): (line.indicator, figure) for line, period, figure in figures_of(card.lines)
        }
        self._shown: dict[Place, Figure] = {}

    def shown(self, place: Place) -> Figure | None:
        """Return a figure as it is shown; None where there is none."""
        if place not in self.figures:
            return None
        if place not in self._shown:
            indicator, figure = self.figures[place]
            self._shown[place] = self._mask(figure.by or indicator, figure, place)
        return self._shown[place]

    def is_whole(self, place: Place) -> bool:
        """Is a figure shown as it is, neither hidden nor of numbers that are rounded, be they round already?"""
        shown = self.shown(place)
        counted = place in self.figures and self.counts.made[place].top is not None
        return not (shown and shown.hidden) and not (self.mode.rounding > 1 and counted)

    def _mask(self, version: Indicator, figure: Figure, place: Place) -> Figure:
        made = self.counts.made[place]
        figure = replace(figure, remark=figure.remark.partition(WORKED_OUT)[0])
        if made.of:
            return self._combined(version, figure)
        rounded = self._rounded(version, figure, made) if self.mode.rounding > 1 and made.top is not None else figure
        hidden = self._hidden(made, is_middle=place in self.choice.middles)
        return _without(rounded, frozenset({VALUE, *hidden}), self.mode.symbol) if hidden else rounded

    def _hidden(self, made: Made, *, is_middle: bool) -> list[str]:
        found = [
            part
            for part, one in ((NUMERATOR, made.top), (DENOMINATOR, made.bottom))
            if one is not None and one in self.choice.hidden
        ]
        return [*found, *((NUMERATOR,) if is_middle else ())]

    def _rounded(self, version: Indicator, figure: Figure, made: Made) -> Figure:
        top = self._number(figure.numerator, made.top)
        bottom = self._number(figure.denominator, made.bottom)
        figure = replace(figure, numerator=top, denominator=bottom)
        if figure.value is None or top is None:
            return figure
        if not version.denominator:
            return replace(figure, value=top)
        return replace(figure, value=top / bottom * version.multiplier) if bottom else figure

    def _number(self, number: Fraction | None, one: Sum | None) -> Fraction | None:
        return number if number is None or one in self.counts.public else self.mode.rounded(number)

    def _combined(self, version: Indicator, figure: Figure) -> Figure:
        """Made of other indicators' figures, at least one of them a share."""
        if figure.value is None or figure.given:
            return figure
        top, bottom = (self._added(one, figure.period) for one in (version.numerator, version.denominator))
        if top is None or (version.denominator and not bottom):
            return _without(figure, frozenset({VALUE, NUMERATOR, DENOMINATOR}), self.mode.symbol)
        value = top / bottom * version.multiplier if bottom else top
        return replace(figure, value=value, numerator=top, denominator=bottom if version.denominator else None)

    def _added(self, formula: str, period: Period) -> Fraction | None:
        """The other indicators' figures as shown, added; None where one of them is not shown."""
        total = Fraction(0)
        for term in terms_of(formula):
            other = self.shown((term.code, period))
            if other is None or other.value is None:
                return None
            total += term.sign * other.value
        return total


def shown_figures(mask: Mask, line: Line) -> Mapping[Period, Figure]:
    """Return a line's figures as they are shown, by period; a period that is not due has none of its own."""
    figures = {}
    for period in line.assessments:
        figures[period] = mask.shown((line.indicator.code, period)) or Figure(period=period)
    return figures


def _without(figure: Figure, hidden: frozenset[str], symbol: str) -> Figure:
    """A figure without what is hidden of it; of what it never had, nothing is hidden."""
    had = frozenset(part for part in hidden if getattr(figure, part) is not None)
    return replace(
        figure,
        value=None,
        numerator=None if NUMERATOR in hidden else figure.numerator,
        denominator=None if DENOMINATOR in hidden else figure.denominator,
        missing=symbol if figure.value is not None else figure.missing,
        remark="",
        cases=None,
        hidden=had,
        symbol=symbol,
    )
