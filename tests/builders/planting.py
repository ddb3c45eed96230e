"""Turns a workbook that Excel saved into a template, by planting fields in its first sheet."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from xl_scorecard.ooxml.archive import pack, read_members, to_bytes
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.references import cell_name, split_cell
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EACH = "{{ each indicator, at most 3 }}"
COPIED = "{indicator.code}"


def plant_below(workbook: Path, template: Path) -> Path:
    """A prototype row below everything: nothing of the workbook moves."""

    def plant(data: etree._Element) -> None:
        last = max((int(row.get("r", 0)) for row in data), default=0)
        _cell(_row(data, last + 2), 1, f"{EACH}{{{{ indicator.title }}}}")

    return _planted(workbook, template, plant)


def plant_within(workbook: Path, template: Path) -> Path:
    """A row that is there becomes the prototype: what stands below it, or over it, must follow."""

    def plant(data: etree._Element) -> None:
        rows = [row for row in data if len(row)]
        last = max((int(row.get("r", 0)) for row in data), default=0)
        row = rows[min(1, len(rows) - 1)] if rows else _row(data, last + 1)
        columns = [split_cell(cell.get("r"))[1] for cell in row if cell.get("r")]
        _cell(row, max([30, *columns]) + 1, EACH)

    return _planted(workbook, template, plant)


def plant_a_page(workbook: Path, template: Path) -> Path:
    """The first sheet becomes one that is copied for every indicator."""

    def plant(data: etree._Element) -> None:
        last = max((int(row.get("r", 0)) for row in data), default=0)
        _cell(_row(data, last + 2), 1, "{{ indicator.title }}")

    _planted(workbook, template, plant)
    package = Package.read(template)
    name = list_sheets(package, workbook_part(package))[0].name
    members = read_members(template)
    for part, member in members.items():
        if part.endswith(".xml") and part.startswith(("xl/", "docProps/app")):
            members[part] = pack(part, _renamed(member.unpacked().decode(), name).encode())
    template.write_bytes(to_bytes(members.values()))
    return template


def _renamed(text: str, name: str) -> str:
    quoted = re.escape(name.replace("'", "''"))
    text = re.sub(rf"(?<![\w'!.])'?{quoted}'?!", f"'{COPIED}'!", text)
    text = text.replace(f'<sheet name="{name}"', f'<sheet name="{COPIED}"', 1)
    return text.replace(f"<vt:lpstr>{name}</vt:lpstr>", f"<vt:lpstr>{COPIED}</vt:lpstr>")


def _planted(workbook: Path, template: Path, plant) -> Path:
    package = Package.read(workbook)
    main = workbook_part(package)
    links = package.relationships(main)
    part = next(e.part for e in list_sheets(package, main) if links[e.id].kind == "worksheet")
    root = package.xml(part)
    plant(root.find(f"{MAIN}sheetData"))
    package.replace(part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
    template.write_bytes(package.to_bytes())
    return template


def _row(data: etree._Element, number: int) -> etree._Element:
    return etree.SubElement(data, f"{MAIN}row", r=str(number))


def _cell(row: etree._Element, column: int, text: str) -> None:
    cell = etree.SubElement(row, f"{MAIN}c", r=cell_name(int(row.get("r")), column), t="inlineStr")
    etree.SubElement(etree.SubElement(cell, f"{MAIN}is"), f"{MAIN}t").text = text
