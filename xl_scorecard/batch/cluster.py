"""Cluster crew: the same jobs on an existing Dask cluster, through the executor of dask.distributed.

Its workers must see the definitions, sources and the folder of outputs under the same paths. Limits of memory are the
cluster's own; a worker that dies is the cluster's to replace, and its jobs are done by another.
"""

from __future__ import annotations

import importlib
import pickle
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from functools import lru_cache
from typing import Any

from xl_scorecard.batch.failure import Failure, failure_of
from xl_scorecard.batch.job import Ended, Job, Shelf
from xl_scorecard.errors import RequestError, WriteError

TRIES = 3
WAITING = 2  # jobs on their way for each thread, so that none is idle
SECONDS = "10s"
KEPT = 16  # parcels that a process keeps unpacked


class ClusterCrew:
    """The threads of a cluster's workers. Parcels are sent once and kept by every worker while they are needed."""

    def __init__(self, address: str) -> None:
        self._client = _connect(address)
        self._executor = self._client.get_executor(pure=False, retries=TRIES)
        self._running: dict[Future[object], tuple[Job, int]] = {}
        self._sent: dict[str, Any] = {}

    @property
    def size(self) -> int:
        """How many jobs are done at a time."""
        threads: list[int] = list(self._client.nthreads().values())
        return max(1, sum(threads))

    def has_room(self) -> bool:
        """Can another job be taken?"""
        return len(self._running) < WAITING * self.size

    def start(self, job: Job) -> None:
        """Have a job done."""
        self._submit(job, 1)

    def wait(self) -> list[Ended]:
        """Return the jobs that have ended, waiting for one where none has; nothing where none is being done."""
        ended: list[Ended] = []
        while self._running and not ended:
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            ended = [one for future in done if (one := self._take(future)) is not None]
        return ended

    def close(self) -> None:
        """Leave the cluster; jobs that are not done are cancelled."""
        for future in self._running:
            future.cancel()
        self._executor.shutdown(wait=False)
        self._client.close()

    def _submit(self, job: Job, tries: int) -> None:
        for key in self._sent.keys() - job.parcels.keys() - self._needed():
            del self._sent[key]
        for key, content in job.parcels.items():
            if key not in self._sent:
                self._sent[key] = self._client.scatter(content, broadcast=True, hash=False)
        shelf = {key: self._sent[key] for key in job.parcels}
        future = self._executor.submit(work_off, job.call, job.given, shelf)
        self._running[future] = job, tries

    def _needed(self) -> set[str]:
        return {key for job, _ in self._running.values() for key in job.parcels}

    def _take(self, future: Future[object]) -> Ended | None:
        """What came of a job; None where it is done again because the cluster has lost what was sent to it."""
        job, tries = self._running.pop(future)
        try:
            result = future.result()
        except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever the cluster says
            if tries < TRIES and _is_lost(error):
                self._sent.clear()
                self._submit(job, tries + 1)
                return None
            return Ended(job=job, failure=_failure(error))
        if isinstance(result, Failure):
            return Ended(job=job, failure=result)
        return Ended(job=job, result=result)


def work_off(call: Callable[[Any, Shelf], object], given: object, parcels: Mapping[str, bytes]) -> object:
    """Return what a job gives, or the Failure that it ended in; runs on a worker of the cluster."""
    try:
        return call(given, Shelf(parcels={key: _unpacked(content) for key, content in parcels.items()}))
    except Exception as error:  # noqa: BLE001 - one job's trouble is no other's
        return failure_of(error)


@lru_cache(maxsize=KEPT)
def _unpacked(content: bytes) -> Any:
    """Unpack a parcel once in each process of the cluster, and keep the last few."""
    return pickle.loads(content)  # noqa: S301 - from the process that runs the batch


def _connect(address: str) -> Any:
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError:
        raise RequestError(
            "A cluster needs more than the base install.", fix='Run: pip install "xl-scorecard[cluster]".'
        ) from None
    try:
        return distributed.Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise WriteError(
            "The cluster does not answer.", fix="Check --scheduler, such as tcp://10.0.0.5:8786, and that it runs."
        ) from problem


def _is_lost(error: BaseException) -> bool:
    return isinstance(error, CancelledError) or "Cancelled" in type(error).__name__ or "Lost" in str(error)


def _failure(error: BaseException) -> Failure:
    if type(error).__name__ == "KilledWorker":
        return Failure(kind="Killed", sentence="It ended every worker of the cluster that tried it.")
    return failure_of(error)
