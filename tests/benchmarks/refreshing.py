"""How long a refresh takes, from the click to the last write, cold start included, and where the time goes.

On the model of Excel in memory, and in a live LibreOffice where it is installed; real Excel differs. The peer is the
usual way to fill a workbook with xlwings, measured in the same run: every cell that is ours, one after the other.
One command: python tests/benchmarks/refreshing.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import warnings
from dataclasses import replace
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from rich.console import Console
from rich.table import Table

ROUNDS = 3
PARTS = ("start", "read", "compute", "write")
CELLS = 300  # so many cells are written one by one, for the peer

CHILD = """
import sys, time
sys.path.insert(0, {root!r})
spawned = float(sys.argv[1])
import warnings; warnings.simplefilter("ignore")
import xlwings
from xl_scorecard.excel.run import Action, act
from xl_scorecard.excel.timing import Timing
import xl_scorecard.excel.actions
began = time.time()
book = None
{stand_in}
aside = time.time() - began
timing = Timing()
timing.seconds["start"] = time.time() - spawned - aside
class Nobody:
    progress = say = staticmethod(lambda *_, **__: None)
    ask = staticmethod(lambda _: False)
said = act(Action.REFRESH, book, Nobody, timing)
assert "cells changed" in said, said
cells = int(said.split(" cells changed")[0].split()[-1].replace(",", ""))
from xl_scorecard.excel.seeing import memory_of
from xl_scorecard.layout.bindings import bound_rows
bindings, _ = memory_of(book)
fields = {{(s.name, row): len(found) for s in bindings.blueprint.sheets for row, found in s.rows.items()}}
ours = sum(fields.get((s.source, row.source), 0) for s in bindings.sheets for row in bound_rows(s))
sheet = book.sheets[0]
before = time.perf_counter()
for number in range({cells}):
    sheet.range((number + 1, 60)).value = number
alone = (time.perf_counter() - before) / {cells}
import json
book.close()
print(json.dumps({{"parts": timing.seconds, "cells": cells, "ours": ours, "alone": alone}}))
"""
MODEL = """
from pathlib import Path
from tests.excel import excel_model
app, _ = excel_model.open_in_model(Path({path!r}))
book = app.books[Path({path!r}).name]
"""
OFFICE = """
from tests.excel.office_engine import Office, use
app = use(Office(pipe={pipe!r}).connect())
book = app.books.open({path!r})
"""


def main() -> None:
    """Measure and print one table."""
    warnings.simplefilter("ignore")
    table = Table("In", "ind.", *PARTS, "all", "changed", "ours", "peer", "peer ÷ write")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in workbooks(Path(folder)).items():
            measure(table, "model", name, path, MODEL.format(path=str(path)))
            in_office(table, name, path)
    table.title = f"A refresh, seconds, medians of {ROUNDS} new processes"
    Console(width=110).print(table)


def workbooks(folder: Path) -> dict[str, Path]:
    """The demo, and a little scorecard of 100 indicators with a page each; each source with one record more."""
    from openpyxl import load_workbook

    from tests.builders.little import little_definition, little_rows
    from tests.builders.live import more_rows, one_more, write_live
    from xl_scorecard.cli.demo import make_demo

    demo = folder / "demo"
    make_demo(demo, force=False, progress=lambda _: None)
    source = demo / "sources" / "contacts.xlsx"
    book = load_workbook(source)
    book.worksheets[0].delete_rows(book.worksheets[0].max_row - 3, 2)
    book.save(source)
    own = little_definition(folder).indicators
    many = tuple(replace(own[n % 3], code=f"R{n + 1:03d}", title=f"Indicator {n + 1}") for n in range(100))
    path = write_live(folder / "many", indicators=many, targets=())
    more_rows(path.parent, one_more(little_rows()))
    return {"16": demo / "scorecard-2012-05.xlsx", "100": path}


def in_office(table: Table, name: str, path: Path) -> None:
    """Measure in a live LibreOffice."""
    try:
        from tests.excel.office_engine import Office
    except BaseException as error:
        table.add_row("Office", name, str(error))
        return
    office = Office().start().connect()
    try:
        measure(table, "Office", name, path, OFFICE.format(path=str(path), pipe=office.pipe))
    finally:
        office.stop()


def measure(table: Table, where: str, name: str, path: Path, stand_in: str) -> None:
    """Refresh in new processes, the workbook as it was each time, and add a row."""
    content, found = path.read_bytes(), []
    code = CHILD.format(root=str(ROOT), stand_in=stand_in, cells=CELLS)
    for _ in range(ROUNDS):
        path.write_bytes(content)
        words = [sys.executable, "-c", code, str(time.time())]
        found.append(json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout))
    parts = {part: median(run["parts"][part] for run in found) for part in PARTS}
    ours, alone = found[0]["ours"], median(run["alone"] for run in found)
    peer = ours * alone
    table.add_row(
        where,
        name,
        *(f"{parts[part]:.2f}" for part in PARTS),
        f"{sum(parts.values()):.2f}",
        f"{found[0]['cells']:,}",
        f"{ours:,}",
        f"{peer:.2f}",
        f"{peer / parts['write']:.1f}",
    )


if __name__ == "__main__":
    main()
