"""What is given and not counted: population, benchmarks, the one given figure, what was not reported, and notes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from xl_scorecard.model.period import Period
from xl_scorecard.model.unit import round_half_up
from xl_scorecard.samples.seed import YEARS, Line, Seed, read_rows
from xl_scorecard.samples.workbooks import Row, Sheet

REPORT = "As printed in the report of May 2012"
CYRILLIC = str.maketrans({"O": "\N{CYRILLIC CAPITAL LETTER O}", "p": "\N{CYRILLIC SMALL LETTER ER}"})


def reference_sheets(seed: Seed) -> tuple[Sheet, ...]:
    """Return the sheets of reference.xlsx; one code in the notes is written with two Cyrillic letters."""
    return (
        _sheet("Population", "Children aged 0 to 17", ("Code", "Period", "Value", "Source"), population_rows(seed)),
        _sheet("Benchmarks", "England and neighbours", _BENCHMARK_HEADINGS, benchmark_rows(seed)),
        _sheet("Given figures", "Figures that cannot be counted", ("Code", "Period", "Value", "Source"), given(seed)),
        _sheet(
            "Not reported", "Periods left blank", ("Code", "Period", "Reason"), tuple(read_rows("not_reported.csv"))
        ),
        _sheet("Notes", "What staff say", ("Code", "Period", "Note"), note_rows()),
    )


def population_rows(seed: Seed) -> tuple[Row, ...]:
    """Return the children in the borough by financial year, the next one like the last until it is published."""
    known = {period: of for (code, period), (_, of) in seed.fractions.items() if code == "OP388a" and period in YEARS}
    *_, last = known.values()
    rows = [
        ("population", period.label, of, "The number behind the report's printed rates") for period, of in known.items()
    ]
    return (*rows, ("population", YEARS[-1].back(-1).label, last, "Last year's, until the next estimate is published"))


def benchmark_rows(seed: Seed) -> tuple[Row, ...]:
    """Return the comparators' figures of 2010/11."""
    return tuple(
        (line.code, who, YEARS[0].label, _number(value), _method(line, who), REPORT)
        for line in seed.lines.values()
        for who, value in line.benchmarks.items()
    )


def given(seed: Seed) -> tuple[Row, ...]:
    """Return the printed rates that the counts and the population do not make."""
    rows = []
    for code, count, period in (("OP410a", "Op410", year) for year in YEARS):
        printed, population = seed.lines[code].figures[period], _population(seed, period)
        rate = Fraction(seed.lines[count].figures[period]) * 10_000 / population
        if round_half_up(rate, 2) != printed:
            rows.append((code, period.label, _number(printed), REPORT))
    return tuple(rows)


def note_rows() -> tuple[Row, ...]:
    """Return the notes; the code of Op368 in May begins with a Cyrillic О and р, as in the report."""
    return tuple(
        (code.translate(CYRILLIC) if (code, period) == ("Op368", "2012-05") else code, period, text)
        for code, period, text in read_rows("notes.csv")
    )


_BENCHMARK_HEADINGS = ("Code", "Comparator", "Period", "Value", "Method", "Source")


def _sheet(name: str, title: str, headings: tuple[str, ...], rows: tuple[Row, ...]) -> Sheet:
    remark = "Kept by the performance team. Add a row for each new period."
    return Sheet(name=name, title=title, remark=remark, headings=headings, rows=rows)


def _population(seed: Seed, year: Period) -> int:
    return seed.fractions["OP388a", year][1]


def _method(line: Line, who: str) -> str:
    """Return how a comparator's figure was worked out; counts are averages, or they could not be compared."""
    if who == "SN":
        return "Average of the statistical neighbours"
    return "Average per authority" if line.unit == "count" else "England as a whole"


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)
