"""Rows page: the rows that a measure counts and leaves out, each check of it worked out on the sheet itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from xl_scorecard.drill.book import Book, cell_values
from xl_scorecard.drill.checks import JOINED, Ranges, check_formula, number_key
from xl_scorecard.drill.lookups import days_off, looked_up
from xl_scorecard.drill.page import FIRST_ROW, Page
from xl_scorecard.indicators.arrays import Integers, Mask
from xl_scorecard.indicators.conditions import LOOKING_BACK
from xl_scorecard.indicators.derivation import Ingredient
from xl_scorecard.indicators.records import Records
from xl_scorecard.indicators.reviews import joined_by
from xl_scorecard.indicators.sifting import Sifted, last_day
from xl_scorecard.indicators.wording import describe_condition
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.source import ColumnType

NUMERIC = (ColumnType.WHOLE_NUMBER, ColumnType.NUMBER, ColumnType.PERCENTAGE)
OF_NUMBERS = (MeasureKind.SUM, MeasureKind.MEAN, MeasureKind.MEDIAN)
LEAST_WIDTH = 24
COUNTS, AMOUNT = "(counts)", "(amount)"


def write_rows_page(book: Book, ingredient: Ingredient, sifted: Sifted) -> tuple[str, int]:
    """Write the rows of a measure, and return the formula of its amount, and how many rows are not listed.

    Rows of other times are listed only where a condition looks back at them.
    """
    measure = ingredient.measure
    rows = _listed(measure, sifted)
    book.sheets += 1
    page = book.page(f"{book.sheets} {ingredient.role}", len(rows))
    page.title(
        f"{ingredient.role}: {measure.title}", f"Rows of {measure.source} for {book.period}; counted rows are shaded."
    )
    _write_values(book, page, measure, sifted, rows)
    at = _ranges(book, page, measure, ingredient.months)
    checks = [*_checks_of_time(page, measure, ingredient.months, book), *_checks_of_conditions(book, page, measure, at)]
    _write_counts(page, measure, checks)
    page.shade([bool(sifted.counted[row]) for row in rows])
    return _amount(page, measure), len(sifted.codes) - len(rows)


def _listed(measure: Measure, sifted: Sifted) -> list[int]:
    """Counted rows, then those left out, then earlier rows of the same child that a condition looks back at."""
    near = np.flatnonzero(sifted.near)
    ordered = [*near[sifted.counted[near]], *near[~sifted.counted[near]]]
    looked_at = np.zeros(len(sifted.codes), dtype=bool)
    for condition in (one for one in measure.conditions if one.test in LOOKING_BACK):
        looked_at |= _looked_back_at(condition, sifted, near)
    return [int(row) for row in (*ordered, *np.flatnonzero(looked_at & ~sifted.near))]


def _looked_back_at(condition: Condition, sifted: Sifted, near: Integers) -> Mask:
    records = sifted.records
    children, days = records.codes(condition.other), records.days(condition.column)
    there = near[~np.isnat(days[near]) & (children[near] >= 0)]
    if not there.size:
        return np.zeros(len(sifted.codes), dtype=bool)
    looked_at: Mask = np.isin(children, children[there]) & (days < days[there].max())
    return looked_at


def _write_values(book: Book, page: Page, measure: Measure, sifted: Sifted, rows: list[int]) -> None:
    records, place = sifted.records, book.workings.places[measure.source]
    numbers = records.sheet_rows
    page.add("(place)", "Place", [f"{place} › row {numbers[row]}" for row in rows], width=44)
    counted = ["counted" if sifted.counted[row] else "left out" for row in rows]
    page.add("(engine)", "By the program", counted, width=14)
    reasons = [sifted.reasons[sifted.codes[row]] for row in rows]
    page.add("(reason)", "Why", reasons, width=max([LEAST_WIDTH, *map(len, set(reasons))]))
    for name in _columns(measure, records):
        page.add(name, records.heading(name), cell_values(records, name, rows), width=20)
    for key, name, exact in _numbered(book, measure, records):
        values = [book.numbering.number(value, exact=exact) for value in cell_values(records, name, rows)]
        page.add(f"{key} #", f"{records.heading(name)}: number", values, width=10)


def _columns(measure: Measure, records: Records) -> list[str]:
    """Who it is, then what the measure looks at."""
    ids = [column.name for column in records.source.columns if column.type in (ColumnType.ID, ColumnType.NAME)]
    looked_at = [measure.date, measure.end, measure.column, measure.distinct]
    for condition in measure.conditions:
        looked_at += [condition.column, "" if condition.test.joins else condition.other]
    return [name for name in dict.fromkeys((*ids, *looked_at)) if name]


def _numbered(book: Book, measure: Measure, records: Records) -> Iterator[tuple[str, str, bool]]:
    """Columns whose values are told apart by numbers: key, name of the column, and whether capitals matter."""
    found: dict[str, tuple[str, bool]] = {}
    if measure.kind is MeasureKind.COUNT and measure.distinct:
        found[measure.distinct] = measure.distinct, True
    for condition in measure.conditions:
        if condition.test in LOOKING_BACK:
            found[condition.other] = condition.other, True
        elif condition.test is ConditionTest.REVIEWED_IN_TIME:
            found[JOINED] = joined_by(records, book.workings.records[condition.other]), True
        elif condition.test.joins:
            key = number_key(condition, _types(records))
            found[key] = condition.column, key == condition.column
    for key, (name, exact) in found.items():
        yield key, name, exact


def _types(records: Records) -> Mapping[str, ColumnType]:
    return {column.name: column.type for column in records.source.columns}


def _ranges(book: Book, page: Page, measure: Measure, months: tuple[int, ...]) -> Ranges:
    """The ranges with the names of columns in place of cells, to be completed for each row."""
    records = book.workings.rows_of(measure)
    keys = [key for key in page.columns if not key.startswith("(")]
    day = last_day(months[-1]).astype(object)
    return Ranges(
        cells={key: f"${page.columns[key]}" for key in keys},
        numbers={key.removesuffix(" #"): f"${page.columns[key]}" for key in page.columns if key.endswith(" #")},
        spans={key: page.span(key) for key in keys},
        number_spans={key.removesuffix(" #"): page.span(key) for key in page.columns if key.endswith(" #")},
        day=f"DATE({day.year},{day.month},{day.day})",
        off=days_off(book, measure),
        looked_up={one: looked_up(book, measure, one, months) for one in measure.conditions if one.test.joins},
        types=_types(records),
        convention=book.workings.settings.working_days,
    )


def _checks_of_time(page: Page, measure: Measure, months: tuple[int, ...], book: Book) -> Iterator[str]:
    """Does the row fall in the months, or is it open on the day?"""
    starts = page.cells(measure.date)
    if measure.kind is MeasureKind.OPEN:
        day = last_day(months[-1]).astype(object)
        looked_at = f"DATE({day.year},{day.month},{day.day})"
        ends = page.cells(measure.end) if measure.end else []
        open_ = [f"IF(ISNUMBER({start}),{start}<={looked_at},FALSE)" for start in starts]
        page.add_formulas("(begun)", f"begun by {day:%d/%m/%Y}", open_)
        yield "(begun)"
        if ends:
            page.add_formulas(
                "(open)", f"not ended by {day:%d/%m/%Y}", [f'OR({end}="",{end}>{looked_at})' for end in ends]
            )
            yield "(open)"
        return
    listed = book.page(f"{book.sheets} months", len(months))
    listed.title("Months counted from rows", "Their first days.")
    listed.add("month", "Month", [Period(month, month, "month").start for month in months])
    span = listed.span_elsewhere("month")
    inside = [f"IF(ISNUMBER({day}),COUNTIF({span},DATE(YEAR({day}),MONTH({day}),1))>0,FALSE)" for day in starts]
    page.add_formulas("(inside)", f"in {book.period}", inside)
    yield "(inside)"


def _checks_of_conditions(book: Book, page: Page, measure: Measure, at: Ranges) -> Iterator[str]:
    for number, condition in enumerate(measure.conditions, start=1):
        words = describe_condition(book.workings.definition, measure, condition)
        formula = check_formula(condition, _marked(at))
        formulas = [formula.replace(MARK, str(row)) for row in range(FIRST_ROW, FIRST_ROW + page.rows)]
        page.add_formulas(f"(condition {number})", words, formulas, width=24)
        yield f"(condition {number})"


MARK = "\N{SECTION SIGN}"


def _marked(at: Ranges) -> Ranges:
    """The ranges with a mark where the number of the row in hand goes."""
    cells = {key: f"{letter}{MARK}" for key, letter in at.cells.items()}
    numbers = {key: f"{letter}{MARK}" for key, letter in at.numbers.items()}
    return Ranges(
        cells=cells,
        numbers=numbers,
        spans=at.spans,
        number_spans=at.number_spans,
        day=at.day,
        off=at.off,
        looked_up=at.looked_up,
        types=at.types,
        convention=at.convention,
    )


def _write_counts(page: Page, measure: Measure, checks: list[str]) -> None:
    """The row counts where all its checks hold; of several with the same id, the first."""
    if measure.kind in OF_NUMBERS:
        page.add_formulas("(number)", "has a number", [f"ISNUMBER({cell})" for cell in page.cells(measure.column)])
        checks = [*checks, "(number)"]
    rows = range(FIRST_ROW, FIRST_ROW + page.rows)
    together = [f"IF(AND({','.join(f'${page.columns[check]}{row}' for check in checks)}),1,0)" for row in rows]
    if measure.kind is MeasureKind.COUNT and measure.distinct:
        page.add_formulas("(meets)", "meets all", together)
        together = [_first_of_its_kind(page, f"{measure.distinct} #", row) for row in rows]
    page.add_formulas(COUNTS, "Counts", together)
    if measure.kind in OF_NUMBERS:
        pairs = zip(page.cells(COUNTS), page.cells(measure.column), strict=True)
        page.add_formulas(AMOUNT, "Number if it counts", [f'IF({counts}=1,{cell},"")' for counts, cell in pairs])


def _first_of_its_kind(page: Page, key: str, row: int) -> str:
    number, meets = (f"${page.columns[name]}" for name in (key, "(meets)"))
    up_to_here = [f"{letter}${FIRST_ROW}:{letter}{row}" for letter in (number, meets)]
    first = f"COUNTIFS({up_to_here[0]},{number}{row},{up_to_here[1]},1)=1"
    return f"IF(AND({meets}{row}=1,ISNUMBER({number}{row})),IF({first},1,0),0)"


def _amount(page: Page, measure: Measure) -> str:
    counts = f"COUNTIFS({page.span_elsewhere(COUNTS)},1)"
    match measure.kind:
        case MeasureKind.SUM:
            return f"SUMIFS({page.span_elsewhere(measure.column)},{page.span_elsewhere(COUNTS)},1)"
        case MeasureKind.MEAN:
            total = f"SUMIFS({page.span_elsewhere(measure.column)},{page.span_elsewhere(COUNTS)},1)"
            return f'IF({counts}=0,"no cases",{total}/{counts})'
        case MeasureKind.MEDIAN:
            return f'IF({counts}=0,"no cases",MEDIAN({page.span_elsewhere(AMOUNT)}))'
        case _:
            return counts
