"""Lookups: what checks look up on sheets of their own: days off, reviews, rows of another source."""

from __future__ import annotations

import numpy as np

from xl_scorecard.drill.book import Book, cell_values
from xl_scorecard.drill.checks import review_is_late
from xl_scorecard.indicators.records import Records
from xl_scorecard.indicators.reviews import joined_by, months_allowed, review_date
from xl_scorecard.indicators.sifting import last_day
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.measure import Measure
from xl_scorecard.model.source import ColumnType

YEARS_ON = 3


def days_off(book: Book, measure: Measure) -> str:
    """Write the days off of all years that working days may fall in, once for the workbook; return where they stand."""
    asked = [one for one in measure.conditions if one.test is ConditionTest.WITHIN_WORKING_DAYS]
    if not asked or book.off:
        return book.off
    records = book.workings.rows_of(measure)
    days = np.concatenate([records.days(one.other) for one in asked])
    known = days[~np.isnat(days)]
    first, last = (known.min().astype(object).year, known.max().astype(object).year) if known.size else (2000, 2000)
    off = book.workings.calendar.days_off(range(first, last + YEARS_ON))
    page = book.page("Days off", max(1, len(off)))
    page.title("Days off", "Bank holidays of England and closure days; weekends besides.")
    page.add("day", "Day", off)
    book.off = page.span_elsewhere("day")
    return book.off


def looked_up(book: Book, measure: Measure, condition: Condition, months: tuple[int, ...]) -> tuple[str, ...]:
    """Write what a condition looks up in another source on a sheet of its own; return where on it things stand."""
    other = book.workings.records[condition.other]
    if condition.test is ConditionTest.REVIEWED_IN_TIME:
        return _reviews(book, measure, condition, other, months)
    name = condition.value.strip() or condition.column
    kinds = {book.workings.rows_of(measure).column(condition.column).type, other.column(name).type}
    exact = ColumnType.ID in kinds
    words = [value for value in other.values(name) if value is not None]
    page = book.page(f"{book.sheets} {condition.other}", max(1, len(words)))
    page.title(f"What stands in {condition.other}", f"Each different “{other.heading(name)}” once.")
    page.add("word", other.heading(name), [str(word) for word in words], width=24)
    page.add("number", "Number", [book.numbering.number(word, exact=exact) for word in words])
    return (page.span_elsewhere("number"),)


def _reviews(
    book: Book, measure: Measure, condition: Condition, other: Records, months: tuple[int, ...]
) -> tuple[str, ...]:
    child, held = joined_by(book.workings.rows_of(measure), other), review_date(other)
    rows = [int(row) for row in np.flatnonzero(~other.blank(child) & ~other.blank(held))]
    page = book.page(f"{book.sheets} {condition.other}", max(1, len(rows)))
    page.title(f"Rows of {condition.other}", "Late: by the day looked at no review followed in time.")
    place = book.workings.places[condition.other]
    page.add("place", "Place", [f"{place} › row {other.sheet_rows[row]}" for row in rows], width=44)
    numbers = [book.numbering.number(value) for value in cell_values(other, child, rows)]
    page.add("number", f"{other.heading(child)}: number", numbers)
    page.add("day", other.heading(held), cell_values(other, held, rows))
    day = last_day(months[-1]).astype(object)
    looked_at, later = f"DATE({day.year},{day.month},{day.day})", months_allowed(condition)[1]
    spans = page.span("number"), page.span("day")
    pairs = list(zip(page.cells("number"), page.cells("day"), strict=True))[: len(rows)]
    late = [review_is_late(number, held_on, spans, looked_at, later) for number, held_on in pairs]
    page.add_formulas("late", "Late", late)
    return tuple(page.span_elsewhere(key) for key in ("number", "day", "late"))
