"""Running a batch: definitions → source workbooks, each read once → parts → scorecards, whatever fails on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xl_scorecard.batch.crew import LocalCrew
from xl_scorecard.batch.job import Crew
from xl_scorecard.batch.lock import held
from xl_scorecard.batch.naming import check_pattern, names_of
from xl_scorecard.batch.progress import Tell
from xl_scorecard.batch.record import RECORD_FILE, Record
from xl_scorecard.batch.request import Again, Outcome, Request, State
from xl_scorecard.batch.schedule import Schedule
from xl_scorecard.batch.summary import SUMMARY_FILE, write_summary
from xl_scorecard.batch.tally import Tally
from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.model.place import Place
from xl_scorecard.writers.manifest import manifest_path
from xl_scorecard.writers.saving import temporaries_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of every scorecard, in order, and the workbook that sums them up."""

    outcomes: tuple[Outcome, ...]
    summary: Path

    @property
    def failed(self) -> bool:
        """Did any fail, was any not tried, or did a source of one pass its limit of bad rows?"""
        return any(one.state in (State.FAILED, State.LEFT) or not one.usable for one in self.outcomes)


def run_batch(request: Request, tell: Tell = lambda _: None) -> Result:
    """Return what became of every scorecard asked for; `tell` hears of each as it happens.

    Raises RequestError where the request makes no sense or would take a password to a cluster, and WriteError where the
    folder cannot be written in or another batch is working there. Whatever is wrong with one scorecard is in its outcome.
    """
    names = names_of(tuple(dict.fromkeys(request.definitions)))
    pattern = check_pattern(request.pattern, parts=bool(request.for_each))
    _refuse_password_elsewhere(request)
    _make(request.out)
    with held(request.out):
        record = Record(path=request.out / RECORD_FILE)
        record.begin(anew=request.again is Again.ANEW)
        tally, crew = Tally(record=record, tell=tell), _crew(request)
        try:
            Schedule(request=request, crew=crew, tally=tally, names=names, pattern=pattern).work_off()
        finally:
            crew.close()
        outcomes = tally.sum_up({path: number for number, path in enumerate(names)})
        _sweep(request.out, outcomes)
        summary = write_summary(outcomes, request.out)
        tally.finish(summary.name)
    return Result(outcomes=outcomes, summary=summary)


def _refuse_password_elsewhere(request: Request) -> None:
    """Dask hands on what it is given, in the clear unless it was set up otherwise, and may put it on a worker's disk."""
    if request.password and request.scheduler:
        raise RequestError(
            "Protected sources are opened on this computer only: a cluster would pass the password on, and may write "
            "to its disks what it opened.",
            fix="Run it without --scheduler, or without --password-from.",
        )


def _crew(request: Request) -> Crew:
    if not request.scheduler:
        return LocalCrew(request.size, request.limits)
    from xl_scorecard.batch.cluster import ClusterCrew  # noqa: PLC0415 - needs the extra [cluster]

    return ClusterCrew(request.scheduler)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WriteError(
            "this folder cannot be made.", place=Place(file=folder.name), fix="Choose another with --out."
        ) from problem


def _sweep(folder: Path, outcomes: Iterable[Outcome]) -> None:
    """Take away what batches that were killed left half-written beside the outputs."""
    outputs = [folder / one.task.file for one in outcomes if one.task.file]
    for output in [*outputs, *map(manifest_path, outputs), folder / SUMMARY_FILE]:
        for stray in temporaries_of(output) if output.parent.is_dir() else ():
            stray.unlink(missing_ok=True)
