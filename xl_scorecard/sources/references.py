"""Given figures, benchmarks, not-reported periods and notes: sources with fixed headings, read into their nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem
from xl_scorecard.model.reference import GivenFigure, NotReported
from xl_scorecard.model.source import Column, ColumnType, Source, SourceKind
from xl_scorecard.model.unit import Unit
from xl_scorecard.sources.across import Across, find_periods
from xl_scorecard.sources.cells import as_text, fault, read_number, read_text
from xl_scorecard.sources.codes import Codes, figure_codes, indicator_codes, read_code
from xl_scorecard.sources.columns import AS_TEXT, with_zeros
from xl_scorecard.sources.confirming import placed
from xl_scorecard.sources.grid import Cell, Grid, Share, is_blank, letter
from xl_scorecard.sources.periods import read_period
from xl_scorecard.sources.problems import Collector, Kind, make_problem
from xl_scorecard.sources.rows import Rows, pick_rows
from xl_scorecard.sources.words import heading_key

REQUIRED = {
    SourceKind.FIGURES: ("Code", "Period", "Value"),
    SourceKind.BENCHMARKS: ("Code", "Comparator", "Period", "Value"),
    SourceKind.NOT_REPORTED: ("Code", "Period", "Reason"),
    SourceKind.NOTES: ("Code", "Period", "Note"),
}
OPTIONAL = {
    SourceKind.FIGURES: ("Numerator", "Denominator", "Source", "Confirmed"),
    SourceKind.BENCHMARKS: ("Method", "Source", "Until", "Confirmed"),
}

Given = GivenFigure | Benchmark | NotReported | Note


class Unused(Enum):
    """Why a row gives nothing: BAD counts against the limit of bad rows, the others are left out by this reason."""

    BAD = "bad rows"
    UNKNOWN_CODE = "unknown codes"
    NO_FIGURE = "rows without a figure"
    NO_TEXT = "rows without text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something given, and where it stands."""

    given: Given
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRows:
    """What one source gives, with rows left out by reason, bad rows, and every Problem."""

    entries: tuple[Entry, ...]
    rows: int
    left_out: Mapping[str, int]
    bad_rows: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row by heading; a heading that the sheet does not have is blank. `period` is that of a column's heading."""

    cells: Mapping[str, Cell]
    addresses: Mapping[str, str]
    period: Period | None = None

    def text(self, heading: str) -> str:
        """Return the text of a cell, "" for none."""
        return read_text(self.cells.get(heading))[0] or ""


