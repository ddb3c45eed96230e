"""YAML writing: a definition as a text that people can keep under version control."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from xl_scorecard.definitions.disassembling import Fields, disassemble
from xl_scorecard.definitions.schema import MODELS
from xl_scorecard.definitions.sheets import Sheet
from xl_scorecard.definitions.words import word_of
from xl_scorecard.definitions.workbook import SHEETS
from xl_scorecard.definitions.written import exact
from xl_scorecard.definitions.yaml_form import INSIDE, yaml
from xl_scorecard.errors import WriteError
from xl_scorecard.model.definition import Definition
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place

WIDTH = 120
ON_ONE_LINE = ("columns", "conditions", "targets", "benchmarks", "given", "lookups", "dimensions", "rebases")
HEADER = """\
# yaml-language-server: $schema=definition.schema.json
# Editors complete and check it with that file; make it with: xl-scorecard schema > definition.schema.json
"""


def write_yaml(definition: Definition, path: Path) -> None:
    """Write `definition` to `path` as YAML: the same definition gives the same text. Raises WriteError."""
    try:
        path.write_text(to_yaml(definition), encoding="utf-8", newline="\n")
    except OSError as error:
        fix = "Make its folder, or write it elsewhere."
        raise WriteError("The definition cannot be written.", place=Place(file=path.name), fix=fix) from error


def to_yaml(definition: Definition) -> str:
    """Return a definition as YAML; what is as it would be without saying so is left out."""
    rows = disassemble(definition)
    document: dict[str, Any] = {}
    for sheet in (one for one in SHEETS if one.field not in INSIDE):
        entries = [_with_inner(sheet, row, rows) for row in rows[sheet.field]]
        if entries:
            document[sheet.field] = entries[0] if sheet.form else entries
    text, form = io.StringIO(), yaml()
    form.width, form.allow_unicode = WIDTH, True
    form.indent(mapping=2, sequence=4, offset=2)
    form.dump(_styled(document), text)
    return HEADER + text.getvalue()


def _with_inner(sheet: Sheet, row: Fields, rows: Mapping[str, Sequence[Fields]]) -> dict[str, Any]:
    said = _said(sheet, row)
    for field, (outer, names, named) in INSIDE.items():
        if outer is sheet:
            inner = next(one for one in SHEETS if one.field == field)
            own = [_said(inner, one, without=names) for one in rows[field] if one[names] == row[named]]
            said |= {field: own} if own else {}
    return said


def _said(sheet: Sheet, row: Fields, *, without: str = "") -> dict[str, Any]:
    usual = MODELS[sheet.field].model_fields
    values = {heading.field: row[heading.field] for heading in sheet.headings if heading.field != without}
    needed = {heading.field for heading in sheet.headings if heading.needed}
    return {
        field: _plain(value)
        for field, value in values.items()
        if value not in (None, "", ()) and (field in needed or value != usual[field].default)
    }


def _plain(value: object) -> Any:
    match value:
        case bool() | int():
            return value
        case date():
            return f"{value:%d/%m/%Y}"
        case Fraction():
            return exact(value)
        case float():
            return exact(Fraction(repr(value)))
        case Enum():
            return word_of(value)
        case Period():
            return value.code
        case tuple():
            return [_plain(part) for part in value]
        case _:
            return str(value)


def _is_short(value: Any) -> bool:
    return len(str(value)) < WIDTH


def _styled(document: dict[str, Any]) -> Any:
    """Texts of several lines as blocks, short lists and rows on one line."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq  # noqa: PLC0415 - an extra
    from ruamel.yaml.scalarstring import LiteralScalarString  # noqa: PLC0415 - an extra

    def style(value: Any, key: str, *, flow: bool) -> Any:
        if isinstance(value, dict):
            mapping = CommentedMap((name, style(part, name, flow=flow)) for name, part in value.items())
            if flow:
                mapping.fa.set_flow_style()
            return mapping
        if isinstance(value, list):
            plain = not any(isinstance(part, dict) for part in value)
            parts = CommentedSeq(style(part, key, flow=key in ON_ONE_LINE and _is_short(part)) for part in value)
            if plain and _is_short(value):
                parts.fa.set_flow_style()
            return parts
        return LiteralScalarString(value) if isinstance(value, str) and "\n" in value and not flow else value

    return style(document, "", flow=False)
