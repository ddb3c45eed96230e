"""Recipe: one indicator with everything that its figures are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from xl_scorecard.indicators.amounts import Amount, Amounts
from xl_scorecard.indicators.not_reported import Silence, silence_of
from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.reference import GivenFigure
from xl_scorecard.model.total import total

PIECES = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR)
FigureOf = Callable[[str, Period], Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A measure, worked out, that is added (`sign` 1) or taken away (−1)."""

    sign: int
    measure: Measure
    amounts: Amounts

    def over(self, period: Period, months: tuple[int, ...]) -> Amount:
        """Return the measure over those months of `period`."""
        found = self.amounts.over(period, months)
        return found if found.value is None or self.sign == 1 else replace(found, value=self.sign * found.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A numerator or a denominator. `given` is what given figures say of it, by month, quarter or half-year."""

    terms: tuple[Counted, ...]
    given: Mapping[Period, Fraction]

    @property
    def accumulation(self) -> Accumulation:
        """What months make of a longer period; terms that differ in that are worked out again."""
        found = {term.measure.accumulation for term in self.terms}
        return found.pop() if len(found) == 1 else Accumulation.RECOMPUTED

    @property
    def is_given(self) -> bool:
        """Is it made of given figures alone?"""
        return all(term.measure.kind is MeasureKind.GIVEN for term in self.terms)

    def over(self, period: Period, months: tuple[int, ...], pieces: tuple[Period, ...]) -> Amount:
        """Return it over the known `months` of `period`; those that lie in `pieces` as they are given."""
        if period.kind is PeriodKind.MONTH or self.is_given:
            return self._counted(period, months)
        if self.accumulation is Accumulation.STOCK:
            last = next((piece for piece in pieces if piece.first <= months[-1] <= piece.last), None)
            return Amount(value=self.given[last]) if last else self._counted(period, months[-1:])
        rows = tuple(month for month in months if not any(piece.first <= month <= piece.last for piece in pieces))
        counted = self._counted(period, rows) if rows else Amount(value=Fraction(0))
        if counted.value is None:
            return counted
        if not pieces:
            return Amount(value=counted.value, remark=counted.remark)
        return Amount(value=counted.value + total([self.given[piece] for piece in pieces]), remark=counted.remark)

    def _counted(self, period: Period, months: tuple[int, ...]) -> Amount:
        if len(self.terms) == 1:
            return self.terms[0].over(period, months)
        return added([term.over(period, months) for term in self.terms])


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """A numerator or a denominator that is made of other indicators: code and sign of each."""

    terms: tuple[tuple[int, str], ...]
    figure_of: FigureOf

    def over(self, period: Period) -> Amount:
        """Return the sum of their figures in the period; missing where one of them is."""
        return added([self._term(sign, code, period) for sign, code in self.terms])

    def _term(self, sign: int, code: str, period: Period) -> Amount:
        figure = self.figure_of(code, period)
        if figure.value is None:
            return Amount(missing=f"{code}: {figure.missing}", remark=figure.remark)
        return Amount(value=sign * figure.value, remark=figure.remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """An indicator's parts, the months covered (None: it needs no records), and what is given or not reported of it.

    `top` and `bottom` stand instead of the parts where it is made of other indicators.
    """

    indicator: Indicator
    parts: tuple[Part, ...]
    covered: range | None
    given: Mapping[Period, GivenFigure]
    silence: Silence
    partial_periods: bool
    others: tuple[Others, ...] = ()

    @property
    def keeps_last(self) -> bool:
        """Is the last month all that matters in a longer period?"""
        return all(part.accumulation is Accumulation.STOCK for part in self.parts)

    def counted(self) -> Iterator[Counted]:
        """Yield every measure that its parts are made of."""
        return (term for part in self.parts for term in part.terms)

    def pieces_of(self, period: Period) -> tuple[Period, ...]:
        """Return the months, quarters and half-years of a longer period that it is made with as given, in order.

        The longer ones first where they overlap: what was published of a quarter wins over its months.
        """
        asked = [part for part in self.parts if not part.is_given]
        known = [piece for piece in (asked[0].given if asked else ()) if all(piece in part.given for part in asked)]
        taken: list[Period] = []
        for piece in sorted(known, key=lambda one: one.first - one.last):
            inside = piece.kind is not period.kind and period.covers(piece)
            if inside and not any(piece.first <= other.last and other.first <= piece.last for other in taken):
                taken.append(piece)
        return tuple(sorted(taken))


def recipe_of(indicator: Indicator, workings: Workings, amounts: Mapping[str, Amounts], figure_of: FigureOf) -> Recipe:
    """Return the indicator's recipe; `amounts` are by code of measure, `figure_of` asks another indicator.

    Raises DefinitionError.
    """
    given = {row.period: row for row in workings.reference.given if row.code == indicator.code}
    formulas = [formula for formula in (indicator.numerator, indicator.denominator) if formula]
    composed = any(term.code not in workings.measures for formula in formulas for term in terms_of(formula))
    counted = () if composed else tuple(_counted(formula, workings, amounts) for formula in formulas)
    monthly = _pieces_given(indicator, counted, given)
    return Recipe(
        indicator=indicator,
        parts=tuple(Part(terms=terms, given=values) for terms, values in zip(counted, monthly, strict=False)),
        covered=_covered([term.measure for terms in counted for term in terms], workings),
        given=given,
        silence=silence_of(workings.reference, indicator.code),
        partial_periods=workings.settings.partial_periods,
        others=tuple(_others(formula, figure_of) for formula in formulas) if composed else (),
    )


def added(amounts: list[Amount]) -> Amount:
    """Return the sum of amounts; what is missing where one of them is."""
    if len(amounts) == 1:
        return amounts[0]
    if missing := next((amount for amount in amounts if amount.value is None), None):
        return missing
    remarks = dict.fromkeys(amount.remark for amount in amounts if amount.remark)
    together = total([amount.value for amount in amounts if amount.value is not None])
    fewest = min((amount.cases for amount in amounts if amount.cases is not None), default=None)
    return Amount(value=together, remark=" ".join(remarks), cases=fewest)


def _counted(formula: str, workings: Workings, amounts: Mapping[str, Amounts]) -> tuple[Counted, ...]:
    return tuple(
        Counted(sign=term.sign, measure=workings.measure(term.code), amounts=amounts[term.code])
        for term in terms_of(formula)
    )


def _others(formula: str, figure_of: FigureOf) -> Others:
    return Others(terms=tuple((term.sign, term.code) for term in terms_of(formula)), figure_of=figure_of)


def _pieces_given(
    indicator: Indicator, counted: tuple[tuple[Counted, ...], ...], given: Mapping[Period, GivenFigure]
) -> tuple[dict[Period, Fraction], dict[Period, Fraction]]:
    """Given numerators and denominators; none for what is worked out again: its months make no year."""
    measures = [term.measure for terms in counted for term in terms]
    mixed = any(len({term.measure.accumulation for term in terms}) > 1 for terms in counted)
    if mixed or any(measure.accumulation is Accumulation.RECOMPUTED for measure in measures):
        return {}, {}
    pieces = {period: row for period, row in given.items() if period.kind in PIECES}
    tops = {period: row.numerator if indicator.denominator else _alone(row) for period, row in pieces.items()}
    return _known(tops), _known({period: row.denominator for period, row in pieces.items()})


def _alone(row: GivenFigure) -> Fraction | None:
    return row.numerator if row.value is None else row.value


def _known(values: Mapping[Period, Fraction | None]) -> dict[Period, Fraction]:
    return {period: value for period, value in values.items() if value is not None}


def _covered(measures: list[Measure], workings: Workings) -> range | None:
    spans = [span for measure in measures if (span := workings.months_covered(measure)) is not None]
    return range(max(span.start for span in spans), min(span.stop for span in spans)) if spans else None
