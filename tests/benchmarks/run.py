"""How long the demo takes: each stage and the whole, cold and warm; and writing it beside XlsxWriter.

One command: python tests/benchmarks/run.py
Ratios are medians of pairs measured one after the other in the same run, so that a busy machine slows both.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import xlsxwriter
from openpyxl import load_workbook
from rich.console import Console
from rich.table import Table

from xl_scorecard import pipeline
from xl_scorecard.cli.demo import make_demo
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.workbook import write_workbook

ROUNDS = 7
MORE = (
    "engine.py",
    "indicators.py",
    "reading.py",
    "batches.py",
    "sending.py",
    "refreshing.py",
)  # further benchmarks, each a script of its own beside this one
Look = tuple[str, bool, str]
Cell = tuple[int, int, object, Look]


class Clock:
    """Told the name of each stage as it begins; keeps how long each took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "", perf_counter()

    def __call__(self, stage: str) -> None:
        """End the stage before, begin this one."""
        now = perf_counter()
        if self._stage:
            self.seconds[self._stage] = now - self._since
        self._stage, self._since = stage, now


def main() -> None:
    """Measure, print two tables, and run the further benchmarks."""
    with tempfile.TemporaryDirectory() as folder:
        demo, clock, console = Path(folder) / "demo", Clock(), Console()
        make_demo(demo, force=False, progress=clock)
        console.print(stages_table(demo / "definition.xlsx", example=clock.seconds["Writing the example's workbooks"]))
        console.print(writing_table(demo))
    for name in MORE:
        subprocess.run([sys.executable, Path(__file__).with_name(name)], check=True)


def stages_table(definition: Path, *, example: float) -> Table:
    """Return the seconds of each stage of a build: first in this process, then warm; and of whole new processes.

    `example` is how long the demo took before that to write its workbooks.
    """
    first, warm = build_once(definition), defaultdict(list)
    for _ in range(ROUNDS):
        for stage, seconds in build_once(definition).items():
            warm[stage].append(seconds)
    table = Table("Stage", "warm, seconds (median)", "of the whole", title=f"Building the demo, {ROUNDS} rounds")
    medians = {stage: median(seconds) for stage, seconds in warm.items()}
    for stage, seconds in medians.items():
        table.add_row(stage, f"{seconds:.3f}", f"{seconds / medians['The whole']:.0%}")
    table.add_row("The whole, first in this process", f"{first['The whole']:.3f}", "")
    cold = median(seconds_of_command("build", definition) for _ in range(3))
    table.add_row("The whole, cold (build in a new process)", f"{cold:.3f}", "")
    table.add_row("Writing the example's workbooks (demo alone)", f"{example:.3f}", "")
    demo = seconds_of_command("demo", definition.with_name("another"))
    table.add_row("The whole demo, cold (in a new process)", f"{demo:.3f}", "")
    return table


def build_once(definition: Path) -> dict[str, float]:
    """Return the seconds of each stage of one build in this process."""
    clock, began = Clock(), perf_counter()
    pipeline.build(definition, progress=clock)
    clock("")
    return {**clock.seconds, "The whole": perf_counter() - began}


def seconds_of_command(*arguments: object) -> float:
    """Return the seconds of one command in a new process, Python's start included."""
    began = perf_counter()
    subprocess.run([sys.executable, "-m", "xl_scorecard", *map(str, arguments)], check=True, capture_output=True)
    return perf_counter() - began


def writing_table(demo: Path) -> Table:
    """Return how long writing takes beside XlsxWriter writing the same cells, with the same formats."""
    finished, card = demo / "scorecard-2012-05.xlsx", pipeline.assess(demo / "definition.xlsx")
    sheets, template = cells_of(finished), shipped_template()
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(seconds_of(lambda: write_workbook(card, template, demo / "ours.xlsx")))
        theirs.append(seconds_of(lambda: write_with_xlsxwriter(sheets, demo / "theirs.xlsx")))
    ratio = median(a / b for a, b in zip(ours, theirs, strict=True))
    count = sum(len(cells) for cells in sheets.values())
    table = Table("Writer", "seconds (median)", title=f"Writing {count:,} cells on {len(sheets)} sheets")
    table.add_row("ours: fills in the template, charts and all", f"{median(ours):.3f}")
    table.add_row("XlsxWriter, in_memory: the same cells, no charts", f"{median(theirs):.3f}")
    table.add_row("ratio (median of pairs)", f"{ratio:.2f}")
    return table


def cells_of(path: Path) -> dict[str, list[Cell]]:
    """Return every cell of a workbook by sheet: row and column from 0, value, look; styled blanks too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it does not know sparklines
        book = load_workbook(path)
    cells = {
        sheet.title: [
            (cell.row - 1, cell.column - 1, cell.value, look_of(cell))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.has_style
        ]
        for sheet in book
    }
    book.close()
    return cells


def look_of(cell: object) -> Look:
    """Return number format, boldness and solid fill ("" for none) of a cell."""
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else ""
    return cell.number_format, bool(cell.font.b), colour[-6:] if isinstance(colour, str) else ""


def write_with_xlsxwriter(sheets: dict[str, list[Cell]], path: Path) -> None:
    """Write the cells with XlsxWriter, one format for each different look."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    looks: dict[Look, xlsxwriter.format.Format] = {}
    for title, cells in sheets.items():
        sheet = book.add_worksheet(title)
        for row, column, value, look in cells:
            if look not in looks:
                number_format, bold, fill = look
                looks[look] = book.add_format(
                    {"num_format": number_format, "bold": bold} | ({"bg_color": f"#{fill}"} if fill else {})
                )
            sheet.write(row, column, value, looks[look])
    book.close()


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
