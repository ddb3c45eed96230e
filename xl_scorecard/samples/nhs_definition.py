"""The NHS example's definition: attendances and waits in A&E, month by month, on control charts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, Headline, Settings
from xl_scorecard.model.dimension import Dimension, Split
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.rebase import Rebase
from xl_scorecard.model.reference import Reference
from xl_scorecard.model.source import Column, ColumnType, Source
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.model.travel import TravelBasis
from xl_scorecard.model.unit import Unit
from xl_scorecard.samples.nhs_figures import FIRST, HEADINGS, LAST, NEW_UNIT, SITES, TYPES

ORGANISATION = "Northbank Hospitals NHS Trust"
DEMAND, WAITS = "Demand", "Waiting"
CHIEF_OPERATING_OFFICER = "Chief Operating Officer"
HANDOVER = (
    "Each month: save the new return over sources/ae.xlsx, set the last month covered on the sheet Sources, run "
    "xl-scorecard check definition.xlsx, then xl-scorecard build definition.xlsx. Trust and figures are made up."
)


def nhs_definition(path: Path, *, template: str = "") -> Definition:
    """Return the definition that `path` will hold; `template` is relative to it."""
    return Definition(
        path=path,
        sha256="",
        settings=Settings(
            title="Urgent and emergency care",
            organisation=ORGANISATION,
            headline=Headline.MONTH,
            template=template,
            history_months=38,
            prepared_by="Information department",
            handover=HANDOVER,
            periods=(PeriodKind.QUARTER, PeriodKind.ROLLING_YEAR),
        ),
        sources=(_source(),),
        measures=_measures(),
        indicators=_indicators(),
        targets=_targets(),
        reference=_reference(),
        dimensions=(Dimension(name="site", splits=(Split(source="ae", column="site"),)),),
        rebases=(Rebase(indicator="AE3", since=NEW_UNIT, reason="The same-day emergency care unit opened."),),
    )


def _source() -> Source:
    month, site, kind, attendances, breaches, long_waits, admissions = HEADINGS
    numbers = {"attendances": attendances, "breaches": breaches, "long_waits": long_waits, "admissions": admissions}
    columns = (
        Column(name="month", headings=(month,), type=ColumnType.DATE, required=True),
        Column(name="site", headings=(site,), type=ColumnType.CATEGORY, required=True, allowed=tuple(SITES)),
        Column(name="department", headings=(kind,), type=ColumnType.CATEGORY, required=True, allowed=tuple(TYPES)),
        *(Column(name=name, headings=(heading,), type=ColumnType.WHOLE_NUMBER) for name, heading in numbers.items()),
    )
    file = "sources/ae.xlsx"
    return Source(name="ae", file=file, sheet="A&E monthly", columns=columns, covers_from=FIRST, covers_to=LAST)


def _measures() -> tuple[Measure, ...]:
    major = Condition(column="department", test=ConditionTest.EQUALS, value="Type 1")
    return (
        _sum("attendances", "A&E attendances", "attendances"),
        _sum("type_1", "Attendances at major departments", "attendances", major),
        _sum("breaches", "Attendances that waited over four hours", "breaches"),
        _sum("long_waits", "Patients who waited over twelve hours for a bed", "long_waits"),
        _sum("admissions", "Emergency admissions through A&E", "admissions"),
    )


def _sum(code: str, title: str, column: str, *conditions: Condition) -> Measure:
    return Measure(
        code=code, title=title, source="ae", kind=MeasureKind.SUM, date="month", column=column, conditions=conditions
    )


def _indicators() -> tuple[Indicator, ...]:
    share: dict[str, Any] = {"unit": Unit.PERCENT, "decimals": 1, "multiplier": Fraction(100)}
    count: dict[str, Any] = {"unit": Unit.COUNT, "decimals": 0}
    seasonal: dict[str, Any] = {"compared_with": TravelBasis.LAST_YEAR}
    return (
        _indicator("AE1", DEMAND, "A&E attendances, all types", Polarity.NONE, "attendances", **count),
        _indicator("AE2", DEMAND, "Attendances at major departments", Polarity.NONE, "type_1", **count),
        _indicator(
            "AE3",
            WAITS,
            "Attendances seen, treated, admitted or sent home within four hours",
            Polarity.HIGH,
            "attendances - breaches",
            "attendances",
            **share,
            **seasonal,
        ),
        _indicator(
            "AE4", WAITS, "Attendances that waited over four hours", Polarity.LOW, "breaches", **count, **seasonal
        ),
        _indicator("AE5", WAITS, "Waits of over twelve hours for a bed", Polarity.LOW, "long_waits", **count),
        _indicator(
            "AE6",
            WAITS,
            "Attendances at major departments that were admitted",
            Polarity.NONE,
            "admissions",
            "type_1",
            **share,
        ),
        _indicator(
            "AE7",
            WAITS,
            "Long waits among those admitted",
            Polarity.LOW,
            "AE5",
            "admissions",
            frequency=PeriodKind.QUARTER,
            **share,
        ),
    )


def _indicator(
    code: str, section: str, title: str, polarity: Polarity, numerator: str, denominator: str = "", **more: Any
) -> Indicator:
    return Indicator(
        code=code,
        section=section,
        title=title,
        polarity=polarity,
        numerator=numerator,
        denominator=denominator,
        owner=CHIEF_OPERATING_OFFICER if section == WAITS else "Director of Strategy",
        **more,
    )


def _targets() -> tuple[Target, ...]:
    near = Tolerance(amount=Fraction(3), unit=ToleranceUnit.POINTS)
    return (
        Target(indicator="AE3", since=Period.year(2022), until=Period.year(2022), value=Fraction(75), tolerance=near),
        Target(indicator="AE3", since=Period.year(2023), until=Period.year(2024), value=Fraction(76), tolerance=near),
        Target(indicator="AE3", since=Period.year(2025), value=Fraction(78), tolerance=near),
        Target(indicator="AE5", since=Period.year(2022), value=Fraction(0), per=PeriodKind.MONTH, amber=Fraction(60)),
        Target(indicator="AE7", since=Period.year(2022), value=Fraction(2), tolerance=near),
    )


def _reference() -> Reference:
    region = "The region, made up for this example"
    shares = ((2022, "68.9"), (2023, "70.4"), (2024, "72.2"))
    return Reference(
        benchmarks=tuple(
            Benchmark(
                indicator="AE3", comparator="Region", period=Period.year(year), value=Fraction(value), source=region
            )
            for year, value in shares
        ),
        notes=(
            Note(
                indicator="AE3",
                period=LAST,
                text="The unit that opened in April last year takes walk-in patients out of the major departments.",
            ),
        ),
    )
