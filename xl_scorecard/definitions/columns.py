"""Columns: whether what is said of a source's rows and columns, and of what must hold between them, fits together."""

from __future__ import annotations

from datetime import date

from xl_scorecard.definitions.known import DATES, LABELS, NUMBERS, Known, check_column
from xl_scorecard.definitions.names import check_reference, name_key
from xl_scorecard.definitions.rows import Complaints, Row
from xl_scorecard.definitions.schema import CheckRow, ColumnRow, SourceRow
from xl_scorecard.definitions.values import quote
from xl_scorecard.definitions.words import suggest
from xl_scorecard.model.check import CheckKind
from xl_scorecard.model.source import ColumnType, SourceKind

NEEDS_OTHER = {CheckKind.NOT_BEFORE: "the date that it is compared with", CheckKind.NO_OVERLAP: "the date of the end"}


def check_rules(row: Row[SourceRow], known: Known) -> Complaints:
    """Yield a complaint for each rule that asks about something that is no column of the source."""
    columns = known.columns_of(row.says.name)
    for rule in row.says.leave_out if row.sound("leave_out") else ():
        if columns.row(rule.column) is None and columns.whole and not rule.is_of_hidden_rows:
            fix = suggest(rule.column, columns.words.values())
            yield row.complaint("leave_out", f"{quote(rule.column)} is not {columns.noun}{fix}")


def check_declared(row: Row[ColumnRow], known: Known) -> Complaints:
    """Yield what is wrong with one row on the Columns sheet beyond its names."""
    column = row.says
    if row.sound("headings") and not column.headings and not column.join_of:
        yield row.complaint("headings", f"{row.label('headings')} is empty; it must be filled in.")
    if row.sound("type", "allowed"):
        yield from _check_spellings(row)
    if row.sound("type"):
        yield from _check_limits(row)
    yield from _check_join(row, known)


def check_check(row: Row[CheckRow], known: Known) -> Complaints:
    """Yield what is wrong with one row on the Checks sheet."""
    says = row.says
    yield from check_reference(row, "source", known.sources)
    yield from check_reference(row, "other_source", known.sources)
    if not row.sound("kind"):
        return
    if says.kind is CheckKind.IS_IN:
        yield from _check_is_in(row, known)
        return
    yield from check_column(row, "column", known, source=says.source, types=DATES)
    yield from check_column(row, "other", known, source=says.source, types=DATES)
    if "other" in row.raw.cells and not says.other:
        yield row.complaint("other", f"{row.label('other')} is empty; name {NEEDS_OTHER[says.kind]}.")
    if says.kind is CheckKind.NO_OVERLAP:
        yield from check_column(row, "each", known, source=says.source, types=LABELS)
        if "each" in row.raw.cells and not says.each:
            yield row.complaint("each", f"{row.label('each')} is empty; name the column that tells children apart.")


def _check_is_in(row: Row[CheckRow], known: Known) -> Complaints:
    says = row.says
    yield from check_column(row, "column", known, source=says.source)
    if not says.other_source and "other_source" in row.raw.cells:
        yield row.complaint("other_source", f"{row.label('other_source')} is empty; name the source to look in.")
        return
    other = known.sources.row(says.other_source)
    if other is None:
        return
    if other.sound("kind") and other.says.kind is not SourceKind.RECORDS:
        yield row.complaint("other_source", f"{quote(says.other_source)} holds {other.says.kind.value}, not records.")
    elif says.other:
        yield from check_column(row, "other", known, source=says.other_source)
    else:
        yield from check_column(row, "column", known, source=says.other_source)


def _check_spellings(row: Row[ColumnRow]) -> Complaints:
    column = row.says
    words = {name_key(word): word for word in column.allowed}
    for spelling in column.spellings if row.sound("spellings") else ():
        if column.type is not ColumnType.CATEGORY:
            kind = column.type.value
            yield row.complaint("spellings", f"{quote(str(spelling))} is for a category, and this is of type {kind}.")
        elif name_key(spelling.means) not in words:
            fix = suggest(spelling.means, column.allowed, where="the allowed words are")
            yield row.complaint("spellings", f"{quote(spelling.means)} is not one of the allowed words{fix}")


def _check_limits(row: Row[ColumnRow]) -> Complaints:
    column = row.says
    for field in ("minimum", "maximum"):
        limit = getattr(column, field)
        if limit is None or not row.sound(field):
            continue
        if column.type not in DATES | NUMBERS:
            kind = column.type.value
            yield row.complaint(field, f"Only numbers and dates have a {field}, and this is of type {kind}.")
        elif isinstance(limit, date) is not (column.type in DATES):
            wanted = "a day such as 24/12/2012" if column.type in DATES else "a number such as 18"
            yield row.complaint(field, f"{quote(row.raw.cells[field].value)} does not fit the type; write {wanted}.")


def _check_join(row: Row[ColumnRow], known: Known) -> Complaints:
    column, columns = row.says, known.columns_of(row.says.source)
    for part in column.join_of if row.sound("join_of") else ():
        found = columns.row(part)
        if found is None and columns.whole:
            fix = suggest(part, columns.words.values())
            yield row.complaint("join_of", f"{quote(part)} is not {columns.noun}{fix}")
        elif found is not None and found.says.join_of:
            yield row.complaint("join_of", f"{quote(part)} is itself made of others; name those.")
