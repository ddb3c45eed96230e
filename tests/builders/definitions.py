"""A small definition that is in order, and its workbook with some cells spoilt."""

from __future__ import annotations

import dataclasses
import functools
import io
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xl_scorecard.definitions.opening import Opened
from xl_scorecard.definitions.reading import read_definition, read_opened
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.check import Check, CheckKind
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, Headline, Settings
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Accumulation, Measure, MeasureKind
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.reference import GivenFigure, NotReported, Reference
from xl_scorecard.model.source import Column, ColumnType, LeaveOut, Source, SourceKind, Spelling
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.model.travel import TravelBasis
from xl_scorecard.model.unit import Unit
from xl_scorecard.model.waiting import Waiting

YEAR = Period.parse("2010/11")
MONTHS = {"covers_from": Period.month(2010, 4), "covers_to": Period.month(2012, 5)}


def small_definition(**changes: Any) -> Definition:
    """Referrals, plans with reviews, and a population; in the workbook every first row is row 5.

    Indicators: R1 a count, R2 a percentage (LOW), R3 a rate, P1 a count at period end (RANGE).
    """
    definition = Definition(
        path=Path("definition.xlsx"),
        sha256="",
        settings=Settings(
            title="Children's social care",
            organisation="Haringey Council",
            headline=Headline.LAST_FULL_YEAR,
            closure_days=(date(2012, 12, 24), date(2012, 12, 31)),
        ),
        sources=_sources(),
        measures=_measures(),
        indicators=_indicators(),
        targets=_targets(),
        reference=Reference(
            benchmarks=(Benchmark(indicator="R2", comparator="England", period=YEAR, value=Fraction("25.6")),),
            not_reported=(NotReported(indicator="R1", period=YEAR, reason="Not collected"),),
            notes=(Note(indicator="R2", period=Period.month(2012, 5), text="The front door went live."),),
        ),
    )
    return dataclasses.replace(definition, **changes)


def full_definition() -> Definition:
    """The small definition with everything that a definition can say: every test, every kind of measure, versions."""
    small, test, kind = small_definition(), ConditionTest, MeasureKind
    on_dates = {"column": "ended", "other": "started"}
    plans = (
        Condition(test=test.WITHIN_WORKING_DAYS, value="10", **on_dates),
        Condition(test=test.MONTHS_AFTER, value="3", **on_dates),
        Condition(test=test.UNDER_YEARS, value="2", **on_dates),
        Condition(test=test.UNDER_MONTHS, value="30", **on_dates),
        Condition(column="started", test=test.EARLIER_ROW, other="child"),
        Condition(column="started", test=test.OPEN_FOR_MONTHS, value="3"),
        Condition(column="child", test=test.HAS_ROW, other="referrals"),
        Condition(column="child", test=test.HAS_NO_ROW, value="child", other="reviews"),
    )
    referrals = (
        Condition(column="type", test=test.NOT_EQUALS, value="Core"),
        Condition(column="type", test=test.ONE_OF, value="Initial; Core"),
        Condition(column="team", test=test.IS_BLANK),
        Condition(column="type", test=test.IS_NOT_BLANK),
        Condition(column="days", test=test.AT_LEAST, value="2"),
        Condition(column="days", test=test.UNDER, value="10"),
    )
    of_referrals: dict[str, Any] = {"source": "referrals", "date": "referred"}
    measures = (
        *small.measures,
        Measure(
            code="open", title="O", source="plans", kind=kind.OPEN, date="started", end="ended", conditions=plans
        ),
        Measure(code="sum", title="S", kind=kind.SUM, column="days", conditions=referrals, **of_referrals),
        Measure(code="mean", title="M", kind=kind.MEAN, column="days", **of_referrals),
        Measure(
            code="visits", title="V", source="", kind=kind.PYTHON, function="measures.py:visits",
            over_months=Accumulation.STOCK,
        ),
    )  # fmt: skip
    since, quarter = Period.parse("2011/12"), PeriodKind.QUARTER
    r2 = dataclasses.replace(small.indicators[1], since=since, numerator="re_referrals - sum", frequency=quarter)
    r2 = dataclasses.replace(r2, compared_with=TravelBasis.LAST_YEAR)
    plans_of = dataclasses.replace(small.indicators[3], code="P2", since=since, replaces="P1", numerator="R1 + visits")
    retired = dataclasses.replace(small.indicators[2], until=Period.parse("2012-03"))
    confirmed = dataclasses.replace(small.targets[2], confirmed=Period.parse("2012/13"))
    waiting = Target(
        indicator="P2", since=Period.parse("2012/13"), tolerance=small.targets[0].tolerance, per=PeriodKind.YEAR
    )
    reference = dataclasses.replace(
        small.reference,
        given=(GivenFigure(code="population", period=YEAR, value=Fraction(49104), confirmed=since),),
        benchmarks=(dataclasses.replace(small.reference.benchmarks[0], until=since, confirmed=since),),
    )
    extended = dataclasses.replace(
        small.sources[2],
        table="Reviews",
        newest=True,
        leave_out=(LeaveOut(column="kind", words=("Test", "Old")), LeaveOut(column="child")),
        encoding="cp1252",
        delimiter=";",
        columns=(
            *small.sources[2].columns,
            Column(name="whole", headings=("whole",), type=ColumnType.TEXT, join_of=("kind", "child")),
            Column(name="due", headings=("Due",), type=ColumnType.DATE, unique=True, minimum=date(2010, 4, 1)),
            Column(
                name="kind",
                headings=("Kind*",),
                type=ColumnType.CATEGORY,
                allowed=("New", "Old"),
                spellings=(Spelling(word="N", means="New"),),
                fill_down=True,
            ),
        ),
    )
    return small_definition(
        sources=(*small.sources[:2], extended, *small.sources[3:]),
        checks=(Check(source="plans", kind=CheckKind.NO_OVERLAP, column="started", other="ended", each="child"),),
        settings=dataclasses.replace(
            small.settings, periods=(quarter, PeriodKind.ROLLING_YEAR), note_when_red=True, partial_periods=True
        ),
        measures=measures,
        indicators=(small.indicators[0], r2, retired, small.indicators[3], plans_of),
        earlier=(small.indicators[1],),
        targets=(*small.targets[:2], confirmed, waiting),
        reference=reference,
        waiting=(
            Waiting(code="R2", comparator="England", period=since, method="mean"),
            Waiting(code="population", period=since),
        ),
    )


