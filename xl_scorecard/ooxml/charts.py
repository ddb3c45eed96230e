"""Charts follow the rows that they draw: series, categories, labels, error bars, and the figures that a chart keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from xl_scorecard.ooxml.captions import fill_paragraphs
from xl_scorecard.ooxml.formulas import Formula, areas, parse_formula
from xl_scorecard.ooxml.moves import Moves
from xl_scorecard.ooxml.names import CHART, Element, local
from xl_scorecard.ooxml.placement import Path, Placement
from xl_scorecard.ooxml.references import Area
from xl_scorecard.ooxml.text import without_control

Content = float | str | None
Lookup = Callable[[Area], Sequence[Content]]
"""Returns the finished values of an area on a named sheet, row by row."""

CHART_2012 = "http://schemas.microsoft.com/office/drawing/2012/chart"
FORMULA, LABELS, FILTERED = f"{{{CHART}}}f", f"{{{CHART_2012}}}f", f"{{{CHART_2012}}}sqref"
CACHES = {
    "numRef": f"{{{CHART}}}numCache",
    "strRef": f"{{{CHART}}}strCache",
    "multiLvlStrRef": f"{{{CHART}}}multiLvlStrCache",
    "datalabelsRange": f"{{{CHART_2012}}}dlblRangeCache",
}
VALUES = tuple(f"{{{CHART}}}{name}" for name in ("val", "yVal", "bubbleSize"))
COUNT, POINT, VALUE, LEVEL = (f"{{{CHART}}}{name}" for name in ("ptCount", "pt", "v", "lvl"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartFollower:
    """Moves the charts of one finished sheet.

    `shown` returns the values of an area as people read them; `changes` says whether it may hold others than before.
    """

    moves: Moves
    here: Placement
    fill: Callable[[str, Path], str]
    lookup: Lookup
    shown: Lookup
    changes: Callable[[Area], bool]
    number_format: Callable[[Area], str]

    def chart(self, root: Element) -> None:
        """Change a copy of a chart part: its references, the figures kept beside them, and the fields in its titles."""
        fill_paragraphs(root, lambda text: self.fill(text, self.here.sheet.items))
        for element in list(root.iter(FORMULA, LABELS, FILTERED)):
            formula, items = parse_formula(element.text or ""), self.here.sheet.items
            moved = self.moves.formula(formula, here=self.here, items=items, grow=True)
            if moved != "".join(map(str, formula)):
                element.text = moved
            elif not any(self.changes(area) for area in areas(formula)):
                continue
            for kind, cache in caches_of(element):
                self._refresh(kind, cache, parse_formula(moved))

    def _refresh(self, kind: str, cache: Element, formula: Formula) -> None:
        found = areas_alone(formula)
        if not found:
            _without_fields(cache)
            return
        numbers = kind == "numRef"
        values = [value for area in found for value in (self.lookup if numbers else self.shown)(area)]
        keep_values(kind, cache, found[0], values)
        code = cache.find(f"{{{CHART}}}formatCode")
        if code is not None:
            code.text = self.number_format(found[0]) or code.text


def keep_values(kind: str, cache: Element, area: Area, values: Sequence[Content]) -> None:
    """Have a chart keep the values of an area, in the cache of a reference of this kind."""
    if kind == "multiLvlStrRef":
        _fill_levels(cache, area, values)
    else:
        fill_cache(cache, values, numbers=kind == "numRef")


def areas_alone(formula: Formula) -> list[Area]:
    """Return the areas of a formula that is nothing but areas, such as (Data!A1,Data!A3); none where it is more."""
    others = [piece for piece in formula if not isinstance(piece, Area)]
    alone = all(isinstance(piece, str) and not piece.strip("(,) ") for piece in others)
    return list(areas(formula)) if alone else []


def caches_of(formula: Element) -> Iterator[tuple[str, Element]]:
    """Return what a chart keeps of a formula's values, and what refers to them; one that is missing is made."""
    parent = formula.getparent()
    if parent is None or local(parent) in ("fullRef", "levelRef"):
        return
    if local(parent) == "formulaRef":  # of a series that is filtered out: the cache is that of the reference around it
        holder = next((a for a in parent.iterancestors() if local(a) in CACHES), None)
        cache = None if holder is None else holder.find(CACHES[local(holder)])
        if holder is not None and cache is not None:
            yield local(holder), cache
    elif local(parent) in CACHES:
        name = CACHES[local(parent)]
        cache = parent.find(name)
        if cache is None:
            cache = etree.SubElement(parent, name)
            formula.addnext(cache)
        yield local(parent), cache


def _without_fields(cache: Element) -> None:
    """What is not known stays as it was, unless it shows a field of the template."""
    if any("{{" in (value.text or "") for value in cache.iter(VALUE)):
        for parent in (cache, *cache.iter(LEVEL)):
            for point in parent.findall(POINT):
                parent.remove(point)


def fill_cache(cache: Element, values: Sequence[Content], *, numbers: bool) -> None:
    """NumCache or strCache: the values that a chart shows before it is recalculated; blanks have no point."""
    for child in [c for c in cache if c.tag in (COUNT, POINT)]:
        cache.remove(child)
    extensions = [c for c in cache if local(c) == "extLst"]
    etree.SubElement(cache, COUNT, val=str(len(values)))
    for index, value in enumerate(values):
        if value is not None and not (numbers and isinstance(value, str)):
            _point(cache, index, value)
    for extension in extensions:
        cache.append(extension)


def _fill_levels(cache: Element, area: Area, values: Sequence[Content]) -> None:
    """MultiLvlStrCache: one level for each column of labels, the innermost first, or for each row of them."""
    width, height = area.right - area.left + 1, area.bottom - area.top + 1
    levels = cache.findall(LEVEL)
    by_row = [values[n : n + width] for n in range(0, len(values), width)] if len(values) == width * height else []
    lines = list(zip(*by_row, strict=True)) if len(levels) == width else by_row
    for child in [c for c in cache if c.tag in (COUNT, LEVEL)]:
        cache.remove(child)
    etree.SubElement(cache, COUNT, val=str(max(map(len, lines), default=0)))
    for line in reversed(lines):
        level = etree.SubElement(cache, LEVEL)
        for index, value in enumerate(line):
            if value not in (None, ""):
                _point(level, index, value)


def _point(parent: Element, index: int, value: Content) -> None:
    point = etree.SubElement(parent, POINT, idx=str(index))
    etree.SubElement(point, VALUE).text = without_control(value) if isinstance(value, str) else number_text(value)


def number_text(value: float | None) -> str:
    """Return a number as a chart keeps it.

    >>> number_text(3.0), number_text(2.5)
    ('3', '2.5')
    """
    return repr(value).removesuffix(".0")
