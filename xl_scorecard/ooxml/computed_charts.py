"""Charts over formulas: once their values are computed, a chart keeps them too, and shows them before it is drawn anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xl_scorecard.ooxml.caching import Cell
from xl_scorecard.ooxml.charts import FORMULA, LABELS, Content, areas_alone, caches_of, keep_values
from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.names import Element, local, main, serialise
from xl_scorecard.ooxml.package import Package
from xl_scorecard.ooxml.references import Area, split_cell
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.text import unescape_text
from xl_scorecard.ooxml.workbook import list_sheets, workbook_part

Place = tuple[int, int]


@dataclass(slots=True)
class ShownCells:
    """What the cells of a workbook show, each sheet read when it is asked for; `parts` by the sheet's name, folded."""

    package: Package
    parts: dict[str, str]
    strings: SharedStrings
    read: dict[str, dict[Place, Content]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> ShownCells:
        """Return those of a workbook."""
        workbook = workbook_part(package)
        part = package.target(workbook, "sharedStrings")
        parts = {entry.name.casefold(): entry.part for entry in list_sheets(package, workbook)}
        return cls(package, parts, SharedStrings.read(package.content(part) if part else None))

    def values(self, area: Area) -> list[Content]:
        """Return the values of an area on a named sheet, row by row; None for blanks, errors and what is not known."""
        sheet = (area.sheet or "").casefold()
        if sheet not in self.read:
            self.read[sheet] = dict(self._cells(self.parts[sheet])) if sheet in self.parts else {}
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        return [self.read[sheet].get((row, column)) for row in rows for column in columns]

    def _cells(self, part: str) -> Iterable[tuple[Place, Content]]:
        cells = self.package.xml(part).iter(main("c"))
        return ((split_cell(cell.get("r", "A1")), _content(cell, self.strings)) for cell in cells)


def draw_computed(package: Package, computed: Iterable[Cell]) -> None:
    """Have every chart that draws cells with computed values keep those values; `computed` are the cells."""
    cells: dict[str, set[Place]] = {}
    for sheet, name in computed:
        cells.setdefault(sheet.casefold(), set()).add(split_cell(name))
    shown = ShownCells.of(package)
    for part in [name for name in package.names() if name.startswith("xl/charts/") and name.endswith(".xml")]:
        root = package.xml(part)
        if local(root) == "chartSpace" and _draw(root, cells, shown):
            package.replace(part, serialise(root))


def _draw(root: Element, cells: dict[str, set[Place]], shown: ShownCells) -> bool:
    """Refresh what a chart keeps of areas that hold computed cells; was there any?"""
    drawn = False
    for formula in list(root.iter(FORMULA, LABELS)):
        found = areas_alone(parse_formula(formula.text or ""))
        if not any(_holds(area, place) for area in found for place in cells.get((area.sheet or "").casefold(), ())):
            continue
        for kind, cache in caches_of(formula):
            keep_values(kind, cache, found[0], [value for area in found for value in shown.values(area)])
            drawn = True
    return drawn


def _holds(area: Area, place: Place) -> bool:
    return area.top <= place[0] <= area.bottom and area.left <= place[1] <= area.right


def _content(cell: Element, strings: SharedStrings) -> Content:
    kind, value = cell.get("t", "n"), cell.findtext(main("v"))
    if kind == "inlineStr":
        return unescape_text("".join(text.text or "" for text in cell.iter(main("t"))))
    if value is None or kind == "e":
        return None
    match kind:
        case "s":
            return strings.texts[int(value)]
        case "str":
            return unescape_text(value)
        case _:
            return float(value)
