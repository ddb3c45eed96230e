"""Tally: every scorecard of a batch and what became of it; tells and records each as it comes to an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from xl_scorecard.batch.failure import Failure
from xl_scorecard.batch.progress import Clock, Event, Happening, Tell
from xl_scorecard.batch.record import Record
from xl_scorecard.batch.request import Outcome, State, Task


@dataclass(slots=True, kw_only=True)
class Tally:
    """Outcomes by task, None while there is none. `remarks` are said with the outcome; `running` are being made."""

    record: Record
    tell: Tell
    outcomes: dict[Task, Outcome | None] = field(default_factory=dict)
    remarks: dict[Task, str] = field(default_factory=dict)
    running: dict[Task, None] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    clock: Clock = field(default_factory=lambda: Clock(monotonic()))

    def expect(self, task: Task, *, remark: str = "") -> bool:
        """Add a task; return False, and have it fail, where another has the same file."""
        self.outcomes[task], self.remarks[task] = None, remark
        if task.file and task.file.casefold() in self.files:
            self.fail(task, Failure(kind="RequestError", sentence="Another scorecard of this batch has the same file."))
            return False
        self.files.add(task.file.casefold())
        return True

    def start(self, task: Task) -> None:
        """Say that a task is being worked on."""
        self.running[task] = None
        self._tell(Happening.STARTED, task.name)

    def read(self, file: Path) -> None:
        """Say that a workbook is being read."""
        self._tell(Happening.READING, file.name)

    def fail(self, task: Task, failure: Failure) -> None:
        """Say that a task failed, and why."""
        self.end(
            Outcome(task=task, state=State.FAILED, reason=failure.sentence, kind=failure.kind, trace=failure.trace)
        )

    def end(self, outcome: Outcome, *, again: bool = False) -> None:
        """Say what became of a task. What an earlier batch recorded is not recorded `again`."""
        task = outcome.task
        self.running.pop(task, None)
        remark = " ".join(part for part in (self.remarks.get(task, ""), outcome.remark) if part)
        self.outcomes[task] = replace(outcome, remark=remark)
        if not again and outcome.state in (State.DONE, State.FAILED):
            self.record.write(outcome)
        self._tell(Happening.ENDED, task.name, self.outcomes[task])

    def sum_up(self, order: Mapping[Path, int]) -> tuple[Outcome, ...]:
        """Return every outcome, definition by definition; what was not tried says so."""
        for task, outcome in list(self.outcomes.items()):
            if outcome is None:
                self.end(Outcome(task=task, state=State.LEFT, reason="Not tried, because another failed before."))
        ended = [outcome for outcome in self.outcomes.values() if outcome]
        return tuple(sorted(ended, key=lambda outcome: order[outcome.task.definition]))

    def finish(self, name: str) -> None:
        """Say that the batch has come to its end."""
        self._tell(Happening.SUMMED_UP, name)

    def _tell(self, happening: Happening, name: str, outcome: Outcome | None = None) -> None:
        running = tuple(task.name for task in self.running)
        progress = self.clock.progress(self.outcomes, running)
        self.tell(Event(happening=happening, name=name, progress=progress, outcome=outcome))