def written(folder: Path, definition: Definition | None = None) -> Path:
    """The workbook of a definition, by default the small one."""
    path = folder / "definition.xlsx"
    if definition is None:
        path.write_bytes(_bytes_of(small_definition))
    else:
        write_definition(definition, path)
    return path


def spoilt(folder: Path, **cells: Any) -> Path:
    """The small definition's workbook with other values in some cells: spoilt(folder, Indicators_F6="hgh")."""
    workbook = openpyxl.load_workbook(io.BytesIO(_bytes_of(small_definition)))
    for address, value in cells.items():
        _cell(workbook, address).value = value
    workbook.save(folder / "definition.xlsx")
    return folder / "definition.xlsx"


def read_with(**cells: Any) -> Definition:
    """The small definition with other values in some cells: spoilt and read without going through a file."""
    return _read_with(small_definition, cells)


def _read_with(of: Callable[[], Definition], cells: Mapping[str, Any]) -> Definition:
    workbook = _workbook_of(of)
    before = {address: _cell(workbook, address).value for address in cells}
    path = Path("definition.xlsx")
    try:
        for address, value in cells.items():
            _cell(workbook, address).value = value
        return read_opened(Opened(file=path.name, sha256="", values=workbook, formulas=workbook), path)
    finally:
        for address, value in before.items():
            _cell(workbook, address).value = value


def complaints(path: Path) -> tuple[str, ...]:
    """What is complained of when the definition at `path` is read; at least one thing is."""
    with pytest.raises(DefinitionError) as caught:
        read_definition(path)
    return tuple(str(complaint) for complaint in caught.value.complaints)


def complaints_with(**cells: Any) -> tuple[str, ...]:
    """What is complained of in the small definition with other values in some cells; at least one thing is."""
    return _complaints_with(small_definition, cells)


def complaints_of_full(**cells: Any) -> tuple[str, ...]:
    """The same of the full definition."""
    return _complaints_with(full_definition, cells)


def _complaints_with(of: Callable[[], Definition], cells: Mapping[str, Any]) -> tuple[str, ...]:
    with pytest.raises(DefinitionError) as caught:
        _read_with(of, cells)
    return tuple(str(complaint) for complaint in caught.value.complaints)


def same(one: Definition, two: Definition) -> bool:
    """Do the two say the same, wherever they are kept?"""
    return dataclasses.replace(one, path=two.path, sha256=two.sha256) == two