def read_reference(
    grid: Grid, source: Source, definition: Definition, where: Place, *, first: int = 1
) -> ReferenceRows:
    """Return what the rows of a sheet give; raises SourceError where one of its fixed headings is missing.

    Figures may also have their periods across, a column for each. Headings are looked for from row `first`.
    """
    reading = Reading(
        kind=source.kind,
        codes=figure_codes(definition) if source.kind is SourceKind.FIGURES else indicator_codes(definition),
        percentages=frozenset(one.code for one in definition.indicators if one.unit is Unit.PERCENT),
        all_text=grid.all_text,
    )
    across = find_periods(grid, source, first) if source.kind is SourceKind.FIGURES else None
    if across:
        return _read_across(grid, across, reading, where, first)
    roles = replace(source, columns=tuple(_columns(source)))
    rows = pick_rows(grid, roles, where, first=first, say_missing=False)
    return _gathered(_each(rows), rows.problems, rows.left_out, reading, where)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is known while rows are read. In a file of text (`all_text`) a number as text is nothing odd."""

    kind: SourceKind
    codes: Codes
    percentages: frozenset[str]
    all_text: bool


def _gathered(
    rows: Iterable[Row], problems: Sequence[Problem], left_out: Mapping[str, int], reading: Reading, where: Place
) -> ReferenceRows:
    collector = Collector(where, silent=AS_TEXT if reading.all_text else frozenset())
    entries, unused = [], Counter[Unused]()
    for row in rows:
        given = _read_row(row, reading.kind, reading.codes, collector)
        if isinstance(given, Unused):
            unused[given] += 1
            continue
        _check_percentage(given, reading.percentages, row, collector)
        place = replace(where, cell=row.addresses["Period" if row.period else "Code"])
        entries.append(Entry(given=placed(given, row.cells, row.addresses, place), place=place))
    others = {reason.value: count for reason, count in unused.items() if reason is not Unused.BAD}
    nothing = () if entries or unused else (make_problem(Kind.NO_ROWS, where),)
    return ReferenceRows(
        entries=tuple(entries),
        rows=len(entries) + unused[Unused.BAD],
        left_out={**left_out, **others},
        bad_rows=unused[Unused.BAD],
        problems=(*problems, *collector.problems, *nothing),
    )


def _read_across(grid: Grid, across: Across, reading: Reading, where: Place, first: int) -> ReferenceRows:
    """A row for each period of each code; rows without a code or a figure stand between them."""
    numbers = [int(number) for number in grid.numbers if number > across.row]
    rows, without = [], 0
    for number in numbers:
        found = list(_across(grid.row(number), number, across))
        rows += found
        without += not found
    above = [f"A{n}" for n in grid.numbers.tolist() if first <= n < across.first_row]
    problems = [make_problem(Kind.TITLE_ROWS, where, above)] if above else []
    if across.others:
        others = [f"{letter(index)}{across.row}" for index in across.others]
        problems.append(make_problem(Kind.NO_PERIOD_HEADED, where, others))
    for index in across.doubtful:
        label = next(period.label for period, columns in across.periods if index in columns.values())
        cell, words = f"{letter(index)}{across.row}", {"column": "Period", "period": label}
        problems.append(make_problem(Kind.PERIOD_MAYBE_YEAR, where, [cell], words=words))
    return _gathered(rows, problems, {"rows without a code or a figure": without} if without else {}, reading, where)


def _across(cells: Sequence[Cell], number: int, across: Across) -> Iterator[Row]:
    def at(index: int) -> Cell:
        return cells[index] if index < len(cells) else None

    if is_blank(at(across.code)):
        return
    for period, columns in across.periods:
        figures = {role: at(index) for role, index in columns.items()}
        if all(is_blank(cell) for cell in figures.values()):
            continue
        addresses = {role: f"{letter(index)}{number}" for role, index in columns.items()}
        cell = next(iter(addresses.values()))
        others = {"Code": f"{letter(across.code)}{number}", "Period": cell, "Value": cell}
        read: dict[str, Cell] = {"Code": at(across.code), "Value": None, **figures}
        yield Row(cells=read, addresses={**others, **addresses}, period=period)


def _columns(source: Source) -> list[Column]:
    """The fixed headings; the definition may declare others that stand there instead."""
    declared = {heading_key(column.name): column for column in source.columns}
    roles = [(role, True) for role in REQUIRED[source.kind]]
    roles += [(role, False) for role in OPTIONAL.get(source.kind, ())]
    return [_column(role, declared.get(heading_key(role)), needed=needed) for role, needed in roles]


def _column(role: str, declared: Column | None, *, needed: bool) -> Column:
    headings = declared.headings if declared else (role,)
    place = declared.place if declared else Place()
    return Column(name=role, headings=headings, type=ColumnType.TEXT, required=needed, place=place)


def _each(rows: Rows) -> Iterator[Row]:
    padded = {name: with_zeros(cells) if name == "Code" else cells for name, cells in rows.cells.items()}
    for index, number in enumerate(rows.numbers):
        yield Row(
            cells={name: cells[index] for name, cells in padded.items()},
            addresses={name: f"{column}{number}" for name, column in rows.letters.items()},
        )


def _read_row(row: Row, kind: SourceKind, codes: Codes, collector: Collector) -> Given | Unused:
    text = _needed(row, "Code", collector)
    if text is None:
        return Unused.BAD
    code = read_code(text, codes, row.addresses["Code"], collector)
    if code is None:
        return Unused.UNKNOWN_CODE
    period = _period(row, collector)
    if period is None:
        return Unused.BAD
    return BUILDERS[kind](row, code, period, collector)


def _given_figure(row: Row, code: str, period: Period, collector: Collector) -> GivenFigure | Unused:
    found = [_figure(row, heading, collector) for heading in ("Value", "Numerator", "Denominator")]
    if Unused.BAD in found:
        return Unused.BAD
    value, numerator, denominator = (None if isinstance(figure, Unused) else figure for figure in found)
    if value is None and numerator is None:
        return _without_figure(row, collector)
    return GivenFigure(
        code=code,
        period=period,
        value=value,
        numerator=numerator,
        denominator=denominator,
        source=row.text("Source"),
    )


def _benchmark(row: Row, code: str, period: Period, collector: Collector) -> Benchmark | Unused:
    comparator, value = _needed(row, "Comparator", collector), _figure(row, "Value", collector)
    if comparator is None or value is Unused.BAD:
        return Unused.BAD
    if isinstance(value, Unused):
        return _without_figure(row, collector)
    return Benchmark(
        indicator=code,
        comparator=comparator,
        period=period,
        value=value,
        method=row.text("Method"),
        source=row.text("Source"),
    )


def _not_reported(row: Row, code: str, period: Period, _: Collector) -> NotReported:
    return NotReported(indicator=code, period=period, reason=row.text("Reason") or "not reported")


def _note(row: Row, code: str, period: Period, _: Collector) -> Note | Unused:
    """A row prepared for a note that nobody has written is no Problem."""
    text = row.text("Note")
    return Note(indicator=code, period=period, text=text) if text else Unused.NO_TEXT


def _without_figure(row: Row, collector: Collector) -> Unused:
    """A symbol has been taken note of already; an empty cell is told here."""
    if is_blank(row.cells["Value"]):
        collector.add(Kind.NO_FIGURE, row.addresses["Value"], column="Value")
    return Unused.NO_FIGURE


def _figure(row: Row, heading: str, collector: Collector) -> Fraction | Unused:
    number, finding = read_number(row.cells.get(heading))
    if finding:
        collector.add(finding.kind, row.addresses[heading], column=heading, found=finding.found)
    if number is not None:
        return number
    return Unused.NO_FIGURE if finding is None or finding.kind is Kind.MISSING_SYMBOL else Unused.BAD


def _needed(row: Row, heading: str, collector: Collector) -> str | None:
    text = as_text(row.cells[heading])
    if text is None:
        finding = fault(row.cells[heading])
        kind = finding.kind if finding else Kind.REQUIRED_BLANK
        collector.add(kind, row.addresses[heading], column=heading)
    return text


def _period(row: Row, collector: Collector) -> Period | None:
    if row.period:
        return row.period
    if _needed(row, "Period", collector) is None:
        return None
    period, found = read_period(row.cells["Period"])
    if found:
        words = {"period": period.label} if period else {}
        collector.add(found, row.addresses["Period"], column="Period", **words)
    return period


def _check_percentage(given: Given, percentages: frozenset[str], row: Row, collector: Collector) -> None:
    """Excel keeps 25.6 % as 0.256: where its format does not show that, it is said, never guessed at."""
    if isinstance(row.cells.get("Value"), Share):
        return
    if isinstance(given, GivenFigure | Benchmark) and given.value is not None and 0 < abs(given.value) < 1:
        code = given.code if isinstance(given, GivenFigure) else given.indicator
        if code in percentages:
            collector.add(Kind.PERCENT_SMALL, row.addresses["Value"], column="Value")


BUILDERS: Mapping[SourceKind, Callable[[Row, str, Period, Collector], Given | Unused]] = {
    SourceKind.FIGURES: _given_figure,
    SourceKind.BENCHMARKS: _benchmark,
    SourceKind.NOT_REPORTED: _not_reported,
    SourceKind.NOTES: _note,
}
