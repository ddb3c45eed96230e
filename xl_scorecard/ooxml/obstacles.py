"""Obstacles: what stands in the way of writing into the cells of a sheet that a person has worked on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xl_scorecard.ooxml.names import Element, main
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.references import Area, parse_area
from xl_scorecard.ooxml.sheet import SheetPart

MOST_CELLS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """The area of a filter, such as "A5:H20", and its columns that have a condition, from 1."""

    area: str
    fields: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacles:
    """Is it protected; which filters hide rows; which cells belong to a spill, an array or a pivot.

    `links` are the places inside the workbook that cells link to, `table_ends` the last rows of tables.
    """

    protected: bool = False
    filters: tuple[Filter, ...] = ()
    spread: frozenset[tuple[int, int]] = frozenset()
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    table_ends: frozenset[int] = frozenset()


def obstacles(package: Package, sheet: SheetPart) -> Obstacles:
    """Return what stands in the way on a sheet."""
    protection = sheet.root.find(main("sheetProtection"))
    related = list(_related(package, sheet.part))
    areas = [
        *(cell.formula_area for _, cell in sheet.cells() if cell.formula_area),
        *(parse_area(location.get("ref", "")) for kind, root in related for location in _locations(kind, root)),
    ]
    return Obstacles(
        protected=protection is not None and protection.get("sheet") in ("1", "true"),
        filters=tuple(_filters([sheet.root, *(root for kind, root in related if kind == "table")])),
        spread=frozenset(cell for area in areas if area for cell in _cells(area)),
        links=dict(_links(sheet.root)),
        table_ends=frozenset(
            area.bottom for kind, root in related if kind == "table" and (area := parse_area(root.get("ref", "")))
        ),
    )


def _related(package: Package, part: str) -> Iterator[tuple[str, Element]]:
    for link in package.relationships(part).values():
        if link.kind in ("table", "pivotTable") and link.target in package:
            yield link.kind, package.xml(link.target)


def _locations(kind: str, root: Element) -> Iterator[Element]:
    return root.iterfind(main("location")) if kind == "pivotTable" else iter(())


def _filters(roots: list[Element]) -> Iterator[Filter]:
    """autoFilter: one that hides rows has a filterColumn with criteria in it."""
    for root in roots:
        for element in root.iterfind(main("autoFilter")):
            fields = [int(c.get("colId", 0)) + 1 for c in element.iterfind(main("filterColumn")) if len(c)]
            if fields:
                yield Filter(area=element.get("ref", ""), fields=tuple(fields))


def _links(root: Element) -> Iterator[tuple[tuple[int, int], str]]:
    for link in root.iterfind(f"{main('hyperlinks')}/{main('hyperlink')}"):
        area = parse_area(link.get("ref", ""))
        if area and link.get("location"):
            yield (area.top, area.left), link.get("location", "")


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    if (area.bottom - area.top + 1) * (area.right - area.left + 1) <= MOST_CELLS:
        for row in range(area.top, area.bottom + 1):
            yield from ((row, column) for column in range(area.left, area.right + 1))
