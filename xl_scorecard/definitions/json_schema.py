"""JSON Schema: what a definition in YAML may say, for editors that complete and check as one types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, get_origin

from xl_scorecard.definitions.counting_sheets import COLUMNS
from xl_scorecard.definitions.reporting_sheets import BENCHMARKS
from xl_scorecard.definitions.schema import MODELS
from xl_scorecard.definitions.sheets import YES_NO, Heading, Sheet
from xl_scorecard.definitions.workbook import SHEETS
from xl_scorecard.definitions.yaml_form import INSIDE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LOOSE = ("value", "word", "part", "code", "confirmed")


def json_schema() -> str:
    """Return the JSON Schema of a definition in YAML: every key with its help, closed lists, what is needed."""
    sheets = [sheet for sheet in SHEETS if sheet.field not in INSIDE]
    schema = {
        "$schema": DIALECT,
        "title": "A definition of xl-scorecard",
        "type": "object",
        "additionalProperties": False,
        "required": ["settings", "sources", "measures", "indicators"],
        "properties": {sheet.field: _kind(sheet) for sheet in sheets},
    }
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def _kind(sheet: Sheet) -> Mapping[str, Any]:
    about = f"{sheet.about[:1].upper()}{sheet.about[1:]}. {sheet.more}"
    row = _row(sheet)
    return {**row, "description": about} if sheet.form else {"type": "array", "description": about, "items": row}


def _row(sheet: Sheet, *, without: str = "") -> dict[str, Any]:
    headings = [heading for heading in sheet.headings if heading.field != without]
    inner = {field: names for field, (outer, names, _) in INSIDE.items() if outer is sheet}
    sheets = {one.field: one for one in SHEETS}
    properties = {heading.field: _value(sheet, heading) for heading in headings}
    properties |= {
        field: {"type": "array", "description": f"{sheets[field].about}.", "items": _row(sheets[field], without=names)}
        for field, names in inner.items()
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [heading.field for heading in headings if _is_required(sheet, heading)],
        "properties": properties,
    }


def _is_required(sheet: Sheet, heading: Heading) -> bool:
    """Settings may be those of the definition that this one builds on; a benchmark may wait to be filled in.

    A column that is made of others has no heading.
    """
    waits = sheet is BENCHMARKS and heading.field == "value"
    joined = sheet is COLUMNS and heading.field == "headings"
    return heading.needed and not sheet.form and not waits and not joined


def _value(sheet: Sheet, heading: Heading) -> dict[str, Any]:
    annotation = MODELS[sheet.field].model_fields[heading.field].annotation
    several = get_origin(annotation) is tuple
    said: dict[str, Any] = {"description": heading.help}
    if heading.choices == YES_NO:
        return {**said, "type": "boolean"}
    if heading.choices:
        return {**said, "enum": list(heading.choices)}
    if several:
        return {**said, "type": ["array", "string"], "items": {"type": ["string", "number"]}}
    if heading.number:
        return {**said, "type": ["number", "string"]}
    return {**said, "type": ["string", "number"] if heading.field in LOOSE else "string"}
