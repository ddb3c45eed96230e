"""Forecast: what the year would end with if it went on as it began; a projection, never a figure."""

from __future__ import annotations

from collections.abc import Mapping

from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.forecast import Forecast, ForecastMethod
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation
from xl_scorecard.model.period import Period
from xl_scorecard.status.amounts import plain, value_in_words

YEAR = 12


def forecast_method(definition: Definition, indicator: Indicator) -> ForecastMethod | None:
    """Return how an indicator's year can be projected; None where it cannot.

    What adds up goes on in a straight line, also over a population; a ratio of two that add up keeps its pooled rate.
    So it is with sums and differences, all of whose terms do. What keeps the last, or is worked out again from rows, is
    not projected. Source: calculations.md, "Always".
    """
    if not _all_are(definition, indicator.numerator, Accumulation.FLOW):
        return None
    if not indicator.denominator or _all_are(definition, indicator.denominator, Accumulation.STOCK):
        return ForecastMethod.STRAIGHT_LINE
    return ForecastMethod.POOLED_RATE if _all_are(definition, indicator.denominator, Accumulation.FLOW) else None


def _all_are(definition: Definition, formula: str, wanted: Accumulation) -> bool:
    """Does every term do this over months? One that is an indicator without a denominator, as its own terms do."""
    measures = {measure.code: measure.accumulation for measure in definition.measures}
    whole = {one.code: one.numerator for one in definition.indicators if not one.denominator}
    return all(
        measures[term.code] is wanted
        if term.code in measures
        else term.code in whole and _all_are(definition, whole[term.code], wanted)
        for term in terms_of(formula)
    )


def forecast_of(figures: Mapping[Period, Figure], to_date: Period, method: ForecastMethod | None) -> Forecast | None:
    """Return the projection of the year that `to_date` is the beginning of; None without figure, or at the year's end.

    Straight line: the numerator so far ÷ the months that it is of × 12. Pooled rate: the ratio so far, Σ numerators ÷
    Σ denominators. A month that is not reported counts neither above nor below.
    """
    figure, length = figures.get(to_date), len(to_date.months)
    if figure is None or figure.value is None or method is None or length == YEAR:
        return None
    reported = sum(month in figures and figures[month].value is not None for month in to_date.months)
    months = length if figure.given or not reported else reported
    value = figure.value * YEAR / months if method is ForecastMethod.STRAIGHT_LINE else figure.value
    return Forecast(year=to_date.financial_year, value=value, method=method, months=months)


def forecast_in_words(assessment: Assessment) -> str:
    """Return the projection as it is printed, never without the word: "1,668 (projection)"; "" where there is none."""
    forecast = assessment.forecast
    return f"{assessment.indicator.show(forecast.value)} (projection)" if forecast else ""


def forecast_reason(assessment: Assessment) -> str:
    """Return how the projection was made, in one sentence; "" where there is none."""
    forecast, figure, indicator = assessment.forecast, assessment.figure, assessment.indicator
    if forecast is None:
        return ""
    shown, so_far = value_in_words(indicator, forecast.value), _so_far(assessment)
    months = f"{forecast.months} {'month' if forecast.months == 1 else 'months'}"
    match forecast.method:
        case ForecastMethod.STRAIGHT_LINE:
            how = f"{so_far} in {months} of {forecast.year.label}, ÷ {forecast.months} × {YEAR}"
            return f"Projection, not a figure: {shown} by the end of the year if it goes on in a straight line ({how})."
        case ForecastMethod.POOLED_RATE:
            top, bottom = figure.numerator, figure.denominator
            parts = f"{plain(top)} ÷ {plain(bottom)}" if top is not None and bottom is not None else so_far
            return (
                f"Projection, not a figure: {shown} for the whole of {forecast.year.label} if the rate of the year so "
                f"far holds ({parts} in {months})."
            )


def _so_far(assessment: Assessment) -> str:
    return value_in_words(assessment.indicator, assessment.value) if assessment.value is not None else ""
