"""Progress on stderr, and how long each stage took."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from rich.status import Status

from xl_scorecard.cli.streams import err, say


class Stages:
    """Told the name of each stage as it begins; shows it, and remembers when."""

    def __init__(self, status: Status | None) -> None:
        self._status = status
        self._starts: list[tuple[str, float]] = []
        self._end: float | None = None

    def __call__(self, stage: str) -> None:
        """Begin a stage."""
        self._starts.append((stage, perf_counter()))
        if self._status:
            self._status.update(f"{stage} …")
        else:
            say(f"{stage} …")

    def stop(self) -> None:
        """End the last stage."""
        self._end = perf_counter()

    @property
    def seconds(self) -> dict[str, float]:
        """How long each stage took, in seconds."""
        ends = [start for _, start in self._starts[1:]] + [self._end or perf_counter()]
        return {stage: round(end - start, 3) for (stage, start), end in zip(self._starts, ends, strict=True)}


@contextmanager
def watched() -> Iterator[Stages]:
    """Yield what a pipeline tells its stages to: a moving line on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        stages = Stages(None)
        yield stages
        stages.stop()
        return
    with Status("Starting …", console=err(), spinner="line") as status:
        stages = Stages(status)
        yield stages
        stages.stop()
