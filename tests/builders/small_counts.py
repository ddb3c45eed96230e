"""Random scorecards full of small numbers, whose indicators hang together in every way that tells hidden ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from random import Random

from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.figure import Figure, Series
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.model.target import Target, Tolerance, ToleranceUnit
from xl_scorecard.model.unit import Unit
from xl_scorecard.status.assessing import assess_series

FIRST, LAST = Period.month(2011, 4), Period.month(2012, 5)
POPULATION = Fraction(2_000)
FLOWS = ("began", "moved", "again", "ended", "lasting", "seen")
PARTS = (("moved", "began"), ("again", "began"), ("lasting", "ended"))
FORMULAS = {
    "B": ("began", ""),
    "M": ("moved", ""),
    "E": ("ended", ""),
    "O": ("open", ""),
    "S": ("again", "began"),
    "L": ("lasting", "ended"),
    "R": ("began", "population"),
    "D": ("children", ""),
    "V": ("seen", ""),
    "N": ("began - moved", ""),
    "T": ("M + V", ""),
    "P": ("M", "B"),
}
SHARES = ("S", "L", "P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What really happened: numbers by measure and month, and the children seen in each month."""

    numbers: Mapping[str, Mapping[int, int]]
    children: Mapping[int, frozenset[int]]

    def of(self, measure: str, period: Period) -> int:
        """How many there were in a period."""
        months = range(period.first, period.last + 1)
        match measure:
            case "open":
                return self.numbers["open"][period.last]
            case "population":
                return int(POPULATION)
            case "children":
                return len(frozenset().union(*(self.children[month] for month in months)))
            case _:
                return sum(self.numbers[measure][month] for month in months)


def random_truth(random: Random) -> Truth:
    """Mostly small numbers, with zeros among them, and now and then larger ones."""
    found: dict[str, dict[int, int]] = {name: {} for name in (*FLOWS, "open")}
    children, usual = {}, random.choice((2, 4, 8, 20))
    still = random.randint(0, 3 * usual)
    for month in range(FIRST.first, LAST.last + 1):
        began = random.choice((0, 1, random.randint(0, usual), random.randint(0, 2 * usual)))
        ended = random.randint(0, min(still + began, 2 * usual))
        still += began - ended
        seen = random.randint(0, usual)
        children[month] = frozenset(random.randint(1, 3 * usual) for _ in range(seen))
        numbers = {"began": began, "ended": ended, "open": still, "seen": seen}
        numbers |= {"moved": random.randint(0, began), "again": random.randint(0, began)}
        numbers |= {"lasting": random.choice((random.randint(0, ended), min(1, ended)))}
        for name, number in numbers.items():
            found[name][month] = number
    return Truth(numbers=found, children=children)


def months(began: dict[str, int], **others: dict[str, int]) -> Truth:
    """What happened, month by month: 20 of everything but what is said."""
    numbers = {
        name: dict.fromkeys(range(FIRST.first, LAST.last + 1), 20) for name in ("began", "ended", "seen", "open")
    }
    numbers |= {name: dict.fromkeys(range(FIRST.first, LAST.last + 1), 10) for name in ("moved", "again", "lasting")}
    for name, said in {"began": began, **others}.items():
        numbers[name] |= {Period.parse(month).last: number for month, number in said.items()}
    return Truth(numbers=numbers, children=dict.fromkeys(numbers["began"], frozenset(range(20))))


def random_card(random: Random) -> tuple[Scorecard, Truth]:
    """A scorecard of some of the indicators, in any order, over every kind of period."""
    truth = random_truth(random)
    codes = [code for code in FORMULAS if random.random() < 0.75 or code in ("B", "S")]
    needed = {"T": ("M", "V"), "P": ("M", "B")}
    codes += [other for code in codes for other in needed.get(code, ()) if other not in codes]
    codes = list(dict.fromkeys(codes))
    random.shuffle(codes)
    return card_of(truth, codes), truth


