"""Plan: one definition within a batch: what it needs to be read, and what becomes of each of its scorecards."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from xl_scorecard.batch.request import Task
from xl_scorecard.batch.work import Defined, ToRead
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.source import Source, SourceKind
from xl_scorecard.sources.choosing import source_path


@dataclass(slots=True, kw_only=True)
class Plan:
    """A definition that was read. `keys` are its sources' parcels, in its order; `to_split` until its parts are known.

    `tasks` are still to be made or being made; `going` once their jobs are given out.
    """

    path: Path
    name: str
    defined: Defined
    keys: tuple[str, ...]
    to_split: bool = False
    opened: bool = False
    going: bool = False
    tasks: list[Task] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What its parts are recorded under: the same for the same definition and sources."""
        return hashlib.sha256(repr((self.definition.sha256, self.keys)).encode()).hexdigest()

    @property
    def closed(self) -> bool:
        """Is nothing left to be done?"""
        return not self.to_split and not self.tasks

    @property
    def definition(self) -> Definition:
        """The definition itself."""
        return self.defined.definition

    @property
    def files(self) -> dict[Path, tuple[tuple[str, Source], ...]]:
        """The sources in each workbook, with their keys."""
        found: dict[Path, tuple[tuple[str, Source], ...]] = {}
        for key, source in zip(self.keys, self.definition.sources, strict=True):
            path = source_path(self.definition, source)
            found[path] = (*found.get(path, ()), (key, source))
        return found


def plan_of(path: Path, name: str, defined: Defined, *, to_split: bool) -> Plan:
    """Return the plan of a definition."""
    definition = defined.definition
    return Plan(
        path=path,
        name=name,
        defined=defined,
        keys=tuple(_key(definition, source, defined.hashes[source.name]) for source in definition.sources),
        to_split=to_split,
    )


def reading_of(path: Path, plans: list[Plan], *, password: str = "") -> ToRead:
    """Return what is to be read from a workbook, once, for all plans that use it; `password` opens a protected one."""
    users = [plan for plan in plans if path in plan.files]
    sources = dict(pair for plan in users for pair in plan.files[path])
    return ToRead(path=path, sources=tuple(sources.items()), definition=users[0].definition, password=password)


def _key(definition: Definition, source: Source, sha256: str) -> str:
    """The same for what reads the same: rows of records do not depend on the rest of a definition, others do."""
    rest = "" if source.kind is SourceKind.RECORDS else definition.sha256
    where = source_path(definition, source).resolve()
    return hashlib.sha256(repr((str(where), sha256, source, rest)).encode()).hexdigest()
