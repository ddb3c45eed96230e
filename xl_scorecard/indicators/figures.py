"""Figures: one indicator in one period, numerator ÷ denominator × multiplier, exact, or why there is none."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from xl_scorecard.indicators.amounts import NO_CASES, Amount
from xl_scorecard.indicators.not_reported import NOT_REPORTED
from xl_scorecard.indicators.recipe import PIECES, Recipe
from xl_scorecard.model.figure import Figure
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.reference import GivenFigure

NOT_COVERED = "not covered"


def figure_of(recipe: Recipe, period: Period) -> Figure:
    """Return the indicator's figure in `period`; a given one wins over the one worked out.

    Longer periods are pooled, never averaged: the sum of the months' numerators ÷ the sum of their denominators; one with
    a month missing is missing, unless partial periods are allowed. Source: calculations.md, "Always".
    """
    worked_out = _worked_out(recipe, period)
    given = recipe.given.get(period)
    return worked_out if given is None else _given(recipe.indicator, given, worked_out)


def _worked_out(recipe: Recipe, period: Period) -> Figure:
    if (reason := recipe.silence.reason(period)) is not None:
        return Figure(period=period, missing=NOT_REPORTED, remark=reason)
    if recipe.others:
        return _combined(recipe, period)
    if period.kind is not PeriodKind.MONTH and recipe.keeps_last:
        return _last_month(recipe, period)
    known, pieces = months_of(recipe, period)
    short = _shortfall(recipe, period, known)
    if short and (not known or not recipe.partial_periods):
        return short
    return _pooled(recipe, period, known, pieces, f"{short.missing}. {short.remark}".strip() if short else "")


def months_of(recipe: Recipe, period: Period) -> tuple[tuple[int, ...], tuple[Period, ...]]:
    """Return the months of `period` that can be used, and those stretches of them that are used as given."""
    pieces = recipe.pieces_of(period) if period.kind is not PeriodKind.MONTH else ()
    return tuple(month.last for month in period.months if _is_known(recipe, month, pieces)), pieces


def _combined(recipe: Recipe, period: Period) -> Figure:
    """Made of other indicators' figures in the same period, each of them pooled by itself."""
    amounts = [other.over(period) for other in recipe.others]
    remark = " ".join(dict.fromkeys(amount.remark for amount in amounts if amount.remark))
    return _divided(recipe.indicator, period, amounts[0], amounts[1] if len(amounts) > 1 else None, remark=remark)


def _last_month(recipe: Recipe, period: Period) -> Figure:
    """What keeps the last is the last month's figure, as it was given there if it was; the others do not matter."""
    month = period.last_month
    if ending := next((one for kind in PIECES if (one := _ends_with(period, kind)) in recipe.given), None):
        return replace(figure_of(recipe, ending), period=period)
    if (reason := recipe.silence.reason(month)) is not None:
        return Figure(period=period, missing=NOT_REPORTED, remark=reason)
    if not _is_covered(recipe, month):
        return Figure(period=period, missing=NOT_COVERED)
    return _pooled(recipe, period, (month.last,), (), "")


def _ends_with(period: Period, kind: PeriodKind) -> Period | None:
    """The shorter period of `kind` that ends when `period` does, if there is one."""
    found = period.within(kind)
    return found if found.last == period.last and kind is not period.kind else None


def _is_known(recipe: Recipe, month: Period, pieces: tuple[Period, ...]) -> bool:
    """Can `month` be part of a period? In what is given of it, or from rows."""
    if pieces and any(piece.covers(month) for piece in pieces):
        return True
    return recipe.silence.reason(month) is None and _is_covered(recipe, month)


def _is_covered(recipe: Recipe, month: Period) -> bool:
    return recipe.covered is None or month.last in recipe.covered


def _shortfall(recipe: Recipe, period: Period, known: tuple[int, ...]) -> Figure | None:
    """The figure that says which months are lacking; None where none is."""
    lacking = [month for month in period.months if month.last not in known]
    if not lacking:
        return None
    silent = {month: recipe.silence.reason(month) for month in lacking}
    why = " ".join(f"{month}: {reason.rstrip('.')}." for month, reason in silent.items() if reason)
    if not known and all(reason is None for reason in silent.values()):
        return Figure(period=period, missing=NOT_COVERED)
    word = "reported" if all(reason is not None for reason in silent.values()) else "covered"
    return Figure(period=period, missing=f"{len(known)} of {len(period.months)} months {word}", remark=why)


def _pooled(recipe: Recipe, period: Period, months: tuple[int, ...], pieces: tuple[Period, ...], short: str) -> Figure:
    amounts = [part.over(period, months, pieces) for part in recipe.parts]
    top, bottom = amounts[0], amounts[1] if len(amounts) > 1 else None
    said = (short, top.remark, bottom.remark if bottom else "", _as_given(pieces))
    return _divided(recipe.indicator, period, top, bottom, remark=" ".join(filter(None, said)))


def _divided(indicator: Indicator, period: Period, top: Amount, bottom: Amount | None, *, remark: str) -> Figure:
    value, missing = _quotient(indicator, top, bottom)
    return Figure(
        period=period,
        value=value,
        numerator=top.value,
        denominator=bottom.value if bottom else None,
        missing=missing,
        remark=remark,
        cases=top.cases,
    )


def _quotient(indicator: Indicator, top: Amount, bottom: Amount | None) -> tuple[Fraction | None, str]:
    """The value, or why there is none."""
    if top.value is None or bottom is None:
        return top.value, top.missing
    if bottom.value is None:
        return None, bottom.missing
    if bottom.value == 0:
        return None, NO_CASES
    return top.value * indicator.multiplier / bottom.value, ""


def _as_given(pieces: tuple[Period, ...]) -> str:
    """Says which months, quarters or halves of a pooled figure were given."""
    return f"{', '.join(map(str, pieces))} as given." if pieces else ""


def _given(indicator: Indicator, given: GivenFigure, worked_out: Figure) -> Figure:
    """The given figure, with its source and what it replaces; what was worked out where nothing usable is given."""
    value, numerator = _value_given(indicator, given), given.numerator
    if value is None:
        return worked_out
    if numerator is None and not indicator.denominator:
        numerator = value
    return Figure(
        period=given.period,
        value=value,
        numerator=numerator,
        denominator=given.denominator,
        given=True,
        remark=_remark(indicator, given, worked_out),
    )


def _value_given(indicator: Indicator, given: GivenFigure) -> Fraction | None:
    if given.value is not None or given.numerator is None:
        return given.value
    if given.denominator is None:
        return None if indicator.denominator else given.numerator
    return given.numerator / given.denominator * indicator.multiplier if given.denominator else None


def _remark(indicator: Indicator, given: GivenFigure, worked_out: Figure) -> str:
    source = f"Given: {given.source.rstrip('.')}" if given.source else "Given"
    if worked_out.value is None:
        return f"{source}; it cannot be worked out ({worked_out.missing})."
    return f"{source}; worked out it would be {indicator.show(worked_out.value)}."
