"""Given figures, benchmarks, not-reported periods and notes: sources with fixed headings, read into their nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
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
from xl_scorecard.model.waiting import TO_FILL
from xl_scorecard.sources.cells import as_text, fault, read_number, read_text
from xl_scorecard.sources.codes import Codes, figure_codes, indicator_codes, read_code
from xl_scorecard.sources.grid import Cell, Grid, is_blank
from xl_scorecard.sources.periods import read_period
from xl_scorecard.sources.problems import Collector, Kind, make_problem
from xl_scorecard.sources.rows import Rows, pick_rows

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
    """One row by heading; a heading that the sheet does not have is blank."""

    cells: Mapping[str, Cell]
    addresses: Mapping[str, str]

    def text(self, heading: str) -> str:
        """Return the text of a cell, "" for none."""
        return read_text(self.cells.get(heading))[0] or ""


def read_reference(grid: Grid, source: Source, definition: Definition, where: Place) -> ReferenceRows:
    """Return what the rows of a sheet give; raises SourceError where one of its fixed headings is missing."""
    rows = pick_rows(grid, _columns(source.kind), where, say_missing=False)
    codes = figure_codes(definition) if source.kind is SourceKind.FIGURES else indicator_codes(definition)
    percentages = {indicator.code for indicator in definition.indicators if indicator.unit is Unit.PERCENT}
    collector = Collector(where)
    entries, unused = [], Counter[Unused]()
    for row in _each(rows):
        given = _read_row(row, source.kind, codes, collector)
        if isinstance(given, Unused):
            unused[given] += 1
            continue
        _check_percentage(given, percentages, row, collector)
        place = Place(file=where.file, sheet=where.sheet, cell=row.addresses["Code"])
        entries.append(Entry(given=_placed(given, row, place), place=place))
    left_out = {reason.value: count for reason, count in unused.items() if reason is not Unused.BAD}
    problems = (*rows.problems, *collector.problems)
    return ReferenceRows(
        entries=tuple(entries),
        rows=len(entries) + unused[Unused.BAD],
        left_out={**rows.left_out, **left_out},
        bad_rows=unused[Unused.BAD],
        problems=problems if rows.numbers else (*problems, make_problem(Kind.NO_ROWS, where)),
    )


def _columns(kind: SourceKind) -> list[Column]:
    headings = [(heading, True) for heading in REQUIRED[kind]]
    headings += [(heading, False) for heading in OPTIONAL.get(kind, ())]
    return [Column(name=name, headings=(name,), type=ColumnType.TEXT, required=needed) for name, needed in headings]


def _each(rows: Rows) -> Iterator[Row]:
    for index, number in enumerate(rows.numbers):
        yield Row(
            cells={name: cells[index] for name, cells in rows.cells.items()},
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
        confirmed=_period_if_any(row, "Confirmed", collector),
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
        until=_period_if_any(row, "Until", collector),
        confirmed=_period_if_any(row, "Confirmed", collector),
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
    if _needed(row, "Period", collector) is None:
        return None
    period, found = read_period(row.cells["Period"])
    if found:
        words = {"period": period.label} if period else {}
        collector.add(found, row.addresses["Period"], column="Period", **words)
    return period


def _period_if_any(row: Row, heading: str, collector: Collector) -> Period | None:
    """An empty cell, or one that says that the row is to be filled in, is none."""
    cell = row.cells.get(heading)
    if is_blank(cell) or row.text(heading).casefold() == TO_FILL:
        return None
    period, found = read_period(cell)
    if found and period is None:
        collector.add(found, row.addresses[heading], column=heading)
    return period


def _placed(given: Given, row: Row, place: Place) -> Given:
    """A figure with the cell where somebody would confirm it."""
    if not isinstance(given, GivenFigure | Benchmark):
        return given
    return replace(given, place=replace(place, cell=row.addresses.get("Confirmed", place.cell)))


def _check_percentage(given: Given, percentages: set[str], row: Row, collector: Collector) -> None:
    """Excel keeps 25.6 % as 0.256, and neither reader shows how a cell is formatted: it is said, never guessed at."""
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
