"""Series: every indicator's figures over all periods; the way into this room."""

from __future__ import annotations

from collections.abc import Iterable

from xl_scorecard.indicators.findings import find_problems
from xl_scorecard.indicators.measures import work_out
from xl_scorecard.indicators.periods import own_periods_of, periods_of
from xl_scorecard.indicators.succession import Succession, Successions, refuse_circles
from xl_scorecard.indicators.turning import unconfirmed
from xl_scorecard.indicators.workings import Functions, Workings, prepare
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Series
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.problem import Problem
from xl_scorecard.sources.tables import Tables


def compute_series(
    definition: Definition, tables: Tables, period: Period, functions: Functions | None = None
) -> tuple[tuple[Series, ...], tuple[Problem, ...]]:
    """Return every indicator's figures up to the month `period`, in the definition's order, and what was doubtful.

    Figures: every month from the first that a source covers, every financial year covered or given, the years to date
    of the running year and of the one before; quarters, halves and other years as `periods_of` says. Exact; a measure
    that several indicators use is worked out once. `functions` are what Python measures call, by name.
    Raises DefinitionError where a measure or condition cannot be worked out.
    """
    workings = prepare(definition, tables, period, functions)
    found = successions_of(definition, workings)
    shared = periods_of(workings, [indicator.code for indicator in definition.indicators])
    series = tuple(_series(one, workings, shared) for one in found)
    recipes = tuple(one.recipes[0] for one in found)
    return series, (*find_problems(workings, recipes, series), *unconfirmed(workings))


def successions_of(definition: Definition, workings: Workings) -> tuple[Succession, ...]:
    """Return the history of every indicator that is printed, ready to be asked for any period. Raises DefinitionError."""
    refuse_circles(definition, workings)
    successions = successions_for(definition.indicators, workings)
    return tuple(successions.of(indicator) for indicator in definition.indicators)


def successions_for(indicators: Iterable[Indicator], workings: Workings) -> Successions:
    """Return what makes the histories of these indicators, their measures worked out once. Raises DefinitionError."""
    definition = workings.definition
    versions = (version for one in indicators for version in definition.versions_of(one))
    used = definition.measures_behind(*versions)
    amounts = {measure.code: work_out(measure, workings) for measure in used}
    return Successions(definition=definition, workings=workings, amounts=amounts)


def _series(succession: Succession, workings: Workings, shared: tuple[Period, ...]) -> Series:
    own = (period for recipe in succession.recipes for period in own_periods_of(workings, recipe.indicator.code))
    periods = dict.fromkeys((*shared, *own))
    return Series(indicator=succession.indicator, figures={period: succession.figure(period) for period in periods})
