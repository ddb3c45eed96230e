"""What stands around a sheet's rows follows them: merges, formats, validation, links, breaks, sparklines, headers."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xl_scorecard.ooxml.moves import Moves, Path, Placement, move_sqref
from xl_scorecard.ooxml.names import X14, XM, Element, local, main
from xl_scorecard.ooxml.references import Area, parse_area, parse_formula

Fill = Callable[[str, Path], str]
"""Returns a text with the fields in it filled, for the items given."""

FIELD = re.compile(r"\{\{.*?\}\}", re.DOTALL)
SQREF, FORMULA = f"{{{XM}}}sqref", f"{{{XM}}}f"
SPARKLINE, SPARKLINES = f"{{{X14}}}sparkline", f"{{{X14}}}sparklines"
SPARKLINE_GROUP = f"{{{X14}}}sparklineGroup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Moves what stands on one finished sheet."""

    moves: Moves
    here: Placement
    fill: Fill

    def follow(self, root: Element) -> None:
        """Change a copy of the template's sheet, rows apart, into the finished one."""
        handlers: dict[str, Callable[[Element], None]] = {
            "dimension": self._dimension,
            "sheetViews": self._views,
            "mergeCells": self._merges,
            "hyperlinks": self._links,
            "conditionalFormatting": self._formatting,
            "dataValidations": self._validations,
            "autoFilter": self._filter,
            "sortState": self._filter,
            "protectedRanges": self._all_sqrefs,
            "ignoredErrors": self._all_sqrefs,
            "rowBreaks": self._breaks,
            "headerFooter": self._header,
            "extLst": self._extensions,
        }
        for child in list(root):
            if local(child) in handlers:
                handlers[local(child)](child)

    def _area(self, area: Area, items: Path, *, grow: bool) -> Area | None:
        return self.moves.area(area, here=self.here, items=items, grow=grow)

    def _formula(self, text: str, items: Path, *, grow: bool = False) -> str:
        return self.moves.formula(parse_formula(text), here=self.here, items=items, grow=grow)

    def _dimension(self, element: Element) -> None:
        area = parse_area(element.get("ref", ""))
        if area and not area.single:
            element.set("ref", str(area.with_rows(area.top, max(area.top, len(self.here.sheet.rows)))))

    def _views(self, views: Element) -> None:
        for element in views.iter():
            for name in ("topLeftCell", "activeCell"):
                if element.get(name):
                    element.set(name, self._first(element.get(name, "")))
            if element.get("sqref"):
                element.set("sqref", " ".join(self._first(word) for word in element.get("sqref", "").split()))

    def _first(self, reference: str) -> str:
        """Where a selected cell or range went: its first copy."""
        area = parse_area(reference)
        moved = area and self._area(area, self.here.sheet.items, grow=False)
        return str(moved or "A1")

    def _filter(self, element: Element) -> None:
        area = parse_area(element.get("ref", ""))
        moved = area and self._area(area, self.here.sheet.items, grow=True)
        if moved:
            element.set("ref", str(moved))

    def _copies(self, area: Area) -> Iterator[tuple[Area, Path]]:
        """Return each copy of an area that stands in rows that repeat, with the items it belongs to."""
        sheet = self.here.sheet
        for number in self.here.find(area.top, sheet.items):
            items = self.here.items(number)
            last = [n for n in self.here.find(area.bottom, items or sheet.items) if n >= number]
            yield area.with_rows(number, last[0] if last else number), items

    def _merges(self, parent: Element) -> None:
        for element in list(parent):
            area = parse_area(element.get("ref", ""))
            for moved, _ in self._copies(area) if area else ():
                twin = copy.copy(element)
                twin.set("ref", str(moved))
                element.addprevious(twin)
            if area:
                parent.remove(element)
        _count(parent)

    def _links(self, parent: Element) -> None:
        for element in list(parent):
            area = parse_area(element.get("ref", ""))
            for moved, items in self._copies(area) if area else ():
                twin = copy.copy(element)
                twin.set("ref", str(moved))
                if self._link(twin, items):
                    element.addprevious(twin)
            if area:
                parent.remove(element)

    def _link(self, element: Element, items: Path) -> bool:
        """Point a link at what its row is about; False where the row is about nothing (a list without items)."""
        target = parse_area(element.get("location", ""))
        if target:
            if not self.moves.sees(target, items):
                return False
            moved = self._area(target, items, grow=False)
            element.set("location", str(moved or target))
        for name in ("display", "tooltip"):
            if element.get(name):
                element.set(name, self.fill(element.get(name, ""), items))
        return True

    def _formatting(self, element: Element) -> None:
        base = self._base(element.get("sqref", ""))
        element.set("sqref", move_sqref(element.get("sqref", ""), self.here))
        if not element.get("sqref"):
            _remove(element)
            return
        for formula in element.iter(main("formula")):
            formula.text = self._relative(formula.text or "", base)
        for threshold in element.iter(main("cfvo")):
            if threshold.get("type") == "formula":
                threshold.set("val", self._relative(threshold.get("val", ""), base))

    def _base(self, sqref: str) -> Path:
        """The items of the cell that a rule's relative references start from."""
        area = parse_area(sqref.split(maxsplit=1)[0]) if sqref.split() else None
        numbers = self.here.find(area.top, self.here.sheet.items) if area and area.has_rows else []
        return self.here.items(numbers[0]) if numbers else self.here.sheet.items

    def _relative(self, text: str, base: Path) -> str:
        """Move a rule's formula: a lone cell as its first copy sees it, a range over all copies."""

        def move(area: Area) -> str:
            seen_from = base if area.single else self.here.sheet.items
            moved = self._area(area, seen_from, grow=not area.single)
            return "#REF!" if moved is None else str(moved)

        return "".join(piece if isinstance(piece, str) else move(piece) for piece in parse_formula(text))

    def _validations(self, parent: Element) -> None:
        for element in list(parent):
            base = self._base(element.get("sqref", ""))
            element.set("sqref", move_sqref(element.get("sqref", ""), self.here))
            for formula in (f for f in element if local(f) in ("formula1", "formula2") and f.text):
                formula.text = self._relative(formula.text or "", base)
            if not element.get("sqref"):
                parent.remove(element)
        _count(parent)

    def _all_sqrefs(self, parent: Element) -> None:
        for element in parent.iter():
            if element.get("sqref"):
                element.set("sqref", move_sqref(element.get("sqref", ""), self.here))

    def _breaks(self, parent: Element) -> None:
        """rowBreaks: a break stands below a row, and follows every copy of it; none at the sheet's very end."""
        for element in list(parent):
            for number in self.here.find(int(element.get("id", 0)), self.here.sheet.items):
                if number < len(self.here.sheet.rows):
                    twin = copy.copy(element)
                    twin.set("id", str(number))
                    element.addprevious(twin)
            parent.remove(element)
        _count(parent)
        parent.set("manualBreakCount", str(sum(b.get("man") in ("1", "true") for b in parent)))
        if not len(parent):
            _remove(parent)

    def _header(self, parent: Element) -> None:
        """headerFooter: "&" begins a code there, so one in a filled text is doubled (ECMA-376 part 1, 18.3.1.46)."""

        def filled(field: re.Match[str]) -> str:
            return self.fill(field[0], self.here.sheet.items).replace("&", "&&")

        for element in parent:
            element.text = FIELD.sub(filled, element.text) if element.text else element.text

    def _extensions(self, parent: Element) -> None:
        for group in parent.iter(SPARKLINE_GROUP):
            self._sparklines(group)
        for element in [*parent.iter(f"{{{X14}}}conditionalFormatting"), *parent.iter(f"{{{X14}}}dataValidation")]:
            self._extended_rule(element)

    def _extended_rule(self, element: Element) -> None:
        where = element.find(SQREF)
        if where is None:
            return
        base = self._base(where.text or "")
        where.text = move_sqref(where.text or "", self.here)
        for formula in element.iter(FORMULA):
            formula.text = self._relative(formula.text or "", base)
        if not where.text:
            _remove(element)

    def _sparklines(self, group: Element) -> None:
        for formula in group.findall(FORMULA):  # the dates of a date axis
            formula.text = self._formula(formula.text or "", self.here.sheet.items, grow=True)
        for parent in group.findall(SPARKLINES):
            for element in list(parent):
                where = parse_area(element.findtext(SQREF) or "")
                for moved, items in self._copies(where) if where else ():
                    source = parse_area(element.findtext(FORMULA) or "")
                    if source and not self.moves.sees(source, items):
                        continue
                    twin = copy.deepcopy(element)
                    _set_text(twin, SQREF, str(moved))
                    if twin.find(FORMULA) is not None:
                        _set_text(twin, FORMULA, self._formula(twin.findtext(FORMULA) or "", items, grow=True))
                    element.addprevious(twin)
                parent.remove(element)


def _set_text(element: Element, name: str, text: str) -> None:
    child = element.find(name)
    if child is not None:
        child.text = text


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _count(parent: Element) -> None:
    """Set the count that a list's element carries."""
    if parent.get("count") is not None:
        parent.set("count", str(len(parent)))
