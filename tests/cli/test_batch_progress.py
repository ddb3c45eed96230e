"""What a batch shows on a terminal."""

from collections import Counter
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.live import Live

from xl_scorecard.batch.progress import Event, Happening, Progress
from xl_scorecard.batch.request import Outcome, State, Task
from xl_scorecard.cli.batch_progress import LiveTable, clock, counts, times

RUNNING = tuple(f"team-{n}.xlsx" for n in range(10))


def progress(**changes):
    usual = {
        "total": 60,
        "counts": Counter({State.DONE: 11, State.KEPT: 1, State.FAILED: 1}),
        "running": RUNNING,
        "seconds": 61.2,
        "seconds_left": 125.0,
    }
    return Progress(**(usual | changes))


def drawn(*events):
    console = Console(file=StringIO(), force_terminal=True, width=100, color_system=None)
    with Live(console=console, auto_refresh=False) as live:
        table = LiveTable(live)
        for event in events:
            table.tell(event)
        live.refresh()
    return console.file.getvalue()


def test_the_table_says_how_far_it_is_what_runs_and_how_long_it_will_take():
    text = drawn(Event(happening=Happening.STARTED, name="x", progress=progress()))
    assert "12 of 60 done (1 as they were), 10 running, 1 failed" in text
    assert "1:01, about 2:05 left" in text
    assert "team-7.xlsx" in text
    assert "team-8.xlsx" not in text
    assert "and 2 more" in text


def test_the_table_keeps_what_failed_last_with_the_reason():
    task = Task(definition=Path("d.xlsx"), file="north.xlsx")
    outcome = Outcome(task=task, state=State.FAILED, reason="there is no such sheet.")
    text = drawn(
        Event(happening=Happening.ENDED, name="north.xlsx", progress=progress(), outcome=outcome),
        Event(happening=Happening.STARTED, name="x", progress=progress()),
    )
    assert "north.xlsx: there is no such sheet." in text


def test_nothing_is_said_of_time_left_before_anything_is_known_of_it():
    assert times(progress(seconds_left=None)) == "1:01"
    assert clock(3599.6) == "60:00"


def test_what_was_not_tried_is_counted():
    assert (
        counts(progress(counts=Counter({State.LEFT: 2}), running=()))
        == "0 of 60 done, 0 running, 0 failed, 2 not tried"
    )
