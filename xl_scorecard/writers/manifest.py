"""Manifest: what a finished workbook was made from, beside it as JSON; never a row's value, never an absolute path."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath, PurePosixPath
from time import perf_counter
from typing import Any
from uuid import uuid4

from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place
from xl_scorecard.model.problem import Problem, Severity
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.source import FilePart, SourceFile
from xl_scorecard.model.status import Status
from xl_scorecard.ooxml.archive import content_hash, members_of
from xl_scorecard.writers.saving import save
from xl_scorecard.writers.shipped import FOLDERS

FORM = 1
ENDING = ".manifest.json"
PACKAGES = ("xl-scorecard", "pandas", "numpy", "openpyxl", "python-calamine", "lxml", "holidays")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the program: its own name, when it began, and the clock that says how long it took."""

    id: str = field(default_factory=lambda: uuid4().hex)
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    clock: float = field(default_factory=perf_counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The hashes of everything that a finished workbook depends on, and the paths as the manifest has them."""

    definition: Json
    template: Json
    sources: list[Json]
    history: Json | None

    @property
    def sha256(self) -> str:
        """One hash of them all, and of the program's version."""
        parts = {"definition": self.definition, "template": self.template, "sources": self.sources}
        hashes = {**parts, "history": self.history, "version": program_version()}
        return sha256_of(json.dumps(hashes, sort_keys=True).encode())


def manifest_path(workbook: Path) -> Path:
    """Return where the manifest of a workbook is."""
    return workbook.with_name(workbook.name + ENDING)


def write_manifest(card: Scorecard, *, workbook: Path, template: Path, run: Run) -> Path:
    """Write the manifest of a finished workbook beside it and return its path. Raises WriteError."""
    content = workbook.read_bytes()
    hashes = {source.name: source.sha256 for source in card.sources}
    read = {source.name: _source(source) for source in card.sources}
    inputs = inputs_of(card.definition, hashes, template=template, folder=workbook.parent, history=card.history_seal)
    data = {
        "manifest": FORM,
        "run": {
            "id": run.id,
            "started": run.started.isoformat(timespec="seconds"),
            "seconds": round(perf_counter() - run.clock, 3),
        },
        "versions": versions(),
        "output": {
            "file": workbook.name,
            "sha256": sha256_of(content),
            "content": content_hash(members_of(content).values()),
            "bytes": len(content),
        },
        "inputs": inputs.sha256,
        "definition": inputs.definition,
        "template": inputs.template,
        "history": inputs.history,
        "sources": [{**place, **read.get(place["name"], {})} for place in inputs.sources],
        **_says(card),
        "edition": card.edition.value,
        "suppression": _suppression(card),
        "warnings": [_problem(problem) for problem in card.problems],
        "figures": [_figure(assessment) for line in card.lines for assessment in line.assessments.values()],
    }
    return save(_text(data).encode(), manifest_path(workbook))


def _text(data: Json) -> str:
    """The manifest as JSON that people can read: an entry a line, of a list one line each."""
    entries = (
        f"{_json(name)}: {_lines(value) if isinstance(value, list) else _json(value)}" for name, value in data.items()
    )
    return "{\n " + ",\n ".join(entries) + "\n}\n"


def _lines(values: list[object]) -> str:
    return "[" + ",".join(f"\n  {_json(value)}" for value in values) + "\n ]" if values else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def read_manifest(workbook: Path) -> Json:
    """Return the manifest of a workbook. Raises RequestError where there is none that can be read."""
    path = manifest_path(workbook)
    try:
        data = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise RequestError(
            "There is no manifest beside it.",
            place=Place(file=workbook.name),
            fix=f"Keep {path.name} in the same folder, or build the workbook again.",
        ) from None
    except (OSError, ValueError):
        data = None
    if not isinstance(data, dict) or data.get("manifest") != FORM or not isinstance(data.get("output"), dict):
        raise RequestError("This is not a manifest of ours.", place=Place(file=path.name), fix="Build it again.")
    return data


def inputs_of(
    definition: Definition, hashes: Mapping[str, str], *, template: Path, folder: Path, history: str
) -> Inputs:
    """Return what a workbook in `folder` depends on; `hashes` are those of the sources' files, by source.

    `history` is the seal of the closings that it uses, "" for none.

    Raises WriteError where the template has gone.
    """
    try:
        design = sha256_of(template.read_bytes())
    except OSError:
        raise WriteError("The template has gone while it was used.", place=Place(file=template.name)) from None
    return Inputs(
        definition={"file": relative(definition.path, folder), "sha256": definition.sha256},
        template={"file": _template_name(template, folder), "sha256": design, "shipped": template.parent in FOLDERS},
        sources=[
            {"name": source.name, "file": _plain(source.file), "sha256": hashes.get(source.name, "")}
            for source in definition.sources
        ],
        history={"seal": history} if history else None,
    )


def relative(path: Path, folder: Path) -> str:
    """Return a path as seen from a folder, with forward slashes; its name alone where there is no such way."""
    try:
        return PurePath(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.name


def _template_name(template: Path, folder: Path) -> str:
    """The one we ship by its name: where the program is installed is nobody's business."""
    return template.name if template.parent in FOLDERS else relative(template, folder)


def _plain(file: str) -> str:
    """A source's path as declared; its name alone where that is absolute."""
    name = file.replace("\\", "/")
    absolute = name.startswith("/") or name[1:2] == ":"
    return PurePosixPath(name).name if absolute else name


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def program_version() -> str:
    """Return the program's own version."""
    return version("xl-scorecard")


def versions() -> dict[str, str]:
    """Return the versions of what the figures depend on."""
    return {"python": platform.python_version(), **dict(_installed())}


def _installed() -> Iterator[tuple[str, str]]:
    for package in PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            continue


def _says(card: Scorecard) -> Json:
    """What the summary of a batch needs: title, period, part, counts, reds, problems by severity."""
    severities = Counter(problem.severity for problem in card.problems)
    statuses = Counter(line.headline_assessment.status for line in card.lines)
    return {
        "title": card.definition.settings.title,
        "organisation": card.definition.settings.organisation,
        "period": card.period.code,
        "part": {"dimension": card.part.dimension, "value": card.part.value} if card.part else None,
        "indicators": sum(statuses.values()),
        "counts": {status.name: statuses[status] for status in Status},
        "reds": [_red(line) for line in card.lines if line.headline_assessment.status is Status.RED],
        "problems": {severity.name: severities[severity] for severity in Severity},
    }


def _suppression(card: Scorecard) -> Json:
    """How small numbers were hidden, and how many figures do not show theirs."""
    mode = card.suppression
    hidden = (one for line in card.lines for one in line.assessments.values() if one.figure.hidden)
    return {
        "mode": mode.word,
        "threshold": mode.threshold,
        "symbol": mode.symbol if mode.hides else None,
        "rounding": mode.rounding,
        "hidden": sum(1 for _ in hidden),
    }


def _red(line: Line) -> Json:
    headline = line.headline_assessment
    return {
        "code": line.indicator.code,
        "title": line.indicator.title,
        "period": headline.period.code,
        "shown": headline.shown,
        "target": headline.target_hint,
    }


def _source(source: SourceFile) -> Json:
    return {
        "sheet": source.sheet,
        "rows": source.rows,
        "left_out": dict(source.left_out),
        "bad_rows": source.bad_rows,
        "usable": source.usable,
        **({"files": [_part(part) for part in source.parts]} if source.parts else {}),
    }


def _part(part: FilePart) -> Json:
    return {"file": part.file, "sheet": part.sheet, "sha256": part.sha256, "rows": part.rows}


def _problem(problem: Problem) -> Json:
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity.name,
        "place": {"file": place.file, "sheet": place.sheet, "cell": place.cell},
        "sentence": problem.sentence,
        "count": problem.count,
    }


def _figure(assessment: Assessment) -> Mapping[str, Any]:
    figure = assessment.figure
    hidden = assessment.status is Status.SUPPRESSED
    return {
        "code": assessment.indicator.code,
        "period": assessment.period.code,
        "value": None if hidden else exact_text(figure.value),
        "numerator": None if hidden else exact_text(figure.numerator),
        "denominator": None if hidden else exact_text(figure.denominator),
        "status": assessment.status.name,
    }


def exact_text(value: Fraction | None) -> str | None:
    """Return a number exactly: "184", "25/7"; None for none."""
    return None if value is None else str(value)
