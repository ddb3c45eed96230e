"""Succession: an indicator's history through every version of its definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xl_scorecard.errors import DefinitionError
from xl_scorecard.indicators.amounts import Amounts
from xl_scorecard.indicators.figures import figure_of
from xl_scorecard.indicators.recipe import Recipe, recipe_of
from xl_scorecard.indicators.workings import Workings
from xl_scorecard.model.definition import Definition, begun_last
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """An indicator as it is printed, and a recipe for each version of it, newest first."""

    indicator: Indicator
    recipes: tuple[Recipe, ...]

    def figure(self, period: Period) -> Figure:
        """Return its figure by the version that was in force at the end of `period`, all of it by that one version."""
        recipe = self.recipe(period)
        if recipe is None:
            versions = (recipe.indicator for recipe in self.recipes)
            return Figure(period=period, missing=self._not_in_use(begun_last(versions, period)))
        version, figure = recipe.indicator, figure_of(recipe, period)
        if len(self.recipes) == 1 and version.since is None:
            return figure
        return replace(figure, by=version, remark=" ".join(filter(None, (figure.remark, _straddles(version, period)))))

    def recipe(self, period: Period) -> Recipe | None:
        """Return the recipe of the version that was in force at the end of `period`; None where none was."""
        if len(self.recipes) == 1:
            return self.recipes[0] if self.recipes[0].indicator.in_force(period) else None
        version = begun_last((recipe.indicator for recipe in self.recipes), period)
        if version is None or not version.in_force(period):
            return None
        return next(recipe for recipe in self.recipes if recipe.indicator is version)

    def _not_in_use(self, version: Indicator | None) -> str:
        if version is not None and version.until:
            return f"not in use after {version.until.last_month}"
        first = min(recipe.indicator.since.months[0] for recipe in self.recipes if recipe.indicator.since)
        return f"not in use before {first}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Successions:
    """Every indicator's history, each made when it is first asked for."""

    definition: Definition
    workings: Workings
    amounts: Mapping[str, Amounts]
    found: dict[str, Succession] = field(default_factory=dict)
    measures: dict[str, Recipe] = field(default_factory=dict)

    def of(self, indicator: Indicator) -> Succession:
        """Return the history of an indicator. Raises DefinitionError."""
        if indicator.code not in self.found:
            versions = self.definition.versions_of(indicator)
            recipes = tuple(recipe_of(one, self.workings, self.amounts, self.figure) for one in versions)
            self.found[indicator.code] = Succession(indicator=indicator, recipes=recipes)
        return self.found[indicator.code]

    def figure(self, code: str, period: Period) -> Figure:
        """Return the figure of the measure, or else of the indicator, with this code. Raises DefinitionError."""
        if code in self.workings.measures:
            return figure_of(self.of_measure(code), period)
        return self.of(_coded(self.definition, code)).figure(period)

    def recipe(self, code: str, period: Period) -> Recipe | None:
        """Return what makes that figure; None where it is not in use in the period. Raises DefinitionError."""
        if code in self.workings.measures:
            return self.of_measure(code)
        return self.of(_coded(self.definition, code)).recipe(period)

    def of_measure(self, code: str) -> Recipe:
        """Return the recipe of a measure that stands by itself among other indicators."""
        if code not in self.measures:
            alone = Indicator(
                code="", section="", title="", unit=Unit.NUMBER, decimals=0, polarity=Polarity.NONE, numerator=code
            )
            self.measures[code] = recipe_of(alone, self.workings, self.amounts, self.figure)
        return self.measures[code]


def refuse_circles(definition: Definition, workings: Workings) -> None:
    """Raise DefinitionError where an indicator is made of itself, or of something that is not there."""
    for indicator in definition.indicators:
        _follow(definition, workings, indicator, ())


def _follow(definition: Definition, workings: Workings, indicator: Indicator, seen: tuple[str, ...]) -> None:
    if indicator.code in seen:
        told = " → ".join((*seen, indicator.code))
        raise DefinitionError(f"{indicator.code} is made of itself ({told}).", fix="Take it out of one of them.")
    for version in definition.versions_of(indicator):
        for term in (*terms_of(version.numerator), *terms_of(version.denominator)):
            if term.code not in workings.measures:
                _follow(definition, workings, _coded(definition, term.code), (*seen, indicator.code))


def _coded(definition: Definition, code: str) -> Indicator:
    for indicator in (*definition.indicators, *definition.earlier):
        if indicator.code == code:
            return indicator
    raise DefinitionError(f'There is no measure "{code}".', fix="Add it to Measures.")


def _straddles(version: Indicator, period: Period) -> str:
    if version.since is None or version.since.first <= period.first:
        return ""
    return f"All of it by the definition in force since {version.since}."
