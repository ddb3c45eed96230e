"""The seed's definition, in memory: sources, measures, indicators and targets, without a workbook to read."""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from hashlib import sha256
from pathlib import Path

from xl_scorecard.model.benchmark import Benchmark
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.note import Note
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.reference import GivenFigure, NotReported, Reference
from xl_scorecard.model.source import Column, ColumnType, Source, SourceKind
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.model.unit import Unit

DATA = Path(__file__).parent.parent / "data"
UNITS = {"count": Unit.COUNT, "%": Unit.PERCENT, "per 10,000": Unit.PER_10000}
FORMULAS = {
    "Op504": ("contacts", ""),
    "Op410": ("referrals", ""),
    "OP410a": ("referrals", "population"),
    "Op383": ("re_referrals", "referrals"),
    "Op368": ("initial_assessments", "referrals"),
    "HY59": ("initial_in_10_days", "initial_assessments"),
    "Op60": ("core_in_35_days", "core_assessments"),
    "Op388": ("plans_open", ""),
    "OP388a": ("plans_open", "population"),
    "OP411": ("plans_started", ""),
    "OP413": ("plans_ended", ""),
    "Op421": ("transferred_in", ""),
    "Op422": ("transferred_out", ""),
    "HY64": ("plans_ended_2_years", "plans_ended"),
    "Op365": ("second_plans", "plans_started"),
    "Op367": ("plans_reviewed_in_time", "plans_open_3_months"),
}
RECORDS = {
    "contacts": {"contacted": "Date of Contact"},
    "referrals": {"referred": "Date of referral"},
    "assessments": {
        "authorised": "Assessment Authorisation Date",
        "started": "Assessment Start Date",
        "referred": "Date of referral",
        "type": "Type of Assessment",
    },
    "plans": {
        "started": "Child Protection Plan Start Date",
        "ended": "Child Protection Plan End Date",
        "transferred_in": "Transferred In?",
        "transferred_out": "Transferred Out?",
    },
    "reviews": {"reviewed": "Date of Review Conference", "plan_started": "Child Protection Plan Start Date"},
}
OTHER_TYPES = {
    "type": ColumnType.CATEGORY,
    "transferred_in": ColumnType.YES_NO,
    "transferred_out": ColumnType.YES_NO,
}
PROXY = "This indicator is a proxy for the level and quality of service a child receives."
LASTING_IMPROVEMENT = (
    "Its purpose is to monitor whether children's social care services devise and implement a Child Protection "
    "Plan which leads to lasting improvement in a child's safety and overall well-being."
)
REQUIRED_CHANGES = (
    "This indicator should measure whether children and their families are receiving the services necessary to "
    "bring about the required changes in the family situation and to monitor performance in working towards the "
    "outcomes outlined in the child protection plan."
)
TWO_YEARS = (
    "This indicator reflects the underlying principle that professionals should be working towards specified "
    "outcomes which, if implemented effectively, should lead to all children not needing to be the subject of a "
    "Child Protection Plan within a maximum of two years."
)
OVER_100 = (
    "The monthly calculation is based on the number of children who had initial completed assessments divided by "
    "the number of referrals received in the month – however, the initial assessment may have commenced from a "
    "referral started in a previous month. This means that sometimes this indicator can exceed 100%"
)
DEFINITIONS = {"Op365": (PROXY, LASTING_IMPROVEMENT), "HY64": (REQUIRED_CHANGES, TWO_YEARS)}
NOT_REPORTED = {"Op367": ("2012-04",), "Op421": ("2012-04", "2010/11"), "Op422": ("2012-04", "2010/11")}
NOTES = (
    ("Op368", "2011/12", OVER_100),
    ("HY64", "2012-04", "Two of the 21 plans that ended in April had lasted more than two years."),
    ("HY64", "2012-05", "Two sibling groups came off their plans after the courts made final orders."),
    ("Op383", "2012-05", "The new single front door went live on 30 April."),
)


