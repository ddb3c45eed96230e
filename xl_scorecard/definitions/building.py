"""Building: one definition on another; whatever the form that each is kept in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath

from xl_scorecard.definitions.gathering import gather
from xl_scorecard.definitions.names import name_key
from xl_scorecard.definitions.opening import Opened, open_definition
from xl_scorecard.definitions.rows import RawRow, RawTable
from xl_scorecard.definitions.values import as_text
from xl_scorecard.definitions.yaml_form import SUFFIXES, gather_yaml
from xl_scorecard.errors import DefinitionError

Tables = Mapping[str, RawTable]
KEYS = {
    "sources": ("name",),
    "columns": ("source", "name"),
    "measures": ("code",),
    "conditions": ("measure",),
    "indicators": ("code",),
    "targets": ("indicator",),
    "benchmarks": ("indicator", "comparator", "period"),
    "given": ("code", "period"),
    "not_reported": ("indicator", "period"),
    "notes": ("indicator", "period"),
    "rebases": ("indicator",),
    "dimensions": ("name",),
    "lookups": ("lookup",),
    "checks": ("source", "column", "kind"),
    "recipients": ("address",),
}
FORMS = ("settings", "mail")
PATHS = (
    ("sources", "file"),
    ("settings", "template"),
    ("settings", "published_template"),
    ("measures", "function"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What stands in a definition, row by row, with what could not be read, and the hash of its file.

    `bases` are the folders of those that it builds on, once their rows are among its own.
    """

    tables: Tables
    complaints: tuple[DefinitionError, ...]
    sha256: str
    bases: tuple[Path, ...] = ()

    @property
    def builds_on(self) -> str:
        """The path of the definition that it builds on, as written; "" for none."""
        rows = self.tables["settings"].rows
        cell = rows[0].cells.get("builds_on") if rows else None
        return as_text(cell.value).replace("\\", "/") if cell else ""


def gather_file(path: Path) -> Gathered:
    """Return what stands in the definition at `path`. Raises DefinitionError where it cannot be opened."""
    if path.suffix.casefold() not in SUFFIXES:
        return gathered_from(open_definition(path))
    tables, complaints, sha256 = gather_yaml(path)
    return Gathered(tables=tables, complaints=complaints, sha256=sha256)


def gathered_from(opened: Opened) -> Gathered:
    """Return what stands in an opened workbook."""
    tables, complaints = gather(opened)
    return Gathered(tables=tables, complaints=complaints, sha256=opened.sha256)


def with_base(own: Gathered, path: Path, seen: tuple[Path, ...] = ()) -> Gathered:
    """Return a definition with the rows of the one that it builds on, and of the one that that one builds on.

    A row of its own takes the place of the base's rows of the same name, code or period; the others are added after
    them. Files are found from the folder of the definition that names them. Raises DefinitionError.
    """
    place = own.tables["settings"].rows[0].cells["builds_on"].place
    base_path = (path.parent / own.builds_on).resolve()
    if base_path in (*seen, path.resolve()):
        raise DefinitionError("It builds on itself.", place=place, fix="Name another definition, or none.")
    if not base_path.is_file():
        raise DefinitionError("There is no such file to build on.", place=place, fix="Check its name and folder.")
    base = gather_file(base_path)
    if base.builds_on:
        base = with_base(base, base_path, (*seen, path.resolve()))
    moved = _from_folder(base.tables, base_path.parent, path.parent)
    return Gathered(
        tables={field: _merged(field, moved[field], own.tables) for field in own.tables},
        complaints=(*base.complaints, *own.complaints),
        sha256=hashlib.sha256(f"{base.sha256} {own.sha256}".encode()).hexdigest(),
        bases=(base_path.parent, *base.bases),
    )


def _merged(field: str, base: RawTable, tables: Tables) -> RawTable:
    own = tables[field]
    if field in FORMS:
        return _filled_in(base, own)
    replaced = {_key(row, KEYS[field]) for row in own.rows}
    if field == "conditions":  # a measure that is defined anew brings its own conditions
        replaced |= {_key(row, KEYS["measures"]) for row in tables["measures"].rows}
    kept = tuple(row for row in base.rows if _key(row, KEYS[field]) not in replaced)
    return RawTable(place=own.place, rows=(*kept, *own.rows), whole=base.whole and own.whole)


def _filled_in(base: RawTable, own: RawTable) -> RawTable:
    """One row: what is empty in it is the base's."""
    if not base.rows or not own.rows:
        return own if own.rows else base
    cells = dict(base.rows[0].cells)
    cells |= {name: cell for name, cell in own.rows[0].cells.items() if as_text(cell.value) or name not in cells}
    refused = base.rows[0].refused | own.rows[0].refused
    return replace(own, rows=(RawRow(cells=cells, refused=refused),))


def _key(row: RawRow, fields: tuple[str, ...]) -> tuple[str, ...]:
    cells = (row.cells.get(field) for field in fields)
    return tuple(name_key(as_text(cell.value)) if cell else "" for cell in cells)


def _from_folder(tables: Tables, base: Path, own: Path) -> Tables:
    """The base's paths, as they are found from the folder of the definition that builds on it."""
    moved = dict(tables)
    for field, name in PATHS:
        moved[field] = _with_paths(moved[field], name, base, own)
    return moved


def _with_paths(table: RawTable, field: str, base: Path, own: Path) -> RawTable:
    rows = []
    for row in table.rows:
        cell = row.cells.get(field)
        text = as_text(cell.value).replace("\\", "/") if cell else ""
        if cell is None or not text or PureWindowsPath(text).drive or text.startswith("/"):
            rows.append(row)
            continue
        moved = PurePosixPath(Path(os.path.relpath(base / text, own)).as_posix())
        rows.append(replace(row, cells={**row.cells, field: replace(cell, value=str(moved))}))
    return replace(table, rows=tuple(rows))
