"""The application's state: switched for a refresh, and put back switch by switch, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import sleep
from typing import TYPE_CHECKING

from xl_scorecard.excel.engine import is_busy

if TYPE_CHECKING:
    import xlwings

SWITCHES = (("screen_updating", False), ("enable_events", False), ("calculation", "manual"))
FEW, TRIES = 3, 30
PAUSE = 1.0  # seconds


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
            _put_back(app, name, before, tries=TRIES)


def free_status_bar(app: xlwings.App) -> None:
    """Give the status bar back to Excel."""
    _put_back(app, "status_bar", False, tries=FEW)  # noqa: FBT003 - False is what Excel calls its own bar


def _put_back(app: xlwings.App, name: str, value: object, *, tries: int) -> None:
    """Put a switch back; a busy Excel is waited for: somebody began to type while the figures were written."""
    for number in range(1, tries + 1):
        try:
            setattr(app, name, value)
        except Exception as error:  # noqa: BLE001 - whatever Excel says, the next switch must be tried too
            if not is_busy(error) and number >= FEW:
                return
            sleep(PAUSE if is_busy(error) and tries > FEW else 0)
        else:
            return
