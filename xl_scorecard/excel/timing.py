"""Timing: how long a refresh took, from the click to the last write, and where the time went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter

START, READ, COMPUTE, WRITE = "start", "read", "compute", "write"
STAGES = {"Reading the definition": READ, "Working out the figures": COMPUTE, "Writing": WRITE}
DAY = 86_400.0


class Timing:
    """Told each stage as it begins; `seconds` are those of its four parts."""

    def __init__(self, clicked: float | None = None, clock: Callable[[], float] = perf_counter) -> None:
        """`clicked` is when the button was pressed, in seconds since midnight, where that is known."""
        self._clock = clock
        self._part = START
        self._since = clock()
        self.seconds = {START: since_midnight(clicked), READ: 0.0, COMPUTE: 0.0, WRITE: 0.0}

    def __call__(self, stage: str) -> None:
        """Begin a stage."""
        self._end()
        self._part = STAGES.get(stage, self._part)

    def stop(self) -> float:
        """End the last stage, and return how long all of it took."""
        self._end()
        return sum(self.seconds.values())

    def _end(self) -> None:
        now = self._clock()
        self.seconds[self._part] += now - self._since
        self._since = now

    def __str__(self) -> str:
        return ", ".join(f"{part} {seconds:.2f} s" for part, seconds in self.seconds.items())


def since_midnight(clicked: float | None) -> float:
    """Return how many seconds ago a time of day was; 0 for none, and for one that is not of the last ten minutes."""
    if clicked is None:
        return 0.0
    now = datetime.now().astimezone()
    today = now.hour * 3600 + now.minute * 60 + now.second + now.microsecond / 1e6
    ago = (today - clicked) % DAY
    return ago if ago < 600 else 0.0
