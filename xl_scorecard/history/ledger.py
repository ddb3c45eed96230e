"""Ledger: history as rows of text and numbers, each closing with a checksum that also seals the closing before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from xl_scorecard.errors import SourceError
from xl_scorecard.model.history import Action, Closing, Entry, History
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.status import Status

COLUMNS = (
    "Closing",
    "Action",
    "Month",
    "Part",
    "Code",
    "Period",
    "Numerator",
    "Denominator",
    "Value",
    "Exact value",
    "Status",
    "Missing",
    "On",
    "By",
    "Reason",
    "Checksum",
)
NUMBERS = ("Closing", "Numerator", "Denominator", "Value")
Cell = str | int | float | None
Row = Mapping[str, Cell]


def rows_of(history: History) -> Iterator[Row]:
    """Yield the rows of the table, closing by closing."""
    seal = ""
    for closing in history.closings:
        rows = [_row(closing, entry) for entry in closing.entries or (None,)]
        seal = _seal(rows, seal)
        yield from ({**row, "Checksum": seal} for row in rows)


def history_of(rows: Iterable[Row], place: Place) -> History:
    """Return the history that rows tell, in whatever order they stand. Raises SourceError where a checksum fails."""
    by_number: dict[int, list[Row]] = {}
    for row in rows:
        by_number.setdefault(_whole(row, place), []).append(row)
    closings, seal = [], ""
    for number in sorted(by_number):
        found = by_number[number]
        seal = _seal(found, seal)
        if {row.get("Checksum") for row in found} != {seal}:
            raise _tampered(str(found[0].get("Month") or ""), place)
        closings.append(_closing(number, found, place, seal))
    return History(closings=tuple(closings))


def exact_cell(value: Fraction | None) -> Cell:
    """Return a number where a cell can hold it exactly, otherwise the fraction as text: "1/3"."""
    if value is None:
        return None
    if value.denominator == 1 and abs(value.numerator) < 10**15:
        return value.numerator
    return float(value) if Fraction(repr(float(value))) == value else str(value)


def _row(closing: Closing, entry: Entry | None) -> Row:
    head = {"Closing": closing.number, "Action": closing.action.value, "Month": closing.month.code}
    foot = {"On": closing.on, "By": closing.by or None, "Reason": closing.reason or None}
    return {**dict.fromkeys(COLUMNS), **head, **(_figure(entry) if entry else {}), **foot}


def _figure(entry: Entry) -> Row:
    return {
        "Part": entry.part or None,
        "Code": entry.code,
        "Period": entry.period.code,
        "Numerator": exact_cell(entry.numerator),
        "Denominator": exact_cell(entry.denominator),
        "Value": None if entry.value is None else _nearest(entry.value),
        "Exact value": None if entry.value is None else str(entry.value),
        "Status": entry.status.name,
        "Missing": entry.missing or None,
    }


def _nearest(value: Fraction) -> int | float:
    """As people read it; to 12 digits, so that Excel keeps it as it is."""
    return value.numerator if value.denominator == 1 else float(f"{float(value):.12g}")


def _seal(rows: Sequence[Row], before: str) -> str:
    lines = sorted([_text(row.get(column)) for column in COLUMNS[:-1]] for row in rows)
    return hashlib.sha256(json.dumps([before, lines]).encode()).hexdigest()


def _text(cell: Cell) -> str:
    """The same text whether a number came as whole, as float or as text from Excel."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return str(Fraction(repr(cell)))
    return "" if cell is None else str(cell)


def _closing(number: int, rows: Sequence[Row], place: Place, checksum: str) -> Closing:
    first = rows[0]
    try:
        return Closing(
            number=number,
            action=Action(first["Action"]),
            month=Period.parse(_text(first["Month"])),
            on=_text(first["On"]),
            by=_text(first["By"]),
            reason=_text(first["Reason"]),
            entries=tuple(_entry(row) for row in rows if row["Code"] is not None),
            checksum=checksum,
        )
    except (ValueError, KeyError, ZeroDivisionError):
        raise _tampered(_text(first.get("Month")), place) from None


def _entry(row: Row) -> Entry:
    return Entry(
        part=_text(row["Part"]),
        code=_text(row["Code"]),
        period=Period.parse(_text(row["Period"])),
        numerator=_number(row["Numerator"]),
        denominator=_number(row["Denominator"]),
        value=_number(row["Exact value"]),
        status=Status[_text(row["Status"])],
        missing=_text(row["Missing"]),
    )


def _number(cell: Cell) -> Fraction | None:
    return None if cell is None else Fraction(_text(cell))


def _whole(row: Row, place: Place) -> int:
    try:
        return int(Fraction(_text(row.get("Closing"))))
    except (ValueError, ZeroDivisionError):
        raise _tampered("", place) from None


def _tampered(month: str, place: Place) -> SourceError:
    which = f"What was closed for {month}" if month else "A row of it"
    return SourceError(
        f"{which} is not what was recorded: its checksum does not fit.",
        place=place,
        fix="Take this file back from a copy; changes are recorded with xl-scorecard close --correct.",
    )