@functools.cache
def _bytes_of(of: Callable[[], Definition]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return written(Path(folder), of()).read_bytes()


@functools.cache
def _workbook_of(of: Callable[[], Definition]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(_bytes_of(of)))


def _cell(workbook: openpyxl.Workbook, address: str) -> Any:
    sheet, _, cell = address.rpartition("_")
    return workbook[sheet.replace("_", " ")][cell]


def _column(name: str, heading: str, type_: ColumnType, *, required: bool = False, allowed: tuple[str, ...] = ()):
    return Column(name=name, headings=(heading,), type=type_, required=required, allowed=allowed)


def _sources() -> tuple[Source, ...]:
    child = _column("child", "Child Unique ID", ColumnType.ID, required=True)
    referrals = (
        child,
        _column("referred", "Date of referral", ColumnType.DATE, required=True),
        _column("type", "Type", ColumnType.CATEGORY, allowed=("Initial", "Core")),
        _column("urgent", "Urgent?", ColumnType.YES_NO),
        _column("days", "Days", ColumnType.WHOLE_NUMBER),
        _column("team", "Team", ColumnType.TEXT),
    )
    plans = (
        child,
        _column("started", "Start Date", ColumnType.DATE, required=True),
        _column("ended", "End Date", ColumnType.DATE),
    )
    reviews = (child, _column("reviewed", "Date of Review", ColumnType.DATE, required=True))
    return (
        Source(name="referrals", file="sources/referrals.xlsx", sheet="List 3", columns=referrals, **MONTHS),
        Source(name="plans", file="sources/plans.xlsx", columns=plans, bad_row_limit=0.025, **MONTHS),
        Source(name="reviews", file="sources/reviews.xlsx", columns=reviews, **MONTHS),
        Source(name="population", file="sources/reference.xlsx", sheet="Population", kind=SourceKind.FIGURES),
    )


def _measures() -> tuple[Measure, ...]:
    test = ConditionTest
    again = Condition(column="referred", test=test.EARLIER_WITHIN_MONTHS, value="12", other="child")
    initial = Condition(column="type", test=test.EQUALS, value="Initial")
    reviewed = Condition(column="started", test=test.REVIEWED_IN_TIME, value="3;6", other="reviews")
    two_years = Condition(column="ended", test=test.YEARS_AFTER, value="2", other="started")
    kind = MeasureKind
    return (
        Measure(code="referrals", title="Referrals", source="referrals", kind=kind.COUNT, date="referred"),
        Measure(
            code="re_referrals",
            title="Re-referrals",
            source="referrals",
            kind=kind.COUNT,
            date="referred",
            distinct="child",
            conditions=(again, initial),
        ),
        Measure(
            code="plans_open",
            title="Plans",
            source="plans",
            kind=kind.OPEN,
            date="started",
            end="ended",
            conditions=(reviewed, two_years),
        ),
        Measure(code="days", title="Days", source="referrals", kind=kind.MEDIAN, date="referred", column="days"),
        Measure(code="population", title="Children", source="population", kind=kind.GIVEN),
    )


def _indicators() -> tuple[Indicator, ...]:
    shared: dict[str, Any] = {"section": "Referrals", "owner": "Head of First Response"}
    return (
        Indicator(
            code="R1",
            title="Referrals",
            unit=Unit.COUNT,
            decimals=0,
            polarity=Polarity.NONE,
            numerator="referrals",
            **shared,
        ),
        Indicator(
            code="R2",
            title="Re-referrals",
            unit=Unit.PERCENT,
            decimals=1,
            polarity=Polarity.LOW,
            numerator="re_referrals",
            denominator="referrals",
            multiplier=Fraction(100),
            definition="Of all referrals,\nthose that came before.",
            **shared,
        ),
        Indicator(
            code="R3",
            title="Rate of referrals",
            unit=Unit.PER_10000,
            decimals=2,
            polarity=Polarity.NONE,
            numerator="referrals",
            denominator="population",
            multiplier=Fraction(10_000),
            **shared,
        ),
        Indicator(
            code="P1",
            section="Plans",
            title="Children on a plan",
            unit=Unit.COUNT,
            decimals=0,
            polarity=Polarity.RANGE,
            numerator="plans_open",
        ),
    )


def _targets() -> tuple[Target, ...]:
    share = Tolerance(amount=Fraction(10), unit=ToleranceUnit.PERCENT_OF_TARGET)
    return (
        Target(indicator="R2", since=YEAR, until=YEAR, value=Fraction(14), tolerance=share),
        Target(indicator="R2", since=Period.parse("2011/12"), value=Fraction("12.5"), amber=Fraction(15)),
        Target(indicator="P1", since=YEAR, lower=Fraction(200), upper=Fraction(300)),
    )
