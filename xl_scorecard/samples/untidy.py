"""What real extracts have and should not: each function returns a sheet with one more fault, and no figure changed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from xl_scorecard.samples.workbooks import CellValue, Row, Sheet

MISSING = ("c", "-")


def with_heading(sheet: Sheet, heading: str, written: str) -> Sheet:
    """Return the sheet with a heading in other capitals or spacing."""
    return replace(sheet, headings=tuple(written if name == heading else name for name in sheet.headings))


def with_text_dates(sheet: Sheet, heading: str, every: int) -> Sheet:
    """Return the sheet with every so many dates typed as text, day first."""

    def typed(n: int, value: CellValue) -> CellValue:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) and n % every == every // 2 else value

    return _changed(sheet, heading, typed)


def with_missing_ages(sheet: Sheet, every: int) -> Sheet:
    """Return the sheet with every so many ages written as a symbol for a missing figure."""

    def missing(n: int, value: CellValue) -> CellValue:
        return MISSING[n // every % 2] if n % every == every // 3 else value

    return _changed(sheet, "Age of Child (Years)", missing)


def with_spaces_after(sheet: Sheet, is_meant: Callable[[Row], bool], spaces: Collection[str] = (" ",)) -> Sheet:
    """Return the sheet with a space after the id of the first rows that are meant, one row for each of `spaces`."""
    meant = [n for n, row in enumerate(sheet.rows) if row and is_meant(row)]
    after = dict(zip(meant, spaces, strict=False))
    rows = tuple((f"{row[0]}{after[n]}", *row[1:]) if n in after else row for n, row in enumerate(sheet.rows))
    return replace(sheet, rows=rows)


def with_blank_rows(sheet: Sheet, count: int) -> Sheet:
    """Return the sheet with some empty rows between the others."""
    rows, step = list(sheet.rows), len(sheet.rows) // (count + 1)
    for n in range(count, 0, -1):
        rows.insert(n * step, ())
    return replace(sheet, rows=tuple(rows))


def with_hidden_row(sheet: Sheet) -> Sheet:
    """Return the sheet with one of its rows hidden."""
    return replace(sheet, hidden=frozenset({len(sheet.rows) * 3 // 4}))


def with_total(sheet: Sheet) -> Sheet:
    """Return the sheet with a row at its end that counts the others."""
    return replace(sheet, rows=(*sheet.rows, ("Total", sum(bool(row) for row in sheet.rows))))


def _changed(sheet: Sheet, heading: str, change: Callable[[int, CellValue], CellValue]) -> Sheet:
    column = sheet.headings.index(heading)
    rows = tuple(
        (*row[:column], change(n, row[column]), *row[column + 1 :]) if row else row for n, row in enumerate(sheet.rows)
    )
    return replace(sheet, rows=rows)
