"""Seed: the printed figures and the fractions behind them, and how the months between may have been."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files

from xl_scorecard.model.period import Period

YEARS = (Period.parse("2010/11"), Period.parse("2011/12"))
MONTHS = (Period.parse("2012-03"), Period.parse("2012-04"), Period.parse("2012-05"))
COMPARATORS = ("England", "SN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed row: words, figures by period (no entry where the report is blank), and benchmarks of 2010/11."""

    section: str
    code: str
    title: str
    unit: str
    polarity: str
    figures: Mapping[Period, Decimal]
    benchmarks: Mapping[str, Decimal]
    target: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """The report by code, numerators and denominators by code and period, and shapes of measures by month."""

    lines: Mapping[str, Line]
    fractions: Mapping[tuple[str, Period], tuple[int, int]]
    shapes: Mapping[str, Mapping[Period, Fraction]]


def read_seed() -> Seed:
    """Return the seed that this package carries."""
    lines = (_line(row) for row in _records("figures.csv"))
    return Seed(lines={line.code: line for line in lines}, fractions=_fractions(), shapes=_shapes())


def read_rows(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table of this package, without its headings."""
    text = (files("xl_scorecard.samples") / "seed" / name).read_text(encoding="utf-8")
    return [tuple(row) for row in csv.reader(text.splitlines())][1:]


def _records(name: str) -> list[dict[str, str]]:
    text = (files("xl_scorecard.samples") / "seed" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _line(row: dict[str, str]) -> Line:
    return Line(
        section=row["section"],
        code=row["code"],
        title=row["title"],
        unit=row["unit"],
        polarity=row["polarity"],
        figures={period: Decimal(row[period.label]) for period in (*YEARS, *MONTHS) if row[period.label]},
        benchmarks={who: Decimal(row[f"{who} 2010/11"]) for who in COMPARATORS if row[f"{who} 2010/11"]},
        target=Decimal(row["target"]) if row["target"] else None,
    )


def _fractions() -> dict[tuple[str, Period], tuple[int, int]]:
    return {
        (row["code"], Period.parse(row["period"])): (int(row["numerator"]), int(row["denominator"]))
        for row in _records("fractions.csv")
        if not row["period"].endswith("to date")
    }


def _shapes() -> dict[str, dict[Period, Fraction]]:
    rows = _records("months.csv")
    names = [name for name in rows[0] if name != "month"]
    return {name: {Period.parse(row["month"]): Fraction(row[name]) for row in rows if row[name]} for name in names}
