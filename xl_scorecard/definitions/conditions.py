"""Conditions: what each test asks for, and whether a row on the Conditions sheet gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xl_scorecard.definitions.known import ALL, DATES, IDS, LABELS, NUMBERS, WORDS, Known, check_column
from xl_scorecard.definitions.names import check_reference
from xl_scorecard.definitions.rows import Complaints, Row
from xl_scorecard.definitions.schema import ColumnRow, ConditionRow, MeasureRow
from xl_scorecard.definitions.values import DECIMAL, NO, YES, quote
from xl_scorecard.definitions.words import code_key, suggest
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.source import ColumnType, SourceKind

WHOLE = r"\d{1,4}"
MONTHS = r"\d{1,3}(;\d{1,3})?"
SEPARATOR = re.compile(r"\s*;\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What a test needs: types of its column and of the other one, a value of some shape, an open measure."""

    column: frozenset[ColumnType]
    other: frozenset[ColumnType] | None = None
    value: str = ""
    shape: str = ""
    several: bool = False
    open_only: bool = False


A_WORD = "a value such as Initial"
SEVERAL_WORDS = "values such as Initial; Core"
A_NUMBER = "a number such as 10"
A_WHOLE = "a whole number such as 12"
ONE_OR_TWO = "one or two numbers of months, such as 3;6"

ASKS = {
    ConditionTest.EQUALS: Asks(column=WORDS, value=A_WORD),
    ConditionTest.NOT_EQUALS: Asks(column=WORDS, value=A_WORD),
    ConditionTest.ONE_OF: Asks(column=WORDS, value=SEVERAL_WORDS, several=True),
    ConditionTest.IS_BLANK: Asks(column=ALL),
    ConditionTest.IS_NOT_BLANK: Asks(column=ALL),
    ConditionTest.AT_LEAST: Asks(column=NUMBERS, value=A_NUMBER, shape=DECIMAL),
    ConditionTest.UNDER: Asks(column=NUMBERS, value=A_NUMBER, shape=DECIMAL),
    ConditionTest.WITHIN_WORKING_DAYS: Asks(column=DATES, other=DATES, value=A_WHOLE, shape=WHOLE),
    ConditionTest.YEARS_AFTER: Asks(column=DATES, other=DATES, value=A_WHOLE, shape=WHOLE),
    ConditionTest.MONTHS_AFTER: Asks(column=DATES, other=DATES, value=A_WHOLE, shape=WHOLE),
    ConditionTest.UNDER_YEARS: Asks(column=DATES, other=DATES, value=A_WHOLE, shape=WHOLE),
    ConditionTest.UNDER_MONTHS: Asks(column=DATES, other=DATES, value=A_WHOLE, shape=WHOLE),
    ConditionTest.EARLIER_WITHIN_MONTHS: Asks(column=DATES, other=IDS, value=A_WHOLE, shape=WHOLE),
    ConditionTest.EARLIER_ROW: Asks(column=DATES, other=IDS),
    ConditionTest.OPEN_FOR_MONTHS: Asks(column=DATES, value=A_WHOLE, shape=WHOLE, open_only=True),
    ConditionTest.REVIEWED_IN_TIME: Asks(column=DATES, value=ONE_OR_TWO, shape=MONTHS, open_only=True),
    ConditionTest.HAS_ROW: Asks(column=LABELS),
    ConditionTest.HAS_NO_ROW: Asks(column=LABELS),
}
LOOKED_UP = (ConditionTest.HAS_ROW, ConditionTest.HAS_NO_ROW)


def check_condition(row: Row[ConditionRow], known: Known) -> Complaints:
    """Yield what is wrong with one condition."""
    yield from check_reference(row, "measure", known.measures)
    measure = known.measures.row(row.says.measure)
    if measure is None or not row.sound("test"):
        return
    if measure.sound("kind") and measure.says.kind is MeasureKind.GIVEN:
        yield row.complaint("measure", f"{quote(row.says.measure)} is given, not counted, and takes no conditions.")
        return
    if measure.sound("kind") and measure.says.kind is MeasureKind.PYTHON:
        yield row.complaint("measure", f"{quote(row.says.measure)} is left to its function, and takes no conditions.")
        return
    asks = ASKS[row.says.test]
    yield from check_column(row, "column", known, source=measure.says.source, types=asks.column)
    yield from _check_kind(row, asks, measure)
    yield from _check_other(row, asks, measure, known)
    if row.sound("value"):
        yield from _check_value(row, asks, known.column(measure.says.source, row.says.column))


def meant_value(value: str, column: ColumnRow | None) -> str:
    """Return the value of a condition with the spelling of the column's allowed words."""
    if column is None or not _allowed(column):
        return value
    meant = [_word(part, _allowed(column)) or part for part in SEPARATOR.split(value)]
    return value if meant == SEPARATOR.split(value) else "; ".join(meant)


