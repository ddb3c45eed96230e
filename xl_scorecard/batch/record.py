"""Record: what a batch did, a line each, in its folder; what is done is told by the manifests beside the outputs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from xl_scorecard.batch.request import Outcome, State, Task
from xl_scorecard.batch.work import Found
from xl_scorecard.errors import RequestError
from xl_scorecard.model.dimension import Part
from xl_scorecard.writers.manifest import read_manifest

RECORD_FILE = "batch-record.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The lines of one folder's record."""

    path: Path

    def begin(self, *, anew: bool) -> None:
        """Begin a new record, or end a line that was cut short when a batch was killed."""
        before = b"" if anew or not self.path.exists() else self.path.read_bytes()
        if not before:
            self.path.write_bytes(b"")
        elif not before.endswith(b"\n"):
            self._append(b"\n")

    def write(self, outcome: Outcome) -> None:
        """Add what became of a task."""
        task = outcome.task
        line = {"file": task.name, "inputs": task.inputs, "state": outcome.state.name}
        more = {"reason": outcome.reason, "kind": outcome.kind, "trace": outcome.trace}
        self._append_line(line | {name: value for name, value in more.items() if value})

    def write_parts(self, inputs: str, dimension: str, parts: tuple[Found, ...]) -> None:
        """Add which parts a definition has, so that it need not be read again to know."""
        found = [[one.part.dimension, one.part.value, one.rows] for one in parts]
        self._append_line({"inputs": inputs, "dimension": dimension, "parts": found})

    def failed(self) -> dict[tuple[str, str], Outcome]:
        """Return the tasks that failed when they were last tried, by file and inputs."""
        last: dict[tuple[str, str], Outcome] = {}
        for line in self._lines():
            if "state" in line:
                key = str(line["file"]), str(line["inputs"])
                last.pop(key, None)
                if line["state"] == State.FAILED.name:
                    task = Task(definition=Path(), file=key[0], inputs=key[1])
                    reason, kind = str(line.get("reason", "")), str(line.get("kind", ""))
                    last[key] = Outcome(task=task, state=State.FAILED, reason=reason, kind=kind)
        return last

    def parts(self, inputs: str, dimension: str) -> tuple[Found, ...] | None:
        """Return the parts that a definition was found to have from the same inputs; None where that is not known."""
        for line in self._lines():
            if line.get("inputs") == inputs and line.get("dimension") == dimension:
                return tuple(Found(part=Part(dimension=d, value=v), rows=rows) for d, v, rows in line["parts"])
        return None

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Every whole line; what was being written when a batch was killed is not one."""
        content = self.path.read_bytes() if self.path.exists() else b""
        for text in content.split(b"\n"):
            try:
                line = json.loads(text)
            except ValueError:
                continue
            if isinstance(line, dict):
                yield line

    def _append_line(self, line: dict[str, Any]) -> None:
        self._append(json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def _append(self, content: bytes) -> None:
        with self.path.open("ab") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())


def is_done(task: Task, folder: Path) -> bool:
    """Is the task's output there as its manifest says, made from the same inputs by the same version?"""
    output = folder / task.file
    try:
        data = read_manifest(output)
        with output.open("rb") as file:
            same = file_digest(file, "sha256").hexdigest() == data["output"]["sha256"]
    except (RequestError, OSError, KeyError):
        return False
    part = {"dimension": task.part.dimension, "value": task.part.value} if task.part else None
    period = task.period.code if task.period else ""
    return same and (data["inputs"], data["period"], data["part"]) == (task.inputs, period, part)
