"""Local crew: worker processes, each on a pipe of its own, so that one that dies or hangs costs only its own job.

concurrent.futures and loky give up all work when one process dies; pebble shares one pipe and its lock between workers,
and waits for ever when one is killed while it holds the lock (pebble, issue 163).
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import TYPE_CHECKING

from xl_scorecard.batch.failure import Failure, death, failure_of, overdue
from xl_scorecard.batch.job import Ended, Job, Shelf
from xl_scorecard.batch.limits import Limits, limit_memory

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

PRELOADED = ["xl_scorecard.batch.work"]
PATIENCE = 2.0  # seconds that a process has to end by itself


@dataclass(slots=True)
class Worker:
    """A process, our end of its pipe, what is on its shelf, and what it is doing until when."""

    process: BaseProcess
    pipe: Connection
    shelf: set[str] = field(default_factory=set)
    job: Job | None = None
    deadline: float = 0.0


class LocalCrew:
    """At most `size` worker processes, started as they are needed; a worker that failed badly is replaced."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.size = size
        self._limits = limits
        self._context = _context()
        self._workers: list[Worker] = []
        self._ended: list[Ended] = []

    def has_room(self) -> bool:
        """Can another job be taken?"""
        return sum(worker.job is not None for worker in self._workers) < self.size

    def start(self, job: Job) -> None:
        """Give a job to a worker that is free, best to one that has its parcels; to a new one where none is."""
        free = [worker for worker in self._workers if worker.job is None]
        worker = max(free, key=lambda one: len(one.shelf & job.parcels.keys()), default=None) or self._hire()
        worker.job, worker.deadline = job, monotonic() + self._limits.seconds
        missing = {key: content for key, content in job.parcels.items() if key not in worker.shelf}
        try:
            worker.pipe.send_bytes(pickle.dumps((job.call, job.given, sorted(job.parcels), missing)))
        except OSError:  # it has died since; its sentinel says how
            return
        worker.shelf = set(job.parcels)

    def wait(self) -> list[Ended]:
        """Return the jobs that have ended, waiting for one where none has; nothing where none is being done."""
        busy = [worker for worker in self._workers if worker.job]
        while busy and not self._ended:
            soonest = min(worker.deadline for worker in busy)
            ready = set(
                wait([end for w in busy for end in (w.pipe, w.process.sentinel)], max(0, soonest - monotonic()))
            )
            for worker in busy:
                self._look_at(worker, answered=worker.pipe in ready, died=worker.process.sentinel in ready)
            busy = [worker for worker in self._workers if worker.job]
        ended, self._ended = self._ended, []
        return ended

    def close(self) -> None:
        """Send everybody home, whatever they are doing."""
        for worker in list(self._workers):
            self._dismiss(worker, at_once=worker.job is not None)

    def _hire(self) -> Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._limits.memory), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()
        worker = Worker(process=process, pipe=ours)
        self._workers.append(worker)
        return worker

    def _look_at(self, worker: Worker, *, answered: bool, died: bool) -> None:
        if answered:
            self._take_answer(worker)
        elif died:
            self._end(worker, failure=self._dismiss(worker))
        elif monotonic() >= worker.deadline:
            self._dismiss(worker, at_once=True)
            self._end(worker, failure=overdue(self._limits.seconds))

    def _take_answer(self, worker: Worker) -> None:
        try:
            result = pickle.loads(worker.pipe.recv_bytes())  # noqa: S301 - from a process that we started
        except (EOFError, OSError):
            self._end(worker, failure=self._dismiss(worker))
            return
        if isinstance(result, Failure):
            if result.kind == "Memory":
                self._dismiss(worker, at_once=True)
            self._end(worker, failure=result)
        else:
            self._end(worker, result=result)

    def _end(self, worker: Worker, *, result: object = None, failure: Failure | None = None) -> None:
        if worker.job is not None:
            self._ended.append(Ended(job=worker.job, result=result, failure=failure))
        worker.job = None

    def _dismiss(self, worker: Worker, *, at_once: bool = False) -> Failure:
        """Let a worker go, and say how it ended. It is killed where it must go at once or does not go by itself."""
        self._workers.remove(worker)
        worker.pipe.close()
        if not at_once:
            worker.process.join(PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
        worker.process.join()
        return death(worker.process.exitcode)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl+C waits until a process is started whole: one that is half started would end with words of its own.

    What is started keeps the signal blocked: whom to interrupt is for the batch to say. Blocking it in this thread is
    not enough, since Python may be told of it by any other.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    asked: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if asked:
        raise KeyboardInterrupt


def serve(pipe: Connection, memory: int) -> None:
    """Do jobs as they come over the pipe, until it closes or the process that started this one has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _be_silent()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    limit_memory(memory)
    shelf = Shelf()
    while True:
        try:
            order = pipe.recv_bytes()
            pipe.send_bytes(pickle.dumps(do(order, shelf)))
        except (EOFError, OSError):
            return


def do(order: bytes, shelf: Shelf) -> object:
    """Return what a job gives, or the Failure that it ended in."""
    try:
        call, given, wanted, parcels = pickle.loads(order)  # noqa: S301 - from the process that started this one
        _restock(shelf, wanted, parcels)
        return call(given, shelf)
    except BaseException as error:  # noqa: BLE001 - one job's trouble is no other's
        return failure_of(error)


def _restock(shelf: Shelf, wanted: list[str], parcels: dict[str, bytes]) -> None:
    """Take off the shelf what this job does not want, so that memory stays flat; put on it what came."""
    gone = shelf.parcels.keys() - set(wanted)
    for key in gone:
        del shelf.parcels[key]
    if gone or parcels:
        shelf.memo = None
    for key, content in parcels.items():
        shelf.parcels[key] = pickle.loads(content)  # noqa: S301 - from a process that we started


def _be_silent() -> None:
    """Nothing that a library prints reaches a person: it may quote a record."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        with suppress(OSError):
            os.dup2(nowhere, stream)
    os.close(nowhere)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _context() -> SpawnContext | ForkServerContext:
    """A server process that has everything loaded starts workers in an instant; Windows has to start them anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context