def card_of(truth: Truth, codes: list[str], *, last: Period = LAST) -> Scorecard:
    """The scorecard of what really happened up to a month."""
    definition = the_definition(codes)
    series = tuple(
        Series(indicator=one, figures={period: figure_of(truth, one, period) for period in periods(last)})
        for one in definition.indicators
    )
    return assess_series(
        definition,
        definition.reference,
        series,
        period=last,
        problems=(),
        files=(),
        built=datetime(2012, 6, 1),
    )


def periods(last: Period = LAST) -> Iterator[Period]:
    """Every month, year to date, quarter, half and year of the time."""
    months = Period(last.last, FIRST.first, "month").months
    yield from months
    whole = PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.ROLLING_YEAR
    found = {month.within(kind) for month in months for kind in (*whole, PeriodKind.YEAR_TO_DATE)}
    yield from sorted(one for one in found if one.first >= FIRST.first and one.last <= last.last)


def figure_of(truth: Truth, indicator: Indicator, period: Period) -> Figure:
    """A figure as it is worked out."""
    top, bottom = (amount(truth, formula, period) for formula in (indicator.numerator, indicator.denominator))
    figure = Figure(period=period, numerator=top, denominator=bottom)
    if bottom is None:
        return replace(figure, value=top)
    if not bottom:
        return replace(figure, missing="no cases")
    return replace(figure, value=top / bottom * indicator.multiplier)


def amount(truth: Truth, formula: str, period: Period) -> Fraction | None:
    """What a numerator or a denominator comes to; None of an empty one."""
    if not formula:
        return None
    return Fraction(sum(sign * truth.of(measure, period) for sign, measure in measures_in(formula)))


def measures_in(formula: str) -> list[tuple[int, str]]:
    """The measures that a formula adds up, through other indicators."""
    found = []
    for words in formula.replace(" - ", " + -").split(" + "):
        sign, code = (-1, words[1:]) if words.startswith("-") else (1, words)
        inner = measures_in(FORMULAS[code][0]) if code in FORMULAS else [(1, code)]
        found += [(sign * other, measure) for other, measure in inner]
    return found


def the_definition(codes: list[str]) -> Definition:
    """The definition of these indicators."""
    return Definition(
        path=Path("definition.xlsx"),
        sha256="",
        settings=Settings(title="Plans", organisation="A council"),
        sources=(),
        measures=tuple(_measures()),
        indicators=tuple(_indicator(code) for code in codes),
        targets=(
            Target(
                indicator="S",
                since=Period.year(2010),
                value=Fraction(10),
                tolerance=Tolerance(amount=Fraction(2), unit=ToleranceUnit.POINTS),
            ),
        ),
    )


def _measures() -> Iterator[Measure]:
    kind, flag = MeasureKind, ConditionTest.EQUALS
    conditions = {code: (Condition(column=code, test=flag, value="Yes"),) for code in ("moved", "again", "lasting")}
    for code, date in (("began", "started"), ("moved", "started"), ("again", "started")):
        yield _count(code, date, conditions.get(code, ()))
    for code in ("ended", "lasting"):
        yield _count(code, "ended", conditions.get(code, ()))
    yield Measure(code="open", title="Open", source="plans", kind=kind.OPEN, date="started", end="ended")
    yield Measure(code="seen", title="Visits", source="visits", kind=kind.COUNT, date="seen")
    yield Measure(code="children", title="Children", source="visits", kind=kind.COUNT, date="seen", distinct="child")
    yield Measure(code="population", title="Population", source="population", kind=kind.GIVEN)


def _count(code: str, date: str, conditions: tuple[Condition, ...]) -> Measure:
    return Measure(code=code, title=code, source="plans", kind=MeasureKind.COUNT, date=date, conditions=conditions)


def _indicator(code: str) -> Indicator:
    top, bottom = FORMULAS[code]
    unit = Unit.PERCENT if code in SHARES else Unit.PER_10000 if bottom else Unit.COUNT
    return Indicator(
        code=code,
        section="Plans",
        title=f"Indicator {code}",
        unit=unit,
        decimals=1 if bottom else 0,
        polarity=Polarity.LOW if code == "S" else Polarity.NONE,
        numerator=top,
        denominator=bottom,
        multiplier=Fraction(unit.multiplier),
    )
