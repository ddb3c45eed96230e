"""Lint of what stands around a worksheet's rows: order, merges, rules, links, headers, sparklines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from xl_scorecard.ooxml.banners import LONGEST as LONGEST_BANNER
from xl_scorecard.ooxml.finding import Box, Finding
from xl_scorecard.ooxml.lint_formulas import formula_findings, sheet_findings
from xl_scorecard.ooxml.names import WORKSHEET_ORDER, X14, XM, Element, local, main
from xl_scorecard.ooxml.stray import HEADERS

ORDER = {name: place for place, name in enumerate(WORKSHEET_ORDER)}
WRAPPED = frozenset({"worksheet", "controls", "oleObjects"})
LONGEST_LIST = 255
MOST_BREAKS = 1026
X14_RULE, X14_ID = f"{{{X14}}}cfRule", f"{{{X14}}}id"
SPARKLINE, SPARKLINE_GROUP = f"{{{X14}}}sparkline", f"{{{X14}}}sparklineGroup"
SPARKLINE_KINDS = frozenset({None, "line", "column", "stacked"})
COLOURS = ("Series", "Negative", "Axis", "Markers", "First", "Last", "High", "Low")
SPARKLINE_ORDER = (*(f"color{name}" for name in COLOURS), "f", "sparklines")
FORMULAS = frozenset({"formula", "formula1", "formula2"})


def lint_surroundings(part: str, root: Element, *, sheets: AbstractSet[str], formats: int) -> Iterator[Finding]:
    """Return what is wrong with a worksheet, its rows apart; `formats` is how many differential formats there are."""
    yield from _order(part, root)
    yield from merge_findings(part, root)
    for child in root:
        if local(child) not in ("sheetData", "cols", "sheetViews", ""):
            for element in child.iter():
                yield from _element(part, element, sheets, formats)
    yield from _linked_rules(part, root)


def _order(part: str, root: Element) -> Iterator[Finding]:
    last = -1
    for child in root:
        name = local(child)
        if name == "AlternateContent":
            name = next((local(inner) for inner in child.iter() if local(inner) in ORDER), "")
        if name in ORDER:
            if ORDER[name] < last:
                yield Finding(part, f"<{name}> stands too late")
            last = max(last, ORDER[name])


def merge_findings(part: str, root: Element) -> Iterator[Finding]:
    """Return whether merged cells of a worksheet overlap."""
    found = [Box.of(e.get("ref", "")) for e in root.iterfind(f"{main('mergeCells')}/{main('mergeCell')}")]
    boxes = sorted((box for box in found if box), key=lambda box: (box.top, box.left))
    if any(box.meets(other) for box, other in _near(boxes)):
        yield Finding(part, "merged cells overlap")


def _near(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    """Pairs of boxes of which the second begins before the first ends, from the top."""
    for place, box in enumerate(boxes):
        for other in boxes[place + 1 :]:
            if other.top > box.bottom:
                break
            yield box, other


def _element(part: str, element: Element, sheets: AbstractSet[str], formats: int) -> Iterator[Finding]:
    name = local(element)
    yield from _ranges(part, element, name)
    if name and element.get("dxfId") and int(element.get("dxfId", 0)) >= formats:
        yield Finding(part, f"a rule has the format {element.get('dxfId')}, which is not there")
    if name in FORMULAS or element.tag == f"{{{XM}}}f":
        yield from _formula(part, name, element.text or "", sheets)
    elif name in HEADERS and len(element.text or "") > LONGEST_BANNER:
        yield Finding(part, f"<{name}> is longer than {LONGEST_BANNER} characters")
    elif name == "hyperlink":
        yield from sheet_findings(part, f"a link in {element.get('ref')}", element.get("location", ""), sheets)
    elif name in CHECKS:
        yield from CHECKS[name](part, element)


def _ranges(part: str, element: Element, name: str) -> Iterator[Finding]:
    sqref = element.text or "" if name == "sqref" else element.get("sqref") if name else None
    if sqref is not None and name != "selection" and (not sqref or None in map(Box.of, sqref.split())):
        yield Finding(part, f"{sqref[:30]!r} is no list of ranges")


def _count(part: str, element: Element) -> Iterator[Finding]:
    count = element.get("count")
    if count is not None and int(count) != len(element):
        yield Finding(part, f"<{local(element)}> says {count} and has {len(element)}")


def _breaks(part: str, element: Element) -> Iterator[Finding]:
    if len(element) > MOST_BREAKS:
        yield Finding(part, f"it has more than {MOST_BREAKS:,} page breaks")


def _formula(part: str, name: str, text: str, sheets: AbstractSet[str]) -> Iterator[Finding]:
    if name == "formula1" and text.startswith('"') and len(text) > LONGEST_LIST + 2:
        yield Finding(part, f"a list to choose from is longer than {LONGEST_LIST} characters")
    yield from formula_findings(part, "a rule or sparkline", text, sheets)


def _icons(part: str, element: Element) -> Iterator[Finding]:
    wanted = int(element.get("iconSet", "3TrafficLights1")[0])
    thresholds = sum(local(child) == "cfvo" for child in element)
    icons = sum(local(child) == "cfIcon" for child in element)
    if thresholds != wanted or (element.get("custom") in ("1", "true") and icons != wanted):
        yield Finding(part, f"the icon set {element.get('iconSet')} has {thresholds} thresholds and {icons} icons")


def _sparklines(part: str, element: Element) -> Iterator[Finding]:
    if element.tag == SPARKLINE and not (element.findtext(f"{{{XM}}}sqref") or "").strip():
        yield Finding(part, "a sparkline stands in no cell")
    if element.tag == SPARKLINE_GROUP:
        names = [local(child) for child in element if local(child) in SPARKLINE_ORDER]
        if names != sorted(names, key=SPARKLINE_ORDER.index):
            yield Finding(part, "a group of sparklines has its parts in the wrong order")
        if element.get("type") not in SPARKLINE_KINDS:
            yield Finding(part, f"{element.get('type')} is no kind of sparkline")


def _wrapping(part: str, element: Element) -> Iterator[Finding]:
    parent = element.getparent()
    if parent is not None and local(parent) not in WRAPPED:
        yield Finding(part, f"<AlternateContent> stands in <{local(parent)}>")


def _linked_rules(part: str, root: Element) -> Iterator[Finding]:
    """A data bar's classic rule names its newer half by an id."""
    named = {element.text for element in root.iter(X14_ID)}
    if named:
        known = {element.get("id") for element in root.iter(X14_RULE)}
        yield from (Finding(part, f"the rule {id_} is named and not there") for id_ in sorted(map(str, named - known)))


CHECKS: dict[str, Callable[[str, Element], Iterator[Finding]]] = {
    "iconSet": _icons,
    "sparkline": _sparklines,
    "sparklineGroup": _sparklines,
    "mergeCells": _count,
    "dataValidations": _count,
    "rowBreaks": _breaks,
    "AlternateContent": _wrapping,
}
