"""Lint of tables: names, ids, columns, and headings that say what their columns are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xl_scorecard.ooxml.finding import Box, Finding, Opened
from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.references import cell_name
from xl_scorecard.ooxml.text import unescape_text

NAME = re.compile(r"(?:[A-Za-z_\\]|[^\x00-\x7f])(?:[\w.\\]|[^\x00-\x7f])*")


def lint_tables(opened: Opened) -> Iterator[Finding]:
    """Return what is wrong with the tables of a workbook."""
    ids: set[str] = set()
    names: set[str] = set()
    for sheet in opened.worksheets():
        cells: dict[str, str | None] | None = None
        boxes: list[Box] = []
        for link in opened.links(sheet.part).values():
            table = opened.roots.get(link.target)
            if link.kind != "table" or table is None:
                continue
            cells = shown(opened, sheet.root) if cells is None else cells
            yield from _identity(link.target, table, ids, names)
            yield from table_findings(link.target, table, cells)
            box = Box.of(table.get("ref", ""))
            if box and any(box.meets(other) for other in boxes):
                yield Finding(link.target, "overlaps another table")
            boxes += [box] if box else []


def _identity(part: str, table: Element, ids: set[str], names: set[str]) -> Iterator[Finding]:
    name, id_ = table.get("displayName", ""), table.get("id", "")
    if not NAME.fullmatch(name) or name.casefold() in names:
        yield Finding(part, f"{name!r} is no name for a table, or that of another")
    if id_ in ids:
        yield Finding(part, f"has the id {id_} of another table")
    ids.add(id_)
    names.add(name.casefold())


def table_findings(part: str, table: Element, cells: Mapping[str, str | None]) -> Iterator[Finding]:
    """Return what is wrong with one table; `cells` are the texts of its sheet, None for a cell without text."""
    columns = [unescape_text(column.get("name", "")) for column in table.iter(main("tableColumn"))]
    box = Box.of(table.get("ref", ""))
    if box is None or box.right - box.left + 1 != len(columns):
        yield Finding(part, "has another number of columns than its range")
        return
    if len({column.casefold() for column in columns}) != len(columns):
        yield Finding(part, "has two columns of one name")
    if table.get("headerRowCount") == "0":
        return
    for number, column in enumerate(columns, start=box.left):
        said = cells.get(cell_name(box.top, number))
        if said is None or said != column:
            yield Finding(part, f"the heading in {cell_name(box.top, number)} is not that of its column")


def shown(opened: Opened, root: Element) -> dict[str, str | None]:
    """Return the texts of a sheet's cells by their names, None for a cell without text."""
    strings = opened.target("sharedStrings")
    texts = [] if strings is None else [_text(item) for item in strings.iterfind(main("si"))]
    return {cell.get("r", ""): _cell_text(cell, texts) for cell in root.iter(main("c"))}


def _cell_text(cell: Element, texts: list[str]) -> str | None:
    value = cell.findtext(main("v")) or ""
    match cell.get("t", "n"):
        case "s":
            return texts[int(value)] if value.isdigit() and int(value) < len(texts) else None
        case "inlineStr":
            return _text(cell)
        case "str":
            return unescape_text(value)
        case _:
            return value or None


def _text(parent: Element) -> str:
    runs = (text for text in parent.iter(main("t")))
    return unescape_text("".join(run.text or "" for run in runs if not _is_phonetic(run)))


def _is_phonetic(run: Element) -> bool:
    parent = run.getparent()
    return parent is not None and parent.tag == main("rPh")
