"""Reading: a definition from the form that it is kept in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from openpyxl.utils.cell import coordinate_to_tuple

from xl_scorecard.definitions.assembling import assemble
from xl_scorecard.definitions.building import Gathered, gather_file, gathered_from, with_base
from xl_scorecard.definitions.checks import check
from xl_scorecard.definitions.opening import Opened
from xl_scorecard.definitions.rows import draft
from xl_scorecard.definitions.words import code_key
from xl_scorecard.definitions.workbook import SHEETS
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.place import Place


def read_definition(path: Path) -> Definition:
    """Return the definition at `path`, a workbook or YAML, with whatever it builds on.

    Raises DefinitionError with every complaint and its cell, or its line and column.
    """
    gathered = gather_file(path)
    return _definition(gathered if not gathered.builds_on else with_base(gathered, path), path)


def read_opened(opened: Opened, path: Path) -> Definition:
    """Return the definition in an opened workbook. Raises DefinitionError with every complaint and its cell."""
    return _definition(gathered_from(opened), path)


def _definition(gathered: Gathered, path: Path) -> Definition:
    rows, refused = draft(gathered.tables)
    complaints = (*gathered.complaints, *refused, *check(rows))
    if complaints:
        raise _refusal(path, complaints)
    return with_functions(replace(assemble(rows, path=path, sha256=gathered.sha256), bases=gathered.bases))


def with_functions(definition: Definition) -> Definition:
    """Return the definition; its hash is also of the Python files that it names, as what they do is part of it."""
    files = dict.fromkeys(measure.function.partition(":")[0] for measure in definition.measures if measure.function)
    paths = (definition.folder / file for file in files)
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()]
    if not hashes:
        return definition
    return replace(definition, sha256=hashlib.sha256(" ".join((definition.sha256, *hashes)).encode()).hexdigest())


def _refusal(path: Path, complaints: Iterable[DefinitionError]) -> DefinitionError:
    told = tuple(sorted(complaints, key=lambda complaint: _order(complaint.place)))
    count = "One thing needs" if len(told) == 1 else f"{len(told)} things need"
    return DefinitionError(f"{count} putting right in the definition:", complaints=told, place=Place(file=path.name))


def _order(place: Place) -> tuple[int, int, int]:
    if place.line:
        return 0, place.line, place.column
    sheets = [code_key(sheet.name) for sheet in SHEETS]
    sheet = sheets.index(code_key(place.sheet)) if code_key(place.sheet) in sheets else -1
    row, column = coordinate_to_tuple(place.cell) if place.cell else (0, 0)
    return sheet, row, column
