"""Inventory: what a workbook's package holds that others point at by name: tables and defined names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xl_scorecard.ooxml.formulas import Formula, parse_formula
from xl_scorecard.ooxml.names import RELATIONSHIPS, main
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.table import TableDesign


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedName:
    """A name: the sheet it is defined for, None for the whole workbook, and what it means."""

    name: str
    sheet: str | None
    formula: Formula


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotSource:
    """What a pivot table was made from: a sheet and cells of it, or the name of a table or of cells."""

    sheet: str = ""
    cells: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The tables by the sheet that they stand on, the names, and what pivot tables are made from."""

    tables: Mapping[str, list[TableDesign]] = field(default_factory=dict)
    names: tuple[DefinedName, ...] = ()
    pivot_sources: tuple[PivotSource, ...] = ()

    @classmethod
    def of(cls, package: Package, workbook: str, sheets: Mapping[str, str]) -> Inventory:
        """Return what a package holds; `sheets` are the parts of its worksheets by name."""
        return cls(
            tables={name: list(_tables(package, name, part)) for name, part in sheets.items()},
            names=tuple(_names(package, workbook)),
            pivot_sources=tuple(_pivot_sources(package, workbook)),
        )

    def all_tables(self) -> Iterator[TableDesign]:
        """Every table, in the order of the sheets."""
        return (table for found in self.tables.values() for table in found)

    @property
    def homes(self) -> dict[str, str]:
        """The sheet of each table, by its name, folded."""
        return {table.name.casefold(): table.sheet for table in self.all_tables()}

    @property
    def meanings(self) -> dict[tuple[str | None, str], Formula]:
        """What each name means, by sheet (None: everywhere) and name, both folded."""
        return {(n.sheet.casefold() if n.sheet else None, n.name.casefold()): n.formula for n in self.names}


def _tables(package: Package, sheet: str, part: str) -> Iterator[TableDesign]:
    for link in package.relationships(part).values():
        if link.kind == "table" and link.target in package:
            table = TableDesign.of(package.xml(link.target), sheet=sheet, part=link.target)
            if table:
                yield table


def _pivot_sources(package: Package, workbook: str) -> Iterator[PivotSource]:
    for link in package.relationships(workbook).values():
        if link.kind == "pivotCacheDefinition" and link.target in package:
            for source in package.xml(link.target).iter(main("worksheetSource")):
                if not source.get(f"{{{RELATIONSHIPS}}}id"):  # otherwise it is in another workbook
                    sheet, cells = source.get("sheet", ""), source.get("ref", "")
                    yield PivotSource(sheet=sheet, cells=cells, name=source.get("name", ""))


def _names(package: Package, workbook: str) -> Iterator[DefinedName]:
    root = package.xml(workbook)
    sheets = [s.get("name", "") for s in root.iterfind(f"{main('sheets')}/{main('sheet')}")]
    for entry in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        local = entry.get("localSheetId")
        sheet = sheets[int(local)] if local is not None and int(local) < len(sheets) else None
        yield DefinedName(name=entry.get("name", ""), sheet=sheet, formula=parse_formula(entry.text or ""))
