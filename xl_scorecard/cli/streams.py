"""stdout and stderr: machine output alone on the one, everything else on the other."""

from __future__ import annotations

import io
import sys

from rich.console import Console


def prepare_streams() -> None:
    """Let a console that lacks a character show "?" for it: a Windows console must never stop a scorecard."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def out() -> Console:
    """Return the console for what was asked for."""
    return Console(highlight=False, emoji=False, markup=False)


def err() -> Console:
    """Return the console for everything else: progress, remarks, complaints."""
    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def say(sentence: str) -> None:
    """Tell people something, on stderr."""
    err().print(sentence, soft_wrap=not sys.stderr.isatty())


def print_for_machines(text: str) -> None:
    """Write `text` on stdout exactly as it is, in UTF-8, whatever the console's own encoding."""
    sys.stdout.flush()
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)
