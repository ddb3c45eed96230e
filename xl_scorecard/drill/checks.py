"""Checks: each condition of a measure as a formula that a spreadsheet works out for one row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xl_scorecard.indicators.comparisons import DATE_FORMS
from xl_scorecard.indicators.reviews import months_allowed
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import WorkingDayConvention
from xl_scorecard.model.source import ColumnType

JOINED = "(joined by)"
"""The key, among the numbers, of the id that reviews are joined by."""

NUMERIC = (ColumnType.WHOLE_NUMBER, ColumnType.NUMBER, ColumnType.PERCENTAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """Where on the sheet things stand: `cells` of the row in hand by column, `numbers` those of its ids' numbers.

    `spans` and `number_spans` are the whole columns. `day` is the cell of the day looked at, `off` the days off.
    `looked_up` are spans on another sheet, by condition: the numbers there; for reviews also days and whether late.
    """

    cells: Mapping[str, str]
    numbers: Mapping[str, str]
    spans: Mapping[str, str]
    number_spans: Mapping[str, str]
    day: str
    off: str
    looked_up: Mapping[Condition, tuple[str, ...]]
    types: Mapping[str, ColumnType]
    convention: WorkingDayConvention


def check_formula(condition: Condition, at: Ranges) -> str:
    """Return the formula, without its equals sign, that is TRUE where the row meets the condition."""
    cell, test = at.cells[condition.column], condition.test
    match test:
        case ConditionTest.IS_BLANK:
            return f'{cell}=""'
        case ConditionTest.IS_NOT_BLANK:
            return f'{cell}<>""'
        case ConditionTest.EQUALS:
            return _is_any_of(condition, (condition.value,), at)
        case ConditionTest.NOT_EQUALS:
            return f"NOT({_is_any_of(condition, (condition.value,), at)})"
        case ConditionTest.ONE_OF:
            return _is_any_of(condition, tuple(condition.value.split(";")), at)
        case ConditionTest.AT_LEAST | ConditionTest.UNDER:
            sign = ">=" if test is ConditionTest.AT_LEAST else "<"
            return f"IF(ISNUMBER({cell}),{cell}{sign}{_literal(condition, condition.value, at)},FALSE)"
        case ConditionTest.HAS_ROW | ConditionTest.HAS_NO_ROW:
            (span,), number = at.looked_up[condition], at.numbers[number_key(condition, at.types)]
            wanted = ">0" if test is ConditionTest.HAS_ROW else "=0"
            return _if_numbers([number], f"COUNTIFS({span},{number}){wanted}")
        case ConditionTest.REVIEWED_IN_TIME:
            return _reviewed(condition, at)
        case ConditionTest.OPEN_FOR_MONTHS:
            return _if_numbers([cell], f"EDATE({cell},{int(condition.value)})<={at.day}")
        case _:
            return _related(condition, at)


def number_key(condition: Condition, types: Mapping[str, ColumnType]) -> str:
    """Return under which key the number stands that a condition on rows elsewhere looks up: ids exactly, words loosely."""
    exact = types[condition.column] is ColumnType.ID
    return condition.column if exact else f"{condition.column} (words)"


def review_is_late(child: str, day: str, spans: tuple[str, str], looked_at: str, later: int) -> str:
    """Return the formula that is 1 where no review followed this one in time, by the day looked at."""
    children, days = spans
    due = f"EDATE({day},{later})"
    followed = f'COUNTIFS({children},{child},{days},">"&{day},{days},"<="&{due})'
    return f"IF(AND({day}<={looked_at},{looked_at}>{due},{followed}=0),1,0)"


def _related(condition: Condition, at: Ranges) -> str:
    """Conditions on two columns."""
    end, test = at.cells[condition.column], condition.test
    if test in {ConditionTest.EARLIER_WITHIN_MONTHS, ConditionTest.EARLIER_ROW}:
        child, days = at.numbers[condition.other], at.spans[condition.column]
        since = f',{days},">="&EDATE({end},-{int(condition.value)})' if condition.value.strip() else ""
        earlier = f'COUNTIFS({at.number_spans[condition.other]},{child},{days},"<"&{end}{since})>0'
        return _if_numbers([end, child], earlier)
    start = at.cells[condition.other]
    count = int(condition.value)
    match test:
        case ConditionTest.WITHIN_WORKING_DAYS:
            return _if_numbers([start, end], _within(start, end, count, at))
        case ConditionTest.YEARS_AFTER:
            return _if_numbers([start, end], f"EDATE({start},{12 * count})<={end}")
        case ConditionTest.MONTHS_AFTER:
            return _if_numbers([start, end], f"EDATE({start},{count})<={end}")
        case ConditionTest.UNDER_YEARS:
            return _if_numbers([start, end], f"AND({start}<={end},{end}<EDATE({start},{12 * count}))")
        case _:
            return _if_numbers([start, end], f"AND({start}<={end},{end}<EDATE({start},{count}))")


def _within(start: str, end: str, count: int, at: Ranges) -> str:
    """The start is rolled forward to a working day; that day is day 0, or day 1 where both ends count."""
    steps = count if at.convention is WorkingDayConvention.ELAPSED else count - 1
    rolled = f"WORKDAY({start}-1,1,{at.off})"
    last = rolled if steps == 0 else f"WORKDAY({rolled},{steps},{at.off})"
    return f"AND({start}<={end},{end}<={last})"


def _reviewed(condition: Condition, at: Ranges) -> str:
    start, child = at.cells[condition.column], at.numbers[JOINED]
    children, days, late = at.looked_up[condition]
    due = f"EDATE({start},{months_allowed(condition)[0]})"
    first = f'COUNTIFS({children},{child},{days},">"&{start},{days},"<="&{due})>0'
    missed = f'COUNTIFS({children},{child},{days},">"&{start},{late},1)'
    return _if_numbers([start, child], f"AND(OR({at.day}<={due},{first}),{missed}=0)")


def _if_numbers(cells: list[str], formula: str) -> str:
    asked = ",".join(f"ISNUMBER({cell})" for cell in cells)
    return f"IF({f'AND({asked})' if len(cells) > 1 else asked},{formula},FALSE)"


def _is_any_of(condition: Condition, wanted: tuple[str, ...], at: Ranges) -> str:
    cell, kind = at.cells[condition.column], at.types[condition.column]
    if kind.is_date or kind in NUMERIC:
        tests = [f"{cell}={_literal(condition, text, at)}" for text in wanted]
        return f"IF(ISNUMBER({cell}),{_or(tests)},FALSE)"
    return _or([f"TRIM({cell})={_text(text)}" for text in wanted])


def _or(tests: list[str]) -> str:
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _text(text: str) -> str:
    return '"' + " ".join(text.split()).replace('"', '""') + '"'


def _literal(condition: Condition, text: str, at: Ranges) -> str:
    if at.types[condition.column].is_date:
        day = _day(text)
        return f"DATE({day.year},{day.month},{day.day})"
    return repr(float(text.strip().removesuffix("%").replace(",", "")))


def _day(text: str) -> date:
    for form in DATE_FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise ValueError("not a day")
