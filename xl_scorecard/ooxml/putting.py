"""Putting: a few cells of a workbook filled in, everything else in it left as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from xl_scorecard.ooxml.names import Element, main, parse, serialise
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.references import Area, cell_name, parse_area, split_cell
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part

Put = str | int | float
Cells = Mapping[str, Put]
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TABLE = "table"


def put_cells(content: bytes, sheets: Mapping[str, Cells]) -> bytes:
    """Return a workbook with other values in some cells, by the name of the sheet and of the cell.

    A cell keeps its look; a new one has that of the nearest cell above it. A table that ends just above grows.
    Raises KeyError where there is no such sheet.
    """
    package = Package.of(content)
    parts = {entry.name: entry.part for entry in list_sheets(package, workbook_part(package))}
    for name, cells in sheets.items():
        root = parse(package.content(parts[name]))
        for reference in sorted(cells, key=split_cell):
            _put(root, reference, cells[reference])
        _grow_dimension(root, cells)
        package.replace(parts[name], serialise(root))
        _grow_tables(package, parts[name], cells)
    return package.to_bytes()


def _put(root: Element, reference: str, value: Put) -> None:
    number, column = split_cell(reference)
    cell = _child(_row(root, number), main("c"), reference, column)
    if cell.get("s") is None and (style := _style_above(root, number, column)):
        cell.set("s", style)
    for child in list(cell):
        cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, main("is")), main("t"))
        text.text = value
        text.set(SPACE, "preserve")
    else:
        etree.SubElement(cell, main("v")).text = repr(value)


def _row(root: Element, number: int) -> Element:
    data = root.find(main("sheetData"))
    if data is None:
        raise KeyError("the sheet has no rows")
    for place, row in enumerate(data):
        here = int(row.get("r", 0))
        if here == number:
            return row
        if here > number:
            return _inserted(data, place, main("row"), str(number))
    return _inserted(data, len(data), main("row"), str(number))


def _child(row: Element, tag: str, reference: str, column: int) -> Element:
    for place, cell in enumerate(row):
        here = split_cell(cell.get("r", "A1"))[1]
        if here == column:
            return cell
        if here > column:
            return _inserted(row, place, tag, reference)
    if "spans" in row.attrib:
        del row.attrib["spans"]
    return _inserted(row, len(row), tag, reference)


def _inserted(parent: Element, place: int, tag: str, name: str) -> Element:
    element = etree.Element(tag, {"r": name}, nsmap=None)
    parent.insert(place, element)
    return element


def _style_above(root: Element, number: int, column: int) -> str | None:
    found = None
    for row in root.iter(main("row")):
        if int(row.get("r", 0)) >= number:
            break
        for cell in row:
            if split_cell(cell.get("r", "A1"))[1] == column and cell.get("s"):
                found = cell.get("s")
    return found


def _grow_dimension(root: Element, cells: Cells) -> None:
    dimension = root.find(main("dimension"))
    area = parse_area(dimension.get("ref", "")) if dimension is not None else None
    if dimension is None or area is None or not area.has_rows:
        return
    places = [split_cell(reference) for reference in cells]
    bottom = max(area.bottom, *(row for row, _ in places))
    right = max(area.right, *(column for _, column in places))
    corners = cell_name(area.top, max(area.left, 1)), cell_name(bottom, right)
    dimension.set("ref", ":".join(corners))


def _grow_tables(package: Package, part: str, cells: Cells) -> None:
    rows = {split_cell(reference)[0] for reference in cells}
    for link in package.relationships(part).values():
        if link.kind != TABLE:
            continue
        root = package.xml(link.target)
        area = parse_area(root.get("ref", ""))
        if area is None or not area.has_rows or int(root.get("totalsRowCount", 0)):
            continue
        grown = _grown(area, rows)
        if grown != area:
            for element in (root, *root.iter(main("autoFilter"))):
                element.set("ref", str(grown))
            package.replace(link.target, serialise(root))


def _grown(area: Area, rows: set[int]) -> Area:
    bottom = area.bottom
    while bottom + 1 in rows:
        bottom += 1
    return area.with_rows(area.top, bottom)
