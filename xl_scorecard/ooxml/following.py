"""What stands around a sheet's rows follows them: merges, rules, links, breaks, sparklines, headers, views."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from xl_scorecard.ooxml.anchors import move_anchor
from xl_scorecard.ooxml.banners import LONGEST, fill_banner
from xl_scorecard.ooxml.formulas import parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import XM, Element, local
from xl_scorecard.ooxml.placement import Path, Placement, move_sqref
from xl_scorecard.ooxml.references import Area, parse_area
from xl_scorecard.ooxml.refusal import Refusal
from xl_scorecard.ooxml.rules import EXTENDED, CannotFollowError, RuleFollower, remove
from xl_scorecard.ooxml.sparklines import follow_sparklines
from xl_scorecard.ooxml.views import follow_views

Fill = Callable[[str, Path], str]
"""Returns a text with the fields in it filled, for the items given."""

SQREF = f"{{{XM}}}sqref"
TOO_LONG = f"has a header or footer of more than {LONGEST} characters once it is filled"
RULES = frozenset({"conditionalFormatting", "dataValidation"})
FORMULAS_OF_CONTROLS = ("linkedCell", "listFillRange")


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Moves what stands on one finished sheet; `refused` collects what cannot follow."""

    moves: Moves
    here: Placement
    fill: Fill
    refused: list[Refusal] = field(default_factory=list)

    def follow(self, root: Element, children: Iterable[Element] | None = None) -> None:
        """Change a copy of the template's sheet, rows apart, into the finished one; or these of its children alone."""
        handlers: dict[str, Callable[[Element], None]] = {
            "dimension": self._dimension,
            "sheetViews": self._views,
            "protectedRanges": self._all_sqrefs,
            "scenarios": self._cells,
            "autoFilter": self._ranges,
            "sortState": self._ranges,
            "dataConsolidate": self._ranges,
            "customSheetViews": self._custom_views,
            "mergeCells": self._merges,
            "conditionalFormatting": lambda element: self._rule(element, self._rules.formatting),
            "dataValidations": self._validations,
            "hyperlinks": self._links,
            "headerFooter": self._header,
            "rowBreaks": self._breaks,
            "cellWatches": self._cells,
            "ignoredErrors": self._all_sqrefs,
            "smartTags": self._cells,
            "oleObjects": self._controls,
            "controls": self._controls,
            "extLst": self._extensions,
        }
        for child in list(root if children is None else children):
            name = local(child)
            if name == "AlternateContent":
                self._controls(child)
            elif name in handlers:
                handlers[name](child)

    def fill_headers(self, root: Element) -> None:
        """Fill the headers of a sheet on which nothing moves."""
        for child in root:
            if local(child) == "headerFooter":
                self._header(child)

    @property
    def _rules(self) -> RuleFollower:
        return RuleFollower(moves=self.moves, here=self.here)

    def _area(self, area: Area, *, grow: bool) -> Area | None:
        return self.moves.area(area, here=self.here, items=self.here.sheet.items, grow=grow)

    def _dimension(self, element: Element) -> None:
        area = parse_area(element.get("ref", ""))
        if area and not self.here.still:
            element.set("ref", str(area.with_rows(area.top, max(area.top, len(self.here.sheet.rows)))))

    def _views(self, views: Element) -> None:
        follow_views(views, self.moves, self.here)

    def _custom_views(self, views: Element) -> None:
        self._views(views)
        for view in views:
            for child in list(view):
                match local(child):
                    case "autoFilter":
                        self._ranges(child)
                    case "rowBreaks":
                        self._breaks(child)
                    case "headerFooter":
                        self._header(child)

    def _ranges(self, parent: Element) -> None:
        """Ranges in `ref` attributes, which grow; those of a sheet that is named elsewhere stay."""
        for element in parent.iter():
            area = parse_area(element.get("ref", "")) if isinstance(element.tag, str) else None
            moved = self._area(area, grow=True) if area and not element.get("sheet") else None
            if moved:
                element.set("ref", str(moved))

    def _cells(self, parent: Element) -> None:
        """Lone cells in `r` attributes, which become their first copies, and ranges in `sqref`, which grow."""
        for element in parent.iter():
            area = parse_area(element.get("r", "")) if isinstance(element.tag, str) else None
            moved = self._area(area, grow=False) if area else None
            if moved:
                element.set("r", str(moved))
        self._all_sqrefs(parent)

    def _merges(self, parent: Element) -> None:
        for element, area in _placed(parent):
            for first, last, _ in self.here.copies(area.top, area.bottom):
                twin = copy.copy(element)
                twin.set("ref", str(area.with_rows(first, last)))
                element.addprevious(twin)
            parent.remove(element)
        _count(parent)

    def _links(self, parent: Element) -> None:
        for element, area in _placed(parent):
            for first, last, items in self.here.copies(area.top, area.bottom):
                twin = copy.copy(element)
                twin.set("ref", str(area.with_rows(first, last)))
                self._link(twin, items)
                element.addprevious(twin)
            parent.remove(element)

    def _link(self, element: Element, items: Path) -> None:
        if element.get("location"):
            element.set("location", move_location(element.get("location", ""), self.moves, self.here, items))
        for name in ("display", "tooltip"):
            if element.get(name):
                element.set(name, self.fill(element.get(name, ""), items))

    def _rule(self, element: Element, change: Callable[[Element], None]) -> None:
        where = element.get("sqref") or element.findtext(SQREF) or ""
        try:
            change(element)
        except CannotFollowError as problem:
            self.refused.append(Refusal(where.partition(" ")[0].partition(":")[0], str(problem)))

    def _validations(self, parent: Element) -> None:
        for element in list(parent):
            self._rule(element, self._rules.validation)
        _count(parent)

    def _all_sqrefs(self, parent: Element) -> None:
        for element in parent.iter():
            if isinstance(element.tag, str) and element.get("sqref"):
                element.set("sqref", move_sqref(element.get("sqref", ""), self.here))

    def _breaks(self, parent: Element) -> None:
        """rowBreaks: a break stands below a row, and follows every copy of it; none below the sheet's very last copy."""
        for element in list(parent):
            row, end = int(element.get("id", 0)), len(self.here.sheet.rows)
            for number in self.here.find(row, self.here.sheet.items):
                if number != end or not self.here.repeats(row):
                    twin = copy.copy(element)
                    twin.set("id", str(number))
                    element.addprevious(twin)
            parent.remove(element)
        _count(parent)
        parent.set("manualBreakCount", str(sum(b.get("man") in ("1", "true") for b in parent)))
        if not len(parent):
            remove(parent)

    def _header(self, parent: Element) -> None:
        for element in parent:
            if element.text and "{{" in element.text:
                element.text = fill_banner(element.text, lambda text: self.fill(text, self.here.sheet.items))
                if len(element.text) > LONGEST:
                    self.refused.append(Refusal("", TOO_LONG, "Shorten it, or take a shorter field."))

    def _controls(self, parent: Element) -> None:
        """Form controls and embedded objects: where they float, and the cells that they speak to."""
        for element in parent.iter():
            match local(element):
                case "anchor":
                    stretches = element.get("sizeWithCells") in ("1", "true")
                    move_anchor(element, self.here, stretches=stretches)
                case "controlPr":
                    for name in FORMULAS_OF_CONTROLS:
                        if element.get(name):
                            element.set(name, self._formula(element.get(name, "")))

    def _formula(self, text: str) -> str:
        return self.moves.formula(parse_formula(text), here=self.here, items=self.here.sheet.items)

    def _extensions(self, parent: Element) -> None:
        follow_sparklines(parent, self.moves, self.here)
        rules = [*parent.iter(*EXTENDED)]
        for element in rules:
            self._rule(element, self._rules.extended)
        for counted in parent.iter():
            if local(counted) == "dataValidations":
                _count(counted)
            elif counted.tag == SQREF and not any(local(a) in (*RULES, "sparkline") for a in counted.iterancestors()):
                counted.text = move_sqref(counted.text or "", self.here)


def move_location(location: str, moves: Moves, here: Placement, items: Path) -> str:
    """Return the place in the workbook that a link opens, where it went; what is no single place stays as it is."""
    pieces = parse_formula(location)
    moved = moves.formula(pieces, here=here, items=items) if len(pieces) == 1 else location
    return location if moved == "#REF!" else moved


def _placed(parent: Element) -> Iterator[tuple[Element, Area]]:
    """The children that say in `ref` where they stand."""
    found = [(element, parse_area(element.get("ref", ""))) for element in parent if isinstance(element.tag, str)]
    return ((element, area) for element, area in found if area and area.has_rows)


def _count(parent: Element) -> None:
    """Set the count that a list's element carries."""
    if parent.get("count") is not None:
        parent.set("count", str(len(parent)))
