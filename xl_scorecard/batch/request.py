"""Request: what a batch was asked for; Task: one scorecard of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from xl_scorecard.batch.limits import Limits
from xl_scorecard.errors import RequestError
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.period import Period, PeriodKind
from xl_scorecard.pipeline import parse_period


class Again(Enum):
    """What to do with what an earlier batch in the same folder did.

    ANEW: make everything. RESUME: leave what is done, and what failed from the same inputs. RETRY: leave what is done.
    """

    ANEW = "anew"
    RESUME = "resume"
    RETRY = "retry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a batch was asked for; `periods` empty: of each definition the last month that all its sources cover.

    `pattern` names the outputs; "" means the usual one. `scheduler` is the address of a Dask cluster.
    `allow_python`: functions that definitions name may be run. `password` opens sources that are protected; it is never
    shown nor written, and no hash is of it.
    """

    definitions: tuple[Path, ...]
    out: Path
    periods: tuple[Period, ...] = ()
    for_each: str = ""
    pattern: str = ""
    template: Path | None = None
    jobs: int = 0
    limits: Limits = field(default_factory=Limits)
    again: Again = Again.ANEW
    fail_fast: bool = False
    scheduler: str = ""
    allow_python: bool = False
    password: str = field(default="", repr=False)

    @property
    def size(self) -> int:
        """How many to make at a time: as asked, or one for each processor that this program may use."""
        if self.jobs:
            return self.jobs
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One scorecard of a batch: `file` is its name in the folder, `inputs` the hash of all that it is made from."""

    definition: Path
    file: str
    period: Period | None = None
    part: Part | None = None
    inputs: str = ""

    @property
    def name(self) -> str:
        """As people tell it."""
        return self.file or self.definition.name


class State(Enum):
    """What became of a task; the value is the word that people read."""

    DONE = "done"
    KEPT = "as it was"
    FAILED = "failed"
    LEFT = "not tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a task, and why; `file` where it was saved, which is another where that was held open.

    `usable` is false where a source passed its limit of bad rows. `trace` has places in the program where
    nobody foresaw what went wrong.
    """

    task: Task
    state: State
    reason: str = ""
    kind: str = ""
    file: str = ""
    remark: str = ""
    usable: bool = True
    trace: tuple[str, ...] = ()


def parse_periods(text: str) -> tuple[Period, ...]:
    """Return the months that a person typed: "2012-05", "2011-04..2012-05", "2011/12". Raises RequestError."""
    first, dots, last = text.partition("..")
    start = parse_period(first)
    end = parse_period(last) if dots else start
    if start.first > end.last:
        raise RequestError(f"{start.label} is after {end.label}.", fix="Write the earlier month first.")
    return tuple(Period(month, month, PeriodKind.MONTH.value) for month in range(start.first, end.last + 1))
