"""Amending: a source and its columns added to a definition, or another heading, with the definition as it was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from xl_scorecard.definitions.appending import Additions, append
from xl_scorecard.definitions.building import gathered_from
from xl_scorecard.definitions.counting_sheets import COLUMNS, SOURCES
from xl_scorecard.definitions.names import name_key
from xl_scorecard.definitions.opening import open_definition
from xl_scorecard.definitions.rows import RawRow
from xl_scorecard.definitions.sheets import Sheet
from xl_scorecard.definitions.values import as_parts, as_text
from xl_scorecard.definitions.written import listed
from xl_scorecard.definitions.yaml_form import SUFFIXES
from xl_scorecard.errors import RequestError, WriteError
from xl_scorecard.model.place import Place
from xl_scorecard.ooxml.putting import put_cells

Fields = Mapping[str, str]


def add_source(path: Path, source: Fields, columns: Sequence[Fields]) -> str:
    """Return the name of the source, added to the definition at `path` with its columns; its name is made its own.

    Raises DefinitionError where it cannot be opened, RequestError for one in YAML, and WriteError.
    """
    _refuse_yaml(path)
    opened = open_definition(path)
    name = _own_name(source["name"], gathered_from(opened).tables[SOURCES.field].rows)
    rows = {
        SOURCES: [{**source, "name": name}],
        COLUMNS: [{**column, "source": name} for column in columns],
    }
    additions = [
        Additions(sheet=sheet.name, labels=tuple(_labels(sheet).values()), rows=[_by_label(sheet, row) for row in said])
        for sheet, said in rows.items()
    ]
    content = path.read_bytes()
    replace_keeping(path, append(content, opened.formulas, additions, file=path.name).content)
    return name


def add_headings(path: Path, headings: Sequence[tuple[Place, str]]) -> Path:
    """Return where the definition as it was is kept; each heading was added to the cell that declares its column.

    Raises RequestError where one stands in another definition or in YAML, and WriteError.
    """
    _refuse_yaml(path)
    opened = open_definition(path)
    cells: dict[str, dict[str, str]] = {}
    for place, heading in headings:
        if place.file != path.name or not place.cell:
            raise RequestError(
                "The headings of this column are declared in another definition.",
                place=place,
                fix="Add the heading there.",
            )
        said = cells.setdefault(place.sheet, {})
        before = said.get(place.cell) or as_text(opened.values[place.sheet][place.cell].value)
        said[place.cell] = listed((*as_parts(before), heading)).removesuffix("\n")
    return replace_keeping(path, put_cells(path.read_bytes(), cells))


def replace_keeping(path: Path, content: bytes) -> Path:
    """Return where the file as it was is kept, beside the new one. Raises WriteError; the old file stays then."""
    kept = path.with_name(f"{path.stem} before {datetime.now().astimezone():%Y-%m-%d %H.%M.%S}{path.suffix}")
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content)
        kept.write_bytes(path.read_bytes())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise WriteError(
            "The definition cannot be changed.", place=Place(file=path.name), fix="Close it in Excel and try again."
        ) from None
    return kept


def _refuse_yaml(path: Path) -> None:
    if path.suffix.casefold() in SUFFIXES:
        raise RequestError(
            "Only a definition that is a workbook can be added to.",
            place=Place(file=path.name),
            fix="Write it by hand.",
        )


def _own_name(name: str, rows: Sequence[RawRow]) -> str:
    known = {name_key(as_text(row.cells["name"].value)) for row in rows if "name" in row.cells}
    number, own = 1, name
    while name_key(own) in known:
        number += 1
        own = f"{name}_{number}"
    return own


def _labels(sheet: Sheet) -> dict[str, str]:
    return {heading.field: heading.label for heading in sheet.headings}


def _by_label(sheet: Sheet, row: Fields) -> dict[str, str]:
    labels = _labels(sheet)
    return {labels[field]: value for field, value in row.items() if value}
