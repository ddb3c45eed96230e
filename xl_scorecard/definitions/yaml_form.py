"""YAML: a definition as a text, for those who keep definitions under version control.

The keys are the fields of the sheets; the columns of a source stand in the source, the conditions of a measure in the
measure. Complaints name file, line and column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_scorecard.definitions.counting_sheets import COLUMNS, CONDITIONS, MEASURES, SETTINGS, SOURCES
from xl_scorecard.definitions.rows import Cell, RawRow, RawTable
from xl_scorecard.definitions.sheets import Heading, Sheet
from xl_scorecard.definitions.values import Raw, as_text, quote
from xl_scorecard.definitions.words import suggest
from xl_scorecard.definitions.workbook import SHEETS
from xl_scorecard.definitions.written import listed
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.place import Place

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

SUFFIXES = (".yaml", ".yml")
INSIDE = {COLUMNS.field: (SOURCES, "source", "name"), CONDITIONS.field: (MEASURES, "measure", "code")}
"""Sheets whose rows stand inside those of another: by what field they name it, and by what field it is named."""
Complaints = list[DefinitionError]


def gather_yaml(path: Path) -> tuple[Mapping[str, RawTable], tuple[DefinitionError, ...], str]:
    """Return the rows of every kind by field, what is complained of, and the file's hash. Raises DefinitionError."""
    content = _bytes(path)
    root = _load(content, path.name)
    top, complaints = Place(file=path.name, line=1, column=1), Complaints()
    complaints.extend(_strangers(root, tuple(s.field for s in SHEETS if s.field not in INSIDE), "a definition", top))
    tables = {sheet.field: _table(root, sheet, top, complaints) for sheet in SHEETS if sheet.field not in INSIDE}
    for field, (outer, names, named) in INSIDE.items():
        tables[field] = _inner_table(root, field, outer, (names, named), top, complaints)
    return tables, tuple(complaints), hashlib.sha256(content).hexdigest()


def yaml() -> YAML:
    """Return what reads and writes YAML, comments included. Raises DefinitionError where it is not installed."""
    try:
        from ruamel.yaml import YAML as Yaml  # noqa: PLC0415, N811 - an extra: only where a definition is YAML
    except ImportError:
        fix = 'Install it: pip install "xl-scorecard[yaml]".'
        raise DefinitionError("YAML needs the package ruamel.yaml, which is not installed.", fix=fix) from None
    return Yaml(typ="rt")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        sentence = "There is no such file." if missing else "This file cannot be opened."
        raise DefinitionError(sentence, place=Place(file=path.name), fix="Check its name and folder.") from None


def _load(content: bytes, file: str) -> CommentedMap:
    from ruamel.yaml.comments import CommentedMap as Mapped  # noqa: PLC0415 - an extra
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - an extra

    try:
        root = yaml().load(content.decode("utf-8-sig"))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file=file, line=mark.line + 1, column=mark.column + 1) if mark else Place(file=file)
        said = (error.problem or "it cannot be read").splitlines()[0].strip()
        raise DefinitionError(f"This is not YAML: {said}.", place=place, fix="Mend that line.") from None
    except (YAMLError, UnicodeDecodeError, ValueError):
        raise DefinitionError("This is not YAML that can be read.", place=Place(file=file)) from None
    if not isinstance(root, Mapped):
        keys = ", ".join(sheet.field for sheet in SHEETS[:4])
        place = Place(file=file, line=1, column=1)
        raise DefinitionError(f"This is not a definition; its keys are {keys} …", place=place)
    return root


def _table(root: CommentedMap, sheet: Sheet, top: Place, complaints: Complaints) -> RawTable:
    place = _value_place(root, sheet.field, top)
    found = root.get(sheet.field)
    if sheet.form:
        rows = _form(found, sheet, place, complaints)
    else:
        rows = tuple(_row(one, sheet, at, complaints) for one, at in _entries(found, place, sheet.field, complaints))
    return RawTable(place=place, rows=rows)


def _form(found: Any, sheet: Sheet, place: Place, complaints: Complaints) -> tuple[RawRow, ...]:
    if found is None and sheet is not SETTINGS:
        return ()
    if found is not None and not hasattr(found, "lc"):
        complaints.append(DefinitionError(f"{sheet.field} is not a group of values; write key: value.", place=place))
        found = None
    return (_row(found, sheet, place, complaints),)


