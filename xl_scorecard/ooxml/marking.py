"""Marking: custom properties of a document that openpyxl writes and reads."""

from __future__ import annotations

from typing import Any

from openpyxl.packaging.custom import StringProperty


def mark(workbook: Any, properties: dict[str, str]) -> None:
    """Add custom properties to an openpyxl workbook."""
    for name, value in properties.items():
        workbook.custom_doc_props.append(StringProperty(name=name, value=value))


def marks_of(workbook: Any) -> dict[str, str]:
    """Return the custom properties of an openpyxl workbook, as text."""
    return {one.name: str(one.value) for one in workbook.custom_doc_props.props}
