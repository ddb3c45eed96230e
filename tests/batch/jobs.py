"""What a crew is given in tests: work that goes well, and work that goes wrong in every way there is."""

import ctypes
import os
import time

from xl_scorecard.batch.job import Job, Shelf


def double(given: int, _: Shelf) -> int:
    return given * 2


def who(_: None, __: Shelf) -> int:
    return os.getpid()


def shelved(given: str, shelf: Shelf) -> object:
    return shelf.parcels[given]


def break_off(_: None, __: Shelf) -> None:
    os.abort()


def crash(_: None, __: Shelf) -> None:
    ctypes.string_at(0)


def be_killed(_: None, __: Shelf) -> None:
    os.kill(os.getpid(), 9)


def hang(_: None, __: Shelf) -> None:
    while True:
        time.sleep(60)


def hang_in_c(_: None, __: Shelf) -> None:
    """A lock that nobody opens, held in C with signals of no use."""
    ctypes.CDLL(None).pause() if hasattr(ctypes.CDLL(None), "pause") else time.sleep(3600)


def exhaust(_: None, __: Shelf) -> int:
    """Ask for memory, and use it, until there is none."""
    kept = []
    while True:
        kept.append(bytearray(b"x") * (16 * 1024 * 1024))


def quote(_: None, __: Shelf) -> None:
    raise ValueError("Anna Smith, born 12/05/2004")


def leave(_: None, __: Shelf) -> None:
    raise SystemExit(7)


def job(call, given=None, **parcels: bytes) -> Job:
    return Job(call=call, given=given, parcels=parcels)
