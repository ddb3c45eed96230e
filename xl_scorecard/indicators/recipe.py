"""Recipe: one indicator with everything that its figures are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.indicators.amounts import Amount, Amounts
from xl_scorecard.indicators.not_reported import Silence, silence_of
from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.reference import GivenFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A numerator or a denominator. `given` is what given figures say of it, by month."""

    measure: Measure
    amounts: Amounts
    given: Mapping[int, Fraction]

    def over(self, period: Period, months: tuple[int, ...]) -> Amount:
        """Return it over the known `months` of `period`, those that are given as given."""
        if self.measure.kind is MeasureKind.GIVEN or period.kind is PeriodKind.MONTH:
            return self.amounts.over(period, months)
        wanted = months[-1:] if self.measure.accumulation is Accumulation.STOCK else months
        given = [self.given[month] for month in wanted if month in self.given]
        rows = tuple(month for month in wanted if month not in self.given)
        counted = self.amounts.over(period, rows) if rows else Amount(value=Fraction(0))
        if counted.value is None:
            return counted
        return Amount(value=counted.value + sum(given, Fraction(0)), remark=counted.remark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """An indicator's parts, the months covered (None: it needs no records), and what is given or not reported of it."""

    indicator: Indicator
    numerator: Part
    denominator: Part | None
    covered: range | None
    given: Mapping[Period, GivenFigure]
    silence: Silence
    partial_periods: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its numerator and, where it has one, its denominator."""
        return (self.numerator, self.denominator) if self.denominator else (self.numerator,)

    @property
    def keeps_last(self) -> bool:
        """Is the last month all that matters in a longer period?"""
        return all(part.measure.accumulation is Accumulation.STOCK for part in self.parts)

    def is_given(self, month: int) -> bool:
        """Can a longer period be made with this month as given?"""
        return all(month in part.given for part in self.parts if part.measure.kind is not MeasureKind.GIVEN)


def recipe_of(indicator: Indicator, workings: Workings, amounts: Mapping[str, Amounts]) -> Recipe:
    """Return the indicator's recipe; `amounts` are by code of measure. Raises DefinitionError."""
    given = {row.period: row for row in workings.reference.given if row.code == indicator.code}
    measures = [workings.measure(code) for code in (indicator.numerator, indicator.denominator) if code]
    monthly = _monthly(indicator, measures, given)
    parts = [
        Part(measure=measure, amounts=amounts[measure.code], given=values)
        for measure, values in zip(measures, monthly, strict=False)
    ]
    return Recipe(
        indicator=indicator,
        numerator=parts[0],
        denominator=parts[1] if len(parts) > 1 else None,
        covered=_covered(measures, workings),
        given=given,
        silence=silence_of(workings.reference, indicator.code),
        partial_periods=workings.settings.partial_periods,
    )


def _monthly(
    indicator: Indicator, measures: list[Measure], given: Mapping[Period, GivenFigure]
) -> tuple[dict[int, Fraction], dict[int, Fraction]]:
    """Given months' numerators and denominators; none for what is worked out again: its months make no year."""
    if any(measure.accumulation is Accumulation.RECOMPUTED for measure in measures):
        return {}, {}
    months = [row for period, row in given.items() if period.kind is PeriodKind.MONTH]
    tops = {row.period.last: row.numerator if indicator.denominator else _alone(row) for row in months}
    bottoms = {row.period.last: row.denominator for row in months}
    return _known(tops), _known(bottoms)


def _alone(row: GivenFigure) -> Fraction | None:
    return row.numerator if row.value is None else row.value


def _known(values: Mapping[int, Fraction | None]) -> dict[int, Fraction]:
    return {month: value for month, value in values.items() if value is not None}


def _covered(measures: list[Measure], workings: Workings) -> range | None:
    spans = [span for measure in measures if (span := workings.months_covered(measure)) is not None]
    return range(max(span.start for span in spans), min(span.stop for span in spans)) if spans else None
