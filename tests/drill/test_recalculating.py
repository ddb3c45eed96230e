"""The oracle in the open: LibreOffice works every drill workbook out again, and agrees with the engine."""

import random
import shutil
import subprocess
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from tests.builders import small_tables as small
from tests.indicators.test_series import AT_DATE, CASES, CONDITIONS, EDGES, PYTHON, REVIEWS
from xl_scorecard.drill.workbook import FIRST_LINE, write_drill
from xl_scorecard.indicators.derivation import derive
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.definition import WorkingDayConvention
from xl_scorecard.model.measure import Accumulation, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.reference import Reference

pytestmark = pytest.mark.libreoffice
OPEN = {"kind": "open at period end", "end": "ended"}
AT_ONCE = 20
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def any_rows(chance: random.Random):
    days = [date.fromisoformat(day) for day in EDGES] + [date(2011, 3, 1) + timedelta(days=n) for n in range(0, 480, 7)]
    a_day = [None, *days, *days, *days]
    # ids that a spreadsheet would confuse: leading zeros, a star, capitals
    children = [None, "0012345", "12345", "a*", "ab", "AB", "c1", "c2"]
    cases = [
        {
            "child": chance.choice(children),
            "begun": chance.choice(a_day),
            "ended": chance.choice(a_day),
            "kind": chance.choice(["Initial", "initial", "CORE", "Core ", "Other", None]),
            "cost": chance.choice([None, 0.1, 0.2, 2.5, -1.25, 1_000_000.75, 7.0]),
            "team": chance.choice(["North", '"South"', "=1+1", None]),
        }
        for _ in range(160)
    ]
    reviews = [{"child": chance.choice(children), "reviewed": chance.choice(a_day)} for _ in range(120)]
    return {"cases": cases, "reviews": reviews}


def measures():
    for number, words in enumerate((*CONDITIONS, 'team | is one of | North; "South"'), start=1):
        yield small.measure(f"count_{number}", "cases", "begun", words)
        yield small.measure(f"open_{number}", "cases", "begun", words, **OPEN)
    for number, words in enumerate(AT_DATE, start=1):
        yield small.measure(f"at_date_{number}", "cases", "begun", words, **OPEN)
    yield small.measure("both", "cases", "begun", CONDITIONS[0], CONDITIONS[13], *AT_DATE[:2], **OPEN)
    yield small.measure("endless", "cases", "begun", kind="open at period end")
    for kind in ("sum", "mean", "median"):
        yield small.measure(kind, "cases", "ended", CONDITIONS[1], kind=kind, column="cost")
    yield small.measure("nothing", "cases", "begun", "kind | equals | nothing", kind="median", column="cost")
    yield small.measure("distinct", "cases", "begun", CONDITIONS[1], distinct="child")
    yield small.measure("teams", "cases", "begun", distinct="team")
    yield small.measure("population", "figures", kind="given")
    yield small.measure("made", "", kind="python", function="visits.py:begun")
    yield small.measure("made_stock", "", kind="python", function="visits.py:begun", over_months=Accumulation.STOCK)


def definition(convention):
    found = tuple(measures())
    every = [one.code for one in found]
    indicators = [
        small.indicator("every", " + ".join(every)),
        *(
            small.indicator(one.code, one.code)
            for one in found
            if one.kind not in (MeasureKind.COUNT, MeasureKind.OPEN)
        ),
        small.indicator("distinct", "distinct"),
        small.indicator("ratio", "count_1", "count_2"),
        small.indicator("rate", "open_1", "population"),
        small.indicator("empty", "count_1", "count_19"),
        small.indicator("sums", "sum - count_1", "population + count_2"),
        small.indicator("composed", "ratio + rate", "sum"),
        small.indicator("partly_given", "count_1", "count_2"),
        small.indicator("stock_given", "open_1"),
    ]
    return small.definition(
        [CASES, REVIEWS, small.source("figures", "", covers="")],
        found,
        indicators,
        working_days=convention,
        closure_days=(date(2012, 4, 11), date(2012, 5, 2)),
        partial_periods=True,
    )


REFERENCE = Reference(
    given=(
        small.given("population", "2010/11", 40),
        small.given("population", "2011/12", "50.5"),
        small.given("partly_given", "Q4 2011/12", numerator=7, denominator=9),
        small.given("partly_given", "2012-04", numerator=1, denominator=4),
        small.given("stock_given", "2012-05", 17),
    ),
    not_reported=(small.not_reported("ratio", "2012-04"),),
)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    """Every drill workbook of two definitions and three periods, worked out again: what its first sheet says."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("drill")
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    written = list(write_all(folder))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for first in range(0, len(written), AT_ONCE):
        words = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "out"]
        subprocess.run([*words, *written[first : first + AT_ONCE]], check=True, capture_output=True, timeout=900)
    return {path.stem: first_sheet(folder / "out" / path.name) for path in written}


def write_all(folder):
    for convention in WorkingDayConvention:
        defined, rows = definition(convention), any_rows(random.Random(convention.value))
        tables = small.tables(defined, rows, REFERENCE)
        for period in ("2012-05", "2012/13 to 2012-05", "2011/12"):
            if period != "2012-05" and convention is WorkingDayConvention.INCLUSIVE:
                continue
            for indicator in defined.indicators:
                derivation = derive(defined, tables, indicator.code, Period.parse(period), PYTHON)
                name = f"{convention.value} {period.replace('/', '-')} {indicator.code}.xlsx"
                yield write_drill(derivation, folder / name)


def first_sheet(path):
    book = load_workbook(path, data_only=True)
    page = book.worksheets[0]
    rows = [tuple(cell.value for cell in row[:4]) for row in page.iter_rows(min_row=FIRST_LINE) if row[0].value]
    book.close()
    return rows


def test_every_figure_of_every_workbook_is_what_the_engine_says(recalculated):
    differing = [
        (name, *row) for name, rows in recalculated.items() for row in rows if row[3] != "yes" or row[2] is None
    ]
    assert differing == []


def test_most_of_them_count_something(recalculated):
    numbers = [rows[-1][2] for rows in recalculated.values() if rows]
    assert len(numbers) == len(recalculated) > 50
    counts = [row[2] for rows in recalculated.values() for row in rows]
    assert sum(isinstance(number, int | float) and number != 0 for number in counts) > len(counts) * 0.8


def test_no_condition_and_no_kind_of_measure_is_left_out():
    found = tuple(measures())
    assert {one.test for measure in found for one in measure.conditions} == set(ConditionTest)
    assert {measure.kind for measure in found} == set(MeasureKind)
