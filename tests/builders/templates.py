"""Builds small templates in one line each: sheets as {name: {cell: text}}, with what else a case needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

Sheets = Mapping[str, Mapping[str, Any]]
Dress = Callable[[Any, dict[str, Any]], None]


def make_template(path: Path, sheets: Sheets, dress: Dress | None = None) -> Path:
    """Write a template; `dress(workbook, sheets)` adds formats, charts and the like before it is closed."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    made = {}
    for name, cells in sheets.items():
        made[name] = book.add_worksheet(name)
        for cell, content in cells.items():
            if isinstance(content, str) and content.startswith("="):
                made[name].write_formula(cell, content, None, 999)
            else:
                made[name].write(cell, content)
    if dress:
        dress(book, made)
    book.close()
    return path
