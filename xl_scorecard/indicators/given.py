"""Given figures: what they say that may mislead: a year without one, or one for what is not reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_scorecard.indicators.amounts import Given
from xl_scorecard.indicators.recipe import Recipe
from xl_scorecard.model.figure import Series
from xl_scorecard.model.measure import Measure
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.reference import Reference


def figures_lacking(
    recipes: tuple[Recipe, ...], series: tuple[Series, ...], places: Mapping[str, Place]
) -> tuple[Problem, ...]:
    """Return a Problem for each year for which a given measure, such as the population, has no figure of its own."""
    found: dict[tuple[str, Period], Problem] = {}
    for recipe, one in zip(recipes, series, strict=True):
        for term in recipe.counted():
            if isinstance(term.amounts, Given):
                for year, used in _years_lacking(term.amounts, one):
                    row = term.amounts.places.get(used, Place()) if used else Place()
                    place = row if row.cell else places.get(term.measure.source, Place())
                    problem = _lacking(term.measure, year, used, place)
                    found.setdefault((term.measure.code, year), problem)
    return tuple(found.values())


def contradictions(reference: Reference, recipes: tuple[Recipe, ...]) -> tuple[Problem, ...]:
    """Return a Problem for each figure that is given for a period in which its indicator is said not to be reported."""
    silent = {(row.indicator, row.period) for row in reference.not_reported}
    return tuple(
        Problem(
            code="IND-006",
            severity=Severity.WARNING,
            place=Place(),
            sentence=f"{recipe.indicator.code} has a given figure for {period}, and is also said to be not reported; "
            "the given figure is shown.",
            fix="Take away one of the two.",
        )
        for recipe in recipes
        for period in recipe.given
        if (recipe.indicator.code, period) in silent
    )


def _years_lacking(amounts: Given, series: Series) -> Iterator[tuple[Period, Period | None]]:
    """Years that figures needed and that are not given, each with the earlier year used instead, if any."""
    for period, figure in series.figures.items():
        used = amounts.used_for(period)
        if not figure.given and figure.numerator is not None and amounts.needs_confirming(period):
            yield period.financial_year, used


def _lacking(measure: Measure, year: Period, used: Period | None, place: Place) -> Problem:
    consequence = f"{used}'s is used." if used else "figures that need it are missing."
    return Problem(
        code="IND-003",
        severity=Severity.WARNING,
        place=place,
        sentence=f"{measure.title}: no figure is given for {year}; {consequence}",
        fix=f"Add the figure for {year}"
        + (f", or write {year} under Confirmed if {used}'s still holds." if used else "."),
    )
