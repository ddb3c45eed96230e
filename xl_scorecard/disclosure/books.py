"""Book: what a scorecard tells of every measure in every period, and which atoms that is a sum of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from xl_scorecard.disclosure.formulas import Formulas, Weights
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.scorecard import Scorecard

Atom = tuple[str, tuple[Period, ...]]
"""A measure's number over one period, or over months that cannot be told apart."""


class Book:
    """What is known of every measure; measures that are only known together go by one name.

    `known` are numbers by measure and period, `atoms` those of the atoms that sums were made of. `derived` are atoms that
    no figure shows, but that others tell: who went is who was there and who came, less who is there.
    """

    def __init__(self, card: Scorecard) -> None:
        self.measures = {measure.code: measure for measure in card.definition.measures}
        self.formulas = Formulas.of(card)
        self.known: dict[str, dict[Period, Fraction]] = {}
        self.atoms: dict[Atom, Fraction] = {}
        self.derived: dict[Atom, Fraction] = {}
        self._together: dict[str, tuple[str, ...]] = {}

    def learn(self, weights: Weights, period: Period, number: Fraction) -> None:
        """Note what a formula comes to: that tells the one measure in it which is not known yet, or all such together."""
        here = {code for code in weights if period in self.known.get(code, {})}
        rest = number - sum((weights[code] * self.known[code][period] for code in here), Fraction(0))
        left = {code: weight for code, weight in weights.items() if code not in here}
        match list(left.items()):
            case []:
                return
            case [(code, weight)]:
                self.known.setdefault(code, {}).setdefault(period, rest / weight)
            case _:
                self.known.setdefault(self._name(left), {}).setdefault(period, rest)

    def derive(self) -> None:
        """Work out, month by month, who came or who went, where those who are there and the other of the two are known."""
        for stock, came, went in list(self.flows_of_stocks()):
            there = self.known[stock]
            for month in (one for one in there if one.kind is PeriodKind.MONTH and one.back(1) in there):
                more = there[month] - there[month.back(1)]
                in_, out = self.known.get(came, {}).get(month), self.known.get(went, {}).get(month)
                if in_ is not None and out is None:
                    self._derive(went, month, in_ - more)
                elif out is not None and in_ is None:
                    self._derive(came, month, out + more)

    def flows_of_stocks(self) -> Iterator[tuple[str, str, str]]:
        """Yield every known number of those who are there, with the measures of those who came and of those who went."""
        for stock in [one for one in self.measures.values() if one.code in self.known and one.end]:
            if stock.kind is MeasureKind.OPEN:
                yield stock.code, self._flow_by(stock, stock.date), self._flow_by(stock, stock.end)

    def sum_of(self, weights: Weights, period: Period, number: Fraction) -> frozenset[tuple[Atom, int]]:
        """Return the sum of atoms that a formula is over a period, in which it comes to `number`."""
        left = {code: weight for code, weight in weights.items() if code not in self.known}
        parts = [(weight, self.over(code, period)) for code, weight in weights.items() if code not in left]
        if left:
            parts.append((1, self.over(self._name(left), period)))
        found = added(*parts)
        self._settle(found, number)
        return found

    def over(self, code: str, period: Period) -> frozenset[tuple[Atom, int]]:
        """Return the atoms that a measure is the sum of over a period."""
        match self.accumulation(code):
            case Accumulation.FLOW:
                return self._flow(code, period)
            case Accumulation.STOCK:
                return frozenset({((code, (period.last_month,)), 1)})
            case Accumulation.RECOMPUTED:
                return frozenset({((code, (period,)), 1)})

    def number(self, weights: Weights, period: Period) -> Fraction | None:
        """Return what a formula comes to in a period; None where a measure in it is not known."""
        if not weights or any(period not in self.known.get(code, {}) for code in weights):
            return None
        return sum((weight * self.known[code][period] for code, weight in weights.items()), Fraction(0))

    def accumulation(self, code: str) -> Accumulation:
        """Return what months make of a longer period; what is given has a number of its own for each."""
        if code in self._together:
            found = {self.accumulation(one) for one in self._together[code]}
            return found.pop() if len(found) == 1 else Accumulation.RECOMPUTED
        measure = self.measures[code]
        return Accumulation.RECOMPUTED if measure.kind is MeasureKind.GIVEN else measure.accumulation

    def _flow(self, code: str, period: Period) -> frozenset[tuple[Atom, int]]:
        """Months, and one more atom for those of which nothing is known: none where only some months are in it."""
        known = self.known.get(code, {})
        months = [month for month in period.months if month in known]
        lacking = tuple(month for month in period.months if month not in known)
        parts: list[tuple[Atom, int]] = [((code, (month,)), 1) for month in months]
        if lacking and not (months and known.get(period) == sum(known[month] for month in months)):
            parts.append(((code, lacking), 1))
        return frozenset(parts)

    def _derive(self, code: str, month: Period, number: Fraction) -> None:
        if number >= 0:
            self.known.setdefault(code, {})[month] = number
            self.atoms[code, (month,)] = self.derived[code, (month,)] = number

    def _flow_by(self, stock: Measure, date: str) -> str:
        """The measure that counts the rows of a stock by a date; where the definition has none, one that nobody prints."""
        for one in self.measures.values():
            same = (one.source, one.conditions, one.date) == (stock.source, stock.conditions, date)
            if same and one.kind is MeasureKind.COUNT and not one.distinct:
                return one.code
        code = f"{stock.code} by {date}"
        self.measures[code] = Measure(
            code=code, title="", source=stock.source, kind=MeasureKind.COUNT, date=date, conditions=stock.conditions
        )
        return code

    def _settle(self, found: frozenset[tuple[Atom, int]], number: Fraction) -> None:
        """Give every atom its number: as known, or what is left of the sum for one that is not."""
        for (code, periods), _ in found:
            known = self.known.get(code, {})
            if len(periods) == 1 and periods[0] in known:
                self.atoms.setdefault((code, periods), known[periods[0]])
        rest = number - sum((weight * self.atoms[atom] for atom, weight in found if atom in self.atoms), Fraction(0))
        for atom, weight in sorted((one for one in found if one[0] not in self.atoms), key=str):
            self.atoms[atom], rest = max(rest / weight, Fraction(0)), Fraction(0)

    def _name(self, weights: Weights) -> str:
        codes = tuple(sorted(weights))
        name = " ".join(f"{weights[code]:+d} {code}" for code in codes)
        self._together[name] = codes
        return name


def added(*sums: tuple[int, frozenset[tuple[Atom, int]]]) -> frozenset[tuple[Atom, int]]:
    """Return sums taken so many times each, as one."""
    total: dict[Atom, int] = {}
    for times, one in sums:
        for atom, weight in one:
            total[atom] = total.get(atom, 0) + times * weight
    return frozenset((atom, weight) for atom, weight in total.items() if weight)
