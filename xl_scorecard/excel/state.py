"""The application's state: switched for a refresh, and put back switch by switch, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings

SWITCHES = (("screen_updating", False), ("enable_events", False), ("calculation", "manual"))
TRIES = 3


@contextmanager
def quiet(app: xlwings.App) -> Iterator[None]:
    """Switch off what would slow a refresh down or answer to it; put each switch back by itself afterwards.

    A switch that Excel does not let us set stays as it is: it costs time, not correctness.
    """
    was: list[tuple[str, object]] = []
    try:
        for name, value in SWITCHES:
            with suppress(Exception):
                before = getattr(app, name)
                was.append((name, before))
                setattr(app, name, value)
        yield
    finally:
        for name, before in reversed(was):
            _put_back(app, name, before)


def free_status_bar(app: xlwings.App) -> None:
    """Give the status bar back to Excel."""
    _put_back(app, "status_bar", False)  # noqa: FBT003 - False is what Excel calls its own bar


def _put_back(app: xlwings.App, name: str, value: object) -> None:
    for _ in range(TRIES):
        with suppress(Exception):
            setattr(app, name, value)
            return
