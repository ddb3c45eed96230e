"""A little definition whose scorecards take no time: referrals of three teams in eight months, in one workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

from openpyxl import Workbook

from tests.builders.templates import make_template
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, Headline, Settings
from xl_scorecard.model.dimension import Dimension, Split
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.source import Column, ColumnType, Source
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.model.unit import Unit

FIRST, LAST = Period.month(2011, 10), Period.month(2012, 5)
TEAMS = ("North", "South", "West")
AREAS = (("North", "Hills"), ("South", "Coast"), ("West", "Coast"), ("East", "Islands"))
TEMPLATE = {
    "Scorecard": {
        "A1": "{{ scorecard.title }}",
        "B1": "{{ scorecard.period }}",
        "A3": "{{ indicator.code }}",
        "B3": "{{ indicator.value }}",
        "C3": "{{ indicator.status_word }}",
    }
}
HEADINGS = ("Child", "Referred", "Ended", "Team", "Before")
Row = tuple[str, date, date | None, str | None, int]


def little_definition(path: Path, **changes: object) -> Definition:
    """Count, re-referrals and open cases of the referrals; split by team, and by area with a lookup."""
    definition = Definition(
        path=path,
        sha256="",
        settings=Settings(
            title="Little scorecard", organisation="Somewhere", headline=Headline.MONTH, template="template.xlsx"
        ),
        sources=(
            Source(
                name="referrals",
                file="referrals.xlsx",
                covers_from=FIRST,
                covers_to=LAST,
                columns=(
                    Column(name="child", headings=("Child",), type=ColumnType.ID, required=True),
                    Column(name="referred", headings=("Referred",), type=ColumnType.DATE, required=True),
                    Column(name="ended", headings=("Ended",), type=ColumnType.DATE),
                    Column(name="team", headings=("Team",), type=ColumnType.TEXT),
                    Column(name="before", headings=("Before",), type=ColumnType.WHOLE_NUMBER),
                ),
            ),
        ),
        measures=(
            _measure("referrals"),
            _measure(
                "again",
                Condition(column="referred", test=ConditionTest.EARLIER_WITHIN_MONTHS, value="12", other="child"),
            ),
            replace(_measure("open"), kind=MeasureKind.OPEN, end="ended"),
        ),
        indicators=(
            _indicator("R1", "referrals", Unit.COUNT),
            replace(_indicator("R2", "again", Unit.PERCENT), denominator="referrals", polarity=Polarity.LOW),
            _indicator("R3", "open", Unit.COUNT),
        ),
        targets=(
            Target(
                indicator="R2",
                since=Period.year(2010),
                value=Fraction(20),
                tolerance=Tolerance(amount=Fraction(5), unit=ToleranceUnit.POINTS),
            ),
        ),
        dimensions=(
            Dimension(name="team", splits=(Split(source="referrals", column="team"),)),
            Dimension(name="area", splits=(Split(source="referrals", column="team", lookup="areas", words=AREAS),)),
        ),
    )
    return replace(definition, **changes)


def little_rows(*, seed: int = 1, each: int = 12) -> list[Row]:
    """Rows of every month, of children some of whom come back, to another team as often as not."""
    random = Random(seed)
    rows: list[Row] = []
    for month in Period(LAST.last, FIRST.first, PeriodKind.QUARTER.value).months:
        for _ in range(each + random.randrange(5)):
            day = month.start + timedelta(days=random.randrange(28))
            ended = day + timedelta(days=random.randrange(200)) if random.random() < 0.6 else None
            child = f"C{random.randrange(each * 20):04d}"
            before = sum(row[0] == child and day - timedelta(days=365) <= row[1] < day for row in rows)
            rows.append((child, day, ended, random.choice(TEAMS), before))
    return rows


def write_little(folder: Path, *, rows: Iterable[Row] | None = None, **changes: object) -> Path:
    """Write the workbook and the definition; return the definition's path."""
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(folder / "referrals.xlsx", little_rows() if rows is None else rows)
    make_template(folder / "template.xlsx", TEMPLATE)
    path = folder / "definition.xlsx"
    write_definition(little_definition(path, **changes), path)
    return path


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write the workbook of referrals."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Referrals")
    page.append(HEADINGS)
    for row in rows:
        page.append(row)
    book.save(path)


def _measure(code: str, *conditions: Condition) -> Measure:
    return Measure(
        code=code,
        title=code.capitalize(),
        source="referrals",
        kind=MeasureKind.COUNT,
        date="referred",
        conditions=conditions,
    )


def _indicator(code: str, numerator: str, unit: Unit) -> Indicator:
    return Indicator(
        code=code,
        section="Referrals",
        title=numerator.capitalize(),
        unit=unit,
        decimals=1 if unit is Unit.PERCENT else 0,
        polarity=Polarity.NONE,
        numerator=numerator,
        multiplier=Fraction(unit.multiplier),
    )
