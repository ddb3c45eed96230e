"""What month end shows: a table that lives on a terminal, plain lines elsewhere, a line of JSON each for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.live import Live
from rich.table import Table

from xl_scorecard.batch.progress import Event, Happening, Progress, Tell
from xl_scorecard.batch.request import Outcome, State
from xl_scorecard.cli.streams import err, out, print_for_machines, say

if TYPE_CHECKING:
    from xl_scorecard.batch.closing import Recorded
    from xl_scorecard.batch.verifying import Verification

RUNNING_SHOWN = 8
LAST_SHOWN = 5


@contextmanager
def shown(*, as_json: bool) -> Iterator[Tell]:
    """Yield what a batch tells its events to."""
    if as_json:
        yield lambda event: print_for_machines(f"{json.dumps(event_data(event), ensure_ascii=False)}\n")
    elif not sys.stderr.isatty():
        yield tell_plainly
    else:
        with Live(console=err(), refresh_per_second=4) as live:
            table = LiveTable(live)
            yield table.tell
        table.tell_failures()


class LiveTable:
    """The table on a terminal: how far, what is being made, what failed last."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._failed: list[Outcome] = []
        self._event: Event | None = None

    def tell(self, event: Event) -> None:
        """Show what has happened."""
        self._event = event
        if event.outcome and event.outcome.state is State.FAILED:
            self._failed.append(event.outcome)
        self._live.update(self._table(event))

    def tell_failures(self) -> None:
        """Say, under the table, what failed and why, and where everything is summed up."""
        for outcome in self._failed:
            say(sentence(outcome))
        if self._event and self._event.happening is Happening.SUMMED_UP:
            say(f"Summed up in {self._event.name}")

    def _table(self, event: Event) -> Table:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold")
        table.add_column()
        table.add_row("Scorecards", counts(event.progress))
        table.add_row("Time", times(event.progress))
        running = event.progress.running
        for name in running[:RUNNING_SHOWN]:
            table.add_row("making", name)
        if len(running) > RUNNING_SHOWN:
            table.add_row("", f"and {len(running) - RUNNING_SHOWN} more")
        for outcome in self._failed[-LAST_SHOWN:]:
            table.add_row("failed", f"{outcome.task.name}: {outcome.reason}", style="red")
        return table


def tell_plainly(event: Event) -> None:
    """Say what has happened in a line."""
    progress = event.progress
    match event.happening:
        case Happening.READING:
            say(f"Reading {event.name} …")
        case Happening.ENDED if event.outcome:
            say(f"[{progress.ended}/{progress.total}] {sentence(event.outcome)}")
        case Happening.SUMMED_UP:
            say(f"{counts(progress)}; {times(progress)}. Summed up in {event.name}")


def sentence(outcome: Outcome) -> str:
    """Return what became of a scorecard: "failed: north.xlsx: there is no such sheet"."""
    name = outcome.file or outcome.task.name
    rest = " ".join(part for part in (outcome.reason, outcome.remark) if part)
    return f"{outcome.state.value}: {name}{f': {rest}' if rest else ''}"


def counts(progress: Progress) -> str:
    """Return how many are done, being made, failed: "12 of 60 done, 2 running, 1 failed"."""
    by_state = progress.counts
    done = by_state[State.DONE] + by_state[State.KEPT]
    kept = f" ({by_state[State.KEPT]} as they were)" if by_state[State.KEPT] else ""
    left = f", {by_state[State.LEFT]} not tried" if by_state[State.LEFT] else ""
    return (
        f"{done} of {progress.total} done{kept}, {len(progress.running)} running, {by_state[State.FAILED]} failed{left}"
    )


def times(progress: Progress) -> str:
    """Return how long it has taken and how much is left."""
    left = f", about {clock(progress.seconds_left)} left" if progress.seconds_left else ""
    return f"{clock(progress.seconds)}{left}"


def clock(seconds: float) -> str:
    """Return seconds as minutes and seconds: "2:05"."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def event_data(event: Event) -> dict[str, Any]:
    """Return an event as JSON holds it."""
    progress = event.progress
    data: dict[str, Any] = {
        "event": event.happening.value,
        "name": event.name,
        "total": progress.total,
        "running": len(progress.running),
        **{state.name.casefold(): progress.counts[state] for state in State},
        "seconds": round(progress.seconds, 3),
        "seconds_left": None if progress.seconds_left is None else round(progress.seconds_left, 3),
    }
    return data | (outcome_data(event.outcome) if event.outcome else {})


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """Return what became of a scorecard as JSON holds it."""
    task = outcome.task
    return {
        "state": outcome.state.name,
        "definition": task.definition.name,
        "file": outcome.file or None,
        "period": task.period.code if task.period else None,
        "part": {"dimension": task.part.dimension, "value": task.part.value} if task.part else None,
        "kind": outcome.kind or None,
        "reason": outcome.reason or None,
        "remark": outcome.remark or None,
        "usable": outcome.usable,
    }


def say_closed(recorded: Recorded) -> None:
    """Say what was recorded."""
    for closing in recorded.closings:
        count = len(closing.entries)
        figures = f": {count} {'figure' if count == 1 else 'figures'}" if count else ""
        say(f"{closing.month.label} {closing.action.value}{figures}")
    say(f"Saved {recorded.path}")


def closing_json(recorded: Recorded) -> str:
    """Return what was recorded."""
    closings = [
        {
            "closing": one.number,
            "month": one.month.code,
            "action": one.action.value,
            "figures": len(one.entries),
            "on": one.on,
            "reason": one.reason,
        }
        for one in recorded.closings
    ]
    return f"{json.dumps({'history': str(recorded.path), 'closings': closings}, ensure_ascii=False, indent=2)}\n"


def show_verified(found: Verification) -> None:
    """Show what became of a workbook and of what it was made from."""
    table = Table.grid(padding=(0, 2))
    for check in found.checks:
        table.add_row(check.what, check.file, check.state.value)
    out().print(table)
    genuine = (
        "The workbook is what its manifest says" if found.genuine else "The workbook was changed after it was made"
    )
    current = "nothing that was found has changed since" if found.current else "what it was made from has changed since"
    out().print(f"{genuine}; {current}.", soft_wrap=True)


def verified_json(found: Verification) -> str:
    """Return what became of a workbook and of what it was made from."""
    checks = [{"what": check.what, "file": check.file, "state": check.state.name} for check in found.checks]
    data = {
        "genuine": found.genuine,
        "current": found.current,
        "period": found.period,
        "built": found.built,
        "version": found.version,
        "checks": checks,
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n"
