"""An attacker with a solver: what can be worked out of a publication, of all that is shown and known, in whole numbers.

It shares no code with the suppression, and knows of the definition what a reader could know: which numbers add up to
which, that a part is no larger than its whole, who is still there after some came and some went, and that 0 is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from tests.builders.small_counts import FIRST, FLOWS, FORMULAS, LAST, PARTS, POPULATION, measures_in, periods
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.suppression import Suppression

MOST = 5_000
Form = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A sum that lies between two numbers."""

    form: Form
    least: float
    most: float


class Attacker:
    """Has read one publication, or several one after another."""

    def __init__(self, *cards: Scorecard) -> None:
        known = [*_nature(), *(one for card in cards for one in _shown(card))]
        self.names = sorted({name for one in known for name in one.form})
        places = {name: place for place, name in enumerate(self.names)}
        matrix = lil_matrix((len(known), len(self.names)))
        for row, one in enumerate(known):
            for name, weight in one.form.items():
                matrix[row, places[name]] = weight
        self.places = places
        self.limits = LinearConstraint(matrix.tocsr(), [one.least for one in known], [one.most for one in known])

    def bounds(self, form: Form) -> tuple[int, int]:
        """Between which whole numbers a sum must lie."""
        return self._end(form, 1), -self._end(form, -1)

    def _end(self, form: Form, sign: int) -> int:
        costs = np.zeros(len(self.names))
        for name, weight in form.items():
            costs[self.places[name]] = sign * weight
        found = milp(costs, integrality=np.ones(len(costs)), bounds=Bounds(0, MOST), constraints=self.limits)
        assert found.success, found.message
        return round(found.fun)


def form_of(formula: str, period: Period) -> Form:
    """What a formula is over a period, month by month."""
    form: Form = {}
    for sign, measure in measures_in(formula):
        for name in _names(measure, period):
            form[name] = form.get(name, 0) + sign
    return {name: weight for name, weight in form.items() if weight}


def less(form: Form, other: Form) -> Form:
    """One sum less another."""
    names = {**form, **other}
    found = {name: form.get(name, 0) - other.get(name, 0) for name in names}
    return {name: weight for name, weight in found.items() if weight}


def _names(measure: str, period: Period) -> Iterator[str]:
    match measure:
        case "open":
            yield f"open {period.last}"
        case "children":
            yield f"children {period.code}"
        case "population":
            yield "population"
        case _:
            yield from (f"{measure} {month}" for month in range(period.first, period.last + 1))


def _nature() -> Iterator[Known]:
    """What holds whatever the numbers are."""
    yield Known(form={"population": 1}, least=float(POPULATION), most=float(POPULATION))
    for month in range(FIRST.first, LAST.last + 1):
        for part, whole in PARTS:
            yield _at_least_0({f"{whole} {month}": 1, f"{part} {month}": -1})
        yield _at_least_0({f"seen {month}": 1, f"children {Period(month, month, 'month').code}": -1})
        if month > FIRST.first:
            balance = {f"open {month}": 1, f"open {month - 1}": -1, f"began {month}": -1, f"ended {month}": 1}
            yield Known(form=balance, least=0, most=0)
        yield from (_at_least_0({f"{flow} {month}": 1}) for flow in FLOWS)
    every = list(periods())
    for long in every:
        inside = [one for one in every if one != long and long.covers(one)]
        yield from (_at_least_0({f"children {long.code}": 1, f"children {one.code}": -1}) for one in inside)
        if long.first != long.last:
            yield _at_least_0({f"children {long.code}": -1, **{f"children {one.code}": 1 for one in long.months}})


def _at_least_0(form: Form) -> Known:
    return Known(form=form, least=0, most=np.inf)


def _shown(card: Scorecard) -> Iterator[Known]:
    mode = card.suppression
    for line in card.lines:
        top, bottom = FORMULAS[line.indicator.code]
        for period, assessment in line.assessments.items():
            if period.first < FIRST.first:
                continue
            figure = assessment.figure
            told = (
                (top, figure.numerator, "numerator"),
                (bottom, figure.denominator, "denominator"),
                (top if not bottom else "", figure.value, "value"),
            )
            for formula, number, part in told:
                if formula and number is not None:
                    least, most = ends(mode, number) if formula != "population" else (number, number)
                    yield Known(form=form_of(formula, period), least=float(least), most=float(most))
                elif formula and part in figure.hidden and "-" not in formula:
                    yield Known(form=form_of(formula, period), least=1, most=np.inf)
            if bottom and figure.value is not None:
                assert figure.numerator is not None
                assert figure.denominator is not None


def ends(mode: Suppression, number: Fraction) -> tuple[int, int]:
    """Which whole numbers are printed as this one."""
    if mode.rounding == 1 or number == 0:
        return floor(number), floor(number)
    alike = [n for n in range(mode.threshold + 1, int(number) + mode.rounding) if _nearest(n, mode.rounding) == number]
    return alike[0], alike[-1]


def _nearest(number: int, step: int) -> int:
    return max((2 * number + step) // (2 * step) * step, step)


def pinned(attacker: Attacker, forms: Iterable[tuple[str, Form, int]], mode: Suppression) -> list[str]:
    """Small numbers that the attacker knows to be small, or knows too nearly."""
    found = []
    for name, form, number in forms:
        least, most = attacker.bounds(form)
        assert least <= number <= most, name
        if most <= mode.threshold or most - least < mode.threshold:
            found.append(f"{name} is {number}: {least} to {most}")
    return found
