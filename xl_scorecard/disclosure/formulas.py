"""Formulas: which measures an indicator is made of in the end, through other indicators where it is made of those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xl_scorecard.model.definition import Definition, begun_last
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Line, Scorecard

Weights = Mapping[str, int]
"""How often each measure is counted: 1, or −1 where it is taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulas:
    """Takes formulas apart, by the versions of the indicators that held in a period."""

    definition: Definition
    lines: Mapping[str, Line]
    measures: frozenset[str]

    @classmethod
    def of(cls, card: Scorecard) -> Formulas:
        """Return what takes the formulas of a scorecard apart."""
        return cls(
            definition=card.definition,
            lines={line.indicator.code: line for line in card.lines},
            measures=frozenset(measure.code for measure in card.definition.measures),
        )

    def weights(self, formula: str, period: Period) -> Weights | None:
        """Return the measures that a formula adds up; None where a share is among its terms."""
        total: dict[str, int] = {}
        for term in terms_of(formula):
            inner = {term.code: 1} if term.code in self.measures else self._other(term.code, period)
            if inner is None:
                return None
            for code, weight in inner.items():
                total[code] = total.get(code, 0) + term.sign * weight
        return {code: weight for code, weight in total.items() if weight}

    def indicators_in(self, indicator: Indicator) -> tuple[str, ...]:
        """Return the codes of the indicators that an indicator is made of."""
        terms = (*terms_of(indicator.numerator), *terms_of(indicator.denominator))
        return tuple(dict.fromkeys(term.code for term in terms if term.code not in self.measures))

    def _other(self, code: str, period: Period) -> Weights | None:
        version = self._version(code, period)
        if version is None or version.denominator:
            return None
        return self.weights(version.numerator, period)

    def _version(self, code: str, period: Period) -> Indicator | None:
        line = self.lines.get(code)
        if line:
            assessment = line.assessments.get(period)
            return (assessment.figure.by if assessment else None) or line.indicator
        versions = (one for one in (*self.definition.indicators, *self.definition.earlier) if one.code == code)
        return begun_last(versions, period)
