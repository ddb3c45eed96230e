"""Two hundred scorecards of sixteen indicators: on two processes and on one, beside single builds; memory; a cluster.

One command: python tests/benchmarks/batches.py
Ratios are of runs made one after the other, so that a busy machine slows both.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

from xl_scorecard import pipeline
from xl_scorecard.batch.crew import LocalCrew
from xl_scorecard.batch.job import Crew, Job, Shelf
from xl_scorecard.batch.limits import Limits
from xl_scorecard.batch.progress import Event, Happening
from xl_scorecard.batch.request import Request, parse_periods
from xl_scorecard.batch.running import run_batch
from xl_scorecard.cli.demo import make_demo

MONTHS = parse_periods("2010-05..2012-05")
DEFINITIONS = 8
COUNT = len(MONTHS) * DEFINITIONS
SINGLES = 7
TASKS = 200
EARLY = 20
MEGABYTE = 1024 * 1024


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        make_demo(demo, force=False, progress=lambda _: None)
        definitions = [Path(shutil.copyfile(demo / "definition.xlsx", demo / f"d{n}.xlsx")) for n in range(DEFINITIONS)]
        Console().print(batch_table(tuple(definitions), Path(folder) / "out"))


def batch_table(definitions: tuple[Path, ...], out: Path) -> Table:
    """Return how long they take, and the ratios that matter."""
    table = Table(
        "What", "seconds", "ratio", "at most", title=f"{COUNT} scorecards of 16 indicators, sources read once"
    )
    pipeline.build(definitions[0])
    single = median(seconds_of_single(definitions[0]) for _ in range(SINGLES))
    two, memory = seconds_of_batch(definitions, out / "two", jobs=2)
    one, _ = seconds_of_batch(definitions, out / "one", jobs=1)
    table.add_row("a single build, warm", f"{single:.3f}", "", "")
    table.add_row("a batch on one process", f"{one:.1f}", "", "")
    table.add_row("a batch on two processes", f"{two:.1f}", f"{two / one:.2f} × one process", "0.60")
    table.add_row("each, on one process", f"{one / COUNT:.3f}", f"{one / COUNT / single:.2f} × a single build", "1.30")
    table.add_row("scorecards per core and minute", "", f"{COUNT / one * 60:.0f}", "")
    table.add_row("overhead of a task here", f"{overhead(LocalCrew(2, Limits())):.4f}", "", "")
    if cluster := overhead_on_a_cluster():
        table.add_row("overhead of a task on a Dask cluster", f"{cluster:.4f}", "", "")
    if memory:
        first, last = memory[EARLY], memory[max(memory)]
        table.add_row(
            f"memory of a worker, {EARLY}th and last", f"{first:.0f}, {last:.0f} MB", f"{last / first:.2f}", "flat"
        )
    return table


def seconds_of_single(definition: Path) -> float:
    """Return how long one build takes."""
    began = perf_counter()
    pipeline.build(definition, period=MONTHS[-1])
    return perf_counter() - began


def seconds_of_batch(definitions: tuple[Path, ...], out: Path, *, jobs: int) -> tuple[float, dict[int, float]]:
    """Return how long a batch takes, and the largest worker's memory after each scorecard (with psutil)."""
    memory: dict[int, float] = {}

    def tell(event: Event) -> None:
        if event.happening is Happening.ENDED and event.progress.ended in (EARLY, COUNT):
            memory[event.progress.ended] = largest_child()

    began = perf_counter()
    result = run_batch(Request(definitions=definitions, out=out, periods=MONTHS, jobs=jobs), tell)
    assert not result.failed
    return perf_counter() - began, memory if all(memory.values()) else {}


def largest_child() -> float:
    """Return the memory of the largest worker process in megabytes; 0 without psutil."""
    try:
        import psutil
    except ImportError:
        return 0.0
    children = psutil.Process().children(recursive=True)
    return float(max((child.memory_info().rss for child in children), default=0)) / MEGABYTE


def nothing(given: int, _: Shelf) -> int:
    """Do nothing."""
    return given


def overhead(crew: Crew) -> float:
    """Return the seconds that a task of no work takes on one of its processes."""
    for timed in (False, True):
        began, done, waiting = perf_counter(), 0, TASKS if timed else 2
        while done < (TASKS if timed else 2):
            while waiting and crew.has_room():
                crew.start(Job(call=nothing, given=waiting))
                waiting -= 1
            done += len(crew.wait())
    seconds = perf_counter() - began
    size = crew.size
    crew.close()
    return seconds * size / TASKS


def overhead_on_a_cluster() -> float:
    """Return the same on a scheduler and two workers on loopback; 0 where dask.distributed is not installed."""
    try:
        from distributed import LocalCluster

        from xl_scorecard.batch.cluster import ClusterCrew
    except ImportError:
        return 0.0
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        return overhead(ClusterCrew(cluster.scheduler_address))


if __name__ == "__main__":
    main()
