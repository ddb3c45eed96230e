"""Verifying: is a finished workbook what its manifest says, and has anything that it was made from changed since?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import DefinitionError, RequestError
from xl_scorecard.history.workbook import read_history
from xl_scorecard.model.history import HISTORY_FILE
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.writers.manifest import read_manifest, sha256_of
from xl_scorecard.writers.shipped import FOLDERS


class State(Enum):
    """What was found; the value is the word that people read."""

    SAME = "as it was"
    CHANGED = "changed since"
    NOT_FOUND = "not found from here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One file: what it is ("workbook", "definition", "template", "source contacts"), its path, and its state."""

    what: str
    file: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Everything that was checked, the workbook itself first; `period`, `built` and `version` are the manifest's."""

    checks: tuple[Check, ...]
    period: str
    built: str
    version: str

    @property
    def genuine(self) -> bool:
        """Is the workbook what its manifest says?"""
        return self.checks[0].state is State.SAME

    @property
    def current(self) -> bool:
        """Is everything that it was made from still the same?"""
        return all(check.state is not State.CHANGED for check in self.checks)


def verify(workbook: Path) -> Verification:
    """Return what became of a workbook and its inputs. Raises RequestError where it or its manifest is not there."""
    if not workbook.is_file():
        raise RequestError("There is no such workbook.", place=Place(file=workbook.name), fix="Check its name.")
    data = read_manifest(workbook)
    checks = (_check("workbook", workbook, workbook.name, data["output"]["sha256"]), *_inputs(data, workbook.parent))
    return Verification(
        checks=checks,
        period=data["period"],
        built=data["run"]["started"],
        version=data["versions"]["xl-scorecard"],
    )


def _inputs(data: dict[str, Any], folder: Path) -> Iterator[Check]:
    definition = data["definition"]
    home = (folder / definition["file"]).parent
    yield _definition(folder / definition["file"], definition["file"], definition["sha256"])
    template = data["template"]
    places = FOLDERS if template["shipped"] else (folder,)
    path = next((place / template["file"] for place in places if (place / template["file"]).is_file()), Path())
    yield _check("template", path, template["file"], template["sha256"])
    seen: dict[str, bytes] = {}
    for source in data["sources"]:
        path = home / source["file"]
        yield _check(f"source {source['name']}", path, source["file"], source["sha256"], seen)
    seal = data["history"]["seal"] if data["history"] else ""
    if seal or (home / HISTORY_FILE).exists():
        yield _history(home, Period.parse(data["period"]), seal)


def _definition(path: Path, file: str, sha256: str) -> Check:
    """Its hash is also of what it builds on, and of the functions that it names."""
    check = _check("definition", path, file, sha256)
    if check.state is not State.CHANGED:
        return check
    try:
        same = read_definition(path).sha256 == sha256
    except DefinitionError:
        same = False
    return replace(check, state=State.SAME if same else State.CHANGED)


def _history(folder: Path, month: Period, seal: str) -> Check:
    """What is closed later changes nothing."""
    if not (folder / HISTORY_FILE).exists():
        return Check(what="history", file=HISTORY_FILE, state=State.NOT_FOUND)
    same = read_history(folder).history.before(month).seal == seal
    return Check(what="history", file=HISTORY_FILE, state=State.SAME if same else State.CHANGED)


def _check(what: str, path: Path, file: str, sha256: str, seen: dict[str, bytes] | None = None) -> Check:
    """`seen` keeps what a workbook of several sources holds, so that it is read once."""
    kept = {} if seen is None else seen
    try:
        content = kept[file] if file in kept else kept.setdefault(file, path.read_bytes())
    except OSError:
        return Check(what=what, file=file, state=State.NOT_FOUND)
    return Check(what=what, file=file, state=State.SAME if sha256_of(content) == sha256 else State.CHANGED)
