"""Failure: why something was not made, in words that never quote a person's value."""

from __future__ import annotations

import signal
import traceback
from dataclasses import dataclass

from xl_scorecard.errors import ScorecardError

KILLED = "the computer may have run out of memory, or somebody ended it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What kind it is, in one word, and the sentence; `trace` has places in the program, for whoever can mend it."""

    kind: str
    sentence: str
    trace: tuple[str, ...] = ()


def failure_of(error: BaseException) -> Failure:
    """Return what an error says; one that nobody foresaw by its kind and place alone, for it may quote a record."""
    match error:
        case ScorecardError():
            return Failure(kind=type(error).__name__, sentence=str(error))
        case MemoryError():
            return Failure(kind="Memory", sentence="It needed more memory than its limit.")
        case _:
            frames = traceback.extract_tb(error.__traceback__)
            trace = tuple(f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
            sentence = f"Something went wrong that we did not foresee ({type(error).__qualname__})."
            return Failure(kind="Unforeseen", sentence=sentence, trace=trace)


def death(exit_code: int | None) -> Failure:
    """Return why a worker process is no more."""
    if exit_code is not None and exit_code < 0:
        number = -exit_code
        name = signal.Signals(number).name if number in {*signal.Signals} else f"signal {number}"
        why = KILLED if name == "SIGKILL" else "a library that it uses broke off"
        return Failure(kind="Killed", sentence=f"Its process was ended by {name}: {why}.")
    return Failure(kind="Killed", sentence=f"Its process ended by itself, with code {exit_code}.")


def overdue(seconds: float) -> Failure:
    """Return what is said of work that was stopped at its limit."""
    return Failure(kind="Time", sentence=f"It was not done after {seconds:g} seconds, and was stopped.")