def _inner_table(
    root: CommentedMap,
    field: str,
    outer: Sheet,
    names: tuple[str, str],
    top: Place,
    complaints: Complaints,
) -> RawTable:  # fmt: skip
    sheet = next(one for one in SHEETS if one.field == field)
    rows = []
    for owner, place in _entries(root.get(outer.field), top, outer.field, []):
        if not hasattr(owner, "lc"):
            continue
        inner = _value_place(owner, field, place)
        for one, at in _entries(owner.get(field), inner, field, complaints):
            row = _row(one, sheet, at, complaints, without=names[0])
            name = Cell(value=_raw(owner.get(names[1])), place=at, label=names[0])
            rows.append(RawRow(cells={**row.cells, names[0]: name}, refused=row.refused))
    return RawTable(place=top, rows=tuple(rows))


def _entries(found: Any, place: Place, field: str, complaints: Complaints) -> Iterator[tuple[Any, Place]]:
    """The entries of a list, each with where it begins."""
    if found is None:
        return
    if not isinstance(found, list):
        complaints.append(DefinitionError(f'{field} is not a list; begin each entry with "- ".', place=place))
        return
    for number, entry in enumerate(found):
        yield entry, _item_place(found, number, place)


def _row(found: Any, sheet: Sheet, place: Place, complaints: Complaints, *, without: str = "") -> RawRow:
    if found is not None and not hasattr(found, "lc"):
        complaints.append(DefinitionError("This is not a group of values; write key: value.", place=place))
        found = None
    headings = [heading for heading in sheet.headings if heading.field != without]
    inner = [field for field, (outer, _, _) in INSIDE.items() if outer is sheet]
    known = (*(heading.field for heading in headings), *inner)
    complaints.extend(_strangers(found or {}, known, f"{sheet.field}", place))
    cells, refused = {}, set()
    for heading in headings:
        cell, sentence = _cell(found, heading, place)
        cells[heading.field] = cell
        if sentence:
            refused.add(heading.field)
            complaints.append(DefinitionError(sentence, place=cell.place))
    return RawRow(cells=cells, refused=frozenset(refused))


def _cell(found: Any, heading: Heading, place: Place) -> tuple[Cell, str]:
    value = found.get(heading.field) if found is not None else None
    where = _value_place(found, heading.field, place) if found is not None else place
    if _is_plain(value):
        return Cell(value=_raw(value), place=where, label=heading.field), ""
    return Cell(value=None, place=where, label=heading.field), f"{heading.field} is one value, or a list of plain ones."


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(not isinstance(part, list | dict) for part in value)
    return not isinstance(value, dict)


def _raw(value: Any) -> Raw:
    """A value of ruamel.yaml as a plain one; a list as the text that a cell would hold."""
    match value:
        case list():
            return listed(tuple(as_text(_raw(part)) for part in value))
        case bool() | None:
            return value
        case datetime():
            return value.date()
        case date():
            return value
        case int():
            return int(value)
        case float():
            return float(value)
        case _:
            return str(value)


def _strangers(found: Mapping[Any, Any], known: tuple[str, ...], noun: str, place: Place) -> Iterator[DefinitionError]:
    for key in found:
        if key not in known:
            at = _key_place(found, key, place)
            yield DefinitionError(f"{quote(str(key))} is not a key of {noun}{suggest(str(key), known)}", place=at)


def _key_place(found: Any, key: Any, place: Place) -> Place:
    line, column = found.lc.key(key)
    return Place(file=place.file, line=line + 1, column=column + 1)


def _value_place(found: Any, key: str, place: Place) -> Place:
    """Where a value stands; where it is not there, its owner."""
    if not hasattr(found, "lc") or key not in found:
        return place
    line, column = found.lc.value(key)
    return Place(file=place.file, line=line + 1, column=column + 1)


def _item_place(found: Any, number: int, place: Place) -> Place:
    line, column = found.lc.item(number)
    return Place(file=place.file, line=line + 1, column=column + 1)