@cache
def seed_definition() -> Definition:
    """The 16 indicators of tests/data/seed_scorecard.csv with all that is given."""
    rows = seed_rows()
    return Definition(
        path=Path("definition.xlsx"),
        sha256=sha256(b"the seed").hexdigest(),
        settings=Settings(
            title="Children's social care performance",
            organisation="Haringey Council",
            prepared_by="Performance team",
            handover="Add next month's rows to the workbooks in sources, change what they cover, build again.",
        ),
        sources=_sources(),
        measures=_measures(),
        indicators=tuple(_indicator(row) for row in rows),
        targets=tuple(_target(row) for row in rows if row["target"]),
        reference=seed_reference(),
    )


def seed_rows() -> list[dict[str, str]]:
    """The rows of the seed's table."""
    return _read("seed_scorecard.csv")


def seed_fractions() -> dict[tuple[str, str], tuple[int, int]]:
    """Numerator and denominator by code and period, as the seed writes them ("Mar 2012", "2012/13 to date")."""
    rows = _read("seed_fractions.csv")
    return {(row["code"], row["period"]): (int(row["numerator"]), int(row["denominator"])) for row in rows}


def seed_reference() -> Reference:
    """Benchmarks, notes, the given figure, the populations, and what is not reported."""
    year = Period.parse("2010/11")
    populations = {"2010/11": 48795, "2011/12": 49104, "2012/13": 49104}
    return Reference(
        given=(
            GivenFigure(code="OP410a", period=year, value=Fraction(541), source="Council's report of May 2012"),
            *(
                GivenFigure(code="population", period=Period.parse(label), value=Fraction(number), source="ONS")
                for label, number in populations.items()
            ),
        ),
        benchmarks=tuple(_benchmarks(seed_rows(), year)),
        not_reported=tuple(
            NotReported(indicator=code, period=Period.parse(label), reason="Left blank in the report.")
            for code, labels in NOT_REPORTED.items()
            for label in labels
        ),
        notes=tuple(Note(indicator=code, period=Period.parse(label), text=text) for code, label, text in NOTES),
    )


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _benchmarks(rows: list[dict[str, str]], year: Period):
    methods = {"England": "average of authorities", "SN": "mean of statistical neighbours"}
    for row in rows:
        for comparator, method in methods.items():
            if text := row[f"{comparator} 2010/11"]:
                yield Benchmark(
                    indicator=row["code"],
                    comparator=comparator,
                    period=year,
                    value=Fraction(text),
                    method=method,
                    source="Council's report of May 2012",
                )


def _indicator(row: dict[str, str]) -> Indicator:
    code, unit = row["code"], UNITS[row["unit"]]
    numerator, denominator = FORMULAS[code]
    definition, purpose = DEFINITIONS.get(code, ("", ""))
    return Indicator(
        code=code,
        section=row["section"],
        title=row["title"],
        unit=unit,
        decimals={Unit.COUNT: 0, Unit.PERCENT: 1, Unit.PER_10000: 2}[unit],
        polarity=Polarity[row["polarity"]],
        numerator=numerator,
        denominator=denominator,
        multiplier=Fraction(unit.multiplier),
        owner="Head of Safeguarding" if row["section"] == "Child Protection" else "Head of First Response",
        definition=definition,
        purpose=purpose,
    )


def _target(row: dict[str, str]) -> Target:
    points = Tolerance(amount=Fraction(5), unit=ToleranceUnit.POINTS)
    share = Tolerance(amount=Fraction(10), unit=ToleranceUnit.PERCENT_OF_TARGET)
    return Target(
        indicator=row["code"],
        since=Period.parse("2010/11"),
        value=Fraction(row["target"]),
        tolerance=points if row["code"] == "Op367" else share,
    )


