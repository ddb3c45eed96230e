"""A small definition with its workbooks in a folder: referrals, a population and benchmarks in a workbook of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.builders import small_tables as small
from tests.builders.source_workbooks import write_rows
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.definition import Definition, Headline
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import Column, ColumnType, Source, SourceKind
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.model.unit import Unit

COVERS = {"covers_from": Period.parse("2012-04"), "covers_to": Period.parse("2013-03")}
COLUMNS = (
    Column(name="child", headings=("Child ID",), type=ColumnType.ID, required=True),
    Column(name="referred", headings=("Date of referral",), type=ColumnType.DATE, required=True),
)
OLD = Period.parse("2012/13")


def small_folder(folder: Path, **changes: Any) -> Path:
    """Write it, and return the path of the definition: May 2012 has three referrals of two children."""
    path = folder / "definition.xlsx"
    write_rows(
        folder / "referrals.xlsx",
        [["Child ID", "Date of referral"], *[[child, day] for child, day in ROWS]],
        sheet="Referrals",
    )
    write_rows(
        folder / "reference.xlsx",
        [["Code", "Period", "Value"], ["population", "2011/12", 900], ["population", "2012/13", 1000]],
        sheet="Population",
        Benchmarks=[["Code", "Comparator", "Period", "Value", "Method"], ["R1", "England", "2011/12", 40, "mean"]],
    )
    write_definition(replace(small_definition(path), **changes), path)
    return path


ROWS = (("c1", date(2012, 5, 2)), ("c2", date(2012, 5, 3)), ("c1", date(2012, 5, 4)), ("c3", date(2013, 3, 5)))


def small_definition(path: Path) -> Definition:
    """R1 re-referrals (red in May 2012 against 10), R2 the rate of referrals, R3 their number."""
    records = Source(name="referrals", file="referrals.xlsx", columns=COLUMNS, **COVERS)
    others = [
        Source(name=name, file="reference.xlsx", sheet=name.title(), kind=kind)
        for name, kind in (("population", SourceKind.FIGURES), ("benchmarks", SourceKind.BENCHMARKS))
    ]
    again = small.measure("again", "referrals", "referred", "referred | any earlier row | | child", title="Again")
    measures = [
        again,
        small.measure("all", "referrals", "referred", title="Referrals"),
        small.measure("population", "population", kind="given", title="Children"),
    ]
    indicators = [
        replace(small.indicator("R1", "again", "all"), polarity=Polarity.LOW, owner="Head of Front Door"),
        replace(small.indicator("R2", "all", "population", unit=Unit.PER_1000), owner="Head of Front Door"),
        replace(small.indicator("R3", "all"), decimals=0, owner=""),
    ]
    made = small.definition([records, *others], measures, indicators, headline=Headline.MONTH, prepared_by="Ann Smith")
    ten = Tolerance(amount=Fraction(10), unit=ToleranceUnit.PERCENT_OF_TARGET)
    england = Benchmark(indicator="R2", comparator="England", period=Period.parse("2011/12"), value=Fraction(30))
    return replace(
        made,
        path=path,
        targets=(Target(indicator="R1", since=Period.parse("2011/12"), value=Fraction(10), tolerance=ten),),
        reference=Reference(
            benchmarks=(england,), notes=(Note(indicator="R1", period=Period.parse("2012-04"), text="One family."),)
        ),
    )
