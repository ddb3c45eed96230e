"""The year turns, on one page: the rows that the new year needs are added to the workbooks that hold last year's.

definition and sources → what nobody has confirmed for the year → a row for each, to be filled in → a copy of every
workbook as it was, and the new one in its place
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_scorecard.definitions.appending import Additions, Appended, Said, append
from xl_scorecard.definitions.opening import open_definition
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.definitions.reporting_sheets import BENCHMARKS, GIVEN, TARGETS
from xl_scorecard.definitions.sheets import Sheet
from xl_scorecard.definitions.words import word_of
from xl_scorecard.definitions.written import written
from xl_scorecard.definitions.yaml_appending import YamlAdditions, append_yaml
from xl_scorecard.definitions.yaml_form import SUFFIXES
from xl_scorecard.errors import RequestError
from xl_scorecard.indicators.turning import old_benchmarks, open_targets
from xl_scorecard.indicators.workings import Workings, prepare
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.measure import MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.place import Place
from xl_scorecard.model.reference import GivenFigure
from xl_scorecard.model.source import SourceKind
from xl_scorecard.model.target import Target
from xl_scorecard.model.waiting import TO_FILL
from xl_scorecard.ooxml.references import split_cell
from xl_scorecard.pipeline import choose_month
from xl_scorecard.sources.reading import read_sources
from xl_scorecard.writers.keeping import kept, replace_file

FIGURE_HEADINGS = ("Code", "Period", "Value", "Numerator", "Denominator", "Source", "Confirmed")
BENCHMARK_HEADINGS = ("Code", "Comparator", "Period", "Value", "Method", "Source", "Until", "Confirmed")
KEYS = ("code", "indicator", "comparator", "period", "since")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What was added for a year: how many rows to which file and sheet, and where each file is kept as it was."""

    year: Period
    added: Mapping[tuple[str, str], int]
    backups: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A row to be added to a sheet of a workbook, by heading, or to a list of a definition in YAML, by key.

    `row` is that of a sheet, or the line of a text, where it changes what stands there.
    """

    path: Path
    sheet: str
    labels: tuple[str, ...]
    said: Said
    row: int = 0


def turn_year(path: Path, year: Period | None = None, *, password: str = "") -> Turned:
    """Return what was added: a row to fill in for each target, benchmark and given figure that the year lacks.

    By default the financial year of the month after the last that all sources cover. A target that goes on is ended
    with the year before. `password` opens source workbooks that are protected. Raises RequestError where nothing is
    lacking; DefinitionError, SourceError, WriteError.
    """
    definition = read_definition(path)
    tables = read_sources(definition, password=password)
    year = year or choose_month(tables, None).back(-1).financial_year
    workings = prepare(definition.at(year.last_month), tables, year.last_month)
    new = [*_targets(workings, year, path), *_benchmarks(workings, year, path), *_given(workings, year, path)]
    files = dict.fromkeys(one.path for one in new)
    appended = {file: _with_rows(file, [one for one in new if one.path == file]) for file in files}
    changed = {file: found for file, found in appended.items() if found.rows}
    if not changed:
        raise RequestError(f"Nothing is lacking for {year}.", place=Place(file=path.name))
    backups = tuple(kept(file, f"before {year.label.replace('/', '-')}") for file in changed)
    for file, found in changed.items():
        replace_file(found.content, file)
    added = {(file.name, sheet): count for file, found in changed.items() for sheet, count in found.rows.items()}
    return Turned(year=year, added=added, backups=backups)


def _targets(workings: Workings, year: Period, path: Path) -> Iterator[New]:
    for indicator in workings.definition.indicators:
        for target in open_targets(workings, indicator.code, year):
            yield _own(path, TARGETS, _target(target, year))
            row = target.place.line or split_cell(target.place.cell)[0]
            yield _own(path, TARGETS, {"until": year.back(1).code}, row=row)


def _target(target: Target, year: Period) -> Said:
    tolerance = target.tolerance
    said = {
        "indicator": target.indicator,
        "since": year.code,
        "tolerance": written(tolerance.amount) if tolerance else None,
        "tolerance_unit": word_of(tolerance.unit) if tolerance else None,
        "per": word_of(target.per) if target.per else None,
        "confirmed": TO_FILL,
    }
    return {field: value for field, value in said.items() if value is not None}


def _benchmarks(workings: Workings, year: Period, path: Path) -> Iterator[New]:
    for indicator in workings.definition.indicators:
        for benchmark in old_benchmarks(workings, indicator.code, year):
            period = benchmark.period.back(-1).code
            if _is_own(benchmark.place, path, BENCHMARKS):
                said = {"indicator": benchmark.indicator, "comparator": benchmark.comparator, "period": period}
                said |= {"method": benchmark.method} if benchmark.method else {}
                yield _own(path, BENCHMARKS, {**said, "confirmed": TO_FILL})
            else:
                yield _elsewhere(workings, benchmark, BENCHMARK_HEADINGS, _source_row(benchmark, period))


def _source_row(benchmark: Benchmark, period: str) -> Said:
    said = {"Code": benchmark.indicator, "Comparator": benchmark.comparator, "Period": period}
    return {**said, **({"Method": benchmark.method} if benchmark.method else {})}


def _given(workings: Workings, year: Period, path: Path) -> Iterator[New]:
    measures = workings.definition.measures_behind(*workings.definition.indicators)
    for measure in (one for one in measures if one.kind is MeasureKind.GIVEN):
        rows = [row for row in workings.reference.given if row.code == measure.code]
        years = [row for row in rows if row.period.kind is PeriodKind.YEAR and row.period.last <= year.last]
        last = max(years, key=lambda row: row.period, default=None)
        if last is None or last.period == year or (last.confirmed and last.confirmed.last >= year.first):
            continue
        if _is_own(last.place, path, GIVEN):
            yield _own(path, GIVEN, {"code": last.code, "period": year.code, "confirmed": TO_FILL})
        else:
            yield _elsewhere(workings, last, FIGURE_HEADINGS, {"Code": last.code, "Period": year.code})


def _is_own(place: Place, path: Path, sheet: Sheet) -> bool:
    return place.file == path.name and (bool(place.line) or place.sheet.casefold() == sheet.name.casefold())


def _own(path: Path, sheet: Sheet, said: Said, row: int = 0) -> New:
    """A row of the definition itself."""
    if path.suffix.casefold() in SUFFIXES:
        return New(path=path, sheet=sheet.field, labels=tuple(one.field for one in sheet.headings), said=said, row=row)
    labels = {heading.field: heading.label for heading in sheet.headings}
    named = {labels[field]: value for field, value in said.items()}
    return New(path=path, sheet=sheet.name, labels=tuple(labels.values()), said=named, row=row)


def _elsewhere(workings: Workings, row: Benchmark | GivenFigure, labels: tuple[str, ...], said: Said) -> New:
    """A row of a source: its workbook is found by the name that the row's place gives."""
    kinds = (SourceKind.FIGURES, SourceKind.BENCHMARKS)
    sources = (one for one in workings.definition.sources if one.kind in kinds)
    file = next(one.file for one in sources if Path(one.file).name == row.place.file)
    return New(path=workings.definition.folder / file, sheet=row.place.sheet, labels=labels, said=said)


def _with_rows(path: Path, new: list[New]) -> Appended:
    sheets = dict.fromkeys(one.sheet for one in new)
    if path.suffix.casefold() in SUFFIXES:
        lists = [YamlAdditions(list=sheet, **_of_sheet(new, sheet)) for sheet in sheets]
        text, rows = append_yaml(path.read_text(encoding="utf-8"), lists)
        return Appended(content=text.encode(), rows=rows)
    additions = [Additions(sheet=sheet, labels=_labels(new, sheet), **_of_sheet(new, sheet)) for sheet in sheets]
    return append(path.read_bytes(), open_definition(path).formulas, additions, file=path.name)


def _of_sheet(new: list[New], sheet: str) -> dict[str, Any]:
    own, labels = [one for one in new if one.sheet == sheet], _labels(new, sheet)
    return {
        "keys": tuple(label for label in labels if label.casefold() in KEYS),
        "rows": [one.said for one in own if not one.row],
        "changes": {one.row: one.said for one in own if one.row},
    }


def _labels(new: list[New], sheet: str) -> tuple[str, ...]:
    return next(one.labels for one in new if one.sheet == sheet)