def _sources() -> tuple[Source, ...]:
    months = {"covers_from": Period.month(2010, 4), "covers_to": Period.month(2012, 5)}
    records = (
        Source(name=name, file=f"sources/{name}.xlsx", columns=_columns(headings), **months)
        for name, headings in RECORDS.items()
    )
    sheets = {
        "population": ("Population", SourceKind.FIGURES),
        "benchmarks": ("Benchmarks", SourceKind.BENCHMARKS),
        "given": ("Given figures", SourceKind.FIGURES),
        "not_reported": ("Not reported", SourceKind.NOT_REPORTED),
        "notes": ("Notes", SourceKind.NOTES),
    }
    given = (
        Source(name=name, file="sources/reference.xlsx", sheet=sheet, kind=kind)
        for name, (sheet, kind) in sheets.items()
    )
    return (*records, *given)


def _columns(headings: dict[str, str]) -> tuple[Column, ...]:
    child = Column(name="child", headings=("Child Unique ID",), type=ColumnType.ID, required=True)
    others = (
        Column(name=name, headings=(heading,), type=OTHER_TYPES.get(name, ColumnType.DATE), required=number == 0)
        for number, (name, heading) in enumerate(headings.items())
    )
    return (child, *others)


def _measures() -> tuple[Measure, ...]:
    test, when = ConditionTest, _condition
    initial, core = (when("type", test.EQUALS, kind) for kind in ("Initial", "Core"))
    in_10 = when("authorised", test.WITHIN_WORKING_DAYS, "10", "referred")
    in_35 = when("authorised", test.WITHIN_WORKING_DAYS, "35", "started")
    three = when("started", test.OPEN_FOR_MONTHS, "3")
    two_years = when("ended", test.YEARS_AFTER, "2", "started")
    again = when("referred", test.EARLIER_WITHIN_MONTHS, "12", "child")
    return (
        _count("contacts", "Contacts", "contacts", "contacted"),
        _count("referrals", "Referrals", "referrals", "referred"),
        _count("re_referrals", "Re-referrals", "referrals", "referred", again),
        _count("initial_assessments", "Initial assessments completed", "assessments", "authorised", initial),
        _count("initial_in_10_days", "Initial assessments in time", "assessments", "authorised", initial, in_10),
        _count("core_assessments", "Core assessments completed", "assessments", "authorised", core),
        _count("core_in_35_days", "Core assessments in time", "assessments", "authorised", core, in_35),
        _open("plans_open", "Children on a plan"),
        _count("plans_started", "Plans started", "plans", "started"),
        _count("plans_ended", "Plans ended", "plans", "ended"),
        _count("transferred_in", "Moved in on a plan", "plans", "started", when("transferred_in", test.EQUALS, "Yes")),
        _count("transferred_out", "Moved out on a plan", "plans", "ended", when("transferred_out", test.EQUALS, "Yes")),
        _count("plans_ended_2_years", "Ended plans that lasted two years or more", "plans", "ended", two_years),
        _count("second_plans", "Second plans", "plans", "started", when("started", test.EARLIER_ROW, "", "child")),
        _open("plans_open_3_months", "Children on a plan for three months", three),
        _open(
            "plans_reviewed_in_time",
            "Children on a plan reviewed in time",
            three,
            when("started", test.REVIEWED_IN_TIME, "3;6", "reviews"),
        ),
        Measure(code="population", title="Population aged 0 to 17", source="population", kind=MeasureKind.GIVEN),
    )


def _condition(column: str, test: ConditionTest, value: str = "", other: str = "") -> Condition:
    return Condition(column=column, test=test, value=value, other=other)


def _count(code: str, title: str, source: str, day: str, *conditions: Condition) -> Measure:
    return Measure(code=code, title=title, source=source, kind=MeasureKind.COUNT, date=day, conditions=conditions)


def _open(code: str, title: str, *conditions: Condition) -> Measure:
    return Measure(
        code=code,
        title=title,
        source="plans",
        kind=MeasureKind.OPEN,
        date="started",
        end="ended",
        conditions=conditions,
    )
