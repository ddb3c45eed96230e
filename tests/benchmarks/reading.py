"""How long reading takes beside pandas.read_excel with openpyxl, and the whole build beside the usual way.

python tests/benchmarks/reading.py [quick]
Every measurement is a process of its own; ratios are medians of pairs measured one after the other in the same run, so
that a busy machine slows both. Seconds are those of the processor, memory is the most that a process held.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import xlsxwriter
from rich.console import Console
from rich.table import Table

from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.model.condition import Condition, ConditionTest
from xl_scorecard.model.definition import Definition, Settings
from xl_scorecard.model.indicator import Indicator
from xl_scorecard.model.measure import Measure, MeasureKind
from xl_scorecard.model.period import Period
from xl_scorecard.model.polarity import Polarity
from xl_scorecard.model.source import Column, ColumnType, Source
from xl_scorecard.model.unit import Unit

USUAL_WAY = Path(__file__).with_name("usual_way.py")
FIRST = date(2010, 4, 1)
DAYS = 792
TEAMS, INDICATORS = 20, 100
COLUMNS = (
    ("child", "Child Unique ID", ColumnType.ID),
    ("gender", "Gender", ColumnType.CATEGORY),
    ("ethnicity", "Ethnicity", ColumnType.CATEGORY),
    ("born", "Date of Birth", ColumnType.DATE_OF_BIRTH),
    ("age", "Age", ColumnType.WHOLE_NUMBER),
    ("referred", "Date of Referral", ColumnType.DATE),
    ("came_from", "Referral Source", ColumnType.TEXT),
    ("nfa", "NFA?", ColumnType.YES_NO),
    ("before", "Referrals Before", ColumnType.WHOLE_NUMBER),
    ("team", "Team", ColumnType.TEXT),
    ("started", "Started", ColumnType.DATE),
    ("ended", "Ended", ColumnType.DATE),
    ("category", "Category", ColumnType.CATEGORY),
    ("worker", "Worker", ColumnType.TEXT),
    ("score", "Score", ColumnType.NUMBER),
)
MEMORY = """
import re
from pathlib import Path
def most_memory():
    status = Path("/proc/self/status")
    return int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) / 1024 if status.exists() else 0
"""
"""The most that this very process held, in megabytes; what getrusage says goes back to before it was started."""
PEER = """
import json, sys, time
sys.modules["defusedxml"] = None  # it slows openpyxl by a quarter
import openpyxl, pandas as pd
began = time.process_time()
pd.read_excel(sys.argv[1], engine="openpyxl")
print(json.dumps([time.process_time() - began, most_memory()]))
"""
OURS = """
import json, sys, time
from pathlib import Path
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.sources.reading import read_sources
definition = read_definition(Path(sys.argv[1]))
began = time.process_time()
tables = read_sources(definition)
assert not tables.problems
print(json.dumps([time.process_time() - began, most_memory()]))
"""
AT_ONCE = """
import json, sys, time
from pathlib import Path
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.sources import reading
if sys.argv[2] == "one":
    reading.MOST_AT_ONCE = 1