def _check_kind(row: Row[ConditionRow], asks: Asks, measure: Row[MeasureRow]) -> Complaints:
    kind = measure.says.kind
    if asks.open_only and measure.sound("kind") and kind is not MeasureKind.OPEN:
        test, needs, has = row.says.test.value, MeasureKind.OPEN.value, kind.value
        yield row.complaint("test", f'"{test}" needs a measure that is {needs}; {quote(row.says.measure)} is a {has}.')


def _check_other(row: Row[ConditionRow], asks: Asks, measure: Row[MeasureRow], known: Known) -> Complaints:
    test = row.says.test
    if (asks.other is None and not test.joins) or not row.sound("other"):
        return
    if not row.says.other:
        wanted = {ConditionTest.REVIEWED_IN_TIME: "the source of the reviews"} | dict.fromkeys(LOOKED_UP, "a source")
        what = wanted.get(test) or ("a date column" if asks.other == DATES else "the child's id")
        yield row.complaint("other", f'{row.label("other")} is empty; "{row.says.test.value}" needs {what} there.')
    elif asks.other is not None:
        yield from check_column(row, "other", known, source=measure.says.source, types=asks.other)
    elif test in LOOKED_UP:
        yield from _check_looked_up(row, known)
    else:
        yield from _check_reviews(row, measure, known)


def _check_looked_up(row: Row[ConditionRow], known: Known) -> Complaints:
    """The other source holds records, and has the column: of the name that stands under Value, or of the same name."""
    yield from check_reference(row, "other", known.sources)
    source, field = known.sources.row(row.says.other), "value" if row.says.value else "column"
    if source is None:
        return
    if source.sound("kind") and source.says.kind is not SourceKind.RECORDS:
        yield row.complaint("other", f"{quote(row.says.other)} holds {source.says.kind.value}, not records.")
        return
    yield from check_column(row, field, known, source=row.says.other, types=LABELS)


def _check_reviews(row: Row[ConditionRow], measure: Row[MeasureRow], known: Known) -> Complaints:
    yield from check_reference(row, "other", known.sources)
    source = known.sources.row(row.says.other)
    if source is None or not known.columns.whole:
        return
    if source.sound("kind") and source.says.kind is not SourceKind.RECORDS:
        yield row.complaint("other", f"{quote(row.says.other)} holds {source.says.kind.value}; reviews are records.")
        return
    theirs, ours = known.columns_of(row.says.other).rows, known.columns_of(measure.says.source).rows
    if not any(_is(review, ColumnType.ID) and _is(ours.get(key), ColumnType.ID) for key, review in theirs.items()):
        names = f"{quote(row.says.other)} and {quote(measure.says.source)}"
        yield row.complaint("other", f"{names} have no id column of the same name to be joined by.")
    if not any(_is(review, ColumnType.DATE) and review.says.required for review in theirs.values()):
        yield row.complaint("other", f"{quote(row.says.other)} has no date column that is needed: the review's date.")


def _is(column: Row[ColumnRow] | None, type_: ColumnType) -> bool:
    return column is not None and (not column.sound("type") or column.says.type is type_)


def _check_value(row: Row[ConditionRow], asks: Asks, column: ColumnRow | None) -> Complaints:
    value = row.says.value
    if not asks.value:
        return
    parts = [part for part in SEPARATOR.split(value) if part] if asks.several else [value]
    if not value or not parts:
        yield row.complaint("value", f'{row.label("value")} is empty; "{row.says.test.value}" needs {asks.value}.')
    elif asks.shape and not re.fullmatch(asks.shape, SEPARATOR.sub(";", value)):
        yield row.complaint("value", f'{quote(value)} does not fit "{row.says.test.value}"; write {asks.value}.')
    elif not asks.shape and column is not None:
        for part in parts:
            yield from _check_word(row, part, column)


def _check_word(row: Row[ConditionRow], word: str, column: ColumnRow) -> Complaints:
    allowed = _allowed(column)
    if allowed and not _word(word, allowed):
        yield row.complaint(
            "value", f"{quote(word)} is not one of the allowed words of {column.name}{suggest(word, allowed)}"
        )
    elif column.type in NUMBERS and not re.fullmatch(DECIMAL, word):
        yield row.complaint("value", f"{quote(word)} is not a number, and {column.name} holds numbers.")


def _allowed(column: ColumnRow) -> tuple[str, ...]:
    return ("Yes", "No") if column.type is ColumnType.YES_NO else column.allowed


def _word(text: str, allowed: tuple[str, ...]) -> str:
    if allowed == ("Yes", "No") and text.casefold() in (*YES, *NO):
        return "Yes" if text.casefold() in YES else "No"
    return next((word for word in allowed if code_key(word) == code_key(text)), "")
