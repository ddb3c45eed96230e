"""Derivation: one figure taken apart, down to the rows of the sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from xl_scorecard.indicators.figures import months_of
from xl_scorecard.indicators.recipe import Counted, Part, Recipe
from xl_scorecard.indicators.series import successions_for
from xl_scorecard.indicators.sifting import Sifted, sift
from xl_scorecard.indicators.succession import Successions
from xl_scorecard.indicators.workings import Functions, Workings, prepare
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.formula import terms_of
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation, Measure
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.sources.tables import Tables

NUMERATOR, DENOMINATOR = "Numerator", "Denominator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingredient:
    """A measure as it enters a figure: added or taken away, over which months, and what it comes to.

    `sifted` are its rows, where it counts rows. `value` is before its sign, None where there is nothing to work out.
    """

    role: str
    sign: int
    measure: Measure
    months: tuple[int, ...]
    value: Fraction | None
    sifted: Sifted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """A figure with the version of the indicator that made it, its ingredients, and what is used as given.

    `pieces` are the shorter periods that are used as given, with what each adds to numerator and denominator. Where it
    is made of other indicators, `others` are theirs, each with its role and sign.
    """

    code: str
    version: Indicator
    figure: Figure
    workings: Workings
    ingredients: tuple[Ingredient, ...] = ()
    pieces: tuple[tuple[Period, tuple[Fraction | None, ...]], ...] = ()
    others: tuple[tuple[str, int, Derivation], ...] = ()

    def walk(self) -> Iterator[Ingredient]:
        """Yield every ingredient, also those of other indicators."""
        yield from self.ingredients
        for _, _, other in self.others:
            yield from other.walk()


def derive(
    definition: Definition, tables: Tables, code: str, period: Period, functions: Functions | None = None
) -> Derivation:
    """Return how the figure of the indicator `code` in `period` came about; `definition` as it holds for the scorecard.

    Raises DefinitionError.
    """
    workings = prepare(definition, tables, period.last_month, functions)
    indicator = next(one for one in (*definition.indicators, *definition.earlier) if one.code == code)
    successions = successions_for([indicator], workings)
    own = successions.of(indicator)
    return _derived(code, (own.figure(period), own.recipe(period)), successions, workings, period)


def _derived(
    code: str, made: tuple[Figure, Recipe | None], successions: Successions, workings: Workings, period: Period
) -> Derivation:
    figure, recipe = made
    if recipe is None:
        indicator = next(
            one for one in (*workings.definition.indicators, *workings.definition.earlier) if one.code == code
        )
        return Derivation(code=code, version=indicator, figure=figure, workings=workings)
    months, pieces = _used(recipe, period)
    return Derivation(
        code=code,
        version=recipe.indicator,
        figure=figure,
        workings=workings,
        ingredients=tuple(_ingredients(recipe, workings, period, months, pieces)),
        pieces=tuple((piece, tuple(part.given.get(piece) for part in recipe.parts)) for piece in pieces),
        others=tuple(_others(recipe.indicator, successions, workings, period)) if recipe.others else (),
    )


def _used(recipe: Recipe, period: Period) -> tuple[tuple[int, ...], tuple[Period, ...]]:
    if recipe.others:
        return (), ()
    if period.kind is not PeriodKind.MONTH and recipe.keeps_last:
        period = period.last_month
    return months_of(recipe, period)


def _ingredients(
    recipe: Recipe, workings: Workings, period: Period, months: tuple[int, ...], pieces: tuple[Period, ...]
) -> Iterator[Ingredient]:
    for role, part in zip((NUMERATOR, DENOMINATOR), recipe.parts, strict=False):
        for term in part.terms:
            own = _months_of_term(part, term, months, pieces)
            yield _ingredient(role, term, workings, period, own)


def _months_of_term(part: Part, term: Counted, months: tuple[int, ...], pieces: tuple[Period, ...]) -> tuple[int, ...]:
    """The months that are worked out: without those that are given; what keeps the last, only the last."""
    stock = term.measure.accumulation is Accumulation.STOCK
    wanted = months[-1:] if stock else months
    if part.is_given:
        return wanted
    return tuple(month for month in wanted if not any(piece.first <= month <= piece.last for piece in pieces))


def _ingredient(role: str, term: Counted, workings: Workings, period: Period, months: tuple[int, ...]) -> Ingredient:
    measure = term.measure
    sifted = sift(measure, workings, period, months) if measure.counts_rows and months else None
    value = term.amounts.over(period, months).value if months else None
    return Ingredient(role=role, sign=term.sign, measure=measure, months=months, value=value, sifted=sifted)


def _others(
    indicator: Indicator, successions: Successions, workings: Workings, period: Period
) -> Iterator[tuple[str, int, Derivation]]:
    for role, formula in ((NUMERATOR, indicator.numerator), (DENOMINATOR, indicator.denominator)):
        for term in terms_of(formula):
            made = successions.figure(term.code, period), successions.recipe(term.code, period)
            yield role, term.sign, _derived(term.code, made, successions, workings, period)
