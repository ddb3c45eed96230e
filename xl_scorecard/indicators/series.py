"""Series: every indicator's figures over all periods; the way into this room."""

from __future__ import annotations

from xl_scorecard.indicators.figures import figure_of
from xl_scorecard.indicators.findings import find_problems
from xl_scorecard.indicators.measures import work_out
from xl_scorecard.indicators.periods import own_periods_of, periods_of
from xl_scorecard.indicators.recipe import Recipe, recipe_of
from xl_scorecard.indicators.workings import prepare
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Series
from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem
from xl_scorecard.sources.tables import Tables


def compute_series(
    definition: Definition, tables: Tables, period: Period
) -> tuple[tuple[Series, ...], tuple[Problem, ...]]:
    """Return every indicator's figures up to the month `period`, in the definition's order, and what was doubtful.

    Figures: every month from the first that a source covers, every financial year covered or given, the years to date
    of the running year and of the one before. Exact; a measure that several indicators use is worked out once.
    Raises DefinitionError where a measure or condition cannot be worked out.
    """
    workings = prepare(definition, tables, period)
    used = [code for one in definition.indicators for code in (one.numerator, one.denominator) if code]
    amounts = {code: work_out(workings.measure(code), workings) for code in dict.fromkeys(used)}
    recipes = tuple(recipe_of(indicator, workings, amounts) for indicator in definition.indicators)
    shared = periods_of(workings, [indicator.code for indicator in definition.indicators])
    series = tuple(_series(recipe, (*shared, *own_periods_of(workings, recipe.indicator.code))) for recipe in recipes)
    return series, find_problems(workings, recipes, series)


def _series(recipe: Recipe, periods: tuple[Period, ...]) -> Series:
    return Series(
        indicator=recipe.indicator, figures={period: figure_of(recipe, period) for period in dict.fromkeys(periods)}
    )
