"""Lint of a worksheet's rows and cells: sorted, in their row, with formats, numbers and texts that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_scorecard.ooxml.finding import Box, Finding, Opened
from xl_scorecard.ooxml.lint_formulas import formula_findings
from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.text import fits_a_cell

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def lint_cells(opened: Opened, part: str, root: Element) -> Iterator[Finding]:
    """Return what is wrong with the rows and cells of a worksheet."""
    data = root.find(main("sheetData"))
    if data is None:
        yield Finding(part, "has no rows")
        return
    strings = opened.target("sharedStrings")
    texts, formats = 0 if strings is None else len(strings), opened.count_of("cellXfs")
    last = 0
    for row in data.iterfind(main("row")):
        number = int(row.get("r", last + 1))
        if number <= last:
            yield Finding(part, f"row {number} is out of order, or there twice")
        last = number
        yield from _order(part, row, number)
        for cell in row.iterfind(main("c")):
            yield from _cell(part, cell, texts, formats)
            for formula in cell.iterfind(main("f")):
                yield from formula_findings(part, cell.get("r", ""), formula.text or "", opened.folded_names)


def _order(part: str, row: Element, number: int) -> Iterator[Finding]:
    column = 0
    for cell in row.iterfind(main("c")):
        reference = cell.get("r")
        box = Box.of(reference) if reference else Box(column + 1, number, column + 1, number)
        if box is None or box.top != number:
            yield Finding(part, f"the cell {reference} stands in row {number}")
            continue
        if box.left <= column:
            yield Finding(part, f"the cell {reference} is out of order, or there twice")
        column = box.left


def _cell(part: str, cell: Element, texts: int, formats: int) -> Iterator[Finding]:
    where, kind, value = cell.get("r", ""), cell.get("t", "n"), cell.findtext(main("v")) or ""
    if int(cell.get("s", 0)) >= max(formats, 1):
        yield Finding(part, f"{where} has the format {cell.get('s')}, which is not there")
    if kind == "inlineStr" and not fits_a_cell("".join(text.text or "" for text in cell.iter(main("t")))):
        yield Finding(part, f"{where} has a longer text than a cell can hold")
    if not value:
        return
    if kind == "n" and not NUMBER.fullmatch(value):
        yield Finding(part, f"{where} should hold a number and does not")
    if kind == "s" and not (value.isdigit() and int(value) < texts):
        yield Finding(part, f"{where} shows a text that is not there")
    if kind == "b" and value not in ("0", "1"):
        yield Finding(part, f"{where} should be true or false and is not")
