"""Tables (ListObjects) follow their rows; a copied table gets an id and a name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import Element, local, main
from xl_scorecard.ooxml.notes import identity
from xl_scorecard.ooxml.placement import Placement
from xl_scorecard.ooxml.references import Area, parse_area

FORMULAS = (main("calculatedColumnFormula"), main("totalsRowFormula"))
RANGES = (main("autoFilter"), main("sortState"), main("sortCondition"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDesign:
    """A table of the template: its sheet, its part, its range with and without what surrounds its data, its columns."""

    sheet: str
    part: str
    name: str
    id: int
    area: Area
    columns: tuple[str, ...]
    headers: int
    totals: int

    @classmethod
    def of(cls, root: Element, *, sheet: str, part: str) -> TableDesign | None:
        """Return what a table part says; None where it has no range."""
        area = parse_area(root.get("ref", ""))
        if area is None:
            return None
        return cls(
            sheet=sheet,
            part=part,
            name=root.get("displayName", root.get("name", "")),
            id=int(root.get("id", 0)),
            area=area,
            columns=tuple(column.get("name", "") for column in root.iter(main("tableColumn"))),
            headers=int(root.get("headerRowCount", 1)),
            totals=int(root.get("totalsRowCount", 0)),
        )


@dataclass(slots=True)
class TableNames:
    """Gives copied tables ids and names that no other table, and no name, has."""

    taken: set[str]
    last: int
    ids: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Iterable[TableDesign], names: Iterable[str]) -> TableNames:
        """Return what keeps the tables' names apart from each other and from `names`."""
        tables = list(tables)
        taken = {table.name.casefold() for table in tables} | {name.casefold() for name in names}
        return cls(taken, max([0, *(table.id for table in tables)]))

    def name_copy(self, table: TableDesign) -> str:
        """Return a new name for a copy of a table; `ids` has its id then."""
        base, suffix = re.sub(r"_\d+$", "", table.name), 2
        while f"{base}_{suffix}".casefold() in self.taken:
            suffix += 1
        name = f"{base}_{suffix}"
        self.taken.add(name.casefold())
        self.last += 1
        self.ids[name.casefold()] = self.last
        return name


def name_tables(placements: Iterable[Placement], tables: Mapping[str, list[TableDesign]], names: TableNames) -> None:
    """Tell every finished sheet what its tables are called; the first copy of a sheet keeps the names."""
    seen: set[str] = set()
    for here in placements:
        for table in tables.get(here.sheet.source, ()):
            again = table.part in seen
            seen.add(table.part)
            here.tables[table.name.casefold()] = names.name_copy(table) if again else table.name


def follow_table(root: Element, moves: Moves, here: Placement, headers: Mapping[int, str]) -> None:
    """Change a copy of a table part: range, filter, formulas; `headers` are those written, by the sheet's column."""
    whole = parse_area(root.get("ref", ""))
    for element in (root, *root.iter(*RANGES)):
        area = parse_area(element.get("ref", ""))
        moved = area and moves.area(area, here=here, items=here.sheet.items, grow=True)
        if moved:
            element.set("ref", str(moved))
    for formula in root.iter(*FORMULAS):
        formula.text = moves.formula(parse_formula(formula.text or ""), here=here, items=here.sheet.items)
    if whole and headers:
        _rename_columns(root, whole.left, headers)


def _rename_columns(root: Element, left: int, headers: Mapping[int, str]) -> None:
    """A column is called what its header cell says."""
    for number, column in enumerate(root.iter(main("tableColumn")), start=left):
        if number in headers:
            column.set("name", headers[number].replace("\n", "_x000a_"))


def rename_table(root: Element, number: int, name: str) -> None:
    """Give a copied table its id, its name, and revision ids of its own."""
    root.set("id", str(number))
    root.set("name", name)
    root.set("displayName", name)
    for place, element in enumerate(root.iter()):
        for attribute in _identities(element):
            element.set(attribute, identity(name, str(place)))


def _identities(element: Element) -> Iterator[str]:
    return (str(name) for name in element.attrib if str(name).endswith("}uid")) if local(element) else iter(())