definition = read_definition(Path(sys.argv[1]))
began = time.perf_counter()
reading.read_sources(definition)
print(json.dumps([time.perf_counter() - began, 0]))
"""


FLOOR = "import pandas, openpyxl, lxml.etree, pydantic, typer, rich"
"""What no build can do without: Python itself and what it is made of."""


def main() -> None:
    """Measure, and print three tables."""
    quick = "quick" in sys.argv[1:]
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        worlds = {rows: make_world(Path(folder) / str(rows), rows) for rows in (1_000, 10_000, 100_000)}
        if not quick:
            worlds[500_000] = make_world(Path(folder) / "500000", 500_000)
        console.print(reading_table(worlds, rounds=1 if quick else 3))
        console.print(at_once_table(Path(folder) / "four", rounds=1 if quick else 3))
        console.print(building_table({rows: world for rows, world in worlds.items() if rows <= 100_000}, quick=quick))


def reading_table(worlds: dict[int, Path], *, rounds: int) -> Table:
    """Return seconds, ratios and memory of reading one clean extract of 15 columns into a typed table."""
    table = Table(
        "rows", "pandas + openpyxl", "ours", "ratio", "memory of theirs", "of ours", title="Reading an extract"
    )
    for rows, definition in worlds.items():
        large = rows > 100_000
        theirs = [] if large else [measured(PEER, definition.with_name("extract.xlsx")) for _ in range(rounds)]
        ours = [measured(OURS, definition) for _ in range(rounds)]
        ratio = median(b[0] / a[0] for a, b in zip(theirs, ours, strict=True)) if theirs else 0.0
        table.add_row(
            f"{rows:,}",
            f"{median(one[0] for one in theirs):.2f} s" if theirs else "–",
            f"{median(one[0] for one in ours):.2f} s",
            f"{ratio:.2f}" if theirs else "–",
            f"{max(one[1] for one in theirs):.0f} MB" if theirs else "–",
            f"{max(one[1] for one in ours):.0f} MB",
        )
    return table


def at_once_table(folder: Path, *, rounds: int) -> Table:
    """Return the seconds on the clock of four extracts of 25,000 rows, one after the other and several at once."""
    definition = make_world(folder, 25_000, copies=4)
    pairs = [(measured(AT_ONCE, definition, "one")[0], measured(AT_ONCE, definition, "all")[0]) for _ in range(rounds)]
    table = Table(
        "sources", "one by one", "at once", "ratio", title=f"Four extracts, {os.cpu_count()} processors (clock)"
    )
    one, all_ = (median(pair[n] for pair in pairs) for n in (0, 1))
    table.add_row("4 × 25,000 rows", f"{one:.2f} s", f"{all_:.2f} s", f"{median(b / a for a, b in pairs):.2f}")
    return table


def building_table(worlds: dict[int, Path], *, quick: bool) -> Table:
    """Return the seconds of whole cold processes: our build of 100 indicators beside the usual way of making it.

    The usual way makes the same pages; beside it stands what the bare figures take, without a format or a chart.
    """
    title = f"The whole build, cold, {INDICATORS} indicators (seconds of the processor)"
    table = Table("rows", "usual way", "ours", "ratio", "bare figures", "ratio", "imports alone", title=title)
    build = ("-m", "xl_scorecard", "build")
    for number, (rows, definition) in enumerate(worlds.items()):
        usual = (USUAL_WAY, definition.with_name("extract.xlsx"), definition.with_name("usual.xlsx"), INDICATORS)
        runs = ((*build, definition), usual, (*usual, "plain"), ("-c", FLOOR))
        if not number:
            for run in runs:
                seconds_of(definition.parent, *run)  # compiles modules to bytecode, as an installer does
        found = [[seconds_of(definition.parent, *run) for run in runs] for _ in range(1 if quick else 3)]
        ours, peer, bare, floor = (median(times) for times in zip(*found, strict=True))
        ratios = [f"{median(times[0] / times[other] for times in found):.2f}" for other in (1, 2)]
        told = (f"{peer:.2f} s", f"{ours:.2f} s", ratios[0], f"{bare:.2f} s", ratios[1], f"{floor:.2f} s")
        table.add_row(f"{rows:,}", *told)
    return table


def measured(code: str, *arguments: object) -> list[float]:
    """Return what a new process prints: seconds and megabytes."""
    command = [sys.executable, "-c", MEMORY + code, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def seconds_of(folder: Path, *arguments: object) -> float:
    """Return the processor's seconds of one new Python process, its start included, in a folder without a result.

    All of them run as where the program is installed: compiled to bytecode, and without Pillow, which openpyxl imports
    where it is there, and which only the tests bring.
    """
    for made in (*folder.glob("scorecard-*"), *folder.glob("usual.xlsx")):
        made.unlink()
    bare = folder.parent / "bare"
    bare.mkdir(exist_ok=True)
    (bare / "PIL.py").write_text("raise ImportError\n")
    bytecode = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "bytecode")}
    path = os.pathsep.join(filter(None, (str(bare), os.environ.get("PYTHONPATH"))))
    before = os.times()
    command = [sys.executable, *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **bytecode, "PYTHONPATH": path})
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def make_world(folder: Path, rows: int, *, copies: int = 1) -> Path:
    """Return the definition of 100 indicators over an extract of so many rows; with `copies`, over several such."""
    folder.mkdir(parents=True)
    sources = []
    for number in range(copies):
        name = "extract" if copies == 1 else f"extract{number}"
        write_extract(folder / f"{name}.xlsx", rows)
        sources.append(_source(name))
    definition = Definition(
        path=folder / "definition.xlsx",
        sha256="",
        settings=Settings(title="Benchmark", organisation="Haringey", history_months=24),
        sources=tuple(sources),
        measures=tuple(measure for n in range(INDICATORS) for measure in _measures(n, sources[0].name)),
        indicators=tuple(_indicator(number) for number in range(INDICATORS)),
    )
    write_definition(definition, definition.path)
    return definition.path


def _source(name: str) -> Source:
    columns = [
        Column(name=column, headings=(heading,), type=kind, required=column == "referred")
        for column, heading, kind in COLUMNS
    ]
    months = {"covers_from": Period.month(2010, 4), "covers_to": Period.month(2012, 5)}
    return Source(name=name, file=f"{name}.xlsx", columns=tuple(columns), **months)


def _measures(number: int, source: str) -> tuple[Measure, ...]:
    team = Condition(column="team", test=ConditionTest.EQUALS, value=f"Team {number % TEAMS}")
    nfa = Condition(column="nfa", test=ConditionTest.EQUALS, value="Yes")
    common = {"source": source, "kind": MeasureKind.COUNT, "date": "referred"}
    rows = Measure(code=f"m{number}", title="Referrals", conditions=(team,), **common)
    closed = Measure(code=f"n{number}", title="No further action", conditions=(team, nfa), **common)
    return (rows, closed) if number % 2 else (rows,)


def _indicator(number: int) -> Indicator:
    unit = Unit.PERCENT if number % 2 else Unit.COUNT
    return Indicator(
        code=f"I{number:03d}",
        section="All",
        title=f"Indicator {number}",
        unit=unit,
        decimals=1,
        polarity=Polarity.HIGH,
        numerator=f"n{number}" if number % 2 else f"m{number}",
        denominator=f"m{number}" if number % 2 else "",
        multiplier=unit.multiplier,
    )


def write_extract(path: Path, rows: int) -> None:
    """Write a clean extract of invented records."""
    dice = random.Random(7)
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    sheet, day = book.add_worksheet("Extract"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, [heading for _, heading, _ in COLUMNS])
    for row in range(1, rows + 1):
        referred = FIRST + timedelta(days=dice.randrange(DAYS))
        born = referred - timedelta(days=dice.randrange(6_500))
        ended = referred + timedelta(days=100) if dice.random() < 0.7 else None
        cells = (
            f"{dice.randrange(rows // 2 + 1):08x}",
            dice.choice(("Male", "Female")),
            dice.choice(("a) White", "b) Black", "c) Asian", "d) Mixed")),
            born,
            (referred - born).days // 365,
            referred,
            dice.choice(("School", "Police", "Health", "Family")),
            dice.choice(("Yes", "No")),
            dice.randrange(4),
            f"Team {dice.randrange(TEAMS)}",
            referred + timedelta(days=10),
            ended,
            dice.choice(("Neglect", "Physical", "Emotional", "Sexual")),
            f"Worker {dice.randrange(300)}",
            round(dice.random() * 100, 2),
        )
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, cell, day)
            elif cell is not None:
                sheet.write_number(row, column, cell)
    book.close()


if __name__ == "__main__":
    main()
