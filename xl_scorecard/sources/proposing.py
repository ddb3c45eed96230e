"""Proposing: what a definition could declare of a sheet that was peeked into; a person looks it over."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from xl_scorecard.model.source import ColumnType, SourceKind
from xl_scorecard.sources.peeking import PeekedColumn, PeekedSheet

Row = Mapping[str, str]
NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")
LONGEST_NAME = 40


def propose(sheet: PeekedSheet, file: Path, definition: Path) -> tuple[Row, list[Row]] | None:
    """Return the row of the Sources sheet and those of the Columns sheet, by field; None for a sheet without headings."""
    if not sheet.columns:
        return None
    dated = next((column for column in sheet.columns if column.guess.type is ColumnType.DATE and column.months), None)
    months = dated.months if dated else ()
    source = {
        "name": _name(file.stem if sheet.position == 1 else sheet.shown or file.stem),
        "file": Path(os.path.relpath(file, definition.parent)).as_posix(),
        "sheet": sheet.name,
        "kind": SourceKind.RECORDS.value,
        "covers_from": months[0].code if months else "",
        "covers_to": months[-1].code if months else "",
    }
    names: dict[str, int] = {}
    return source, [_column(column, names, needed=column is dated) for column in sheet.columns]


def _column(column: PeekedColumn, names: dict[str, int], *, needed: bool) -> Row:
    name = _name(column.heading)
    names[name] = names.get(name, 0) + 1
    return {
        "name": name if names[name] == 1 else f"{name}_{names[name]}",
        "headings": column.heading,
        "type": column.guess.type.value,
        "required": "Yes" if needed or column.guess.type is ColumnType.ID else "",
    }


def _name(text: str) -> str:
    return NOT_IN_A_NAME.sub("_", text.casefold()).strip("_")[:LONGEST_NAME].strip("_") or "column"
