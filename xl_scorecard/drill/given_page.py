"""Given page: figures that a measure takes from a table or from a function, and which of them it uses."""

from __future__ import annotations

from collections.abc import Callable

from xl_scorecard.drill.book import Book
from xl_scorecard.indicators.derivation import Ingredient
from xl_scorecard.indicators.functions import Made, made_by_function
from xl_scorecard.indicators.measures import given_value
from xl_scorecard.model.measure import Accumulation
from xl_scorecard.model.period import Period, PeriodKind


def write_given_page(book: Book, ingredient: Ingredient) -> str:
    """Write every figure given of a measure, and return the formula of the one that is used.

    That of the period itself, of its last month, of its financial year, or of the latest year before.
    """
    code, period = ingredient.measure.code, book.period
    rows = [row for row in book.workings.reference.given if row.code == code and given_value(row) is not None]
    book.sheets += 1
    page = book.page(f"{book.sheets} {ingredient.role}", max(1, len(rows)))
    page.title(
        f"{ingredient.role}: {ingredient.measure.title}",
        "Figures that are given; the one used is worked out from these.",
    )
    page.add("place", "Place", [str(row.place) for row in rows], width=44)
    page.add("label", "Period", [row.period.label for row in rows])
    page.add("kind", "Kind", [row.period.kind.value for row in rows])
    page.add("first", "First day", [row.period.start for row in rows])
    page.add("last", "Last day", [row.period.end for row in rows])
    page.add("value", "Figure", [float(given_value(row) or 0) for row in rows])
    span = page.span_elsewhere
    exact = [_exactly(one, span) for one in dict.fromkeys((period, period.last_month, period.financial_year))]
    year = f'({span("kind")}="{PeriodKind.YEAR.value}")*({span("last")}<{_day(period)})'
    latest = f"SUMPRODUCT(MAX({year}*{span('last')}))"
    formula = f'SUMIFS({span("value")},{span("kind")},"{PeriodKind.YEAR.value}",{span("last")},{latest})'
    formula = f'IF({latest}=0,"not given",{formula})'
    for criteria in reversed(exact):
        formula = f"IF(COUNTIFS({criteria})>0,SUMIFS({span('value')},{criteria}),{formula})"
    return formula


def write_made_page(book: Book, ingredient: Ingredient) -> str:
    """Write what a Python function made, month by month, and return the formula of what is used of it."""
    made: Made = made_by_function(ingredient.measure, book.workings)
    months = [month for month in ingredient.months if month in made.values]
    book.sheets += 1
    page = book.page(f"{book.sheets} {ingredient.role}", max(1, len(months)))
    page.title(
        f"{ingredient.role}: {ingredient.measure.title}", f"What {ingredient.measure.function} made of the sources."
    )
    page.add("month", "Month", [Period(month, month, "month").start for month in months])
    page.add("value", "Figure", [float(made.values[month]) for month in months])
    values, starts = page.span_elsewhere("value"), page.span_elsewhere("month")
    if ingredient.measure.accumulation is Accumulation.STOCK:
        return f"SUMIFS({values},{starts},MAX({starts}))"
    return f"SUM({values})"


def _exactly(period: Period, span: Callable[[str], str]) -> str:
    first = f"DATE({period.start.year},{period.start.month},1)"
    return f'{span("kind")},"{period.kind.value}",{span("first")},{first},{span("last")},{_day(period)}'


def _day(period: Period) -> str:
    return f"DATE({period.end.year},{period.end.month},{period.end.day})"
